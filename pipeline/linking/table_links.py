"""From a cell's headings and its figure to the indicators that it states.

The kind of the figure decides which words may name its measure: a percentage wants a rate, 元/人·月 a
standard or an average, 人 and 户 count recipients unless their heading speaks of staff or checks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import regex

from pipeline.codebook import INDICATORS
from pipeline.linking.lexicon import Token, measure
from pipeline.linking.subjects import BOTH, PROGRAMME_DIMENSIONS, Subject
from pipeline.linking.table_heads import BRACKETED, Heading, Joined
from pipeline.model import Basis, Mention, Particulars, Quantity, Region, Role, Scope, Span
from pipeline.normalise.fold import fold_words

COUNTS = frozenset({"persons", "households", "person_times", "household_times"})
# What a column of money is called, and the codebook's measure.
MONEY_ROLES = {
    "initial": "budget_initial", "budget": "budget", "received": "funds_received", "spending": "spending",
    "balance": "balance",
}  # fmt: skip
# Parts of a department's spending, which have indicators of their own for what was spent.
DEPARTMENT_PARTS = frozenset({"spending_basic", "spending_project"})
OWN_LEVELS = {"province": "provincial", "prefecture": "prefecture", "county": "county"}
RATE_ROLES = {"execution_rate": "execution_rate", "arrival_rate": "arrival_rate"}
# 市级 money in a district of 北京, 天津, 上海, 重庆 is a province's.
MUNICIPALITIES = ("11", "12", "31", "50")
OWN_LEVEL = regex.compile(r"本级|局级")
COUNTY_LEVEL = regex.compile(r"[县区旗]本级")
MONTHS = 12
# A standard without a period above this is a year's: no county pays as much a month.
LARGEST_MONTHLY = 3_000.0
# 监测户数 of low-income families is their roll; of everything else it is a check.
WATCHED = frozenset({"low_income"})
WATCHING = regex.compile(r"^监测|^预警")
# Who is satisfied or knows was asked; their number is no roll.
ASKED = frozenset({"satisfaction", "awareness_rate"})
SURE, FAIR = 0.97, 0.9
# 临时救助水平: what is paid on average, where no word says more.
LEVEL_OF_BENEFIT = regex.compile(r"(?:救助|补助|补贴|保障|供养)水平$")
# 散居孤儿生活费, 护理补贴: the name of what one person is paid.
PAID = regex.compile(r"(?:生活费|养育费|供养金|护理费|补贴|津贴|生活补助)(?:金额|资金|发放)?$")
# What these pay differs from one recipient to the next, so that money per person may be the average.
PAID_BY_NEED = frozenset({"dibao", "temporary_assistance", "none", None})
# 纳入保障人数: those on the roll, whenever they came.
ENROLLED = regex.compile(
    r"(?<!新)(?<!新增)纳入(?:保障|救助|供养|补贴|养育|低保)(?:范围)?的?(?:对象|人员|儿童|总)?[人户]数"
)
# 资金使用合规率, 程序合规率: a rate of right acts rather than of right recipients.
DOUBTFUL_RATE = regex.compile(r"合规率")


@dataclass(frozen=True, slots=True)
class TableContext:
    """What holds for all tables of a report; `report` is what it is about, `programme` its codebook programme."""

    text: str
    particulars: Particulars
    report: Subject
    programme: str | None

    @property
    def region(self) -> Region | None:
        """The reporting region."""
        return self.particulars.region


@dataclass(frozen=True, slots=True)
class Link:
    """What the headings of one figure say: its subject, the words for its measure, and the circumstances."""

    joined: Joined
    heads: tuple[Heading, ...]
    column_role: str | None = None
    level: str | None = None
    funds: bool = False
    default: str | None = None
    role: Role = "actual"
    basis: Basis = "unspecified"
    year: int | None = None
    region: Region | None = None
    scope: Scope = "whole"
    void: str | None = None
    rule: str = "table"
    confidence: float = SURE
    words: tuple[Token, ...] = field(default=())


def mentions(context: TableContext, link: Link, quantity: Quantity, quote: Span) -> Iterator[Mention]:
    """Yield a mention for each indicator that a figure states, one without indicator where it states none."""
    name = None if link.void else measure_of(link, quantity)
    indicators = _indicators(context, link, quantity, name) if name else ()
    made = False
    for indicator in indicators:
        factor = _factor(quantity, indicator, link)
        if factor is not None:
            made = True
            yield _mention(context, link, quantity, quote, indicator, factor)
    if not made:
        yield _mention(context, link, quantity, quote, None, 1.0)


def _mention(
    context: TableContext, link: Link, quantity: Quantity, quote: Span, indicator: str | None, factor: float
) -> Mention:
    doubtful = any(DOUBTFUL_RATE.search(h.text) for h in link.heads)
    return Mention(
        quantity=quantity,
        indicator=indicator,
        role=link.role,
        basis=link.basis,
        scope=_scope(link, indicator),
        region=link.region if link.region is not None else context.region,
        year=link.year if link.year is not None else context.particulars.year,
        value=quantity.value / factor,
        low=quantity.low / factor,
        high=quantity.high / factor,
        unit=INDICATORS[indicator].unit if indicator else quantity.unit,
        quote=quote,
        source="table",
        rule=link.rule if indicator else f"{link.rule}:{link.void or 'no indicator'}",
        confidence=0.0 if indicator is None else min(link.confidence, 0.7) if doubtful else link.confidence,
    )


def _scope(link: Link, indicator: str | None) -> Scope:
    """Return the scope of a figure; a group that its indicator does not name makes it a part."""
    if link.scope != "whole" or indicator is None:
        return link.scope
    name = indicator.partition(".")[2]
    divided = name.startswith(("standard_", "care_standard_"))
    parts = [n for _, n in link.joined.subject.parts() if not n.endswith("_all")]
    asked = name in ("satisfaction", "public_satisfaction", "awareness_rate")
    if (parts and not divided and not asked) or (any(h.part for h in link.heads) and not asked):
        return "part"
    return "whole"


def _indicators(context: TableContext, link: Link, quantity: Quantity, name: str) -> tuple[str, ...]:
    """Return the codebook's indicators of a measure, one for each area where a standard is given for both."""
    subject = link.joined.subject
    if link.joined.several:
        subject = context.report if quantity.kind == "percent" else Subject("none")
    if name == "institution_rate":
        subject = subject.without("place")
    if subject.family == context.report.family and not subject.only(*PROGRAMME_DIMENSIONS).groups:
        subject = Subject(subject.family, (*context.report.groups, *subject.groups))  # 低保 in a report on 城市低保
    if name.startswith(("institution_rate", "care_standard")) and subject.family not in ("tekun", "none", None):
        # No other programme has these.
        subject = Subject("tekun", subject.groups)
    if name == "standard" and subject.get("area") == BOTH:
        areas = [subject.but("area", a).programme(context.programme) for a in ("urban", "rural")]
        split = tuple(i for p in areas if (i := f"{p}.{name}") in INDICATORS)
        if split:
            return split
    programme = subject.programme(context.programme)
    names = _satisfactions(link) if name == "satisfaction" else (name,)
    return tuple(i for n in names if (i := f"{programme}.{n}") in INDICATORS)


def _satisfactions(link: Link) -> tuple[str, ...]:
    """Return whose satisfaction is meant: the public's, the recipients', or both where both were asked."""
    words = [t for h in link.heads for t in h.names("respondent")]
    asked = {t.name for t in words}
    if asked == {"public"}:
        return ("public_satisfaction",)
    if asked == {"public", "recipients"}:
        recipients = {t.word for t in words if t.name == "recipients"} - {"家庭", "对象", "困难群众"}
        return ("satisfaction", "public_satisfaction") if recipients else ("public_satisfaction",)
    return ("satisfaction",)


def measure_of(link: Link, quantity: Quantity) -> str | None:
    """Return the codebook's measure of a figure, None where its headings name none."""
    kind = quantity.kind
    if kind in COUNTS:
        return _count(link, kind)
    if kind == "percent":
        return RATE_ROLES.get(link.column_role or "") if link.column_role in RATE_ROLES else _rate(link)
    if kind == "rate_of_money":
        return _standard(link)
    if kind == "money":
        return _money(link, quantity)
    return None


def _count(link: Link, kind: str) -> str | None:
    rolls = [t for h in link.heads for t in h.names("roll") if not ENROLLED.search(h.text)]
    if rolls and link.joined.subject.family not in WATCHED:
        return f"{kind}_{rolls[-1].name}" if kind in ("persons", "households") else None
    if any(measure(t.name).measure in ASKED for h in link.heads for t in h.names("measure")):
        return None
    looked_at = [t for h in link.heads for t in h.names("not_recipient")]
    if link.joined.subject.family in WATCHED:
        looked_at = [t for t in looked_at if not WATCHING.match(t.word)]
    return None if looked_at else kind


def _rate(link: Link) -> str | None:
    """Return the rate that the innermost heading names, an outer one's where that names none."""
    for weak in (False, True):
        for head in reversed(link.heads):
            entries = [measure(t.name) for t in head.names("measure")]
            found = [e for e in entries if "percent" in e.kinds and e.weak == weak]
            if found:
                return found[-1].measure
    return None


def _standard(link: Link) -> str | None:
    words = _words(link, "rate_of_money")
    if words:
        return None if measure(words[-1].name).measure is None else _divided(words[-1].name, link.joined.subject)
    if any(LEVEL_OF_BENEFIT.search(h.text) for h in link.heads):
        return "average_benefit"
    if link.default is None and _pays_one_amount(link):
        return _divided("standard", link.joined.subject)
    return _divided(link.default, link.joined.subject) if link.default in ("standard", "average_benefit") else None


def _pays_one_amount(link: Link) -> bool:
    """Tell whether a programme is named that pays everyone of a group the same, so that money per person is that."""
    return link.joined.named and not link.joined.several and link.joined.subject.family not in PAID_BY_NEED


def _is_amount_paid(link: Link, quantity: Quantity) -> bool:
    """Tell whether money without a period is what one person is paid (孤儿基本生活费 | 机构养育1900元)."""
    small = quantity.value < LARGEST_MONTHLY and quantity.unit_stated == "元"
    paid = any(PAID.search(BRACKETED.sub("", h.text)) for h in link.heads)
    return small and paid and link.column_role is None and _pays_one_amount(link)


def _divided(name: str, subject: Subject) -> str | None:
    """Return the measure for the groups of a subject: 标准 of class A is standard_a."""
    parts = [n for _, n in subject.parts() if not n.startswith("other")]
    entry = measure(name)
    if entry.measure == "standard" and any(p.startswith(("care_", "grade_")) for p in parts):
        entry = measure("care_standard")
    if entry.measure == "care_standard" or parts:
        named = [entry.by_group[p] for p in parts if p in entry.by_group]
        return named[0] if len(named) == 1 and len(parts) == 1 else None
    return entry.measure


def _words(link: Link, kind: str) -> list[Token]:
    """Return the measures that headings name for a kind, in their order, those without weight only by themselves."""
    found = [t for h in link.heads for t in h.names("measure") if kind in measure(t.name).kinds]
    strong = [t for t in found if not measure(t.name).weak]
    return strong or found


def _money(link: Link, quantity: Quantity) -> str | None:
    if link.level is not None:
        return _of_level(link, quantity)
    role = MONEY_ROLES.get(link.column_role or "")
    voided = [t for t in _words(link, "money") if measure(t.name).measure is None]
    part = next((m for t in _words(link, "money") if (m := measure(t.name).measure) in DEPARTMENT_PARTS), None)
    if part is not None:
        return part if role in (None, "spending") else None
    if role is not None:
        return None if voided else role
    words = _words(link, "money")
    if voided and words[-1] in voided:
        return None
    if words and (link.default is None or not measure(words[-1].name).weak):
        name = measure(words[-1].name).measure
        return _standard(link) if name in ("standard", "average_benefit") else name
    if link.default in ("standard", "average_benefit"):
        amount = quantity.unit_stated[:1] in ("万", "亿")
        return "spending" if amount and link.joined.named else None if amount else _standard(link)
    if link.default is None and _is_amount_paid(link, quantity):
        return _standard(link)
    return link.default or ("spending" if link.joined.named else None)


def _of_level(link: Link, quantity: Quantity) -> str | None:
    """Return funds_central and so on; what a level has spent or has left is no indicator."""
    words = [measure(t.name).measure for t in _words(link, "money")]
    other = {"spending", "balance", "budget_initial"} & {w for w in words if w}
    if not link.funds or (link.column_role is None and other):
        return None
    if link.level == "other" and not quantity.value:
        # A nought in the row 其他资金 is the form's own filling.
        return None
    return f"funds_{link.level}"


def level_of(heads: Sequence[Heading], region: Region | None) -> str | None:
    """Return the level of government that headings name, as it is called for the reporting region.

    A town's or city's own money is that of its level; several levels above in one sum are `superior`.
    """
    for head in reversed(heads):
        words = head.names("level")
        if not words:
            continue
        names = {t.name for t in words}
        return _own_level(head.text, region) or _placed_level(names, region)
    return None


def _placed_level(names: set[str], region: Region | None) -> str | None:
    """Return the one level that words name, `superior` for several above the region's own, None for others together."""
    own = OWN_LEVELS.get(region.level) if region is not None else None
    named = {own if n == "own" and own is not None else n for n in names}
    if own in named and len(named) > 1:
        return None
    if "superior" in named or len(named) > 1:
        return "superior"
    name = next(iter(named))
    if name == "own":
        return None
    if name == "prefecture" and region and (region.adcode or "")[:2] in MUNICIPALITIES:
        return "provincial"
    return name


def _own_level(text: str, region: Region | None) -> str | None:
    """Return the region's own level for 市本级 in a prefecture's report, and for 沙河市级 in 沙河市's."""
    if region is None or region.level not in ("prefecture", "county", "province"):
        return None
    if text.removeprefix("其中").lstrip(":").startswith(fold_words(region.name)):
        return OWN_LEVELS[region.level]
    if OWN_LEVEL.search(text) and region.level == "prefecture" and not COUNTY_LEVEL.search(text):
        return OWN_LEVELS[region.level]
    return None


def _factor(quantity: Quantity, indicator: str, link: Link) -> float | None:
    """Return what a printed value is divided by to be in the indicator's unit, None where it cannot be."""
    unit, per = INDICATORS[indicator].unit, set(quantity.per)
    if not per & {"month", "year"}:
        per |= _per_in_heads(link)
    money = quantity.kind in ("money", "rate_of_money")
    if unit == "元/人·月" and money:
        amount = quantity.kind == "money" and quantity.unit_stated[:1] in ("万", "亿")
        if "household" in per or "case" in per or amount:
            return None
        if "year" in per:
            return float(MONTHS)
        yearly = "month" not in per and quantity.value >= LARGEST_MONTHLY and ".standard" in indicator
        return float(MONTHS) if yearly else 1.0
    if unit in ("元/人次", "元/人") and money:
        return 1.0 if not per & {"month", "year"} and "household" not in per else None
    if unit == "元" and quantity.kind == "rate_of_money":
        return None
    return 1.0


YEARLY = regex.compile(r"每人每年|年人均|(?<!\d)年(?:标准|补助)|/年")
MONTHLY = regex.compile(r"每人每月|月人均|月标准|每月|月补助|/月|月均")


def _per_in_heads(link: Link) -> set[str]:
    """Return the period that the innermost heading with one names (月人均补差)."""
    for head in reversed(link.heads):
        if MONTHLY.search(head.text):
            return {"month"}
        if YEARLY.search(head.text):
            return {"year"}
    return set()
