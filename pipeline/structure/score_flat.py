"""Score tables that arrived as lines of text, names and numbers without any separator.

A sheet copied into a page or printed without rulings becomes `项目决策20项目目标4目标内容44`: three names, the
maxima 20 and 4 of the groups, and for the item 4 and 4 run together. The heading line says which columns
there are; a run-together pair is cut so that the score does not exceed the maximum and is nearest to it.

>>> pair("65.5"), pair("10095.1"), pair("30")
((6.0, 5.5), (100.0, 95.1), (3.0, 0.0))
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from pipeline.model import Span
from pipeline.structure.score_columns import LEVELS, column_words, row_words
from pipeline.structure.score_drafts import Draft
from pipeline.structure.score_statements import Prose

PART = regex.compile(r"(?P<name>[\u3400-\u9fff“”（）()、·]+)[\s|:]*(?P<numbers>\d[\d.\s|]*)")
LINE = regex.compile(r"[^\n\x00]+")
SEPARATORS = regex.compile(r"[\s|/]+")
WHOLE_NUMBER = regex.compile(r"\d+(?:\.\d+)?")
LONGEST_ROW = 60


@dataclass(frozen=True, slots=True)
class FlatHeader:
    """The roles of the columns in order, as the heading line prints them run together."""

    roles: tuple[str, ...]

    @property
    def levels(self) -> int:
        """How many columns name things."""
        return sum(r in (*LEVELS, "name") for r in self.roles)

    @property
    def maxima(self) -> int:
        """How many columns hold maxima."""
        return self.roles.count("maximum")


def flat_drafts(prose: Prose) -> tuple[tuple[Draft, ...], tuple[Span, ...]]:
    """Return the nodes of flattened tables, and the places they cover."""
    header: FlatHeader | None = None
    groups: dict[int, Draft] = {}
    drafts: list[Draft] = []
    covered: list[Span] = []
    for line in LINE.finditer(prose.text):
        found = flat_header(line[0])
        if found is not None:
            header, groups = found, {}
            continue
        rows = tuple(_row(prose, header, line, groups)) if header is not None else ()
        if not rows:
            header = None
            continue
        drafts.extend(rows)
        covered.append(prose.span(line.start(), line.end()))
    return tuple(drafts), tuple(covered)


def flat_header(line: str) -> FlatHeader | None:
    """Return the columns where a line is nothing but names of columns, run together.

    >>> flat_header("一级指标分值二级指标分值得分").roles
    ('level_1', 'maximum', 'level_2', 'maximum', 'score')
    """
    rest, roles = SEPARATORS.sub("", line), []
    while rest:
        word, role = next(((w, r) for w, r in column_words() if rest.startswith(w)), ("", ""))
        if not word:
            return None
        roles.append(role)
        rest = rest[len(word) :]
    header = FlatHeader(tuple(roles))
    readable = set(roles) <= {*LEVELS, "name", "maximum", "score", "number"}
    return header if readable and header.levels == header.maxima > 0 and "score" in roles else None


def _row(prose: Prose, header: FlatHeader, line: regex.Match[str], groups: dict[int, Draft]) -> Iterator[Draft]:
    parts = list(PART.finditer(line[0]))
    if not parts or len(parts) > header.levels or len(line[0]) > LONGEST_ROW:
        return
    if regex.sub(r"\W", "", PART.sub("", line[0])):
        return
    first_level = header.levels - len(parts)
    for i, part in enumerate(parts):
        level, last = first_level + i, i == len(parts) - 1
        maximum, score = pair(part["numbers"]) if last else (_only(part["numbers"]), None)
        if maximum is None:
            return
        start, end = line.start() + part.start(), line.start() + part.end()
        total = part["name"] in row_words("total_row")
        above = next((groups[g] for g in range(level - 1, -1, -1) if g in groups), None)
        draft = Draft(
            prose.as_printed(part["name"], start), prose.span(start, end), "table", maximum, score,
            kind="total" if total else None, parent=None if total else above,
        )  # fmt: skip
        for deeper in [g for g in groups if g >= level]:
            del groups[deeper]
        if not last:
            groups[level] = draft
        yield draft


def _only(numbers: str) -> float | None:
    found = WHOLE_NUMBER.findall(numbers)
    return float(found[0]) if len(found) == 1 else None


def pair(numbers: str) -> tuple[float | None, float | None]:
    """Return maximum and score from two numbers, printed apart or run together."""
    found = WHOLE_NUMBER.findall(numbers)
    if len(found) == 2:
        return float(found[0]), float(found[1])
    if len(found) != 1:
        return None, None
    digits = found[0]
    cuts = ((digits[:i], digits[i:]) for i in range(1, len(digits)))
    whole = [(float(a), float(b)) for a, b in cuts if _printable(a) and _printable(b)]
    possible = [(a, b) for a, b in whole if 0 <= b <= a]
    return max(possible, key=lambda p: p[1] / p[0] if p[0] else 0, default=(None, None))


def _printable(number: str) -> bool:
    return WHOLE_NUMBER.fullmatch(number) is not None and not regex.match(r"0\d", number)
