"""The frame of a report: what stands around its body and says who reports on what.

Above the body stand the red head, the cover and the title; below it the signature; a form says the same in
labelled cells (填报单位, 主管部门) or in lines like 填报日期：2021年3月19日.

>>> from pipeline.loaders.builder import DocumentBuilder
>>> builder = DocumentBuilder("txt")
>>> for line in ("青山县2020年度低保资金绩效自评报告", "县财政局：", "我局于三月自评，报告如下。", "青山县民政局"):
...     builder.paragraph(line)
>>> frame = read_frame(builder.build())
>>> [line.text for line in frame.head], [line.text for line in frame.tail][-1]
(['青山县2020年度低保资金绩效自评报告'], '青山县民政局')
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import regex

from pipeline.model import Block, Document, Span
from pipeline.normalise.fold import Folded, fold
from pipeline.vocabulary import Words, read

HEAD_LINES = 14
TAIL_LINES = 14
# A line of prose is longer than a line of a title, or ends like a sentence.
LONGEST_HEAD_LINE = 60
BODY_BEGINS = regex.compile(r"[。；;]$|^(?:第?[一1][、部章.]|\(一\)|摘\s*要|前言|目\s*录)")
SALUTATION = regex.compile(r"^[\p{Han}()、，,·]{2,40}:$")
BUDGET_CODE = regex.compile(r"^(?:\[\d+\]|\(\d+\)|\d{3,}[-_](?=\p{Han})|\d{6}(?=\p{Han}))")
IN_BRACKETS = regex.compile(r"\([^()]*\)")
LABEL_TAIL = r"(?:\([^()]{0,8}\))?"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the document outside tables; `folded` knows the printed offsets from `start` on."""

    folded: Folded
    start: int
    block: Block

    @property
    def text(self) -> str:
        """Return the folded characters."""
        return self.folded.text

    def span(self) -> Span:
        """Return where the line is printed."""
        here = self.folded.origin(0, len(self.folded.text))
        return Span(self.start + here.start, self.start + here.end)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label of patterns/page_labels.yaml with what is printed beside it; `kind` is the entry's name."""

    kind: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Frame:
    """The lines above and below the body, and the labelled values of forms and covers."""

    head: tuple[Line, ...]
    tail: tuple[Line, ...]
    labelled: tuple[Labelled, ...]

    def values(self, kind: str) -> tuple[str, ...]:
        """Return what stands beside the labels of a kind, in reading order."""
        return tuple(item.value for item in self.labelled if item.kind == kind)


def read_frame(document: Document) -> Frame:
    """Return the frame of a document."""
    lines = tuple(_lines(document))
    head = tuple(_head(lines))
    return Frame(head, lines[-TAIL_LINES:], (*_labelled_cells(document), *_labelled_lines(lines)))


def _lines(document: Document) -> Iterator[Line]:
    for block in document.blocks:
        if block.table is not None:
            continue
        start = block.span.start
        for printed in document.text_of(block).split("\n"):
            folded = fold(printed)
            if folded.text.strip():
                yield Line(folded, start, block)
            start += len(printed) + 1


def _head(lines: tuple[Line, ...]) -> Iterator[Line]:
    for line in lines[:HEAD_LINES]:
        text = line.text.strip()
        if len(text) > LONGEST_HEAD_LINE or BODY_BEGINS.search(text) or SALUTATION.match(text):
            return
        yield line


@cache
def _labels() -> dict[str, str]:
    return {word: entry.name for entry in read("page_labels", Words) for word in entry.words}


def _labelled_lines(lines: tuple[Line, ...]) -> Iterator[Labelled]:
    for line in (*lines[:HEAD_LINES], *lines[HEAD_LINES:][-TAIL_LINES:]):
        yield from _labels_of(line.text)


def _labels_of(text: str) -> Iterator[Labelled]:
    marks = list(_any_label().finditer(text))
    ends = [m.start() for m in marks[1:]] + [len(text)]
    for mark, end in zip(marks, ends, strict=False):
        value = text[mark.end() : end].strip(" \t,，;；。")
        if value:
            yield Labelled(_labels()[mark["label"]], mark["label"], value)


@cache
def _any_label() -> regex.Pattern[str]:
    words = "|".join(sorted(map(regex.escape, _labels()), key=len, reverse=True))
    return regex.compile(rf"(?P<label>{words}){LABEL_TAIL}:")


def _labelled_cells(document: Document) -> Iterator[Labelled]:
    for block in document.tables():
        assert block.table is not None
        cells = block.table.cells
        for cell, following in pairwise(cells):
            text = "".join(fold(cell.text).text.split())
            label = IN_BRACKETS.sub("", text)
            kind = _labels().get(label)
            if ":" in text:
                yield from _labels_of(text)
            elif kind is not None and following.row == cell.row and following.text.strip():
                value = BUDGET_CODE.sub("", "".join(fold(following.text).text.split()))
                yield Labelled(kind, label, value)
