"""Which programme, measure, role, basis and year a figure of running prose has.

The words before a figure in its clause go first, then those right behind it, then what the sentence,
the paragraph and the heading have set. Ways of stating (extractors) mark what words beside a figure
cannot show; see `pipeline.linking.marks`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import regex

from pipeline.codebook import INDICATORS
from pipeline.linking.lexicon import Measure, Token, measure
from pipeline.linking.marks import Mark
from pipeline.linking.sentences import Figure, Sentence
from pipeline.linking.subjects import PROGRAMME_DIMENSIONS, Subject, subject_of
from pipeline.model import Basis, Quantity, Role
from pipeline.normalise.units import rate_before

COUNTS = frozenset({"persons", "households", "person_times", "household_times"})
MONEY = frozenset({"money", "rate_of_money"})
# A rate without 万 below this may lack its period (全护理510元/月、半护理204元); above, it is an amount.
LARGEST_RATE = 30_000.0
# A standard without a period that is larger than this is a year's: no county pays as much a month.
LARGEST_MONTHLY = 3_000.0
# How far behind a figure a noun may stand and still be what is counted (1025名经济困难失能老年人).
NOUN_REACH = 2
VERB_BEHIND = regex.compile(r"^(?:全部|均|已|都)?(?:用于|用在|发给|拨给|投入|拨入|发放给|给|是|为|由|享受|领取|属于|属|为了)")
PARTITION = regex.compile(r"其中|内含|包括|含|分别|按")
TOTAL = regex.compile(r"合计|共计|总计|合并|两者|两项合|总数|总人数")
FROM_AMONG = regex.compile(r"(?:中的|当中|里的|家庭中|对象中|人员中|人口中|中有|群体中)")
ENTERS = regex.compile(r"纳入|享受|转为|转入|参照")
MONTH = regex.compile(r"(?<![\d\-—~至])(?P<month>1[0-2]|[1-9])月(?:份|底|末)?(?!\d{0,2}日起)")


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds before a sentence begins: set by the report, the headings and the sentences before."""

    subject: Subject = Subject()
    heading: Subject = Subject()
    flow: str | None = None
    role: Role | None = None
    year: int | None = None
    report_programme: str | None = None
    report_year: int | None = None
    report_subject: Subject = Subject()


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen for one figure, and how (for the rule and the confidence)."""

    subject: Subject
    programme: str | None
    measure: str | None
    role: Role
    basis: Basis
    year: int | None
    per: tuple[str, ...]
    rule: str
    near: bool = True
    skip: str | None = None

    @property
    def indicator(self) -> str | None:
        """Return the codebook's id, None where programme and measure make none."""
        if self.skip or self.programme is None or self.measure is None:
            return None
        name = f"{self.programme}.{self.measure}"
        return name if name in INDICATORS else None


class Linker:
    """Reads the figures of one sentence from left to right; what a figure shows holds for the next."""

    def __init__(self, sentence: Sentence, marks: Mapping[int, Mark], setting: Setting) -> None:
        self.sentence = sentence
        self.marks = marks
        self.setting = setting
        self.choices: list[Choice] = []
        self.base = setting.subject
        self.flow = setting.flow
        self.flow_here = False
        self.percent: str | None = None
        self.rate: str | None = None
        self.role: Role | None = setting.role

    def read(self) -> list[Choice]:
        """Return one choice for each figure of the sentence."""
        for index in range(len(self.sentence.figures)):
            self.choices.append(self._choose(index))
        return self.choices

    def _choose(self, index: int) -> Choice:
        figure, mark = self.sentence.figures[index], self.marks.get(index, Mark())
        near = self._near(index)
        subject, rule = self._subject(index, mark)
        name, direct = self._measure(index, mark, subject)
        per = self._per(index, mark)
        role = self._role(index, mark)
        year = self._year(index, mark)
        skip = mark.skip or self._not_recipient(index, subject, near)
        choice = Choice(
            subject=subject,
            programme=self._programme(subject, figure.quantity, name),
            measure=self._measure_id(name, subject, figure.quantity),
            role=role,
            basis=self._basis(index),
            year=year,
            per=per,
            rule="+".join(filter(None, (rule, mark.rule, name))),
            near=direct and rule != "carried",
            skip=skip,
        )
        return choice

    # --- what stands around a figure -------------------------------------------------------------

    def _gap_start(self, index: int) -> int:
        return self.sentence.figures[index - 1].end if index else 0

    def _gap(self, index: int, *categories: str) -> list[Token]:
        """Return the words between the figure before and this one."""
        return self.sentence.within(self._gap_start(index), self.sentence.figures[index].start, *categories)  # type: ignore[arg-type]

    def _near(self, index: int) -> list[Token]:
        """Return the words of the gap that stand in the figure's own clause."""
        figure = self.sentence.figures[index]
        start = max(self._gap_start(index), self.sentence.clause_start(figure.start))
        return self.sentence.within(start, figure.start)

    def _behind(self, index: int, reach: int = NOUN_REACH) -> list[Token]:
        """Return the words right behind a figure: a noun that it counts, or what a verb gives it to."""
        figure = self.sentence.figures[index]
        later = self.sentence.figures[index + 1].start if index + 1 < len(self.sentence.figures) else len(self.sentence.text)
        end = min(later, self.sentence.clause_end(figure.end))
        pause = self.sentence.text.find("、", figure.end, end)
        end = pause if pause >= 0 else end
        text = self.sentence.text[figure.end : end]
        verb = VERB_BEHIND.match(text)
        limit = figure.end + (verb.end() + reach + 2 if verb else reach)
        tokens = self.sentence.within(figure.end, end)
        first = next((t for t in tokens if t.start <= limit), None)
        if first is None:
            return []
        run = [first]
        for token in tokens[tokens.index(first) + 1 :]:
            if token.start - run[-1].end > 1:
                break
            run.append(token)
        return run

    # --- subject ---------------------------------------------------------------------------------

    def _subject(self, index: int, mark: Mark) -> tuple[Subject, str]:
        subject, rule = self._named_subject(index, mark)
        self._remember(index, subject, rule)
        return subject, rule

    def _named_subject(self, index: int, mark: Mark) -> tuple[Subject, str]:
        if mark.tokens is not None:
            return subject_of(mark.tokens, self._open_base(index)), "list"
        gap = [t for t in self._gap(index, "programme", "group") if not self._of_rate(t)]
        behind = [t for t in self._behind(index) if t.category in ("programme", "group")]
        near = [t for t in self._near(index) if t in gap]
        if behind and self._counts(index, behind, near):
            return subject_of(behind, subject_of(gap, self._open_base(index))), "noun"
        if mark.like is not None and not gap:
            return self.choices[mark.like].subject, "pair"
        if any(t.category == "programme" for t in gap):
            return subject_of(self._last_subject(gap), self._open_base(index)), "clause"
        if gap:
            return subject_of(gap, self._group_base(index, gap)), "group"
        return self._inherited(index), "carried"

    def _of_rate(self, token: Token) -> bool:
        """Tell a word that belongs to the name of a rate or document rather than to a subject."""
        following = self.sentence.text[token.end : token.end + 1]
        return token.category == "group" and token.word in ("机构", "集中", "分散", "一级", "二级") and following in "化性网标指"

    def _counts(self, index: int, behind: Sequence[Token], near: Sequence[Token]) -> bool:
        """Tell whether a noun behind a figure is what it counts, rather than the start of the next statement."""
        figure = self.sentence.figures[index]
        adjacent = behind[0].start - figure.end <= 1
        if any(t.category == "programme" for t in behind):
            return adjacent or not any(t.category == "programme" for t in near)
        return not any(t.category == "group" for t in near)

    def _last_subject(self, gap: Sequence[Token]) -> list[Token]:
        """Return the words of the last programme named and of the groups around it."""
        last = max(i for i, t in enumerate(gap) if t.category == "programme")
        first = last
        while first and gap[first].start - gap[first - 1].end <= 1 and gap[first - 1].category == "group":
            first -= 1
        return list(gap[first:])

    def _open_base(self, index: int) -> Subject:
        return self.base

    def _group_base(self, index: int, gap: Sequence[Token]) -> Subject:
        """Return the subject inside which a group is named: dimensions already divided are open again."""
        from pipeline.linking.lexicon import group

        named = {group(t.name).dimension for t in gap if t.category == "group"}
        base = self.base
        for dimension, _ in base.groups:
            if dimension not in named and len(self._values_of(dimension)) > 1:
                base = base.without(dimension)
        return base

    def _values_of(self, dimension: str) -> set[str]:
        from pipeline.linking.lexicon import group

        return {t.name for t in self.sentence.tokens if t.category == "group" and group(t.name).dimension == dimension}

    def _inherited(self, index: int) -> Subject:
        """Return the subject of the figure before where this one goes on with it, else the sentence's."""
        if not index:
            return self.base
        before, figure = self.sentence.figures[index - 1], self.sentence.figures[index]
        gap = self.sentence.text[before.end : figure.start]
        last = self.choices[index - 1].subject
        if TOTAL.search(gap):
            return last.without("area", "place", "tier", "grade", "care", "level", "age", "part")
        if not regex.search(r"[,，;)]", gap) or (figure.quantity.kind == "rate_of_money" and ";" not in gap):
            return last
        return self._lasting(index, last)

    def _lasting(self, index: int, subject: Subject) -> Subject:
        """Return what of a subject holds past a comma: groups that are the only ones of their kind in the member."""
        start, end = self.sentence.member(self.sentence.figures[index].start)
        before_start, _ = self.sentence.member(self.sentence.figures[index - 1].start)
        if start != before_start:
            return self.base
        from pipeline.linking.lexicon import group

        kept = subject
        for dimension, _name in subject.groups:
            named = {t.name for t in self.sentence.within(start, end, "group") if group(t.name).dimension == dimension}
            if len(named) > 1 or dimension == "part":
                kept = kept.without(dimension)
        return kept

    def _remember(self, index: int, subject: Subject, rule: str) -> None:
        """Set the subject that later figures of the sentence fall back upon."""
        if rule in ("clause", "noun", "list") and subject.family not in (None, "none"):
            begin = self._gap_start(index)
            part = PARTITION.search(self.sentence.text, begin, self.sentence.figures[index].start)
            if part and subject.family == self.base.family and subject.groups:
                return
            self.base = subject.only("area", "place")

    # --- programme and measure -------------------------------------------------------------------

    def _programme(self, subject: Subject, quantity: Quantity, name: str | None) -> str | None:
        report = self.setting.report_programme
        if quantity.kind == "percent" or (quantity.kind == "money" and subject.family is None):
            if subject.family is None:
                return report
        return subject.programme(report)

    def _measure(self, index: int, mark: Mark, subject: Subject) -> tuple[str | None, bool]:
        """Return the measure's entry (or `added`, `removed` for counts) and whether words at the figure say so."""
        kind = self.sentence.figures[index].quantity.kind
        if kind in COUNTS:
            return self._roll(index, mark), True
        if kind in MONEY:
            return self._money(index, mark, subject)
        if kind == "percent":
            return self._percent(index, mark)
        return None, False

    def _named(self, tokens: Sequence[Token], kind: str) -> list[Measure]:
        found = [measure(t.name) for t in tokens if t.category == "measure"]
        return [m for m in found if kind in m.kinds]

    def _money(self, index: int, mark: Mark, subject: Subject) -> tuple[str | None, bool]:
        quantity = self.sentence.figures[index].quantity
        if self._is_rate(index, mark):
            return self._rate(index, mark)
        named = [m for m in self._named(self._gap(index), "money") if not self._only_rate(m) or quantity.value < LARGEST_RATE]
        behind = self._named(self._behind(index, reach=1), "money")
        strong = [m for m in named if not m.weak]
        near_strong = [m for m in self._named(self._near(index), "money") if m in strong]
        chosen = (near_strong or strong or [m for m in behind if not m.weak] or [])
        level = self._level(index, mark)
        if chosen and chosen[-1].measure is None:
            return chosen[-1].name, True
        if level and not (chosen and chosen[-1].measure in ("spending", "balance", "budget_initial") and self._own_clause(index, chosen[-1])):
            return f"level:{level}", True
        if chosen:
            self.flow, self.flow_here = chosen[-1].name, True
            return chosen[-1].name, True
        if named and not (self.flow_here and self.flow):
            self.flow, self.flow_here = named[-1].name, True
            return named[-1].name, True
        if self.flow:
            return self.flow, self.flow_here
        if mark.like is not None and mark.rule and "pair" in mark.rule:
            return "spending", True
        return None, False

    def _only_rate(self, entry: Measure) -> bool:
        return entry.kinds[0] == "rate_of_money"

    def _own_clause(self, index: int, entry: Measure) -> bool:
        """Tell whether a measure is named in the figure's own clause."""
        return any(t.category == "measure" and t.name == entry.name for t in self._near(index))

    def _level(self, index: int, mark: Mark) -> str | None:
        tokens = [t for t in (mark.tokens or ()) if t.category == "level"] or [t for t in self._near(index) if t.category == "level"]
        return tokens[-1].name if tokens else None

    def _is_rate(self, index: int, mark: Mark) -> bool:
        figure = self.sentence.figures[index]
        if figure.quantity.kind == "rate_of_money":
            return True
        if figure.quantity.value >= LARGEST_RATE or "万" in figure.quantity.unit_stated or "亿" in figure.quantity.unit_stated:
            return False
        named = self._named(self._near(index), "rate_of_money")
        return bool(self._per(index, mark)) or bool(named)

    def _rate(self, index: int, mark: Mark) -> tuple[str | None, bool]:
        if mark.rate_like is not None and mark.rate_like < index:
            name = self._name_of(mark.rate_like)
            if name:
                return name, True
        named = self._named(self._near(index), "rate_of_money") or self._named(self._gap(index), "rate_of_money")
        if named:
            chosen = next((m for m in reversed(named) if m.measure is None), named[-1])
            self.rate = chosen.name
            return chosen.name, True
        if self.rate is not None and index:
            return self.rate, True
        return "standard", False

    def _name_of(self, index: int) -> str | None:
        rule = self.choices[index].rule.rsplit("+", 1)[-1]
        return rule or None

    def _percent(self, index: int, mark: Mark) -> tuple[str | None, bool]:
        words = [t for t in (mark.tokens or ()) if t.category == "measure"]
        named = self._named(words, "percent") or self._named(self._near(index), "percent") or self._named(self._gap(index), "percent")
        if not named:
            behind = self._named(self._behind(index, reach=3), "percent")
            if behind:
                return behind[0].name, True
            goal = any(t.category == "role" and t.name in ("target", "actual") for t in self._gap(index))
            return (self.percent, True) if goal and self.percent else (None, False)
        chosen = named[-1]
        self.percent = chosen.name if chosen.measure else None
        return chosen.name, True

    def _roll(self, index: int, mark: Mark) -> str | None:
        """Return `added` or `removed` where a count is of those who came or went, else `on_roll`."""
        words = [t for t in (mark.tokens or ()) if t.category == "roll"] or [t for t in self._near(index) if t.category == "roll"]
        if words:
            return words[-1].name
        if mark.like is not None and self._name_of(mark.like) in ("added", "removed"):
            return self._name_of(mark.like)
        gap = [t for t in self._gap(index, "roll")]
        if gap and not self.sentence.within(gap[-1].end, self.sentence.figures[index].start, "programme"):
            return gap[-1].name
        return "on_roll"

    def _measure_id(self, name: str | None, subject: Subject, quantity: Quantity) -> str | None:
        if name is None:
            return None
        if quantity.kind in COUNTS:
            if subject.parts():
                return None
            if name in ("added", "removed"):
                return f"{quantity.kind}_{name}" if quantity.kind in ("persons", "households") else None
            return quantity.kind
        if name.startswith("level:"):
            return None if subject.parts() else f"funds_{name.removeprefix('level:')}"
        return self._divided(measure(name), subject)

    def _divided(self, entry: Measure, subject: Subject) -> str | None:
        """Return the measure for the groups of a subject: 标准 of class A is standard_a."""
        parts = [name for dimension, name in subject.parts()]
        if entry.measure == "standard" and any(p.startswith("care_") for p in parts):
            entry = measure("care_standard")
        if entry.measure == "care_standard" and not parts:
            return None
        if not parts:
            return entry.measure
        if len(parts) > 1:
            return None
        return entry.by_group.get(parts[0])

    # --- rate, role, year, basis -----------------------------------------------------------------

    def _per(self, index: int, mark: Mark, seen: frozenset[int] = frozenset()) -> tuple[str, ...]:
        """Return what a rate is per: as printed, or as its neighbours in a list or change print it."""
        figure = self.sentence.figures[index]
        if figure.quantity.kind not in MONEY:
            return ()
        own = figure.quantity.per
        if figure.quantity.kind == "rate_of_money" and own not in (("month",), ("year",), ("person",)):
            return own
        if "万" in figure.quantity.unit_stated or figure.quantity.value >= LARGEST_RATE:
            return own
        start = max(self._gap_start(index), self.sentence.clause_start(figure.start))
        words = self._rate_words(start, figure.start)
        if words:
            return tuple(dict.fromkeys((*own, *words)))
        if own:
            return own
        if mark.rate_like is not None and mark.rate_like not in seen and mark.rate_like != index:
            other = self.marks.get(mark.rate_like, Mark())
            return self._per(mark.rate_like, other, seen | {index})
        return self._listed_per(index)

    def _rate_words(self, start: int, end: int) -> tuple[str, ...]:
        for stop in range(end, start, -1):
            found = rate_before(self.sentence.text[start:stop])
            if found:
                return found.per
        return ()

    def _listed_per(self, index: int) -> tuple[str, ...]:
        """Return the rate of the nearest figure of the same list (86元、286元和715元/人·月)."""
        for step in (-1, 1):
            at = index
            while 0 <= at + step < len(self.sentence.figures):
                low, high = sorted((at, at + step))
                gap = self.sentence.text[self.sentence.figures[low].end : self.sentence.figures[high].start]
                if len(gap) > 12 or regex.search(r"[。;]", gap):
                    break
                at += step
                other = self.sentence.figures[at].quantity
                if other.kind == "rate_of_money":
                    return other.per
                if other.kind != "money" or other.value >= LARGEST_RATE:
                    break
        return ()

    def _role(self, index: int, mark: Mark) -> Role:
        words = [t for t in self._gap(index, "role")]
        near = [t for t in self._near(index) if t.category == "role"]
        goal = [t for t in words if t.name in ("target", "actual")]
        if goal:
            self.role = "target" if goal[-1].name == "target" else "actual"
        if mark.role is not None:
            return mark.role
        if any(t.name == "future" for t in self.sentence.within(0, self.sentence.figures[index].start, "role")):
            return "target"
        for name in ("previous", "reference"):
            if any(t.name == name for t in near):
                return "previous" if name == "previous" else "reference"
        if mark.like is not None and self.choices[mark.like].role != "actual":
            return self.choices[mark.like].role
        if self.role == "target":
            return "target"
        return "actual"

    def _year(self, index: int, mark: Mark) -> int | None:
        if mark.year is not None:
            return mark.year
        figure = self.sentence.figures[index]
        if mark.like is not None and mark.rule and "pair" in mark.rule:
            return self.choices[mark.like].year
        compared = {m.year for m in self.marks.values() if m.year is not None}
        years = [y for y in self.sentence.years if y.end <= figure.start and y.year not in compared]
        start, _ = self.sentence.member(figure.start)
        here = [y for y in years if y.start >= start]
        return here[-1].year if here else (years[-1].year if years else self.setting.year)

    def _basis(self, index: int) -> Basis:
        figure = self.sentence.figures[index]
        words = self.sentence.within(0, figure.start, "basis")
        start = self.sentence.clause_start(figure.start)
        month = list(MONTH.finditer(self.sentence.text, start, figure.start))
        if month and month[-1]["month"] != "12" and figure.quantity.kind in COUNTS | MONEY:
            return "one_month"
        if not words:
            return "unspecified"
        return words[-1].name  # type: ignore[return-value]

    def _not_recipient(self, index: int, subject: Subject, near: Sequence[Token]) -> str | None:
        """Return why a count is not one of recipients: staff, checks, population."""
        figure = self.sentence.figures[index]
        if figure.quantity.kind not in COUNTS:
            return None
        behind = [t for t in self._behind(index) if t.category == "not_recipient"]
        if behind:
            return behind[0].name
        words = [t for t in near if t.category == "not_recipient"]
        rolls = [t for t in near if t.category == "roll"]
        if words and not (rolls and rolls[-1].start > words[-1].start):
            return words[-1].name
        mark = self.marks.get(index, Mark())
        if mark.like is not None and not near and self.choices[mark.like].skip:
            return self.choices[mark.like].skip
        start = max(self._gap_start(index), self.sentence.clause_start(figure.start))
        clause = self.sentence.text[start : figure.start]
        if FROM_AMONG.search(clause) and ENTERS.search(clause):
            return "part of another group"
        if any(t.category == "programme" and t.name == "none_of_ours" for t in near):
            return "another group"
        return None


def choices(sentence: Sentence, marks: Mapping[int, Mark], setting: Setting) -> tuple[list[Choice], Setting]:
    """Return a choice for each figure of a sentence and the setting in which the next sentence begins."""
    linker = Linker(sentence, marks, setting)
    made = linker.read()
    following = replace(setting, subject=_carried(linker, setting))
    return made, following


def _carried(linker: Linker, setting: Setting) -> Subject:
    """Return the subject that holds beyond a sentence: its family, and groups that it does not divide."""
    base = linker.base
    for dimension in PROGRAMME_DIMENSIONS:
        if len(linker._values_of(dimension)) > 1:
            base = base.without(dimension)
    return base if base.family else setting.subject
