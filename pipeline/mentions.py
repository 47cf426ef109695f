"""From a document to its mentions: every quantity in prose, linked to an indicator or to none.

The sentences of a block are read one after another; headings set the subject and the flow of money
for what stands under them, a lead that ends with a colon for the items that follow.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import regex

from extractors import comparison, each, from_to, other_year, pairs, respectively, several_years
from extractors.table_rows import prose_cells, read_tables
from pipeline.codebook import INDICATORS
from pipeline.confidence import confidence
from pipeline.linking.choice import Choice, Setting
from pipeline.linking.choose import choices
from pipeline.linking.lexicon import measure, programme, scan
from pipeline.linking.marks import merged
from pipeline.linking.places import places_in
from pipeline.linking.sentences import Figure, Sentence, sentences
from pipeline.linking.subjects import Subject, subject_of
from pipeline.model import Block, Document, Mention, Outline, Particulars, Quantity, Region, Role, Section
from pipeline.normalise.fold import Folded, fold
from pipeline.normalise.places import Context, PlaceMention, find_places
from pipeline.normalise.quantities import find_quantities
from pipeline.structure.grids import HeadedGrid, read_grids

# The order in which ways of stating are heard: what a comparison says of a figure goes before what a list says.
EXTRACTORS = (several_years, other_year, from_to, comparison, respectively, each, pairs)
GOAL_HEADING = regex.compile(r"目标")
RESULT_HEADING = regex.compile(r"完成|实现|分析|执行|达成|分解|下达|资金|结果|情况对照|应用|偏离")
TRANSPARENT = frozenset({"multiple", "points", "other", "bare"})
LARGEST_MONTHLY = {
    "dibao": 1800.0,
    "disability_living": 1000.0,
    "disability_nursing": 1000.0,
    "elderly_allowance": 1500.0,
}
LONGEST_INLINE_HEADING = 16
EFFECTIVE = regex.compile(
    r"(?:(?P<year>(?:19|20)\d\d)年)?(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?(?:份)?(?:起|开始)", regex.REVERSE
)
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as it is read: its folded text, quantities and places, and whose report it is."""

    folded: Folded
    quantities: tuple[Quantity, ...]
    places: tuple[PlaceMention, ...]
    particulars: Particulars


@dataclass(frozen=True, slots=True)
class Lead:
    """What a lead that ends with a colon sets for the blocks behind it."""

    flow: str | None = None
    target: bool = False


def find_mentions(
    document: Document, outline: Outline, particulars: Particulars, report: Subject
) -> tuple[Mention, ...]:
    """Return the mentions of a document's prose and tables in reading order; `report` is what the report is about."""
    folded = fold(document.text)
    reading = Reading(folded, find_quantities(folded), _places(folded, particulars), particulars)
    grids = read_grids(document)
    base = Setting(report=report, report_year=particulars.year, region=particulars.region)
    out: list[Mention] = list(_prose_in_tables(document, grids, reading, base))
    lead, carried = Lead(), Subject()
    recent: tuple[Subject, ...] = ()
    for block in document.blocks:
        if block.table is not None:
            continue
        sections = [s for s in outline.path(block.span.start) if _rules(document, s, block)]
        under = replace(_under(base, sections, lead, carried), recent=recent)
        made, after, last = _read_block(reading, block, under)
        recent = after.recent
        out.extend(made)
        lead = _lead(block.span.of(document.text).rstrip(), last, lead)
        carried = after.subject if lead != Lead() else Subject()
    out.extend(read_tables(document, grids, particulars, report))
    return tuple(sorted(out, key=lambda m: (m.quantity.span, m.indicator or "")))


def _prose_in_tables(
    document: Document, grids: Sequence[HeadedGrid], reading: Reading, base: Setting
) -> Iterator[Mention]:
    """Yield the mentions of cells that hold running text: goals and results told in sentences."""
    for cell in prose_cells(document, grids):
        block = Block("paragraph", cell.span)
        setting = replace(base, role="target" if cell.role == "target" else None)
        yield from _read_block(reading, block, _beside(setting, cell.heads))[0]


def _beside(setting: Setting, heads: str) -> Setting:
    """Return the setting of a note in a table: what the words of its row and column name."""
    tokens = list(scan(fold(heads).text))
    named = [t for t in tokens if t.category in ("programme", "group")]
    families = {programme(t.name).family for t in named if t.category == "programme"}
    subject = subject_of(named, setting.subject) if len(families) == 1 else setting.subject
    rates = [t.name for t in tokens if t.category == "measure" and "rate_of_money" in measure(t.name).kinds]
    rate = next((r for r in reversed(rates) if measure(r).measure), None)
    flows = [t.name for t in tokens if t.category == "measure" and _is_flow(t.name)]
    percents = [t.name for t in tokens if t.category == "measure" and measure(t.name).kinds == ("percent",)]
    percent = percents[-1] if percents and measure(percents[-1]).measure else None
    return replace(
        setting, subject=subject, heading=subject, rate=rate, flow=flows[-1] if flows else None, percent=percent
    )


def _rules(document: Document, section: Section, block: Block) -> bool:
    """Tell whether a heading sets the subject of a block: one run in with its paragraph does so for that alone."""
    if section.span in block.span:
        return True
    end = document.text.find("\n", section.span.start)
    return not document.text[section.span.end : end if end >= 0 else None].strip(" 　。:：")


def _places(folded: Folded, particulars: Particulars) -> tuple[PlaceMention, ...]:
    region = particulars.region
    near = tuple(c for c in (region.adcode, region.parent_adcode) if c) if region else ()
    return find_places(folded, Context(particulars.year, near))


def _under(setting: Setting, sections: Sequence[Section], lead: Lead, carried: Subject) -> Setting:
    """Return the setting under a path of headings, outermost first."""
    subject, flow = Subject(), lead.flow
    role: Role | None = "target" if lead.target else None
    percent: str | None = None
    for section in sections:
        tokens = list(scan(fold(section.label).text))
        named = [t for t in tokens if t.category in ("programme", "group")]
        families = {t.name for t in named if t.category == "programme"}
        if len(families) == 1:
            subject = subject_of(named, Subject())
        flows = [t.name for t in tokens if t.category == "measure" and _is_flow(t.name)]
        flow = flows[-1] if flows else flow
        rates = [t.name for t in tokens if t.category == "measure" and measure(t.name).kinds == ("percent",)]
        percent = rates[-1] if rates and measure(rates[-1]).measure else percent
        if GOAL_HEADING.search(section.label):
            role = None if RESULT_HEADING.search(section.label) else "target"
    if subject.family is None:
        subject = carried
    return replace(setting, subject=subject, heading=subject, flow=flow, percent=percent, role=role)


def _lead(text: str, sentence: Sentence | None, before: Lead) -> Lead:
    """Return what a block that ends with a colon sets for the next ones, or what goes on in a list."""
    if not text.endswith((":", "：")) or sentence is None:
        return before if text.endswith((";", "；")) else Lead()
    flows = [t.name for t in sentence.tokens if t.category == "measure" and _is_flow(t.name)]
    roles = {t.name for t in sentence.tokens if t.category == "role"}
    return Lead(flows[-1] if flows else None, "target" in roles and not RESULT_HEADING.search(sentence.text))


def _is_flow(name: str) -> bool:
    entry = measure(name)
    return entry.kinds[0] == "money" and entry.measure is not None and not entry.weak


def _read_block(reading: Reading, block: Block, setting: Setting) -> tuple[list[Mention], Setting, Sentence | None]:
    """Return the mentions of a block, the setting behind it, and its last sentence."""
    folded = reading.folded
    start, end = folded.position(block.span.start), folded.position(block.span.end)
    inside = [q for q in reading.quantities if q.span in block.span]
    out: list[Mention] = []
    sentence = None
    for sentence in sentences(folded, start, end, inside):
        whole, sentence = sentence, sentence.only(_is_figure)
        out.extend(_unlinked(whole, reading.particulars))
        marks = merged(e.read(sentence) for e in EXTRACTORS)
        places = places_in(sentence, folded, reading.places, reading.particulars.region)
        made, after = choices(sentence, marks, setting, places)
        out.extend(_mentions(sentence, made, reading.particulars))
        setting = _headed(whole, replace(after, subject=_named_alone(sentence, after.subject)))
    return out, setting, sentence


def _headed(sentence: Sentence, setting: Setting) -> Setting:
    """Return the setting behind a sentence that is a heading run in with its paragraph (1.城市低保。)."""
    if sentence.figures or len(sentence.text) > LONGEST_INLINE_HEADING:
        return setting
    rates = [t.name for t in sentence.tokens if t.category == "measure" and measure(t.name).kinds == ("percent",)]
    named = any(t.category == "programme" for t in sentence.tokens)
    return replace(
        setting,
        heading=setting.subject if named else setting.heading,
        percent=rates[-1] if rates else setting.percent,
    )


def _is_figure(figure: Figure) -> bool:
    """Tell a figure from a number that stands between words without parting them (1.3倍, 得1分)."""
    return figure.quantity.kind not in TRANSPARENT


def _unlinked(sentence: Sentence, particulars: Particulars) -> Iterator[Mention]:
    """Yield mentions without indicator for the numbers that are no figures of ours."""
    nothing = Choice(Subject(), None, None, None, "actual", "unspecified", None, (), (), "none", "none", near=False)
    for figure in sentence.figures:
        if not _is_figure(figure):
            yield _mention(sentence, figure.quantity, nothing, None, particulars.region, particulars)


def _named_alone(sentence: Sentence, subject: Subject) -> Subject:
    """Return the subject after a sentence without figures: the one programme that it names, if it names one."""
    named = [t for t in sentence.tokens if t.category in ("programme", "group")]
    families = {t.name for t in named if t.category == "programme"}
    if sentence.figures or len(families) != 1:
        return subject
    return subject_of(named, Subject()).only("area", "place")


def _mentions(sentence: Sentence, made: Sequence[Choice], particulars: Particulars) -> Iterator[Mention]:
    for index, (figure, choice) in enumerate(zip(sentence.figures, made, strict=True)):
        for region in choice.regions or (particulars.region,):
            for indicator in _indicators(sentence, index, choice):
                made_of = _mention(sentence, figure.quantity, choice, indicator, region, particulars)
                yield replace(made_of, effective_from=_effective_from(sentence, figure, made_of))


def _effective_from(sentence: Sentence, figure: Figure, mention: Mention) -> date | None:
    """Return the day from which a standard holds (自7月1日起), None where the sentence names none before it."""
    if mention.indicator is None or ".standard" not in mention.indicator or mention.role != "actual":
        return None
    found = EFFECTIVE.search(sentence.text, 0, figure.start)
    year = int(found["year"]) if found and found["year"] else mention.year
    if not found or year is None:
        return None
    try:
        return date(year, int(found["month"]), int(found["day"] or 1))
    except ValueError:
        return None  # 13月, 31 April: as misprinted


def _indicators(sentence: Sentence, index: int, choice: Choice) -> Sequence[str | None]:
    """Return the indicators that a figure states: one, none, or one for each area that it names together."""
    if choice.indicator is None or (choice.regions and (choice.measure or "").startswith("funds_")):
        return (None,)  # what is passed on to the units below is an allocation, not their own statement
    if choice.also:
        return (choice.indicator, *choice.also)
    if choice.measure in ("standard", "average_benefit") and choice.subject.get("area") == "both":
        names = [s.programme(None) for s in (choice.subject.but("area", "urban"), choice.subject.but("area", "rural"))]
        split = [f"{n}.{choice.measure}" for n in names if n and f"{n}.{choice.measure}" in INDICATORS]
        if split and choice.measure == "standard":
            return split
    if choice.measure == "satisfaction":
        return _satisfactions(sentence, index, choice)
    return (choice.indicator,)


def _satisfactions(sentence: Sentence, index: int, choice: Choice) -> Sequence[str | None]:
    """Return which satisfaction is meant by who was asked: recipients, the public, or both."""
    figure = sentence.figures[index]
    before = [f.end for f in sentence.figures[:index] if f.quantity.kind == "percent"]
    start = before[-1] if before else 0
    asked = {t.name for t in sentence.within(start, figure.start, "respondent")}
    public = f"{choice.programme}.public_satisfaction"
    if asked == {"public"}:
        return (public,)
    words = {t.word for t in sentence.within(start, figure.start, "respondent") if t.name == "recipients"}
    if asked == {"public", "recipients"}:
        return (choice.indicator, public) if words - {"家庭", "对象"} else (public,)
    return (choice.indicator,)


def _mention(
    sentence: Sentence,
    quantity: Quantity,
    choice: Choice,
    indicator: str | None,
    region: Region | None,
    particulars: Particulars,
) -> Mention:
    factor = _factor(quantity, choice, indicator)
    if factor is None:
        indicator, factor = None, 1.0
    unit = INDICATORS[indicator].unit if indicator else quantity.unit
    return Mention(
        quantity=quantity,
        indicator=indicator,
        role=choice.role,
        basis=choice.basis,
        scope="part" if indicator is None and choice.subject.parts() else "whole",
        region=region,
        year=choice.year or particulars.year,
        value=quantity.value / factor,
        low=quantity.low / factor,
        high=quantity.high / factor,
        unit=unit,
        quote=sentence.printed,
        source="prose",
        rule=choice.rule or "none",
        confidence=confidence(choice.how, choice.near, indicator is not None),
    )


def _factor(quantity: Quantity, choice: Choice, indicator: str | None) -> float | None:
    """Return what a printed value is divided by to be in the indicator's unit, None where it cannot be."""
    if indicator is None:
        return 1.0
    unit, per = INDICATORS[indicator].unit, set(choice.per)
    if unit == "元/人·月":
        return _monthly(quantity, per, choice)
    if unit == "元/人次":
        return 1.0 if not per & {"month", "year"} and "household" not in per else None
    return 1.0


def _largest_monthly(choice: Choice) -> float:
    """Return the value above which a standard without period is a year's: no county pays as much a month."""
    return LARGEST_MONTHLY.get(choice.subject.family or "", 3000.0)


def _monthly(quantity: Quantity, per: set[str], choice: Choice) -> float | None:
    if "household" in per or "case" in per:
        return None
    if "year" in per:
        return float(MONTHS)
    if "month" in per:
        return 1.0
    yearly = (
        choice.measure is not None
        and choice.measure.startswith("standard")
        and quantity.value >= _largest_monthly(choice)
    )
    return float(MONTHS) if yearly else 1.0
