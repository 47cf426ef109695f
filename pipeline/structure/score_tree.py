"""Drafts become the tree: parents, depth, order, and the numbers that the rest of the tree determines."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from pipeline.model import Outline, PointsGiven, ScoreNode
from pipeline.structure.score_drafts import Draft, Kind, core

TOLERANCE = 1e-6


def without_repeats(drafts: tuple[Draft, ...]) -> tuple[Draft, ...]:
    """Return the drafts with what is printed twice kept once: in its heading, else its table row, else its sentence."""
    order = sorted(drafts, key=lambda d: (("heading", "table", "inline").index(d.source), d.section is None))
    kept: list[Draft] = []
    same: dict[Draft, int] = {}
    called: dict[str, list[int]] = defaultdict(list)
    forms = _forms(drafts)
    for draft in order:
        name = core(draft.label)
        index = next((i for i in called[name] if _repeats(draft, kept[i], forms)), None)
        if index is None:
            same[draft] = len(kept)
            called[name].append(len(kept))
            kept.append(draft)
        else:
            same[draft] = index
            kept[index] = kept[index].filled_from(draft)
    return tuple(_reparented(d, same, kept) for d in sorted(kept, key=lambda d: (d.span.start, d.span.end)))


def _reparented(draft: Draft, same: dict[Draft, int], kept: list[Draft]) -> Draft:
    if draft.parent is None or draft.parent not in same:
        return draft
    return replace(draft, parent=kept[same[draft.parent]])


def _forms(drafts: tuple[Draft, ...]) -> dict[int, tuple[float, ...]]:
    """Return the scores of each table's total row and items: a table with others is the form of another project."""
    rows: dict[int, list[Draft]] = defaultdict(list)
    for draft in drafts:
        if draft.table is not None:
            rows[draft.table].append(draft)
    whole = {t: ds for t, ds in rows.items() if any(d.kind == "total" for d in ds)}
    return {t: tuple(d.score for d in ds if d.score is not None) for t, ds in whole.items()}


def _repeats(draft: Draft, kept: Draft, forms: dict[int, tuple[float, ...]]) -> bool:
    """Tell whether a draft prints again what is kept: same name, no other number, and printed in another way."""
    if draft.kind == "point" or kept.kind == "point":
        return False
    if draft.source == kept.source == "table":
        outer = draft.parent is None and kept.parent is None and draft.table != kept.table
        one, other = (forms.get(t) if t is not None else None for t in (draft.table, kept.table))
        if one is not None and other is not None and one != other:
            return False
        return outer and draft.key == kept.key and draft.agrees_with(kept)
    if draft.source == kept.source == "heading":
        return False
    if draft.source == "inline" and draft.section is not None:
        return False
    alike = draft.key == kept.key or (core(draft.label) == core(kept.label) and draft.source == "inline")
    return alike and draft.agrees_with(kept)


def tree(drafts: tuple[Draft, ...], outline: Outline) -> tuple[ScoreNode, ...]:
    """Return the nodes in reading order, each with its parent's number, depth and inferred scores."""
    ordered = sorted(drafts, key=lambda d: (d.span.start, _section_depth(d, outline), d.span.end))
    numbers = {_identity(d): i for i, d in enumerate(ordered)}
    of_section = {d.section: i for i, d in enumerate(ordered) if d.section is not None and d.kind != "point"}
    parents = [_parent(d, i, numbers, of_section, outline) for i, d in enumerate(ordered)]
    depths = [_depth(i, parents) for i in range(len(ordered))]
    kinds = [_kind(i, ordered, parents) for i in range(len(ordered))]
    nodes = [_node(d, i, parents[i], depths[i], kinds[i]) for i, d in enumerate(ordered)]
    return _inferred(nodes)


def points_given(drafts: tuple[Draft, ...], nodes: tuple[ScoreNode, ...]) -> tuple[PointsGiven, ...]:
    """Return the points that the text of scored items gives them, each with the number of its node."""
    numbers = {(n.span.start, n.span.end, n.label): n.node for n in nodes}
    return tuple(PointsGiven(numbers[_identity(d)], span, score) for d in drafts for span, score in d.points)


def _identity(draft: Draft) -> tuple[int, int, str]:
    return (draft.span.start, draft.span.end, draft.label)


def _section_depth(draft: Draft, outline: Outline) -> int:
    return outline.sections[draft.section].level if draft.section is not None else 99


def _parent(
    draft: Draft, own: int, numbers: dict[tuple[int, int, str], int], of_section: dict[int, int], outline: Outline
) -> int | None:
    if draft.parent is not None:
        return numbers.get(_identity(draft.parent))
    if draft.kind in ("bonus", "deduction") and draft.section is None:
        # 加分事项 in a line of its own is a block beside the parts, not one of the last part's items.
        return None
    section = draft.within
    while section is not None:
        if of_section.get(section) not in (None, own):
            return of_section[section]
        section = outline.sections[section].parent
    return None


def _depth(index: int, parents: list[int | None]) -> int:
    depth, seen = 1, {index}
    parent = parents[index]
    while parent is not None and parent not in seen:
        seen.add(parent)
        depth += 1
        parent = parents[parent]
    return depth


def _kind(index: int, drafts: list[Draft], parents: list[int | None]) -> Kind:
    """Return a node's kind; what stands under a bonus or deduction block is of its kind."""
    node: int | None = index
    seen: set[int] = set()
    if drafts[index].kind in ("point", "total"):
        return drafts[index].kind or "item"
    while node is not None and node not in seen:
        seen.add(node)
        if (kind := drafts[node].kind) in ("bonus", "deduction"):
            return kind
        if (drafts[node].maximum or 0) < 0:
            return "deduction"
        node = parents[node]
    return "item"


def _node(draft: Draft, number: int, parent: int | None, depth: int, kind: Kind) -> ScoreNode:
    return ScoreNode(
        node=number,
        parent=parent,
        depth=depth,
        ordinal=draft.ordinal,
        label=draft.label,
        kind=kind,
        span=draft.span,
        source=draft.source,
        max_score=draft.maximum,
        self_score=draft.score,
        deducted=draft.deducted,
        target_text=draft.target_text,
        actual_text=draft.actual_text,
        reason=draft.reason,
    )


def _inferred(nodes: list[ScoreNode]) -> tuple[ScoreNode, ...]:
    """Return the nodes with the numbers that are not printed but follow: a parent's sum, or the one child missing."""
    children: dict[int, list[int]] = defaultdict(list)
    for node in nodes:
        if node.parent is not None and node.kind != "point":
            children[node.parent].append(node.node)
    # A form lists every item of a group; of a section, one scored item may stand among others unscored.
    summed = {p for p, cs in children.items() if len(cs) > 1 or nodes[cs[0]].source == "table"}
    maxima = _solved([n.max_score for n in nodes], children, summed)
    scores = _solved([n.self_score for n in nodes], children, summed)
    return tuple(
        replace(
            n,
            max_inferred=maxima[n.node] if n.max_score is None and n.kind not in ("point", "total") else None,
            self_inferred=scores[n.node] if n.self_score is None and n.kind not in ("point", "total") else None,
        )
        for n in nodes
    )


def _solved(printed: list[float | None], children: dict[int, list[int]], summed: set[int]) -> list[float | None]:
    """Return the printed numbers and, bottom up, the sums, then, top down, the one child that is missing."""
    values = list(printed)
    for parent in sorted(children, reverse=True):
        known = [values[c] for c in children[parent]]
        if values[parent] is None and parent in summed and all(v is not None for v in known):
            values[parent] = round(sum(v for v in known if v is not None), 6)
    for parent in sorted(children):
        missing = [c for c in children[parent] if values[c] is None]
        whole = values[parent]
        if whole is not None and len(missing) == 1 and len(children[parent]) > 1:
            rest = whole - sum(v for c in children[parent] if (v := values[c]) is not None)
            values[missing[0]] = round(rest, 6) if rest >= -TOLERANCE else None
    return values
