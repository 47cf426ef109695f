"""The particulars that a page prints beside its article: who published it, when, under which number.

They stand in a line under the title, often glued (「信息来源: 市民政局发布时间:2022-01-04 14:41 浏览次数:」),
or in an index table of labels and values.

>>> [(p.label, p.value) for p in particulars_of("信息来源: 市民政局发布时间:2022-01-04 14:41 浏览次数:")]
[('信息来源', '市民政局'), ('发布时间', '2022-01-04 14:41')]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from pipeline.loaders.builder import SourceCell
from pipeline.vocabulary import Words, read

VOCABULARY = "page_particulars"
# Counters and buttons only end the value before them.
NO_PARTICULARS = "counter"
PUBLISHED = "published"
DATED = frozenset((PUBLISHED, "written"))

# Short labels also end longer words (更新时间, 项目名称): before them no Chinese character may stand.
SHORT_LABEL = 2
# A value of a line of particulars is a name, a number or a date.
LONGEST_VALUE = 80
LONGEST_LINE = 300

# What ends a value: a bracket with buttons, a bar, or a further label that the vocabulary does not know.
VALUE_END = re.compile(r"【|\[|｜|\||\s[\u4e00-\u9fff]{2,6}\s?[:：]|\s{3,}|[\u3000\xa0]{2,}")
DATE = re.compile(r"(?:19|20)\d\d(?:[-/.]\d{1,2}[-/.]\d{1,2}|年\s?\d{1,2}月\s?\d{1,2}日)(?:\s+\d{1,2}:\d\d(?::\d\d)?)?")
DATE_BEHIND = re.compile(rf"\s+{DATE.pattern}")


@dataclass(frozen=True, slots=True)
class Particular:
    """A label without colon and spaces, its value as printed, and the vocabulary entry of the label."""

    label: str
    value: str
    kind: str


def particulars_of(line: str) -> tuple[Particular, ...]:
    """Return the labels with values of one line; a date without label in front of others is the 发布时间."""
    if len(line) > LONGEST_LINE:
        return ()
    found = list(_label_pattern().finditer(line))
    parts = [_particular(line, at, following) for at, following in zip(found, [*found[1:], None], strict=False)]
    kept = [p for p in parts if p is not None]
    stated = any(p.kind == PUBLISHED for p in kept)
    date = None if stated or not found else _date_without_label(line, found)
    return (*([Particular("发布时间", date[0], PUBLISHED)] if date else []), *kept)


def particulars_of_table(cells: Iterable[SourceCell]) -> tuple[Particular, ...]:
    """Return the particulars of an index table: cells that hold a label, each followed by its value."""
    rows: dict[int, list[str]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append("".join(p.text for p in cell.pieces).strip())
    return tuple(p for row in rows.values() for p in _of_row(row))


def label_kind(text: str) -> str | None:
    """Return the vocabulary entry of a text that is a label and nothing else."""
    return _kinds().get(re.sub(r"[\s:：]", "", text)) if len(text) <= LONGEST_VALUE else None


def _date_without_label(line: str, found: list[re.Match[str]]) -> re.Match[str] | None:
    """Return a date in front of the labels, or behind the value of another particular."""
    before = DATE.match(line[: found[0].start()].strip())
    if before:
        return before
    behind = DATE_BEHIND.search(line)
    return DATE.match(behind[0].strip()) if behind and not any(_kinds()[_label(f)] in DATED for f in found) else None


def _label(found: re.Match[str]) -> str:
    return re.sub(r"\s", "", found[1])


def _of_row(row: list[str]) -> Iterator[Particular]:
    waiting: tuple[str, str] | None = None
    for text in row:
        kind = label_kind(text)
        if kind is not None:
            waiting = (re.sub(r"[\s:：]", "", text), kind)
        elif waiting and text and len(text) <= LONGEST_VALUE:
            yield Particular(waiting[0], text, waiting[1])
            waiting = None
        else:
            waiting = None
            yield from particulars_of(text)


def _particular(line: str, at: re.Match[str], following: re.Match[str] | None) -> Particular | None:
    label = _label(at)
    kind = _kinds()[label]
    value = line[at.end() : following.start() if following else len(line)].strip()
    ended = VALUE_END.search(value)
    value = value[: ended.start()].strip() if ended else value
    dated = None if kind in DATED else DATE_BEHIND.search(value)
    value = value[: dated.start()] if dated else value
    if kind == NO_PARTICULARS or not value or len(value) > LONGEST_VALUE:
        return None
    return Particular(label, value, kind)


@lru_cache(maxsize=1)
def _kinds() -> dict[str, str]:
    return {word: entry.name for entry in read(VOCABULARY, Words) for word in entry.words}


@lru_cache(maxsize=1)
def _label_pattern() -> re.Pattern[str]:
    """Return the labels with colon, counters and buttons also without, longer words first."""
    kinds = _kinds()
    parts = []
    for word in sorted(kinds, key=len, reverse=True):
        spelled = r"\s{0,4}".join(map(re.escape, word))
        guard = r"(?<![\u4e00-\u9fff])" if len(word) <= SHORT_LABEL else ""
        colon = r"(?=\W|$)" if kinds[word] == NO_PARTICULARS else r"(?=\s*[:：])"
        parts.append(f"{guard}{spelled}{colon}")
    return re.compile(rf"({'|'.join(parts)})\s*[:：]?")
