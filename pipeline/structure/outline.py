"""The outline of a report: its headings and numbered items, and which stands under which.

The level of a heading is not that of a fixed table: whichever style of numbering first appears under a
heading is one level deeper, and a style that is already open returns to its level. So a report that counts
1. above （一） is read as well as one that counts 一、（一） 1.

>>> from pipeline.loaders.builder import DocumentBuilder
>>> builder = DocumentBuilder("txt")
>>> for line in ("一、投入（20分）", "（一）立项", "1.目标合理", "二、过程"):
...     builder.paragraph(line)
>>> [(s.level, s.label) for s in read_outline(builder.build()).sections]
[(1, '投入'), (2, '立项'), (3, '目标合理'), (1, '过程')]
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from pipeline.model import Block, Document, Outline, Section, Span
from pipeline.normalise.fold import Folded, fold
from pipeline.structure.headings import Name, name_of
from pipeline.structure.numbering import Numbering, candidates
from pipeline.structure.score_words import either

TITLE = regex.compile(r"\d{4}年.*(?:报告|材料|自评表|情况|说明)$|(?:自评|自查|评价)(?:报告|材料|情况|表)$")
CONTENTS = regex.compile(r"目录|目次")
LEADER = regex.compile(r"(?:[.…·\t]{2,}|\t)\s*-?\d{1,3}-?$")
ANNEX_LIST = regex.compile(r"(?:材料|资料|文件|附件|佐证).{0,4}(?:清单|目录|一览表?|明细)$")
LONGEST_NAME = 40
CHINESE = regex.compile(r"[\u3400-\u9fff]")
# Styles that divide a report into its chapters.
OUTERMOST = frozenset({"一、", "第部分", "第板块", "第模块", "第单元", "第章", "第篇", "第编", "甲、", "I."})
ATTACHMENTS = regex.compile(r"附件?[:：]|附[:：]")
# Headings without any number are believed where the document has a habit of them.
FEWEST_BARE = 3
LONGEST_BARE = 12
# 1 决策：占比15%
WEIGHT_BEHIND = regex.compile(rf"[:(\[ ]*(?:{either('share')}):?\d{{1,2}}(?:\.\d)?%[)\]]?$")
BARE = regex.compile(r"[\u4e00-\u9fff“”与和及（）()]{3,12}")
NO_BARE_HEADING = regex.compile(
    r"(?:局|厅|部|县|市|区|公司|委员会|政府|站|中心|打印|关闭|收藏|分享)$|年.月|网站|首页|上一|下一"
)
FULL_PARAGRAPH = 30
# The style of a heading that stands above the items of another.
ABOVE = "above "
# 产出指标（50分）： without a number, above items that are numbered.
SCORED = regex.compile(r"[\u4e00-\u9fff“”]{2,16}[(\[][^()\[\]\d]{0,6}\d{1,3}(?:\.\d)?分[^()\[\]]{0,16}[)\]]:?")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a block as printed and folded; `start` is its offset in the document."""

    start: int
    printed: str
    folded: Folded
    block: Block

    @property
    def text(self) -> str:
        """The folded characters."""
        return self.folded.text

    def as_printed(self, start: int, end: int) -> str:
        """Return folded characters in their printed form, without what folding dropped."""
        return "".join(self.printed[o] for o in self.folded.offsets[start:end])

    def span(self, start: int, end: int) -> Span:
        """Return the place in the document of folded characters start to end."""
        here = self.folded.origin(start, end)
        return Span(self.start + here.start, self.start + here.end)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line taken as a heading or item, before its level is known; folded offsets of number and label."""

    style: str
    line: Line
    numbering: Numbering | None
    name: Name | None
    start: int
    label: int


def read_outline(document: Document) -> Outline:
    """Return the sections of a document; tables of more than one column hold none."""
    entries = list(_entries(list(_without_lists(_lines(document)))))
    if any(e.style in OUTERMOST for e in entries):
        entries = [e for e in entries if e.style != "bare"]
    levels = _levels([e.style for e in entries])
    return Outline(tuple(_sections(entries, levels, len(document.text))))


def is_prose(block: Block) -> bool:
    """Tell whether a block is running text: a paragraph, a heading, or a frame of one column around text."""
    return block.table is None or block.table.columns == 1


def _lines(document: Document) -> Iterator[Line]:
    for block in document.blocks:
        if not is_prose(block):
            continue
        start = block.span.start
        for part in document.text_of(block).splitlines(keepends=True):
            if part.strip():
                yield Line(start, part.rstrip(), fold(part.rstrip()), block)
            start += len(part)


def _without_lists(lines: Iterator[Line]) -> Iterator[Line]:
    """Yield the lines that are neither a table of contents nor a list of annexed documents."""
    inside: str | None = None
    first = ""
    for line in lines:
        text = line.text.strip()
        if CONTENTS.fullmatch(text):
            inside, first = "contents", ""
            continue
        if inside == "contents":
            # The contents end where their first entry stands again, as the heading that it names.
            entry = LEADER.sub("", text)
            first, again = first or entry, first == entry
            if not again:
                continue
            inside = None
        elif ATTACHMENTS.match(text) or (ANNEX_LIST.search(text) and len(text) < LONGEST_NAME and not candidates(text)):
            inside = "annex"
        elif inside == "annex" and any(c.style in OUTERMOST and c.sure for c in candidates(text)):
            inside = None
        if inside is None and not LEADER.search(text):
            yield line


def _entries(lines: list[Line]) -> Iterator[Entry]:
    bare = _bare_headings(lines)
    scored = _scored_headings(lines)
    last: dict[str, tuple[int, ...]] = {}
    for index, line in enumerate(lines):
        entry = _numbered(line, last) or _declared(line, first=not last)
        if entry is None and index in scored:
            entry = _above_items(line, scored[index])
        if entry is None and index in bare:
            entry = _unnumbered("bare", line)
        if entry is None:
            continue
        if entry.numbering is not None and entry.numbering.values:
            last[entry.style] = entry.numbering.values
        yield entry


def _numbered(line: Line, last: dict[str, tuple[int, ...]]) -> Entry | None:
    found = candidates(line.printed)
    chosen = next((c for c in found if c.follows(last.get(c.style))), None)
    chosen = chosen or next((c for c in found if c.sure or _opens(c, line, last)), None)
    if chosen is None:
        return None
    label = line.folded.position(chosen.end)
    rest = line.text[label:]
    name = name_of(rest, numbered=True)
    if not CHINESE.search(rest) or (name is None and not chosen.ordinal):
        return None
    return Entry(chosen.style, line, chosen, name, line.folded.position(chosen.start), label)


def _opens(numbering: Numbering, line: Line, last: dict[str, tuple[int, ...]]) -> bool:
    """Tell whether a doubtful number begins a count: 1 before a year or a plain name, 2.1 under an open 2."""
    rest = fold(line.printed[numbering.end :]).text
    if len(numbering.values) == 2:
        return numbering.values[1] == 1 and last.get("1.") == numbering.values[:1]
    if numbering.values != (1,):
        return False
    spaced = line.printed[numbering.end - 1 : numbering.end].isspace()
    rest = WEIGHT_BEHIND.sub("", rest)
    plain = spaced and len(rest) <= LONGEST_BARE and not regex.search(r"[\d，。；]", rest)
    return plain or regex.match(r"20\d\d年", rest) is not None


def _declared(line: Line, first: bool) -> Entry | None:
    """Return the heading that the format declares; the report's title is none."""
    level = line.block.level
    if line.block.kind != "heading" or level is None or (first and TITLE.search(line.text)):
        return None
    return _unnumbered(f"h{level}", line)


def _unnumbered(style: str, line: Line) -> Entry | None:
    name = name_of(line.text, numbered=False)
    return Entry(style, line, None, name, 0, 0) if name is not None else None


def _bare_headings(lines: list[Line]) -> frozenset[int]:
    """Return the lines that are short names between full paragraphs, where there are several such."""
    short = [BARE.fullmatch(line.text) is not None and not NO_BARE_HEADING.search(line.text) for line in lines]
    full = [_full(line) for line in lines]
    found = []
    for i in range(1, len(lines) - 1):
        behind_text = full[i - 1] or short[i - 1]
        before_text = full[i + 1] or (short[i + 1] and any(full[i + 2 : i + 3]))
        if short[i] and behind_text and before_text:
            found.append(i)
    return frozenset(found) if len(found) >= FEWEST_BARE else frozenset()


def _scored_headings(lines: list[Line]) -> dict[int, str]:
    """Return the unnumbered lines that begin with a name and its maximum, with the style of the items below them."""
    found = [i for i, line in enumerate(lines) if SCORED.match(line.text) and not candidates(line.printed)]
    below = (_first_item(lines[i + 1]) for i in found if i + 1 < len(lines) and SCORED.fullmatch(lines[i].text))
    style = next((s for s in below if s is not None), None)
    return dict.fromkeys(found, style) if style is not None else {}


def _first_item(line: Line) -> str | None:
    """Return the style in which a line begins to count, other than that of chapters."""
    return next((c.style for c in candidates(line.printed) if c.values == (1,) and c.style not in OUTERMOST), None)


def _above_items(line: Line, style: str) -> Entry | None:
    name = name_of(line.text, numbered=True)
    return Entry(ABOVE + style, line, None, name, 0, 0) if name is not None else None


def _full(line: Line) -> bool:
    return len(line.text) >= FULL_PARAGRAPH or line.text.endswith(("。", "；", "："))


def _levels(styles: list[str]) -> list[int]:
    """Return the level of each heading by the stack of styles that are open at it."""
    levels: list[int] = []
    open_styles: list[str] = []
    for style in styles:
        del open_styles[_kept(open_styles, style) :]
        open_styles.append(style)
        levels.append(len(open_styles))
    return levels


def _kept(open_styles: list[str], style: str) -> int:
    """Return how many of the open styles stay open above a heading of this style."""
    if style in open_styles:
        return open_styles.index(style)
    if style[0] == "h":
        same = (i for i, s in enumerate(open_styles) if s[0] == "h" and s >= style)
        return next(same, len(open_styles))
    if style.startswith(ABOVE):
        inner = style.removeprefix(ABOVE)
        return open_styles.index(inner) if inner in open_styles else len(open_styles)
    if style in OUTERMOST or style == "bare":
        # A list in a preamble does not hold the report's chapters.
        outer = (i for i, s in enumerate(open_styles) if s not in OUTERMOST and s[0] != "h")
        return next(outer, len(open_styles))
    return len(open_styles)


def _sections(entries: list[Entry], levels: list[int], length: int) -> Iterator[Section]:
    spans = [e.line.span(e.start, e.label + (e.name.end if e.name else 0)) for e in entries]
    enclosing: list[int] = []
    for index, (entry, level) in enumerate(zip(entries, levels, strict=True)):
        del enclosing[level - 1 :]
        after = (spans[i].start for i in range(index + 1, len(entries)) if levels[i] <= level)
        body = Span(spans[index].end, next(after, length))
        number = entry.numbering
        printed = entry.line.printed[number.start : number.end].strip() if number else ""
        ordinal = number.ordinal if number else ""
        label = _label(entry) or ordinal
        yield Section(label, printed, level, spans[index], body, enclosing[-1] if enclosing else None, ordinal)
        enclosing.append(index)


def _label(entry: Entry) -> str:
    if entry.name is None:
        return ""
    start = entry.label + entry.name.start
    return entry.line.as_printed(start, start + len(entry.name.text))
