"""The nodes that running text and headings print, put to the sections that they belong to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

import regex

from pipeline.model import Section, Span
from pipeline.structure.score_drafts import Draft, compared, core, kind_of
from pipeline.structure.score_lists import adding_up, in_order_of, listed
from pipeline.structure.score_marks import mark_between
from pipeline.structure.score_statements import Prose, Statement, is_weak
from pipeline.structure.score_words import either

# Words for a whole chapter; the others (本项, 该指标) stand for the innermost item.
WHOLE_PARTS = ("本部分", "该部分", "此部分", "这一部分", "这部分", "本大项")
ORDERED = regex.compile(r"第(?P<ordinal>[一二三四五六七八九十]{1,3}|\d{1,2})(?:大|个)?(?:部分|板块|方面|项|类|环节)")
TOLERANCE = 0.005
SHARED = regex.compile(r"[，,](?:以上|上述)?[^，。,\d]{0,6}(?:均|都|全部|皆)")
# A score at the end of a heading's text is that heading's; of several, only the first is.
Own = dict[int, Draft]


def prose_drafts(prose: Prose, found: tuple[Statement, ...]) -> tuple[Draft, ...]:
    """Return the drafts of all nodes outside tables, in order of printing."""
    totals = tuple(s.phrase for s in found if s.kind == "total")
    stated = tuple(s.phrase for s in found)
    lists = (*listed(prose.text), *in_order_of(prose.text, stated), *adding_up(prose.text, stated, totals))
    found = tuple(s for s in found if not any(n.start <= s.phrase.start < n.end for n in lists))
    own = _heading_drafts(prose, found)
    named = [d for s in found if s.kind == "named" for d in _named(prose, s, own)]
    for node in (n for n in lists if n.name):
        span = prose.span(node.start, node.end)
        name = prose.as_printed(node.name, node.name_start)
        named.append(Draft(name, span, "inline", node.maximum, node.score, within=prose.section_at(span.start)))
    named = [d for d in named if not _claimed(prose, d, own)]
    _own_drafts(prose, found, own)
    points = _point_drafts(prose, found, own)
    _bare_scores(prose, found, own)
    _mark_in_words(prose, found, own)
    named = _siblings_of_claimed(prose, _merged(named), own)
    named = _with_shared_mark(prose, named)
    named = _with_parts(prose, [_with_mark(prose, d) for d in named])
    named = _with_items_below(prose, named)
    drafts = [*own.values(), *points, *named]
    return tuple(sorted((_with_deduction(prose, d, found) for d in drafts), key=lambda d: (d.span.start, d.span.end)))


def _heading_drafts(prose: Prose, found: tuple[Statement, ...]) -> Own:
    own: Own = {}
    for statement in found:
        if statement.kind == "heading" and statement.section is not None:
            draft = _of_section(prose, statement, statement.section, "heading")
            before = own.get(statement.section)
            own[statement.section] = before.filled_from(draft) if before else draft
    return {k: d for k, d in own.items() if d.maximum is not None or d.score is not None}


def _of_section(prose: Prose, statement: Statement, index: int, source: str) -> Draft:
    section = prose.outline.sections[index]
    phrase = statement.phrase
    start = section.span.start if source == "heading" else statement.span.start
    span = Span(min(start, statement.span.start), statement.span.end)
    return Draft(
        section.label, span, "heading" if source == "heading" else "inline", phrase.maximum, phrase.score,
        phrase.deducted, kind_of(section.label), section.numbering, index, section.parent,
    )  # fmt: skip


def _named(prose: Prose, statement: Statement, own: Own) -> Iterator[Draft]:
    """Yield the node of a clause that names it, unless the clause gives points inside a scored item."""
    phrase, section = statement.phrase, statement.section
    if phrase.maximum is None and is_weak(phrase) and section is not None and _lists_points(prose, section, own):
        return
    name = prose.span(statement.label.start, statement.label.start + len(statement.label.name))
    span = Span(min(name.start, statement.span.start), max(name.end, statement.span.end))
    yield Draft(
        prose.as_printed(statement.label.name, statement.label.start), span, "inline",
        phrase.maximum, phrase.score, phrase.deducted, kind_of(statement.label.name), within=section,
    )  # fmt: skip


def _lists_points(prose: Prose, index: int, own: Own) -> bool:
    section = prose.outline.sections[index]
    return index in own or section.label == section.ordinal


def _claimed(prose: Prose, draft: Draft, own: Own) -> bool:
    """Give a named score to the section of that name nearby; tell whether there is one."""
    index = _section_named(prose, draft)
    if index is None:
        return False
    section = prose.outline.sections[index]
    # 产出方面满分30分 under 关于产出: the sentence has the name by itself.
    about = regex.fullmatch(rf"(?:{either('about')})(?P<name>.+)", section.label)
    label = draft.label if about is not None and draft.label == about["name"] else section.label
    mine = replace(draft, label=label, section=index, within=section.parent, ordinal=section.numbering)
    before = own.get(index)
    if before is None:
        own[index] = mine
    elif before.agrees_with(mine):
        own[index] = before.filled_from(mine)
    else:
        return False
    return True


def _section_named(prose: Prose, draft: Draft) -> int | None:
    """Return the section around or beside a named score that carries the same name."""
    if draft.within is None:
        return None
    sections = prose.outline.sections
    around = _ancestors(sections, draft.within)
    if (counted := ORDERED.fullmatch(draft.label)) is not None:
        # 第二部分共计29.5分 under 二、
        same = (i for i in reversed(around) if sections[i].ordinal == counted["ordinal"])
        return next(same, None)
    near = [*around, *(i for i, s in enumerate(sections) if s.parent in around[1:])]
    exact = next((i for i in near if compared(sections[i].label) == draft.key), None)
    if exact is not None or draft.maximum is None:
        return exact
    name = core(draft.label)
    return next((i for i in around if name in (core(sections[i].label), sections[i].label[-2:])), None)


def _ancestors(sections: tuple[Section, ...], index: int) -> list[int]:
    """Return a section and those around it, innermost first."""
    around = [index]
    while (parent := sections[around[-1]].parent) is not None:
        around.append(parent)
    return around


def _own_drafts(prose: Prose, found: tuple[Statement, ...], own: Own) -> None:
    """Add the scores that a section's text states of the section itself."""
    for statement in found:
        if statement.kind != "own" or statement.section is None:
            continue
        index = _meant(prose, statement, own)
        if index is None:
            continue
        draft = _of_section(prose, statement, index, "inline")
        before = own.get(index)
        if before is None:
            own[index] = draft
        elif before.score is None and draft.score is not None and before.agrees_with(draft):
            own[index] = before.filled_from(draft)
        elif before.source == "inline" and before.maximum is None and before.agrees_with(draft):
            # A sentence elsewhere repeated the score alone.
            own[index] = draft.filled_from(before)


def _meant(prose: Prose, statement: Statement, own: Own) -> int | None:
    """Return the section that 本部分, 本项 or an unnamed score stands for."""
    sections = prose.outline.sections
    assert statement.section is not None
    around = _ancestors(sections, statement.section)
    if statement.label.this_item and sections[around[0]].label == sections[around[0]].ordinal:
        # 本项自评9分 behind the last numbered point is the scored item's around the points.
        waiting = (i for i in around if i in own and own[i].score is None and own[i].maximum is not None)
        return next(waiting, around[0])
    if statement.label.name in WHOLE_PARTS:
        return next((i for i in reversed(around) if i not in own), None)
    if statement.phrase.maximum is None and sections[around[0]].label == sections[around[0]].ordinal:
        return None
    return around[0]


def _bare_scores(prose: Prose, found: tuple[Statement, ...], own: Own) -> None:
    """Add the score that ends the text of an item without a word: 资金到位率（10分）：到位率100%，10分。"""
    for index, draft in own.items():
        if draft.maximum is None or draft.score is not None or _has_children(prose, index):
            continue
        inside = [s for s in found if s.section == index and s.kind not in ("heading", "total")]
        if len(inside) != 1 or not inside[0].phrase.bare or inside[0].phrase.deducted is not None:
            continue
        phrase = inside[0].phrase
        behind = prose.text[phrase.end : phrase.end + 1]
        ends = prose.text[phrase.start - 1] in "，,:;。 " and behind in ("。", ";", "\n", "")
        if ends and phrase.score is None and 0 <= (phrase.maximum or 0.0) <= draft.maximum:
            own[index] = replace(draft, score=phrase.maximum)


def _mark_in_words(prose: Prose, found: tuple[Statement, ...], own: Own) -> None:
    """Add the scores that items state in words (得满分, 不得分) or by what they deduct (扣0.5分)."""
    for index, draft in own.items():
        if draft.maximum is None or draft.score is not None or _has_children(prose, index):
            continue
        body = prose.outline.sections[index].body
        mark = mark_between(prose.text, prose.folded.position(body.start), prose.folded.position(body.end))
        taken = [s.phrase.deducted or 0.0 for s in found if s.section == index and s.kind == "deduction"]
        if mark is not None:
            own[index] = replace(draft, score=mark * draft.maximum)
        elif 0 < sum(taken) <= draft.maximum and not draft.points:
            own[index] = replace(draft, score=round(draft.maximum - sum(taken), 6))


def _with_mark(prose: Prose, draft: Draft) -> Draft:
    """Return a named item with the score that the rest of its clause states in words: 控制率（5分）得满分."""
    if draft.maximum is None or draft.score is not None:
        return draft
    start = prose.folded.position(draft.span.end)
    end = next((i for i in range(start, len(prose.text)) if prose.text[i] in "。；;、\n\x00"), len(prose.text))
    mark = mark_between(prose.text, start, end)
    if mark is None and draft.deducted is not None and 0 < draft.deducted <= draft.maximum:
        return replace(draft, score=round(draft.maximum - draft.deducted, 6))
    return draft if mark is None else replace(draft, score=mark * draft.maximum)


def _point_drafts(prose: Prose, found: tuple[Statement, ...], own: Own) -> list[Draft]:
    given: dict[int, list[Statement]] = defaultdict(list)
    for statement in found:
        unnamed_own = statement.kind == "own" and not statement.label.name and statement.section not in own
        in_points = statement.kind == "named" and is_weak(statement.phrase) and statement.phrase.maximum is None
        if statement.section is not None and (statement.kind in ("point", "deduction") or unnamed_own or in_points):
            given[statement.section].append(statement)
    drafts: list[Draft] = []
    blocks = [s for s in found if s.kind == "named" and s.phrase.maximum is not None and kind_of(s.label.name)]
    for index, listed_here in given.items():
        section = prose.outline.sections[index]
        # 加分项 in a line of its own ends the item before it, whose points are not the bonus's.
        end = min((s.span.start for s in blocks if s.section == index), default=section.body.end)
        listed_here = [s for s in listed_here if s.span.start < end]
        if index in own:
            own[index] = _with_points(own[index], listed_here, has_children=_has_children(prose, index))
        elif section.ordinal:
            drafts += _point(prose, index, listed_here)
    return drafts


def _has_children(prose: Prose, index: int) -> bool:
    return any(s.parent == index for s in prose.outline.sections)


def _with_points(draft: Draft, given: list[Statement], has_children: bool) -> Draft:
    """Return an item with the points that its text gives it; where no score is printed, they are the score."""
    printed = tuple((s.span, s.phrase.score) for s in given if s.phrase.score is not None)
    points = [score for _, score in printed]
    draft = replace(draft, points=printed)
    if draft.score is not None or has_children or not points or draft.maximum is None:
        return draft
    return replace(draft, score=round(sum(points), 6)) if 0 <= sum(points) <= draft.maximum else draft


def _point(prose: Prose, index: int, given: list[Statement]) -> Iterator[Draft]:
    section = prose.outline.sections[index]
    points = [s.phrase.score for s in given if s.phrase.score is not None]
    deducted = [s.phrase.deducted for s in given if s.phrase.deducted is not None]
    if not points and not deducted:
        return
    score = round(sum(points), 6) if points else None
    if score is None and _in_deductions(prose, index):
        score = -round(sum(deducted), 6)
    yield Draft(
        section.ordinal, Span(section.span.start, given[-1].span.end), "inline", None, score,
        round(sum(deducted), 6) if deducted else None, "point", section.numbering, index, section.parent,
    )  # fmt: skip


def _in_deductions(prose: Prose, index: int) -> bool:
    sections = prose.outline.sections
    return any(kind_of(sections[i].label) == "deduction" for i in _ancestors(sections, index))


def _merged(named: list[Draft]) -> list[Draft]:
    """Return the named scores with maximum and score of one name in one section brought together."""
    merged: list[Draft] = []
    for draft in named:
        same = next((i for i, d in enumerate(merged) if _same_place(d, draft)), None)
        if same is None:
            merged.append(draft)
        else:
            merged[same] = merged[same].filled_from(draft)
    return merged


def _same_place(one: Draft, other: Draft) -> bool:
    return one.within == other.within and one.key == other.key and one.agrees_with(other)


def _siblings_of_claimed(prose: Prose, named: list[Draft], own: Own) -> list[Draft]:
    """Move a named score beside the section that the same sentence scores, not under it."""
    claimed = [d for d in own.values() if d.source == "inline" and d.section is not None and not _adds_up(named, d)]
    moved = []
    for draft in named:
        beside = next((d for d in claimed if d.section == draft.within and _one_sentence(prose, d, draft)), None)
        moved.append(replace(draft, within=beside.within) if beside is not None else draft)
    return moved


def _adds_up(named: list[Draft], whole: Draft) -> bool:
    """Tell whether the names in a section are its parts: 该部分18分，包括立项依据（6分）、绩效目标（12分）."""
    parts = [d.maximum or 0.0 for d in named if d.within == whole.section]
    return len(parts) > 1 and whole.maximum is not None and abs(sum(parts) - whole.maximum) < TOLERANCE


def _with_shared_mark(prose: Prose, named: list[Draft]) -> list[Draft]:
    """Return the names of a list with the mark that stands behind the last for all: A（6分）、B（6分），均得满分."""
    shared = list(named)
    for i, draft in enumerate(named):
        if draft.maximum is None or draft.score is not None:
            continue
        behind = prose.folded.position(draft.span.end)
        end = next((k for k in range(behind, len(prose.text)) if prose.text[k] in "。；;\n\x00"), len(prose.text))
        together = SHARED.search(prose.text, behind, end)
        if together is not None and (mark := mark_between(prose.text, together.start(), end)) is not None:
            shared[i] = replace(draft, score=mark * draft.maximum)
    return shared


def _with_parts(prose: Prose, named: list[Draft]) -> list[Draft]:
    """Put the parts that a bracket lists under the name before it: 过程55分（预算执行25分、预算管理30分）."""
    text = prose.document.text
    linked = sorted(named, key=lambda d: d.span)
    for i, whole in enumerate(linked):
        opened = text[whole.span.end : whole.span.end + 24].lstrip()[:1] in ("（", "(")
        close = min((c for b in "）)" if (c := text.find(b + "，", whole.span.end)) >= 0), default=-1)
        close = close if close >= 0 else text.find("）", whole.span.end)
        inside = [j for j in range(i + 1, len(linked)) if linked[j].span.end <= close]
        total = sum(linked[j].maximum or 0.0 for j in inside)
        if opened and len(inside) > 1 and whole.maximum is not None and abs(total - whole.maximum) < TOLERANCE:
            for j in inside:
                linked[j] = replace(linked[j], parent=whole)
    return linked


def _with_items_below(prose: Prose, named: list[Draft]) -> list[Draft]:
    """Put the next names under one that ends its line, where their maxima, and scores, add up to its own."""
    text = prose.document.text
    linked = sorted(named, key=lambda d: d.span)
    for i, whole in enumerate(linked):
        line_ends = text[whole.span.end : whole.span.end + 3].lstrip("）)】〕:： ").startswith("\n")
        if whole.maximum is None or whole.parent is not None or not line_ends:
            continue
        total, scores = 0.0, 0.0
        for j in range(i + 1, len(linked)):
            total += linked[j].maximum or 0.0
            scores += linked[j].score or 0.0
            if linked[j].maximum is None or linked[j].within != whole.within or total > whole.maximum + TOLERANCE:
                break
            scored = whole.score is None or abs(scores - whole.score) < TOLERANCE
            if abs(total - whole.maximum) < TOLERANCE and scored and j > i + 1:
                linked[i + 1 : j + 1] = [replace(d, parent=whole) for d in linked[i + 1 : j + 1]]
                break
    return linked


def _one_sentence(prose: Prose, one: Draft, other: Draft) -> bool:
    first, second = sorted((one.span, other.span))
    between = prose.document.text[first.end : max(first.end, second.start)]
    return "。" not in between and "\n" not in between


def _with_deduction(prose: Prose, draft: Draft, found: tuple[Statement, ...]) -> Draft:
    """Return an item with the points that its own text says were taken off."""
    if draft.section is None or draft.deducted is not None or draft.kind == "point":
        return draft
    taken = [s.phrase.deducted for s in found if s.section == draft.section and s.phrase.deducted is not None]
    unnamed = [v for v in taken if v]
    return replace(draft, deducted=round(sum(unnamed), 6)) if unnamed else draft
