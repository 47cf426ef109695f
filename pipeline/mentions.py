"""From a document to its mentions: every quantity in prose, linked to an indicator or to none.

The sentences of a block are read one after another; headings set the subject and the flow of money
for what stands under them, a lead that ends with a colon for the items that follow.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import regex

from extractors import comparison, from_to, pairs, respectively
from pipeline.codebook import INDICATORS
from pipeline.confidence import confidence
from pipeline.linking.choose import Choice, Setting, choices
from pipeline.linking.lexicon import measure, scan
from pipeline.linking.marks import Mark, merged
from pipeline.linking.sentences import Sentence, sentences
from pipeline.linking.subjects import Subject, subject_of
from pipeline.model import Block, Document, Mention, Outline, Particulars, Quantity, Section, Span
from pipeline.normalise.fold import Folded, fold
from pipeline.normalise.quantities import find_quantities
from pipeline.report_programme import report_subject

# The order in which ways of stating are heard: what a comparison says of a figure goes before what a list says.
EXTRACTORS = (from_to, comparison, respectively, pairs)
GOAL_HEADING = regex.compile(r"目标")
RESULT_HEADING = regex.compile(r"完成|实现|分析|执行|达成|结果|情况对照|应用|偏离")
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Lead:
    """What a lead that ends with a colon sets for the blocks behind it."""

    flow: str | None = None
    target: bool = False


def find_mentions(document: Document, outline: Outline, particulars: Particulars) -> tuple[Mention, ...]:
    """Return the mentions of a document's prose in reading order."""
    folded = fold(document.text)
    quantities = find_quantities(folded)
    report = report_subject(document, outline, particulars)
    programme = report.programme(None) or particulars.programme
    setting = Setting(report_programme=programme, report_year=particulars.year, report_subject=report)
    out: list[Mention] = []
    lead = Lead()
    carried = Subject()
    for block in document.blocks:
        if block.table is not None:
            continue
        sections = outline.path(block.span.start)
        here = _under(setting, sections, lead, carried)
        made, after = _read_block(folded, block, here, quantities, particulars)
        out.extend(made)
        text = block.span.of(document.text).rstrip()
        lead = _lead(text, after, lead)
        carried = after.subject if lead.flow or lead.target or not sections else Subject()
    return tuple(out)


def _under(setting: Setting, sections: Sequence[Section], lead: Lead, carried: Subject) -> Setting:
    """Return the setting under a path of headings, outermost first."""
    subject, flow, role = Subject(), lead.flow, "target" if lead.target else None
    for section in sections:
        tokens = list(scan(fold(section.label).text))
        named = [t for t in tokens if t.category in ("programme", "group")]
        families = {t.name for t in named if t.category == "programme"}
        if len(families) == 1:
            subject = subject_of(named, Subject())
        flows = [measure(t.name) for t in tokens if t.category == "measure" and "money" in measure(t.name).kinds]
        flow = next((m.name for m in reversed(flows) if m.measure), flow)
        if GOAL_HEADING.search(section.label):
            role = None if RESULT_HEADING.search(section.label) else "target"
    if subject.family is None:
        subject = carried
    return replace(setting, subject=subject, heading=subject, flow=flow, role=role)


def _lead(text: str, after: Setting, before: Lead) -> Lead:
    if text.endswith((":", "：")):
        return Lead(after.flow, after.role == "target")
    return before if text.endswith((";", "；")) else Lead()


def _read_block(
    folded: Folded, block: Block, setting: Setting, quantities: Sequence[Quantity], particulars: Particulars
) -> tuple[list[Mention], Setting]:
    start, end = folded.position(block.span.start), folded.position(block.span.end)
    inside = [q for q in quantities if q.span in block.span]
    out: list[Mention] = []
    for sentence in sentences(folded, start, end, inside):
        marks = merged(e.read(sentence) for e in EXTRACTORS)
        made, after = choices(sentence, marks, setting)
        out.extend(_mentions(sentence, made, marks, particulars))
        setting = replace(after, subject=_named_alone(sentence, after.subject))
    return out, setting


def _named_alone(sentence: Sentence, subject: Subject) -> Subject:
    """Return the subject after a sentence without figures: the one programme that it names, if it names one."""
    named = [t for t in sentence.tokens if t.category in ("programme", "group")]
    families = {t.name for t in named if t.category == "programme"}
    if sentence.figures or len(families) != 1:
        return subject
    return subject_of(named, Subject()).only("area", "place")


def _mentions(
    sentence: Sentence, made: Sequence[Choice], marks: dict[int, Mark], particulars: Particulars
) -> Iterator[Mention]:
    for index, (figure, choice) in enumerate(zip(sentence.figures, made, strict=True)):
        for indicator in _indicators(sentence, index, choice):
            yield _mention(sentence, figure.quantity, choice, indicator, particulars)


def _indicators(sentence: Sentence, index: int, choice: Choice) -> Sequence[str | None]:
    """Return the indicators that a figure states: one, none, or one for each area that it names together."""
    if choice.indicator is None:
        return (None,)
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
    start = sentence.figures[index - 1].end if index else 0
    asked = {t.name for t in sentence.within(start, figure.start, "respondent")}
    public = f"{choice.programme}.public_satisfaction"
    if asked == {"public"}:
        return (public,)
    words = {t.word for t in sentence.within(start, figure.start, "respondent") if t.name == "recipients"}
    if asked == {"public", "recipients"}:
        return (choice.indicator, public) if words - {"家庭", "对象"} else (public,)
    return (choice.indicator,)


def _mention(
    sentence: Sentence, quantity: Quantity, choice: Choice, indicator: str | None, particulars: Particulars
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
        scope="part" if choice.subject.parts() and quantity.kind != "rate_of_money" else "whole",
        region=particulars.region,
        year=choice.year or particulars.year,
        value=quantity.value / factor,
        low=quantity.low / factor,
        high=quantity.high / factor,
        unit=unit,
        quote=_trimmed(sentence.printed, sentence),
        source="prose",
        rule=choice.rule or "none",
        confidence=confidence(choice.rule, choice.near, indicator is not None),
    )


def _trimmed(span: Span, sentence: Sentence) -> Span:
    return span


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


def _monthly(quantity: Quantity, per: set[str], choice: Choice) -> float | None:
    if "household" in per or "case" in per:
        return None
    if "year" in per:
        return float(MONTHS)
    if "month" in per:
        return 1.0
    yearly = choice.measure is not None and choice.measure.startswith("standard") and quantity.value >= 3000
    return float(MONTHS) if yearly else 1.0
