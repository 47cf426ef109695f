"""What is measured: the word beside the figure that fits its kind, or the one that carries on."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from pipeline.linking.choice import Choice, Setting
from pipeline.linking.lexicon import Measure, Token, group, measure
from pipeline.linking.rates import LARGEST_RATE, may_be_rate, period
from pipeline.linking.subjects import Subject
from pipeline.linking.view import View
from pipeline.model import QuantityKind

COUNTS = frozenset({"persons", "households", "person_times", "household_times"})
MONEY = frozenset({"money", "rate_of_money"})
# Words between a place and its money that make it the money of a level (保定市级补助72.50万元).
LEVEL_BEHIND_PLACE = regex.compile(
    r"^(?:级|本级|财政|补助|配套|资金|安排|拨付|拨款|投入|承担|负担|下达|专项|跟进|追加|统筹|[本自])*(?:为|是|计|约)?$"
)
LEVEL_FRAME = regex.compile(
    r"(?:资金|财政|经费|安排|投入|配套|预算)[^,，。;]{0,4}(?:中|里)?[,，:]|(?:其中|当中)[:,，]?$"
)
POPULATION = regex.compile(r"占[^,，。;]{0,14}人口[^,，。;]{0,10}?的?(?:比例|比重)?(?:为|达)?(?:约|近)?$")
BRACKETED = regex.compile(r"^\((?:其中)?[^()]*$")
OURS = regex.compile(r"[我本全][县市区旗州盟]")
WEIGHED = regex.compile(r"加权|综合|平均|总体|合计")
NEWLY = regex.compile(r"新|从中|其中|全年|年内|当年|累计")
WHOLE = regex.compile(r"(?:全[县市区旗省州]|共|共有|已)$")
TOTAL = regex.compile(r"合计|共计|总计|两项|三项|累计共|(?:^|[,，、])(?:共|计|合)$")
# 覆盖率 of a few percent is the share of the population that is covered, not of those who are entitled.
LARGEST_SHARE = 15.0
# How far a word such as 新增 reaches over a comma.
ROLL_REACH = 12
ROLL_BEHIND = regex.compile(r"(?:被)?(?:新纳入|新增纳入|新进入|退出|被清退|被取消|停发|停保|清退)(?!后)")
ALL_LEVELS = regex.compile(r"[级]资金|合计|共|总")
ITS_SHARE = regex.compile(r"[,，、(](?:占|即|为)?")
ASKED = frozenset({"satisfaction", "awareness_rate", "accuracy_rate"})
LIST_MARKS = ("、", "和", "与", "及")
# Care is paid by the month and by few hundreds: 全护理716元 needs no more words.
LARGEST_CARE = 5_000.0
FROM_LEVEL = regex.compile(
    r"(?:全部|均|都)?(?:(?:来自|源自|出自)(?<from>[^,，。;、\d]{1,10})"
    r"|由(?<from>[^,，。;、\d]{1,10}?)(?:列支|承担|负担|安排|解决|配套|筹集|出资))"
)
GRANTED = regex.compile(r"(?:中央|省|省级|市级|上级|财政)拨付?(?:了|来)?(?:补助|资金)?$")
ADJUSTED = regex.compile(r"(?:调整|调增|调减|追加|增加|核增|核定)(?:为|到|至)$")
RECLAIMED = regex.compile(r"追缴|追回|追讨|收回|退回")
SHARE_OF_FUNDS = regex.compile(r"占[^,，。;]{0,10}(?:资金|预算|总盘子|到位数|预算数)[^,，。;]{0,4}的?(?:约|近)?$")
OWN_LEVEL = {"province": "provincial", "prefecture": "prefecture", "county": "county"}
HANDED_OUT = frozenset({"下拨", "拨付", "划拨", "拨款"})
MUNICIPALITIES = frozenset({"北京市", "天津市", "上海市", "重庆市"})
FLOWS_OVER_LEVEL = frozenset({"spending", "balance", "budget_initial", "revenue"})


def _blocked(named: Sequence[Measure]) -> Measure | None:
    """Return the word that makes money no figure of a programme; an adjustment does so only as the last word."""
    firm = [m for m in named if m.measure is None and not m.weak]
    if firm:
        return firm[-1]
    last = max((i for i, m in enumerate(named) if m.measure is None), default=None)
    return None if last is None or any(not m.weak for m in named[last + 1 :]) else named[last]


class Measures:
    """Chooses the measure of each figure of a sentence; flows of money and rates carry on."""

    def __init__(self, view: View, setting: Setting) -> None:
        self.view = view
        self.setting = setting
        self.flow = setting.flow
        self.flow_named = False
        self.level_frame: str | None = setting.level
        self.instalments: str | None = None
        self.percent: str | None = None
        self.rate: str | None = setting.rate

    def choose(self, index: int, made: Sequence[Choice], subject: Subject) -> tuple[str | None, bool]:
        """Return the measure's name and whether words at the figure itself say so."""
        kind = self.view.figure(index).quantity.kind
        mark = self.view.mark(index)
        if mark.rate_like is not None and mark.rate_like < index and "other_year" in (mark.rule or ""):
            return made[mark.rate_like].name, True
        if kind in COUNTS:
            return self._roll(index, made), True
        if kind in MONEY:
            return self._rate(index, made) if self._is_rate(index, made) else self._money(index, made, subject)
        if kind == "percent":
            return self._percent(index, made)
        return None, False

    def shared(self, index: int) -> list[str]:
        """Return the further rates that one percentage states, where the list before it names several."""
        if self.view.figure(index).quantity.kind != "percent":
            return []
        words = [t for tokens in self.view.mark(index).shared or () for t in tokens]
        named = [m.name for m in self._named(words, "percent") if m.measure]
        return named[:-1] if len(named) > 1 else []

    # --- counts ----------------------------------------------------------------------------------

    def _roll(self, index: int, made: Sequence[Choice]) -> str:
        """Return `added` or `removed` where a count is of those who came or went, else `on_roll`."""
        mark = self.view.mark(index)
        words = [t for t in (mark.tokens or ()) if t.category == "roll"] or self.view.near(index, "roll")
        if words:
            return "on_roll" if self._enrolled(index, words[-1]) else words[-1].name
        if index and self.view.gap_text(index) in LIST_MARKS and made[index - 1].name in ("added", "removed"):
            return made[index - 1].name or "on_roll"
        if mark.like is not None and made[mark.like].name in ("added", "removed"):
            return made[mark.like].name or "on_roll"
        behind = ROLL_BEHIND.match(self.view.sentence.text, self.view.figure(self.view.last_of_pair(index)).end)
        if behind:
            return "added" if "入" in behind.group() else "removed"
        gap = self.view.gap(index, "roll")
        if index and made[index - 1].name in ("added", "removed") and BRACKETED.match(self.view.gap_text(index)):
            return made[index - 1].name or "on_roll"
        if gap and self.view.figure(index).start - gap[-1].end <= ROLL_REACH:
            return gap[-1].name
        if index and self.view.joined(index) and self.view.gap_text(index).startswith(("、", "和", "及")):
            return made[index - 1].name if made[index - 1].name in ("added", "removed") else "on_roll"  # type: ignore[return-value]
        return "on_roll"

    def _enrolled(self, index: int, token: Token) -> bool:
        """Tell whether 纳入 says who is on the roll (12月末全区纳入供养2018人), not who was added."""
        before = self.view.sentence.text[: token.start]
        dated = any(t.name == "year_end" for t in self.view.before(index, "basis"))
        return token.word == "纳入" and not NEWLY.search(before) and (dated or bool(WHOLE.search(before)))

    # --- money -----------------------------------------------------------------------------------

    def _named(self, tokens: Sequence[Token], kind: QuantityKind) -> list[Measure]:
        found = [measure(t.name) for t in tokens if t.category == "measure"]
        return [m for m in found if kind in m.kinds]

    def _money(self, index: int, made: Sequence[Choice], subject: Subject) -> tuple[str | None, bool]:
        near = self._flows(self.view.near(index))
        gap = self._flows(self.view.gap(index))
        behind = self._flows(self.view.behind(index, reach=1))
        strong = [m for m in near if not m.weak] or [m for m in behind if not m.weak] or [m for m in gap if not m.weak]
        blocked = _blocked(near) or self._capped(index)
        if blocked is None and index and self.view.joined(index) and not near:
            before = self._flows(self.view.near(index - 1))
            blocked = next((m for m in before if m.measure is None), None)
        if blocked is not None:
            levels = self.view.gap(index, "level")
            self.instalments = self._own(levels[-1].name) if levels else self.instalments
            return blocked.name, True
        told = [m for m in self._flows(self.view.told(index)) if not m.weak]
        if told and not [m for m in near if not m.weak]:
            return self._set_flow(told[-1])
        level = self._level(index)
        if level is None and not (strong and strong[-1].measure == "spending"):
            level = self._level_behind(index)
            strong = [] if level else strong
        over = strong and strong[-1].measure in FLOWS_OVER_LEVEL and strong[-1] in near
        if level and not (over and not GRANTED.search(self.view.near_text(index))):
            return ("received" if level == "received" else f"level:{level}"), True
        total = self._total(index, made)
        if total is not None and not strong:
            return total
        if strong and strong[-1].name == "budget" and "年初" in self.view.near_text(index):
            return "budget_initial", True
        if strong and strong[-1].measure == "funds_received" and self._handed_out(index, made):
            return "spending", True
        if strong:
            return self._set_flow(strong[-1])
        if made and made[-1].name == "budget_initial" and ADJUSTED.search(self.view.gap_text(index)):
            return "budget", True
        if gap and not (self.flow_named and self.flow):
            return self._set_flow(gap[-1])
        if self.level_frame and not self.flow_named:
            return f"level:{self.level_frame}", True
        if self.flow:
            return self.flow, self.flow_named
        return self._default(index, made, subject)

    def _handed_out(self, index: int, made: Sequence[Choice]) -> bool:
        """Tell whether 下拨 is money to those counted right before it, or what was paid of the money received before.

        救助5127户次，下拨1423万元; 筹集490万元，…；全年拨出487万元.
        """
        words = [t.word for t in self.view.near(index, "measure")]
        if self.view.gap(index, "level"):
            return False
        if "拨出" in words and any(c.measure in ("funds_received", "spending") for c in made):
            return True
        counted = index and self.view.figure(index - 1).quantity.kind in COUNTS and not made[index - 1].skip
        return bool(counted) and self.view.same_member(index) and not HANDED_OUT.isdisjoint(words)

    def _capped(self, index: int) -> Measure | None:
        """Return the last word before money, or the first behind it, that makes it a cap or a sum taken back."""
        near = self._named(self.view.near(index), "money")[-1:]
        reclaimed = RECLAIMED.search(self.view.behind_text(index))
        behind = self._flows(self.view.rest_of_clause(index)) if reclaimed else []
        return next((m for m in (*near, *behind) if m.measure is None and not m.weak), None)

    def _flows(self, tokens: Sequence[Token]) -> list[Measure]:
        return [m for m in self._named(tokens, "money") if m.kinds[0] == "money"]

    def _set_flow(self, entry: Measure) -> tuple[str | None, bool]:
        if entry.measure is not None:
            self.flow, self.flow_named, self.level_frame = entry.name, True, None
        return entry.name, True

    def _total(self, index: int, made: Sequence[Choice]) -> tuple[str | None, bool] | None:
        """Return the measure of 合计: what came in where levels were named, else that of the money before it."""
        if not TOTAL.search(self.view.gap_text(index)):
            return None
        money = [c for i, c in enumerate(made) if self.view.figure(i).quantity.kind == "money"]
        levels = {c.name for c in money if (c.name or "").startswith("level:")}
        owners = {self._own(t.name) for t in self.view.before(index, "level")}
        if len(levels) > 1 or (len(owners) > 1 and not levels):
            return "received", True
        if len(owners) == 1 and (levels or self.instalments):
            return f"level:{min(owners)}", True
        named = [c.name for c in money if c.name and c.measure]
        return (named[-1], True) if named and not levels else None

    def _default(self, index: int, made: Sequence[Choice], subject: Subject) -> tuple[str | None, bool]:
        """Return spending for money beside a programme or a count of recipients: what was paid to them."""
        counted = index and self.view.figure(index - 1).quantity.kind in COUNTS and not made[index - 1].skip
        if counted and self.view.same_member(index):
            return "spending", self.view.joined(index)
        if self._divided_by_level(index):
            return "received", True
        named = subject.family not in (None, "none", "report") and (
            subject.groups or subject.family != self.setting.report.family
        )
        large = self.view.figure(index).quantity.value >= LARGEST_RATE
        return ("spending", False) if named and large else (None, False)

    def _divided_by_level(self, index: int) -> bool:
        """Tell whether the figures that follow divide this one by levels of government."""
        following = range(index + 1, min(index + 3, len(self.view.sentence.figures)))
        return any(self.view.near(i, "level") for i in following) and "资金" in self.view.near_text(index)

    def _level(self, index: int) -> str | None:
        listed = [t for t in (self.view.mark(index).tokens or ()) if t.category == "level"]
        if listed:
            return self._own(listed[-1].name)
        tokens = self.view.near(index, "level")
        if self._levels_together(tokens):
            return "received" if {t.name for t in tokens} & {"county", "own"} else "superior"
        if len({t.name for t in tokens}) > 1 and ALL_LEVELS.search(self.view.near_text(index)):
            return "received" if {t.name for t in tokens} & {"county", "own"} else "superior"
        if tokens:
            funded = [t for t in tokens if t.name != "other"] or tokens
            return self._own(funded[-1].name)
        figure = self.view.figure(index)
        start = self.view.near_start(index)
        for place in reversed(self.view.places):
            if start <= place.start and place.end <= figure.start:
                behind = self.view.sentence.text[place.end : figure.start]
                if place.relation in ("own", "above") and LEVEL_BEHIND_PLACE.match(behind):
                    return OWN_LEVEL.get(place.region.level)
                return None
        self._frame_level(index)
        return None

    def _level_behind(self, index: int) -> str | None:
        """Return the level that money is said to come from behind it (760万元来自中央, 230万元由县级预算列支)."""
        figure = self.view.figure(index)
        found = FROM_LEVEL.match(self.view.sentence.text, figure.end)
        tokens = self.view.sentence.within(found.start("from"), found.end(), "level") if found else []
        return self._own(tokens[0].name) if tokens and tokens[0].name not in ("all", "other") else None

    def _levels_together(self, tokens: Sequence[Token]) -> bool:
        """Tell whether the last levels before a figure are joined (中央和市级补助8640万元)."""
        if len(tokens) < 2 or tokens[-1].name == tokens[-2].name:
            return False
        return self.view.sentence.text[tokens[-2].end : tokens[-1].start] in ("、", "和", "与", "及")

    def _frame_level(self, index: int) -> None:
        """Set the level for a list that one clause announces (县本级资金中，城市低保260万元，…)."""
        tokens = self.view.gap(index, "level")
        if tokens and LEVEL_FRAME.search(self.view.sentence.text[tokens[-1].start : self.view.near_start(index)]):
            self.level_frame = self._own(tokens[-1].name)

    def _own(self, name: str) -> str:
        """Return the level that a word means in this region: 本级 is its own, 市级 in Beijing the province's."""
        region = self.setting.region
        if name == "all":
            return "received"
        if name == "own":
            return OWN_LEVEL.get(region.level if region else "county", "county")
        if name == "prefecture" and region is not None and region.province in MUNICIPALITIES:
            return "provincial"
        return name

    # --- rates of money --------------------------------------------------------------------------

    def _is_rate(self, index: int, made: Sequence[Choice]) -> bool:
        if not may_be_rate(self.view, index):
            return False
        if self.view.figure(index).quantity.kind == "rate_of_money" or period(self.view, index):
            return True
        named = self._named(self.view.near(index), "rate_of_money") or self._named(
            self.view.gap(index), "rate_of_money"
        )
        care = [t for t in self.view.near(index, "group") if group(t.name).dimension == "care"]
        if care and not self.view.near(index, "measure") and self.view.figure(index).quantity.value < LARGEST_CARE:
            return True
        listed = self.view.mark(index).tokens is not None or (index and made[index - 1].name == self.rate)
        grouped = bool(self.view.near(index, "group")) and not self.view.near(index, "measure")
        moved = "from_to" in (self.view.mark(index).rule or "")
        if moved and self.view.figure(index).quantity.value < LARGEST_CARE and (grouped or self.rate is not None):
            return True  # 散居的由1100元提高到1200元
        return bool(named) or (self.rate is not None and bool(listed or grouped))

    def _rate(self, index: int, made: Sequence[Choice]) -> tuple[str | None, bool]:
        like = self.view.mark(index).rate_like
        named = self._named(self.view.near(index), "rate_of_money") or self._named(
            self.view.gap(index), "rate_of_money"
        )
        if like is not None and like < index and not named:
            return made[like].name, True
        if self._shared_out(index, made, named):
            return "average_benefit", True
        strong = [m for m in named if not m.weak] or [
            m for m in self._named(self.view.gap(index), "rate_of_money") if not m.weak
        ]
        if not strong and self.rate is not None and named:
            return self.rate, True
        named = strong or named
        paid_for = [m for m in self._flows(self.view.rest_of_clause(index)) if m.measure is None]
        if paid_for:
            return paid_for[0].name, True
        if not self._named(self.view.near(index), "rate_of_money"):
            named = [m for m in named if m.measure] or named  # 按最低工资分档：失能960元: what a clause before names
        if named:
            blocked = next((m for m in reversed(named) if m.measure is None), None)
            chosen = blocked if blocked is not None and named[-1] is blocked else named[-1]
            if chosen.measure is not None:
                self.rate = chosen.name
            return chosen.name, True
        if self.rate is not None:
            return self.rate, True
        self.rate = "average_benefit" if "case" in period(self.view, index) else "standard"
        return self.rate, False

    def _shared_out(self, index: int, made: Sequence[Choice], named: Sequence[Measure]) -> bool:
        """Tell whether a rate is money paid, divided by those it was paid to (支付797万元、16985人次，月人均469元)."""
        before = {c.measure for c in made[max(0, index - 2) : index]}
        weak = all(m.weak and m.measure == "average_benefit" for m in named)
        return bool(named) and weak and len(before & {"spending", "person_times", "household_times"}) == len(before) > 1

    # --- percentages -----------------------------------------------------------------------------

    def _percent(self, index: int, made: Sequence[Choice]) -> tuple[str | None, bool]:
        like = self.view.mark(index).rate_like
        if like is not None and like < index and made[like].name:
            return made[like].name, True
        if SHARE_OF_FUNDS.search(self.view.near_text(index)) and index and made[index - 1].measure == "spending":
            return "execution_rate", True
        of_population = (
            index and self.view.gap_text(index) == "的" and POPULATION.search(self.view.near_text(index - 1))
        )
        if of_population or POPULATION.search(self.view.near_text(index)):
            return "population_share", True
        words = [t for t in (self.view.mark(index).tokens or ()) if t.category == "measure"]
        named = self._named(words, "percent") or self._named(self.view.near(index), "percent")
        named = named or [m for m in self._named(self.view.gap(index), "percent") if not m.weak]
        named = [m for m in named if not m.weak] or named
        mark = self.view.mark(index)
        compared = mark.rule is not None and "comparison" in mark.rule and mark.role is not None
        if compared and self.percent and not named:
            return self.percent, True
        if named and named[-1].name == "coverage_rate" and self.view.figure(index).quantity.value < LARGEST_SHARE:
            return "population_share", True
        if named:
            self.percent = named[-1].name if named[-1].measure else None
            return named[-1].name, True
        if not named and index and self.view.gap_text(index) == "的":
            named = self._named(self.view.near(index - 1), "percent")
            if named:
                return named[-1].name, True
        if not named and index and ITS_SHARE.fullmatch(self.view.gap_text(index)):
            named = [m for m in self._named(self.view.near(index - 1), "percent") if m.measure in ASKED]
            if named:
                return named[-1].name, True  # 满意351人，97.5%
        behind = self._named(self.view.behind(index, reach=3), "percent")
        if behind:
            return behind[0].name, True
        weighed = self.percent and WEIGHED.search(self.view.near_text(index))
        goal = (
            weighed
            or OURS.search(self.view.near_text(index))
            or any(t.name in ("target", "actual") for t in self.view.gap(index, "role"))
        )
        if self.setting.percent and goal:
            return self.setting.percent, True
        if self.percent and (goal or self.view.mark(index).role == "target"):
            return self.percent, True
        return None, False
