"""What the headings of a table's cell say together: programme and groups, measure, level, year, period, unit.

>>> from pipeline.linking.subjects import Subject
>>> heads = [heading("临时救助"), heading("资金（万元）"), heading("合计")]
>>> joined(heads, Subject("report")).subject.family, heads[1].units, heads[2].row
('temporary_assistance', ('万元',), 'total_row')
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

import regex

from pipeline.codebook import PARENTS, breadth
from pipeline.linking.lexicon import Token, group, programme, scan
from pipeline.linking.subjects import PROGRAMME_DIMENSIONS, Subject, subject_of
from pipeline.linking.table_values import is_unit, per_words, units_in
from pipeline.model import Basis
from pipeline.normalise.fold import fold_words
from pipeline.structure.table_headings import column_role, row_role, words_of
from pipeline.vocabulary import Words, read

# 临时救助人次数（≥**人次）: the tail of a template whose number was never filled in.
TEMPLATE = regex.compile(r"[(\[][≥≤><=不低于少超过]*\*+[^()\[\]]*[)\]]|[★☆▲]|\*\*+")
# 执行率（B/A）, 预算数（A）: the column's letter in the form, which is no class A or B of recipients.
FORMULA = regex.compile(r"[(\[][A-Za-z][A-Za-z\d/÷×*+\-=%]*[)\]]")
NUMBERING = regex.compile(r"^(?:\(?\d{1,2}[.、)](?!\d)|[①-⑳]|\(?[一二三四五六七八九十]+[、)])")
YEAR = regex.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?:年(?!\d{1,2}月\d{1,2}日)|$)")
MONTH = regex.compile(r"(?<![\d\-—~至])(?:1[0-2]|[1-9])月(?:份|发放|支出|支付)?(?!末|底|\d|在)")
PART_YEAR = regex.compile(r"季度|半年|(?<!\d)1[-—~至](?:[2-9]|1[01])月|前[一二三四五六七八九十]+个?月")
YEAR_END = regex.compile(r"\d{4}年(?:末|底|12月)|期末|12月末|年末|年底")
JOINT = regex.compile(r"(?<=[\u4e00-\u9fff]{2})[及和与、](?=[\u4e00-\u9fff]{2})")
INSIDE = regex.compile(r"^其中:?|^其它?中")
COUNT_ROLES = ("persons", "households", "person_times", "household_times")
# 低保人数, 救助人次数: what a heading counts, by its last word; a bracket behind it may hold the unit.
COUNTED = regex.compile(
    r"(?:(?P<person_times>人次)|(?P<household_times>户次)|(?P<persons>人|对象|人员|老人|儿童)|(?P<households>户|家庭))数(?:量)?$"
    r"|(?P<person_times>人次)$|(?P<household_times>户次)$"
)
BOTH_COUNTS = regex.compile(r"户数?/人(?:口|员)?数?$")
BRACKETED = regex.compile(r"\([^()]*\)$")
NOT_NAMED = frozenset({"report", "none"})


class ShortName(Words, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A programme's short name, of patterns/table_short_names.yaml."""

    within: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading cell as it is understood; `text` is folded, without stars and template tails."""

    text: str
    tokens: tuple[Token, ...]
    role: str | None
    row: str | None
    units: tuple[str, ...]
    per: str
    year: int | None
    basis: Basis | None
    within: bool
    part: bool

    def names(self, *categories: str) -> tuple[Token, ...]:
        """Return the words of these categories."""
        return tuple(t for t in self.tokens if t.category in categories)

    @property
    def understood(self) -> bool:
        """Tell whether any of its words is known."""
        known = self.names("programme", "group", "measure", "level", "roll", "basis")
        said = self.role or self.row or self.year or self.basis or self.units or self.per or counted(self.text)
        return bool(known or said or not self.text)

    @property
    def half_known(self) -> bool:
        """Tell whether it joins a known programme with things that no word is known for (残疾人福利及儿童福利)."""
        if len(self.names("programme")) != 1:
            return False
        joints = [m.start() for m in JOINT.finditer(self.text)]
        return any(not any(t.start <= j < t.end for t in self.tokens) for j in joints)


@dataclass(frozen=True, slots=True)
class Joined:
    """What several headings say together; `named` tells whether they name a programme, `several` more than one."""

    subject: Subject
    named: bool = False
    grouped: bool = False
    several: bool = False


@lru_cache(maxsize=8192)
def heading(text: str) -> Heading:
    """Return a heading cell's text as it is understood."""
    folded = regex.sub(r"\s", "", fold_words(text))
    clean = NUMBERING.sub("", FORMULA.sub("", TEMPLATE.sub("", folded)))
    year = YEAR.search(clean)
    return Heading(
        text=clean,
        tokens=_relevant(tuple(scan(clean))),
        role=column_role(text),
        row=row_role(clean),
        units=units_in(clean) or _unit_named(clean),
        per=per_words(clean),
        year=int(year["year"]) if year else None,
        basis=_basis(clean),
        within=INSIDE.match(clean) is not None,
        part=any(w in clean for w in words_of("part_label")),
    )


def _unit_named(clean: str) -> tuple[str, ...]:
    """Return the unit that a heading is, or that the two counts which it names together make (户数/人数)."""
    if is_unit(clean):
        return (clean,)
    return ("户/人",) if BOTH_COUNTS.search(clean) else ()


def counted(text: str) -> str | None:
    """Return the kind of count that a heading's last word names.

    >>> counted("低保人数"), counted("救助人次"), counted("在保户数（户）"), counted("城市低保")
    ('persons', 'person_times', 'households', None)
    """
    match = COUNTED.search(BRACKETED.sub("", regex.sub(r"\s", "", fold_words(text))))
    return next((k for k, v in match.groupdict().items() if v), None) if match else None


def _basis(text: str) -> Basis | None:
    if YEAR_END.search(text):
        return "year_end"
    if PART_YEAR.search(text):
        return "part_year"
    if MONTH.search(text):
        return "one_month"
    tokens = [t.name for t in scan(text) if t.category == "basis"]
    return tokens[-1] if tokens else None  # type: ignore[return-value]


def _relevant(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Return the words without programmes that are none (监测户) where one is named."""
    families = {programme(t.name).family for t in tokens if t.category == "programme"}
    if not families - NOT_NAMED:
        return tokens
    return tuple(t for t in tokens if t.category != "programme" or programme(t.name).family not in NOT_NAMED)


def joined(headings: Sequence[Heading], base: Subject) -> Joined:
    """Return what headings say together, outer before inner; `base` holds where they name nothing."""
    named: Subject | None = None
    groups = Subject()
    several = grouped = False
    for head in headings:
        tokens = [_local(t, base) for t in head.tokens if t.category != "programme" or _holds(t, base)]
        families = list(dict.fromkeys(programme(t.name).family for t in tokens if t.category == "programme"))
        families = [f for f in families if f != "report"]
        several = several or len(_narrowest(families)) > 1
        found = subject_of(tokens, Subject()) if families else None
        for token in head.names("group"):
            groups = groups.but(group(token.name).dimension, token.name)
            grouped = True
        if found is not None:
            found = _within(Subject(_narrowest(families)[-1], found.groups), base)
            named = found if named is None else _narrower(named, found)
    if named is None and (short := _short_name(headings, base)) is not None:
        entry, word = short
        named = Subject(entry.name, base.groups if entry.name == base.family else ())
        groups = Subject(None, tuple(g for g in groups.groups if not _inside(g, word, headings)))
    subject = named if named is not None else base
    for dimension, name in groups.groups:
        subject = subject.but(dimension, name)
    return Joined(subject, named is not None, grouped, several)


def _within(found: Subject, base: Subject) -> Subject:
    """Return a programme with the area and place of the form's own (低保对象 in a form on 城市低保)."""
    divided = found.only(*PROGRAMME_DIMENSIONS).groups
    if found.family != base.family or divided:
        return found
    for dimension, name in base.only(*PROGRAMME_DIMENSIONS).groups:
        found = found.but(dimension, name)
    return found


def _holds(token: Token, base: Subject) -> bool:
    """Tell whether a programme's word counts in a report on `base` (护理补贴 only where it is on disability)."""
    within = programme(token.name).within
    return not within or base.family in within


def _local(token: Token, base: Subject) -> Token:
    """Return the word that a general one stands for in the report of a whole department."""
    if token.category != "programme" or base.family != "department":
        return token
    return replace(token, name=programme(token.name).in_department or token.name)


def _narrowest(families: Sequence[str]) -> list[str]:
    """Return the families without those that cover another of them."""
    return [f for f in families if not any(o != f and f in _above(o) for o in families)]


def _above(family: str) -> set[str]:
    found: set[str] = set()
    while PARENTS.get(family):
        family = PARENTS[family]
        found.add(family)
    return found


def _narrower(first: Subject, second: Subject) -> Subject:
    """Return the subject of the narrower family, the later where neither is; its groups added to by the other's."""
    if first.family == second.family:
        for dimension, name in second.groups:
            first = first.but(dimension, name)
        return first
    return first if breadth(first.family) < breadth(second.family) else second


def _short_name(headings: Sequence[Heading], base: Subject) -> tuple[ShortName, str] | None:
    """Return the programme that a short name stands for in a report on `base`, with the word that names it."""
    for head in reversed(headings):
        words = [(e, w) for e, w in _short_names() if not e.within or base.family in e.within]
        found = [(e, w) for e, w in words if w in head.text]
        if found:
            return max(found, key=lambda f: len(f[1]))
    return None


def _inside(member: tuple[str, str], word: str, headings: Sequence[Heading]) -> bool:
    """Tell whether a group is named only within a longer word: 失能 in 失能老人关爱补贴, unlike 集中 in 集中供养."""
    spoken = [t.word for h in headings for t in h.names("group") if t.name == member[1]]
    return member[0] not in PROGRAMME_DIMENSIONS and all(w in word for w in spoken)


@cache
def _short_names() -> tuple[tuple[ShortName, str], ...]:
    return tuple((e, fold_words(w)) for e in read("table_short_names", ShortName) for w in e.words)
