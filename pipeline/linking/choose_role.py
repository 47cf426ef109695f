"""In what role a figure stands, on what basis, of which year and of which region."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from pipeline.linking.choice import Choice, Setting
from pipeline.linking.view import View
from pipeline.model import Basis, Region, Role

# 2018年底为7015人，全年新增402人: what is of a year follows what was at the end of another.
COMES_BACK = regex.compile(r"全年|新增|新纳入|退出|停止")
MET = regex.compile(r"(?:超过|超额|完成|达到|实现|高于|好于|优于|符合)了?(?:年初|年度|全年|预期|既定|绩效)*的?$")
# 自2007年铺开以来: no year of the figures behind it. 而2015年发放5402万元，年底结余236万元: back to this year.
SINCE = regex.compile(r"[^,，。;\d]{0,12}以来")
OWN_YEAR_END = regex.compile(r"[,，;](?:截至|到|至)?年[底末]")
THIS_YEAR = regex.compile(r"当年|本年|年内|一年间|年度内|今年|期间|目前|年来")
# 全省平均…, 全区月人均…: the clause begins with a whole that may not be the reporting one.
WHOLE = regex.compile(r"^全([省国区市州盟])(?!.{0,6}目标)")
BOUND = regex.compile(r"(?:不少于|不低于|≥|>=)$")
MONTH = regex.compile(r"(?<![\d\-—~])(?<!\d至)(?P<month>1[0-2]|[1-9])月(?:份|底|末)?(?!\d{0,2}日?起|\d{1,2}日)")
GOALS = frozenset({"target", "actual", "intended"})
FLOWS = frozenset({"money", "person_times", "household_times"})
IN_MONTH = regex.compile(r"12月份?(?:共|当月|单月|发放|支出|救助|实发)")
COUNTED = frozenset({"persons", "households", "person_times", "household_times", "money"})
# What may stand between places that share one figure (龙山区、西安区每人每月600元).
OWN_WHOLE = regex.compile(r"全[县市区旗州盟省]")
PLACE_LIST = regex.compile(r"^[、和与及，,]$")


class Roles:
    """Chooses role, basis, year and region of the figures of a sentence."""

    def __init__(self, view: View, setting: Setting) -> None:
        self.view = view
        self.setting = setting
        self.frame: Role | None = setting.role
        self.intent = False
        self.bounded = False
        self.named_goal = False
        self.outside: tuple[Role | None] | None = None
        self.regions: tuple[Region, ...] = ()

    def role(self, index: int, made: Sequence[Choice]) -> Role:
        """Return the role of a figure: what a mark says, else the words before it, else what the sentence aims at."""
        mark = self.view.mark(index)
        self._set_frame(index)
        aims = [t.name for t in self.view.gap(index, "role") if t.name in ("target", "future", "intended")]
        self.named_goal = bool(aims) or self._bounded(index) or mark.role == "target" or self.setting.role == "target"
        if any(t.name == "future" for t in self.view.before(index, "role")) or self._later(index, made):
            return "target"
        if mark.role == "previous" and self._year_in_gap(index):
            return "actual"
        if mark.role is not None:
            return mark.role
        near = {t.name for t in self.view.near(index, "role")}
        if "previous" in near:
            return "actual" if self._year_in_gap(index) else "previous"
        if "reference" in near or self._of_all(index):
            return "reference"
        paired = mark.like is not None and mark.rule is not None and "from_to" not in mark.rule
        if paired and mark.like is not None and made[mark.like].role != "actual":
            return made[mark.like].role
        if (
            self.frame == "target"
            and self.setting.role == "target"
            and self.view.figure(index).quantity.kind == "money"
        ):
            return "actual"  # a goal section that states its budget
        return self.frame or "actual"

    def _of_all(self, index: int) -> bool:
        """Tell whether a clause speaks of the whole province, or of a prefecture that the reporting county is in."""
        found = WHOLE.match(self.view.near_text(index))
        region = self.setting.region
        if not found or region is None or region.level == "other":
            return False
        level = {"省": "province", "国": "nation", "市": "prefecture", "州": "prefecture", "盟": "prefecture"}.get(
            found[1]
        )
        if found[1] == "区":
            return not region.name.endswith("区")
        own = region.level == level or region.name.endswith(found[1])
        return not own

    def reach(self) -> Role:
        """Go over from what is aimed at to what was reached."""
        self.frame = "actual"
        return self.frame

    def _later(self, index: int, made: Sequence[Choice]) -> bool:
        """Tell whether a figure is of a year after the one reported on."""
        year, report = self.year(index, made), self.setting.report_year
        return year is not None and report is not None and year > report

    def _set_frame(self, index: int) -> None:
        if self.outside is not None and ")" in self.view.gap_text(index):
            self.frame, self.outside = self.outside[0], None
        if self.bounded and not self.intent and ";" in self.view.gap_text(index):
            self.frame, self.bounded = self.setting.role, False  # 达到不低于90%的目标；知晓率84.7%
        before = self.frame
        self._read_frame(index)
        if self.frame != before and self._in_brackets(index):
            self.outside = (before,)

    def _of_the_figure_before(self, position: int, index: int) -> bool:
        """Tell whether 目标 belongs to the figure before (高于95%的目标)."""
        text = self.view.sentence.text[self.view.gap_start(index) : position]
        return index > 0 and text in ("", "的", "以上的", "的年度", "的绩效", "的预期", "年度")

    def _met(self, start: int, end: int) -> bool:
        """Tell whether a goal is only said to be met (超过年初目标；…), or is the name of a chapter (产出目标方面)."""
        text = self.view.sentence.text
        return bool(MET.search(text, 0, start) and text[end : end + 1] in ";,。、") or text.startswith("方面", end)

    def _in_brackets(self, index: int) -> bool:
        text = self.view.sentence.text[: self.view.figure(index).start]
        return text.count("(") > text.count(")")

    def _read_frame(self, index: int) -> None:
        words = [t for t in self.view.gap(index, "role") if t.name in GOALS and not self._closed(t.end, index)]
        words = [t for t in words if t.name != "target" or not self._of_the_figure_before(t.start, index)]
        words = [t for t in words if t.name != "target" or not self._met(t.start, t.end)]
        rule = self.view.mark(index).rule
        if rule is not None and "comparison" in rule:  # 与年初目标相符 compares, it does not go over to goals
            words = [t for t in words if t.end <= self.view.near_start(index)]
        if not words:
            self._set_intent(index)
            return
        self.intent = self.intent or any(t.name == "intended" for t in words)
        named = [t.name for t in words if t.name != "intended"]
        if named:
            self.frame = "target" if named[-1] == "target" else "actual"
            self.intent = self.intent and named[-1] == "target"
        self._set_intent(index)

    def _set_intent(self, index: int) -> None:
        """Set a goal that no word names as such: what was laid down, with a bound (年初明确…不少于7000人)."""
        if self.view.figure(index).quantity.comparator in (">=", "<=") and (self.intent or self._bounded(index)):
            self.bounded = self.bounded or self.frame != "target"
            self.frame = "target"

    def _bounded(self, index: int) -> bool:
        """Tell whether a bound stands before a figure, as goals have it (不少于2100人), and not behind it (90%以上)."""
        return bool(BOUND.search(self.view.near_text(index)))

    def _year_in_gap(self, index: int) -> bool:
        start, end = self.view.gap_start(index), self.view.figure(index).start
        report = self.setting.report_year
        return any(start <= y.start and y.end <= end and y.year != report for y in self.view.sentence.years)

    def _closed(self, position: int, index: int) -> bool:
        """Tell whether a word stands in brackets that close before the figure (年初目标100%)."""
        between = self.view.sentence.text[position : self.view.figure(index).start]
        return between.count(")") > between.count("(")

    def year(self, index: int, made: Sequence[Choice]) -> int | None:
        """Return the year printed for a figure, None where the sentence prints none before it."""
        mark = self.view.mark(index)
        if mark.year is not None:
            return mark.year
        if mark.like is not None and mark.rule is not None and "pair" in mark.rule:
            return made[mark.like].year
        compared = {m.year for m in self.view.marks.values() if m.year is not None}
        figure = self.view.figure(index)
        start, _ = self.view.sentence.member(figure.start)
        years = [
            y
            for y in self.view.sentence.years
            if y.end <= figure.start and y.year not in compared and (y.start >= start or y.start == 0)
        ]
        years = [y for y in years if not self._left_behind(y.end, index)]
        if not years:
            return None
        return None if self._of_the_inquiry(years[-1].year, figure.quantity.kind) else years[-1].year

    def _left_behind(self, position: int, index: int) -> bool:
        """Tell whether a year no longer holds: its brackets are closed, or the text came back to this year."""
        between = self.view.sentence.text[position : self.view.figure(index).start]
        closed = between.count(")") > between.count("(") and index > 0 and position < self.view.figure(index - 1).start
        ended = between[:1] in ("底", "末") and bool(COMES_BACK.search(between))
        since = bool(SINCE.match(between))
        aside = self.view.sentence.text[: position - 5].endswith("而") and bool(OWN_YEAR_END.search(between))
        return closed or ended or since or aside or bool(THIS_YEAR.search(between))

    def _of_the_inquiry(self, year: int, kind: str) -> bool:
        """Tell whether a year is that in which the report asked and looked, not that of the rate it found."""
        report = self.setting.report_year
        ahead = regex.search(rf"[到至]{year}年", self.view.sentence.text)
        return kind == "percent" and report is not None and year > report and not ahead

    def basis(self, index: int, made: Sequence[Choice]) -> Basis:
        """Return the time basis that the words before a figure name."""
        figure = self.view.figure(index)
        start = max(self.view.near_start(index) - 1, 0)
        month = list(MONTH.finditer(self.view.sentence.text, start, figure.start))
        if month and figure.quantity.kind in COUNTED:
            if month[-1]["month"] != "12":
                return "part_year" if "截" in self.view.near_text(index) else "one_month"
            if (
                figure.quantity.kind in FLOWS
                and not month[-1].group().endswith(("底", "末"))
                and IN_MONTH.search(self.view.near_text(index))
            ):
                return "one_month"
        if index and self.view.joined(index) and not self.view.gap(index, "basis"):
            return made[index - 1].basis
        words = self.view.before(index, "basis")
        return words[-1].name if words else "unspecified"  # type: ignore[return-value]

    def place(self, index: int) -> tuple[tuple[Region, ...], Role | None]:
        """Return the regions below the report's own that a figure is of, and `reference` for another's figure."""
        start, end = self.view.gap_start(index), self.view.figure(index).start
        words = [p for p in self.view.places if start <= p.start and p.end <= end]
        if OWN_WHOLE.search(self.view.sentence.text[words[-1].end if words else start : end]):
            words, self.regions = [], ()
        if not words:
            return self.regions, None
        last = words[-1]
        if last.relation == "below":
            self.regions = self._listed(words)
            return self.regions, None
        self.regions = ()
        near = last.start >= self.view.near_start(index)
        return (), "reference" if last.relation == "other" and near else None

    def _listed(self, words: Sequence) -> tuple[Region, ...]:  # type: ignore[type-arg]
        run = [words[-1]]
        for word in reversed(words[:-1]):
            if word.relation != "below" or not PLACE_LIST.match(self.view.sentence.text[word.end : run[0].start]):
                break
            run.insert(0, word)
        return tuple(w.region for w in run)
