"""Wholes and the parts before them: which subjects 两项合计, a rate behind its parts, or a shared standard is of.

>>> from pipeline.linking.sentences import fold, sentences
>>> sentence, = sentences(fold("孤儿11人、事实无人抚养儿童47人，生活费标准每人每月1350元"))
>>> of_both(View(sentence, {}, ()), 0, ())
[]
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.linking.choice import Choice
from pipeline.linking.lexicon import measure
from pipeline.linking.subjects import Subject
from pipeline.linking.view import View


def of_two(view: View, index: int, made: Sequence[Choice], report_year: int | None) -> list[str]:
    """Return the programmes of the last two figures of a figure's own kind (…，两项共4734.85万元)."""
    kind = view.figure(index).quantity.kind
    current = [(i, c) for i, c in enumerate(made) if c.role == "actual" and not c.skip]
    current = [(i, c) for i, c in current if c.year in (None, report_year)]
    same = [c.said.family for i, c in current if view.figure(i).quantity.kind == kind]
    spoken = [f for f in same[-2:] if f not in (None, "none", "report")]
    return list(dict.fromkeys(f for f in spoken if f)) or of_member(view, index, made)


def of_member(view: View, index: int, made: Sequence[Choice]) -> list[str]:
    """Return the programmes of the figures of a member, those of the whole sentence where it holds but one."""
    start, _ = view.sentence.member(view.figure(index).start)
    spoken = [(view.figure(i).start, c.said.family) for i, c in enumerate(made)]
    here = list(dict.fromkeys(f for at, f in spoken if at >= start and f not in (None, "none", "report")))
    everywhere = list(dict.fromkeys(f for _, f in spoken if f not in (None, "none", "report")))
    return [f for f in (here if len(here) > 1 else everywhere) if f]


def whole_of_parts(view: View, index: int, made: Sequence[Choice]) -> Subject | None:
    """Return the whole that the figures before divide, for its own rate (…集中618人、分散1416人，标准6900元)."""
    if view.joined(index) or index < 3 or not view.joined(index - 1):
        return None
    whole, one, other = (made[i].said for i in (index - 3, index - 2, index - 1))
    divided = one.family == other.family == whole.family and one.get("place") and other.get("place")
    parts = divided and one.get("place") != other.get("place") and not whole.get("place")
    return whole if parts and view.near(index, "measure") else None


def of_both(view: View, index: int, made: Sequence[Choice]) -> list[Subject]:
    """Return the two programmes counted side by side that a rate behind them is of (孤儿21人、…儿童64人，标准…)."""
    if view.figure(index).quantity.kind != "rate_of_money" or index < 2 or view.joined(index):
        return []
    kinds = {view.figure(i).quantity.kind for i in (index - 2, index - 1)}
    two = [made[i].said for i in (index - 2, index - 1)]
    beside = view.joined(index - 1) and kinds == {"persons"} and view.same_member(index - 1)
    named = {s.family for s in two} - {None, "none", "report"}
    measured = any("rate_of_money" in measure(t.name).kinds for t in view.near(index, "measure"))
    return two if beside and len(named) > 1 and measured and not view.gap(index, "programme", "group") else []
