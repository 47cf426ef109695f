"""Paragraphs put together from lines of print, over page breaks too.

A Chinese paragraph begins two characters in from the margin and fills its lines; a line that ends
early, while the next word would have fitted, ends it. Titles are centred and may take several
lines; signatures and dates stand at the right, each a paragraph of its own.

>>> [bool(NUMBERING.match(text)) for text in ("一、概况", "（二）保障", "1.低保", "1.5万元", "第三条 对象")]
[True, True, True, False, True]
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from pipeline.loaders.builder import Piece
from pipeline.loaders.pdf_characters import Character, Rectangle
from pipeline.loaders.pdf_furniture import Sheet
from pipeline.loaders.pdf_lines import Line, broken, joint
from pipeline.model import Align

# A margin is where at least this many lines begin or end, within this many points.
SUPPORT = 3
MARGIN_WIDTH = 6.0
# With fewer lines than this, left and right pages are not told apart.
ENOUGH_LINES = 20
# Indents as a share of the type size: the least one that begins a paragraph, the deepest usual one.
LEAST_INDENT, DEEPEST_INDENT = 0.8, 2.6
# The share of lines that are indented in a document that marks its paragraphs that way.
INDENTING = 0.08
# Distances between lines beyond this share of the usual one part paragraphs.
PARTED = 1.5
# A line that leaves less than this share of the column may have been broken before something kept together.
NEARLY_FULL = 0.25
# A line is centred within this share of its type size.
CENTRED = 0.7
# Signatures begin right of this share of the column, and leave at most this many characters of room.
RIGHT_HALF, RIGHT_ROOM = 0.42, 7.0
# Sizes that differ by less than this share are one size.
SAME_SIZE = 0.1
# Titles are set in a type this much larger than the text, or are bold, or fill this share of the column.
LARGER, LONG_TITLE = 1.1, 0.6
# The lines of one title are at most this many type sizes apart.
TITLE_STEP = 2.7
# The gap before a particular at the right of a line (单位：万元), in type sizes.
PARTICULAR_GAP = 3.0

CHINESE_NUMBER = "[一二三四五六七八九十百]{1,4}"
NUMBERING = re.compile(
    rf"(?:{CHINESE_NUMBER}[、.．]"
    rf"|[（(](?:{CHINESE_NUMBER}|\d{{1,2}})[)）]"
    r"|\d{1,2}(?:[、.．](?!\d)|[)）])"
    r"|\d{1,2}(?:[.．]\d{1,2}){1,3}[、.．\s]?(?=[^\W\d])(?![万亿元人户分个倍%])"
    rf"|第(?:{CHINESE_NUMBER}|\d{{1,3}})(?:条|章|节|部分|项|款)"
    r"|[①-⑳⑴-⒛㈠-㈩]"
    r"|[●■◆▲★□◇►➢√])"
)
SENTENCE_END = re.compile(r"[。！？；：.;:!?][”’」』）)]?$")
DATE = re.compile(r"^[（(]?[\d０-９○〇零Oo一二三四五六七八九十xX×]{2,4}\s*年[^，。]{0,9}[）)]?$")
PARTICULAR = re.compile(
    r"^[（(]?[^\s，。；：:（(]{2,10}\s?[：:]|^[\d〇○一二三四五六七八九]{4}\s?年[\d一二三四五六七八九十\s]{1,4}月"
)
LEADER = re.compile(r"(?:…{2,}|\.{5,}|．{4,}|·{4,}|(?:\. ){4,})\s*[\d\-— ]+$")


@dataclass(frozen=True, slots=True)
class Layout:
    """How a page is set: its column, the type of its text, the distance of its lines."""

    left: float
    right: float
    middle: float
    size: float
    pitch: float
    indenting: bool

    @property
    def width(self) -> float:
        """The width of the column."""
        return self.right - self.left


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The lines of a paragraph and how it is set."""

    lines: tuple[Line, ...]
    layout: Layout

    @property
    def align(self) -> Align | None:
        """Where its lines stand; None for text set from the left. The first line of a title may fill the column."""
        return self.lines[-1].align

    @property
    def bold(self) -> bool:
        """Whether most of its characters are bold."""
        return 2 * sum(len(line.characters) for line in self.lines if line.bold) > sum(
            len(line.characters) for line in self.lines
        )

    def pieces(self) -> list[Piece]:
        """Return its characters as read, each line's breaks resolved."""
        pieces = list(self.lines[0].pieces())
        for before, line in pairwise(self.lines):
            between = joint(before, line, wrapped=True, width=self.layout.width)
            if between:
                pieces.append(Piece(between, line.page))
            pieces.extend(line.pieces())
        return pieces


def layouts_of(sheets: Sequence[Sheet]) -> dict[int, Layout]:
    """Return how each page is set; pages of one paper and side share their margins."""
    size = usual_size(line for sheet in sheets for line in sheet.lines)
    papers: dict[tuple[int, int], list[Sheet]] = {}
    for sheet in sheets:
        papers.setdefault((round(sheet.width), round(sheet.height)), []).append(sheet)
    done = {}
    for paper in papers.values():
        for side in ([s for s in paper if s.page % 2], [s for s in paper if s.page % 2 == 0]):
            enough = sum(len(s.lines) for s in side) >= ENOUGH_LINES
            layout = _layout(side if enough else paper, size)
            done.update({sheet.page: layout for sheet in side})
    return done


def usual_size(lines: Iterable[Line]) -> float:
    """Return the type size of most characters."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.characters)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _layout(sheets: Sequence[Sheet], size: float) -> Layout:
    width = sheets[0].width
    lines = [line for sheet in sheets for line in sheet.lines]
    frames = [frame for sheet in sheets for frame in sheet.tables]
    text = [line for line in lines if abs(line.size - size) <= SAME_SIZE * size] or list(lines)
    left, right = _margins(text, frames if len(lines) < ENOUGH_LINES else (), width)
    indents = [line for line in text if LEAST_INDENT < (line.x0 - left) / line.size < DEEPEST_INDENT]
    steps = [b.y0 - a.y0 for a, b in pairwise(text) if a.page == b.page and b.y0 - a.y0 > 0.5 * size]
    return Layout(
        left=left,
        right=right,
        middle=width / 2,
        size=size,
        pitch=median(steps) if steps else 1.5 * size,
        indenting=len(indents) >= max(2, INDENTING * len(text)),
    )


def _margins(text: Sequence[Line], frames: Sequence[Rectangle], width: float) -> tuple[float, float]:
    """Return where the column begins and ends; beside few lines the tables tell, and sheets are symmetric."""
    if not text:
        return 0.0, width
    left = min([_edge([line.x0 for line in text]), *(x0 for x0, _, _, _ in frames)])
    right = max([-_edge([-line.x1 for line in text]), *(x1 for _, _, x1, _ in frames)])
    if len(text) < ENOUGH_LINES:
        left, right = min(left, max(width - right, 0.0)), max(right, width - left)
    return left, right


def _edge(values: Sequence[float]) -> float:
    """Return the least value that some others come near to, so that a stray line sets no margin."""
    ordered = sorted(values)
    for number, value in enumerate(ordered):
        near = sum(v - value <= MARGIN_WIDTH for v in ordered[number : number + SUPPORT])
        if near >= SUPPORT:
            return value
    return ordered[0]


def paragraphs_of(lines: Iterable[Line], layouts: dict[int, Layout]) -> list[Paragraph]:
    """Return the paragraphs of lines that follow each other without a table between them."""
    done: list[list[Line]] = []
    for whole in lines:
        layout = layouts[whole.page]
        for line in parted(whole, layout):
            if done and not starts_paragraph(done[-1], line, layouts[done[-1][-1].page], layout):
                done[-1].append(line)
            else:
                done.append([line])
    return [Paragraph(tuple(found), layouts[found[0].page]) for found in done]


def aligned(line: Line, layout: Layout) -> Line:
    """Return the line with its alignment: centred, at the right, or None."""
    indent, room = line.x0 - layout.left, layout.right - line.x1
    centres = (layout.middle, (layout.left + layout.right) / 2)
    centred = any(abs(line.middle - centre) <= CENTRED * line.size for centre in centres)
    least = 0.6 * line.size if line.size > LARGER * layout.size else DEEPEST_INDENT * line.size
    if centred and indent > least and room > CENTRED * line.size and not NUMBERING.match(line.text):
        return replace(line, align="center")
    if indent > RIGHT_HALF * layout.width and room < RIGHT_ROOM * line.size:
        return replace(line, align="right")
    return line


def parted(line: Line, layout: Layout) -> list[Line]:
    """Return the line, or its parts where a particular (单位：万元) stands apart at the right."""
    for number, character in enumerate(line.characters):
        wide = character.blank and character.x1 - character.x0 >= PARTICULAR_GAP * line.size
        if wide and PARTICULAR.match(line.text[number + 1 :]):
            before, after = (_part(line, p) for p in (line.characters[:number], line.characters[number + 1 :]))
            return [aligned(before, layout), *parted(after, layout)]
    return [aligned(line, layout)]


def _part(line: Line, characters: tuple[Character, ...]) -> Line:
    return Line.of(characters, line.page)


def starts_paragraph(paragraph: Sequence[Line], line: Line, above: Layout, layout: Layout) -> bool:
    """Return whether a line begins a paragraph after these lines (`above` is the page of the last)."""
    before = paragraph[-1]
    filled = before.align is None and broken(line, above.right - before.x1)
    if line.align == "center" and (before.align == "center" or filled):
        return not _title_goes_on(before, line, layout)
    if before.align or line.align or abs(before.size - line.size) > SAME_SIZE * before.size:
        return True
    if _is_apart(before, line, layout) or LEADER.search(before.text):
        return True
    if not (broken(line, above.right - before.x1) or _goes_on(before, line, above, layout)):
        return True
    if _hangs(paragraph, line):
        return False
    if (line.x0 - layout.left) / line.size > LEAST_INDENT:
        return True
    if not NUMBERING.match(line.text):
        return False
    return not layout.indenting or SENTENCE_END.search(before.text) is not None or line.bold != before.bold


def _goes_on(before: Line, line: Line, above: Layout, layout: Layout) -> bool:
    """Return whether a sentence goes on at the margin, in a document that indents its paragraphs.

    Producers keep more together than can be known here (units, numbers with what follows them).
    """
    at_margin = abs(line.x0 - layout.left) <= LEAST_INDENT * line.size and not NUMBERING.match(line.text)
    nearly_full = above.right - before.x1 <= NEARLY_FULL * above.width
    return layout.indenting and at_margin and nearly_full and not SENTENCE_END.search(before.text)


def _title_goes_on(before: Line, line: Line, layout: Layout) -> bool:
    """Return whether two centred lines are one title."""
    alike = abs(before.size - line.size) <= SAME_SIZE * before.size and before.bold == line.bold
    marked = line.size > LARGER * layout.size or line.bold or before.x1 - before.x0 > LONG_TITLE * layout.width
    if not alike or not marked or before.page != line.page:
        return False
    if before.align is None and line.size <= LARGER * layout.size:
        return False
    near = line.y0 - before.y0 <= max(PARTED * layout.pitch, TITLE_STEP * line.size)
    return near and not DATE.match(before.text) and not DATE.match(line.text)


def _is_apart(before: Line, line: Line, layout: Layout) -> bool:
    """Return whether white space parts two lines of a page."""
    return before.page == line.page and not 0 <= line.y0 - before.y0 <= PARTED * max(layout.pitch, 1.2 * line.size)


def _hangs(paragraph: Sequence[Line], line: Line) -> bool:
    """Return whether the line stands under the text of a paragraph whose numbering hangs out."""
    near = LEAST_INDENT / 2 * line.size
    if len(paragraph) > 1:
        hanging = paragraph[-1].x0 - paragraph[0].x0 > near
        return hanging and abs(paragraph[-1].x0 - line.x0) <= near
    numbering = NUMBERING.match(paragraph[0].text)
    if not numbering:
        return False
    text = [c for c in paragraph[0].characters[numbering.end() :] if not c.blank]
    return bool(text) and abs(text[0].x0 - line.x0) <= near and not NUMBERING.match(line.text)
