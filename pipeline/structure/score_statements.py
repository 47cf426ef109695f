"""Every score that running text states, with the section it stands in and the kind of statement it is.

The kinds: `heading` (behind a heading's name), `total` (the report's own sum), `subtotal` (基础分98分 beside a
total), `named` (产出得49分（满分50分）), `own` (应计4分，实计4分 under a heading), `point` ((得2分) in a numbered
paragraph), `deduction` (扣1分), `none` (a rule, another's score, a number without meaning).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import regex

from pipeline.model import Document, Outline, Span
from pipeline.normalise.fold import Folded, fold
from pipeline.structure.outline import is_prose
from pipeline.structure.score_labels import (
    LONGEST_SCORE_ONLY,
    THIS_ITEM,
    Label,
    counted_before,
    is_rubric,
    label_before,
    named_by_field,
    sentence_around,
)
from pipeline.structure.score_marks import is_formula, marks
from pipeline.structure.score_phrases import Phrase, phrases
from pipeline.structure.score_words import holds, words

StatementKind = Literal["heading", "total", "subtotal", "named", "own", "point", "deduction", "none"]

# Out of a hundred, no single item is worth as much as these; what is, is the report's total.
SMALLEST_TOTAL_MAXIMUM = 90
SMALLEST_TOTAL_SCORE = 60
# A heading may print 90 of a hundred, the rest being that of the budget's execution.
WHOLE = 100
RESULTS = regex.compile(r"自评|自查|评价|评分|得分|结论|结果")
FIGURE_OF = regex.compile(
    r"(?:其中|另外|此外)?[:，]?(?P<name>[\u4e00-\u9fff]{2,12}?)(?:为|达到?|是|完成)?[\d.]+[%人户元万次]"
)
# How far behind its maximum a score may stand, with the facts between that explain it.
LONGEST_REASON = 150
LEADING = regex.compile(r"[^\w\n]*(?P<name>[\u4e00-\u9fff“”]{2,14}):")
SCORING = regex.compile(r"分|评|原因|说明|问题|情况|结论|如下|依据|标准|目标|措施|附")
# 两项小计得18.7分 adds up items that are named before.
COUNTED_PARTS = regex.compile(r"(?:以上|上述|前)?[两二三四五六七八九十]{1,2}(?:大|个)?(?:项|指标|方面|部分)(?:指标)?")
OPENS_LINE = regex.compile(r"(?:^|[\n\x00])\s*[(\[]$")
NAME_BEHIND = regex.compile(
    r"[)\]]\s*(?:[一二三四五六七八九十]{1,3}、|\([^()]{1,3}\)|\d{1,2}[.、])?"
    r"(?P<name>[\u4e00-\u9fff“”、]{2,20})(?=[。:\n\x00]|$)"
)
BLANK = "\x00"
EXACT = 0.005


@dataclass(frozen=True, slots=True)
class Prose:
    """The folded text of a document with its tables blanked, and its outline."""

    document: Document
    outline: Outline
    folded: Folded
    text: str

    @classmethod
    def of(cls, document: Document, outline: Outline) -> Prose:
        """Return the running text of a document."""
        folded = fold(document.text)
        characters = list(folded.text)
        for block in document.blocks:
            if is_prose(block):
                continue
            for i in range(folded.position(block.span.start), folded.position(block.span.end)):
                characters[i] = BLANK
        return cls(document, outline, folded, "".join(characters))

    def span(self, start: int, end: int) -> Span:
        """Return the printed span of folded characters."""
        return self.folded.origin(start, end)

    def as_printed(self, folded: str, start: int) -> str:
        """Return a folded string that stands at or behind `start` in its printed characters."""
        begin = self.text.find(folded, start)
        return "".join(self.document.text[o] for o in self.folded.offsets[begin : begin + len(folded)])

    def section_at(self, offset: int) -> int | None:
        """Return the innermost section at a printed offset."""
        sections = self.outline.sections
        order = range(len(sections) - 1, -1, -1)
        return next((i for i in order if sections[i].span.start <= offset < sections[i].body.end), None)


@dataclass(frozen=True, slots=True)
class Statement:
    """A phrase of scoring with its label, its section and its kind."""

    phrase: Phrase
    span: Span
    section: int | None
    label: Label
    kind: StatementKind
    sentence: tuple[int, int]


def statements(prose: Prose) -> tuple[Statement, ...]:
    """Return what the running text states of scores, in order."""
    found = [_statement(prose, p) for p in phrases(prose.text)]
    scored = Counter(s.section for s in found if s.phrase.maximum is not None and s.kind in ("named", "own", "none"))
    found = [_of_only_item(s) if scored[s.section] == 1 else s for s in found]
    found = [_of_waiting_heading(s, found) for s in found]
    return tuple(_with_scores_behind(prose.text, found))


def _of_only_item(statement: Statement) -> Statement:
    """Return a section's only maximum as its own where the clause before is no name: 按月发放，分值15分."""
    phrase, label = statement.phrase, statement.label
    if (
        statement.section is None
        or phrase.maximum is None
        or not label.distant
        or statement.kind not in ("named", "none")
    ):
        return statement
    return replace(statement, kind="own") if phrase.score is not None else statement


def _of_waiting_heading(statement: Statement, found: list[Statement]) -> Statement:
    """Return a section's only score as its own where the heading prints the maximum alone: 资金全部到位，得满分20分."""
    if statement.kind != "named" or not statement.label.distant or statement.phrase.maximum is not None:
        return statement
    around = [s for s in found if s.section == statement.section and s is not statement and s.phrase.score is None]
    waiting = [s.phrase.maximum for s in around if s.kind == "heading" and s.phrase.maximum is not None]
    others = [s for s in found if s.section == statement.section and s is not statement and s.phrase.score is not None]
    score = statement.phrase.score
    own = statement.section is not None and waiting and not others and score is not None and score <= waiting[0]
    return replace(statement, kind="own") if own else statement


def _with_scores_behind(text: str, found: list[Statement]) -> Iterator[Statement]:
    """Yield the statements, a named maximum joined by the one score that follows before the next maximum.

    控制率（5分）：42/45=93.3%，计5分 scores the rate, although words stand between.
    """
    taken: set[int] = set()
    for i, statement in enumerate(found):
        if i in taken:
            continue
        statement = _told_with_its_deduction(text, statement, found[i + 1 : i + 2])
        behind = _scores_behind(text, (*found[:i], statement, *found[i + 1 :]), i)
        if len(behind) == 1:
            taken.add(behind[0])
            score = found[behind[0]].phrase
            phrase = replace(statement.phrase, score=score.score, deducted=score.deducted or statement.phrase.deducted)
            yield replace(statement, phrase=phrase)
        else:
            yield statement


def _told_with_its_deduction(text: str, statement: Statement, behind: list[Statement]) -> Statement:
    """Return a number without a word as a named maximum where the next phrase takes off what its score lacks of it.

    预算执行10分，按97.71%的执行水平扣去1分，得9分 is out of ten.
    """
    phrase, label = statement.phrase, statement.label
    if statement.kind != "none" or not phrase.bare or phrase.maximum is None or not behind or not label.name:
        return statement
    score, deducted = behind[0].phrase.score, behind[0].phrase.deducted
    apart = regex.search(r"[。；;\n\x00]", text[phrase.end : behind[0].phrase.start])
    if label.states_fact or score is None or deducted is None or apart or behind[0].phrase.maximum is not None:
        return statement
    return replace(statement, kind="named") if abs(phrase.maximum - deducted - score) < EXACT else statement


def _scores_behind(text: str, found: Sequence[Statement], index: int) -> list[int]:
    """Return the scores between a named maximum and the next one in its paragraph that can be its own."""
    named, behind = found[index], []
    maximum = named.phrase.maximum
    if named.kind != "named" or maximum is None or named.phrase.score is not None:
        return []
    for i in range(index + 1, len(found)):
        phrase = found[i].phrase
        if (
            found[i].kind == "total"
            or phrase.maximum is not None
            or regex.search(r"[\n\x00]", text[named.phrase.end : phrase.start])
        ):
            break
        own = found[i].kind in ("point", "own", "none") or (found[i].kind == "named" and found[i].label.distant)
        if phrase.score is None:
            continue
        if not own or phrase.score > maximum or phrase.start - named.phrase.end > LONGEST_REASON:
            return []
        behind.append(i)
    return behind


def _statement(prose: Prose, phrase: Phrase) -> Statement:
    span = prose.span(phrase.start, phrase.end)
    section = prose.section_at(span.start)
    label = label_before(prose.text, phrase.start)
    sentence = sentence_around(prose.text, phrase.start)
    if not label.name and phrase.maximum is not None:
        label = _behind(prose.text, phrase, label) or _leading(prose.text, label) or label
    if phrase.maximum is not None or phrase.score is not None:
        label = named_by_field(prose.text, label) or label
    if phrase.score is not None and phrase.maximum is None:
        label = _named_with_its_word(prose, phrase, label)
    if label.this_item or not label.name:
        label = counted_before(prose.text, label) or label
    if label.this_item and section is not None and RESULTS.search(prose.outline.sections[section].label):
        # 预算执行率98.5%，该项10分，得9.85分 in a chapter of results names its item in the clause before.
        label = _named_before(prose.text, sentence[0], label) or label
    return Statement(phrase, span, section, label, _kind(prose, phrase, span, section, label, sentence), sentence)


def _named_with_its_word(prose: Prose, phrase: Phrase, label: Label) -> Label:
    """Return the name with the word of scoring that belongs to it: 创新加分2分 where a heading reads 创新加分."""
    whole = label.name + phrase.word
    belongs = label.name and any(s.label.endswith(phrase.word) and s.label == whole for s in prose.outline.sections)
    return replace(label, name=whole) if belongs else label


def _behind(text: str, phrase: Phrase, label: Label) -> Label | None:
    """Return the name that stands behind a bracket of scores which begins its line: 【满8·得8】到位情况。"""
    if OPENS_LINE.search(text, max(0, phrase.start - 4), phrase.start) is None:
        return None
    match = NAME_BEHIND.match(text, phrase.end)
    return replace(label, name=match["name"], start=match.start("name"), distant=False) if match is not None else None


def _leading(text: str, label: Label) -> Label | None:
    """Return the name that begins the line of an unnamed score: 产出指标：设置4个三级指标，共50分，得49分."""
    match = LEADING.match(
        text, max(text.rfind("\n", 0, label.start), text.rfind("\x00", 0, label.start)) + 1, label.start
    )
    if match is None or SCORING.search(match["name"]) or THIS_ITEM.fullmatch(match["name"]):
        return None
    return replace(label, name=match["name"], start=match.start("name"))


def _named_before(text: str, start: int, label: Label) -> Label | None:
    match = FIGURE_OF.match(text, start, label.start)
    return replace(label, name=match["name"], start=match.start("name")) if match is not None else None


def _kind(
    prose: Prose, phrase: Phrase, span: Span, section: int | None, label: Label, sentence: tuple[int, int]
) -> StatementKind:
    in_heading = section is not None and span.start < prose.outline.sections[section].span.end
    part = in_heading and phrase.maximum is not None and phrase.maximum < WHOLE
    if _is_total(phrase, label) and not part and not _of_its_section(prose, phrase, section, label):
        return "none" if holds("foreign", label.clause) and "考试" in label.clause else "total"
    if in_heading:
        return "heading"
    by_rule = is_rubric(label) and not holds("own", phrase.word)
    if not label.bracketed and (holds("foreign", label.clause) or by_rule):
        return "none"
    if phrase.maximum is None and phrase.score is None:
        return "deduction"
    if holds("subtotal", label.name + phrase.word) and not label.name.endswith("总") and _beside_total(prose, sentence):
        return "subtotal"
    return _kind_in_body(prose.text, phrase, label)


def _kind_in_body(text: str, phrase: Phrase, label: Label) -> StatementKind:
    this_item = label.this_item
    if COUNTED_PARTS.fullmatch(label.name):
        return "subtotal"
    if phrase.bare and phrase.score is None and (phrase.maximum or 0) < 0:
        # （-1分） behind a reason takes a point off.
        return "none"
    if phrase.bare and phrase.score is None:
        closed = label.bracketed and text[phrase.end : phrase.end + 1] in (")", "]")
        comma = phrase.end + (text[phrase.end : phrase.end + 1] in ("，", ","))
        names = closed or marks().match(text, comma) is not None
        return "named" if names and label.name and (not label.states_fact or label.names_deed) else "none"
    if phrase.maximum is not None and phrase.score is None and is_formula(text, phrase.end):
        return "none"
    if phrase.maximum is not None:
        if this_item or not label.name:
            return "own"
        return "named" if not label.states_fact or label.names_deed else "none"
    if is_weak(phrase) and not (this_item and not label.bracketed):
        unnamed = label.bracketed or not label.name or label.states_fact or len(label.name) > LONGEST_SCORE_ONLY
        return "point" if unnamed else "named"
    if this_item or not label.name:
        return "own"
    if label.states_fact:
        # 酌情扣0.5分，自评5.5分 scores the section it stands in.
        return "own" if holds("own", phrase.word) and phrase.deducted is not None else "none"
    return "named" if len(label.name) <= LONGEST_SCORE_ONLY else "none"


def is_weak(phrase: Phrase) -> bool:
    """Tell whether the word (得, 计, 加 …) gives points rather than a whole item's score."""
    return phrase.word in words("point")


def _of_its_section(prose: Prose, phrase: Phrase, section: int | None, label: Label) -> bool:
    """Tell whether a large score is that of the section around it, whose heading prints a maximum above it."""
    if section is None or phrase.maximum is not None or phrase.score is None or holds("whole", label.clause):
        return False
    heading = prose.outline.sections[section].span.of(prose.document.text)
    maxima = [p.maximum for p in phrases(fold(heading).text) if p.maximum is not None]
    return bool(maxima) and phrase.score <= maxima[0] < WHOLE


def _is_total(phrase: Phrase, label: Label) -> bool:
    if phrase.maximum is not None:
        return phrase.maximum >= SMALLEST_TOTAL_MAXIMUM and phrase.word != "="
    # 本项得60分 is an item's; 95 of a hundred no item gets.
    item = label.this_item and (phrase.score or 0.0) < SMALLEST_TOTAL_MAXIMUM
    return phrase.score is not None and phrase.score >= SMALLEST_TOTAL_SCORE and not item


def _beside_total(prose: Prose, sentence: tuple[int, int]) -> bool:
    inside = phrases(prose.text[sentence[0] : sentence[1]])
    return any(_is_total(p, label_before(prose.text, sentence[0] + p.start)) for p in inside)
