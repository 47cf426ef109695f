"""城市、农村低保月人均补助分别为492元、355元: values given in the order of their subjects.

Subjects are groups, programmes, levels, measures or years in a list before 分别 or 依次, or, where
the clause holds no such list, those of the figures before it. Two or more figures under one subject
(1187户1893人和4526户7760人) go together.

>>> from pipeline.linking.sentences import fold, sentences
>>> sentence, = sentences(fold("城市、农村低保月人均补助分别为492元、355元"))
>>> [[t.name for t in read(sentence)[i].tokens] for i in (0, 1)]
[['urban', 'dibao'], ['rural', 'dibao']]
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import regex

from pipeline.linking.lexicon import Token, programme
from pipeline.linking.lists import SUBJECTS, Listed, lists_before, varying
from pipeline.linking.marks import Mark
from pipeline.linking.sentences import Figure, Sentence

RESPECTIVELY = regex.compile(r"分别|依次|各为|依序|顺次|对应")
# What may stand between two values of one list.
BETWEEN_VALUES = regex.compile(
    r"^[\s]*(?:[、,，;和与及/]|以及|、和|,?和)?(?:每人|每月|每年|人均|月|为|约|近|达|达到|按)*$"
)
LEADING_ON = regex.compile(r"[^,，。;、\d]{0,6}[,，](?:标准)?(?:分?为|按|是|各)?(?:每人)?(?:每月|每年)?(?:补助|发放)?")
GOING_ON = regex.compile(r"[,，、][^,，。;、:\d]{0,16}")
WITHIN_VALUE = regex.compile(r"^[\s、/]*$")
LONGEST_LIST = 8


def read(sentence: Sentence) -> dict[int, Mark]:
    """Return for each value of a 分别 the words of its subject."""
    marks: dict[int, Mark] = {}
    for match in RESPECTIVELY.finditer(sentence.text):
        marks.update(_distributed(sentence, match.start(), match.end()))
    if not marks:
        marks.update(_unannounced(sentence))
    return marks | _going_on(sentence, marks)


def _going_on(sentence: Sentence, marks: dict[int, Mark]) -> dict[int, Mark]:
    """Return marks for a list right behind a distributed one of its length (分别是1000元和600元，支付26万和123万元)."""
    said = [i for i in sorted(marks) if marks[i].tokens is not None or marks[i].like is not None]
    if len(said) < 2 or said[-1] - said[0] != len(said) - 1 or said[-1] + 1 >= len(sentence.figures):
        return {}
    start = sentence.figures[said[-1]].end
    until = sentence.figures[said[-1] + 1].start
    values = _values(sentence, until)
    if len(values) != len(said) or not GOING_ON.fullmatch(sentence.text[start:until]):
        return {}
    if sentence.within(start, until, "programme", "group", "level"):
        return {}
    return {
        i: Mark(tokens=_subjects_alone(marks[at].tokens), like=marks[at].like, rule="respectively")
        for at, share in zip(said, values, strict=True)
        for i in share
        if i not in marks
    }


def _subjects_alone(tokens: tuple[Token, ...] | None) -> tuple[Token, ...] | None:
    return None if tokens is None else tuple(t for t in tokens if t.category in ("programme", "group"))


def _distributed(sentence: Sentence, start: int, end: int) -> dict[int, Mark]:
    values = _values(sentence, end)
    for size in {len(values), len(_flattened(values))}:
        if size < 2:
            continue
        shares = values if size == len(values) else _flattened(values)
        subjects = _subjects(sentence, start, size) or _subjects_of_clause(sentence, start, size)
        subjects = subjects or _divided(sentence, start, size)
        if subjects:
            return _marks(shares, subjects)
        years = _years(sentence, start, size)
        if years:
            return {
                i: Mark(year=y, role="actual", rule="respectively")
                for s, y in zip(shares, years, strict=True)
                for i in s
            }
        earlier = _figures_before(sentence, start, size)
        if earlier:
            return {
                i: Mark(like=f, rule="respectively") for share, f in zip(shares, earlier, strict=True) for i in share
            }
    if len(values) < 2 or sentence.within(sentence.clause_start(start), start, "programme", "group"):
        return {}
    size = len(values)
    return {i: Mark(earlier=(place, size), rule="respectively") for place, share in enumerate(values) for i in share}


def _unannounced(sentence: Sentence) -> dict[int, Mark]:
    """Read a list of values behind a list of as many subjects although no 分别 announces it."""
    marks: dict[int, Mark] = {}
    index = 0
    while index < len(sentence.figures) - 1:
        figure = sentence.figures[index]
        values = _values(sentence, figure.start)
        begin = max(sentence.clause_start(figure.start), sentence.figures[index - 1].end if index else 0)
        subjects = _subjects(sentence, figure.start, len(values)) if len(values) > 1 else ()
        if subjects and (
            subjects[0].tokens[0].start >= begin or _leads_on(sentence, subjects[-1].tokens[-1].end, figure)
        ):
            marks.update(_marks(values, subjects))
        index += max(1, len(_flattened(values)) if subjects else 1)
    return marks


def _leads_on(sentence: Sentence, end: int, figure: Figure) -> bool:
    """Tell whether values follow right behind a list that ends the clause before (分全护理、半护理两档，为…)."""
    return bool(LEADING_ON.fullmatch(sentence.text[end : figure.start]))


def _marks(shares: Sequence[Sequence[int]], subjects: Sequence[Listed]) -> dict[int, Mark]:
    return {
        i: Mark(tokens=s.tokens, rule="respectively") for share, s in zip(shares, subjects, strict=True) for i in share
    }


def _values(sentence: Sentence, start: int) -> list[list[int]]:
    """Return the list of values that begins behind `start`: indices of figures, those of one value together."""
    shares: list[list[int]] = []
    for index, figure in enumerate(sentence.figures):
        if figure.start < start:
            continue
        before = sentence.figures[index - 1] if shares else None
        gap = sentence.text[before.end : figure.start] if before else ""
        if before is None:
            if figure.start - start > 24 or regex.search(r"[。;]", sentence.text, pos=start, endpos=figure.start):
                break
            shares.append([index])
        elif (
            WITHIN_VALUE.match(gap)
            and figure.quantity.kind not in _kinds(sentence, shares[-1])
            and _household_first(before, figure)
        ):
            shares[-1].append(index)
        elif (
            BETWEEN_VALUES.match(gap)
            and _alike(sentence, shares[0][0], index)
            and not _own_subject(sentence, before, figure)
        ):
            shares.append([index])
        else:
            break
    return shares[:LONGEST_LIST]


def _household_first(before: Figure, figure: Figure) -> bool:
    return before.quantity.kind.startswith("household") and figure.quantity.kind.startswith("person")


def _alike(sentence: Sentence, first: int, index: int) -> bool:
    kinds = {sentence.figures[first].quantity.kind, sentence.figures[index].quantity.kind}
    return len(kinds) == 1 or kinds == {"money", "rate_of_money"}


def _kinds(sentence: Sentence, share: Sequence[int]) -> set[str]:
    return {sentence.figures[i].quantity.kind for i in share}


def _own_subject(sentence: Sentence, before: Figure, figure: Figure) -> bool:
    return bool(sentence.within(before.end, figure.start, *SUBJECTS))


def _flattened(values: Sequence[Sequence[int]]) -> list[list[int]]:
    return [[i] for share in values for i in share]


def _subjects(sentence: Sentence, until: int, size: int) -> tuple[Listed, ...]:
    """Return the last `size` subjects of a list in the clauses before `until`, nearest clause first."""
    for run in reversed(lists_before(sentence, 0, until)):
        subjects = varying(run)
        if len(subjects) == size:
            return tuple(subjects)
    return ()


def _subjects_of_clause(sentence: Sentence, until: int, size: int) -> tuple[Listed, ...]:
    """Return the values of the one dimension that varies in the clause, where they are `size`."""
    tokens = sentence.within(sentence.clause_start(until), until, "group", "programme")
    for category in ("group", "programme"):
        chosen = [t for t in tokens if t.category == category]
        if len(chosen) == size and len({t.name for t in chosen}) == size:
            return tuple(Listed((t,)) for t in chosen)
    return ()


def _divided(sentence: Sentence, until: int, size: int) -> tuple[Listed, ...]:
    """Return the parts of what one word names together: 城乡 is urban and rural, 两项补贴 are two."""
    for token in reversed(sentence.within(sentence.clause_start(until), until, "group", "programme")):
        if token.category == "group":
            names: tuple[str, ...] = ("urban", "rural") if token.name == "both" else ()
        else:
            entry = programme(token.name)
            names = ("urban", "rural") if "both" in entry.sets else entry.parts
        if names and len(names) == size:
            return tuple(_part(sentence, token, name, until) for name in names)
    return ()


def _part(sentence: Sentence, token: Token, name: str, until: int) -> Listed:
    """Return one part with the words that stand beside what is divided."""
    areas = name in ("urban", "rural")
    part = replace(token, category="group" if areas else "programme", name=name)
    others = sentence.within(sentence.clause_start(until), until, "programme") if areas else []
    return Listed((*(t for t in others), part))


def _years(sentence: Sentence, until: int, size: int) -> list[int]:
    """Return the years of a list right before 分别 (2018年、2019年、2020年分别…)."""
    years = [y for y in sentence.years if y.end <= until][-size:]
    gaps = [sentence.text[a.end : b.start] for a, b in pairwise(years)]
    return (
        [y.year for y in years]
        if len(years) == size and all(g in ("、", "和", "与", "及", "，", ",") for g in gaps)
        else []
    )


def _figures_before(sentence: Sentence, until: int, size: int) -> list[int]:
    """Return the last `size` figures of one kind before `until`, whose subjects the values then have."""
    figures = [i for i, f in enumerate(sentence.figures) if f.end <= until and f.quantity.kind != "other"]
    for kind in ("persons", "rate_of_money", "person_times", "money"):
        chosen = [i for i in figures if sentence.figures[i].quantity.kind == kind][-size:]
        if len(chosen) == size:
            return chosen
    return []
