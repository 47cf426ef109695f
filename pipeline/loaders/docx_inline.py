"""What one paragraph of a Word document prints, and what hangs on it: text boxes, notes.

Word keeps more in a paragraph than it prints: deleted text, hidden text, the codes of fields, a second
version of each drawing for older programs. Here they are left out.

>>> from lxml import etree
>>> from pipeline.loaders.docx_package import WORD
>>> paragraph = etree.fromstring(
...     f'<w:p xmlns:w="{WORD}"><w:r><w:t>救助</w:t></w:r><w:del><w:r><w:t>9</w:t></w:r></w:del>'
...     '<w:ins><w:r><w:t>12人</w:t></w:r></w:ins></w:p>')
>>> read_content(paragraph, Style(), Styles(None), Unread()).text
'救助12人'
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from pipeline.loaders.docx_package import COMPATIBILITY, MATH, PICTURE, VML, Element
from pipeline.loaders.docx_styles import VALUE, Style, Styles, W, child_value, switched_on
from pipeline.loaders.docx_symbols import combined, in_font, is_symbol_font, symbol
from pipeline.loaders.docx_unread import CHART_OR_DIAGRAM, Unread

M: Final = f"{{{MATH}}}"
BRANCHES: Final = (f"{{{COMPATIBILITY}}}Choice", f"{{{COMPATIBILITY}}}Fallback")
ALTERNATES: Final = f"{{{COMPATIBILITY}}}AlternateContent"
ART_TEXT: Final = f"{{{VML}}}textpath"
TEXT_BOX: Final = f"{W}txbxContent"
TABLE: Final = f"{W}tbl"

LINE_BREAK: Final = "\n"
# A tab would be taken for the separator of cells.
SPACES: Final = str.maketrans("\t\n\r", "   ")

# What a person does not see: deletions, codes, properties, the reading aid above a character.
SKIPPED: Final = frozenset(
    W + name
    for name in (
        *("del", "moveFrom", "delText", "delInstrText", "pPr", "rPr", "sdtPr", "sdtEndPr", "rt", "rubyPr"),
        *("footnoteRef", "endnoteRef", "annotationRef", "softHyphen", "tblPr", "customXmlPr", "smartTagPr"),
    )
) | {f"{M}rPr", f"{M}ctrlPr"}

FIXED: Final[dict[str, str]] = {
    f"{W}tab": " ",
    f"{W}ptab": " ",
    f"{W}br": LINE_BREAK,
    f"{W}cr": LINE_BREAK,
    f"{W}noBreakHyphen": "-",
}


@dataclass(frozen=True, slots=True)
class Content:
    """The printed text, a line feed for each line break, and the elements whose blocks follow the paragraph."""

    text: str
    bold: bool = False
    after: tuple[Element, ...] = ()
    footnotes: tuple[str, ...] = ()
    endnotes: tuple[str, ...] = ()


@dataclass(slots=True)
class Field:
    """A field that has begun: what it prints comes after its code."""

    in_code: bool = True
    code: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Look:
    """How a run prints."""

    bold: bool = False
    hidden: bool = False
    font: str | None = None


@dataclass(slots=True)
class Walk:
    """The state of reading one paragraph from left to right."""

    style: Style
    styles: Styles
    unread: Unread
    look: Look
    text: list[str] = field(default_factory=list)
    stack: list[Element] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)
    open_codes: int = 0
    after: list[Element] = field(default_factory=list)
    footnotes: list[str] = field(default_factory=list)
    endnotes: list[str] = field(default_factory=list)
    bold_seen: bool = False
    plain_seen: bool = False

    def enter(self, element: Element) -> None:
        """Read the children of an element next."""
        self.stack.extend(element.iterchildren(reversed=True))

    def shown(self) -> bool:
        """Return whether what comes now is printed."""
        return not self.look.hidden and not self.open_codes

    def write(self, text: str) -> None:
        """Print a text, unless it is hidden or part of a code."""
        if not self.shown():
            return
        self.text.append(text)
        if not text.isspace():
            self.bold_seen |= self.look.bold
            self.plain_seen |= not self.look.bold


def read_content(paragraph: Element, style: Style, styles: Styles, unread: Unread) -> Content:
    """Return what a paragraph prints; pictures and objects are counted in `unread`."""
    walk = Walk(style, styles, unread, Look(style.bold, style.hidden))
    walk.enter(paragraph)
    while walk.stack:
        element = walk.stack.pop()
        tag = element.tag
        if tag in SKIPPED:
            continue
        fixed = FIXED.get(tag)
        if fixed is not None:
            walk.write(fixed)
        else:
            READERS.get(tag, Walk.enter)(walk, element)
    return Content(
        "".join(walk.text),
        walk.bold_seen and not walk.plain_seen,
        tuple(walk.after),
        tuple(walk.footnotes),
        tuple(walk.endnotes),
    )


def printed_branch(alternates: Element) -> Element | None:
    """Return the one branch of alternate content to read: the first with text or a picture, else the first."""
    branches = [b for b in alternates.iterchildren() if b.tag in BRANCHES]
    return next((b for b in branches if _holds_something(b)), branches[0] if branches else None)


def _holds_something(branch: Element) -> bool:
    kinds = (f"{W}t", f"{W}sym", f"{M}t", ART_TEXT, f"{{{PICTURE}}}pic", f"{{{VML}}}imagedata", *CHART_OR_DIAGRAM)
    return next(branch.iter(*kinds), None) is not None


def _alternates(walk: Walk, element: Element) -> None:
    branch = printed_branch(element)
    if branch is not None:
        walk.enter(branch)


def _run(walk: Walk, element: Element) -> None:
    properties = element.find(f"{W}rPr")
    walk.look = Look(walk.style.bold, walk.style.hidden) if properties is None else _look(walk, properties)
    walk.enter(element)


def _look(walk: Walk, properties: Element) -> Look:
    named = walk.styles.run(child_value(properties, "rStyle"))
    fonts = properties.find(f"{W}rFonts")
    font = None if fonts is None else fonts.get(f"{W}ascii")
    return Look(
        _switch(properties, "b", walk.style.bold != named.bold),
        _switch(properties, "vanish", walk.style.hidden or named.hidden),
        font if is_symbol_font(font) else None,
    )


def _switch(properties: Element, name: str, inherited: bool) -> bool:
    """Return a run's own switch; without one, bold in the paragraph's and the run's style cancel each other."""
    own = properties.find(W + name)
    return inherited if own is None else switched_on(own.get(VALUE))


def _math_run(walk: Walk, element: Element) -> None:
    walk.look = Look(walk.style.bold)
    walk.enter(element)


def _denominator(walk: Walk, element: Element) -> None:
    walk.write("/")
    walk.enter(element)


def _text(walk: Walk, element: Element) -> None:
    # An entity that was not resolved stands as a child: what is around it is kept, it is not.
    text = (element.text or "") + "".join(child.tail or "" for child in element)
    if text:
        text = text.translate(SPACES)
        walk.write(text if walk.look.font is None else in_font(text, walk.look.font))


def _symbol(walk: Walk, element: Element) -> None:
    try:
        code = int(element.get(f"{W}char", ""), 16)
    except ValueError:
        return
    walk.write(symbol(element.get(f"{W}font", ""), code))


def _field_mark(walk: Walk, element: Element) -> None:
    kind = element.get(f"{W}fldCharType")
    if kind == "begin":
        tick = _form_tick(element)
        if tick:
            walk.write(tick)
        walk.fields.append(Field())
        walk.open_codes += 1
    elif kind == "separate" and walk.fields:
        _end_code(walk, walk.fields[-1])
    elif kind == "end" and walk.fields:
        closed = walk.fields.pop()
        if _end_code(walk, closed):
            walk.write(combined("".join(closed.code)))


def _end_code(walk: Walk, ended: Field) -> bool:
    """Note that the code of a field is over; returns whether it was not before."""
    was_in_code, ended.in_code = ended.in_code, False
    walk.open_codes -= was_in_code
    return was_in_code


def _code(walk: Walk, element: Element) -> None:
    if walk.fields:
        walk.fields[-1].code.append(element.text or "")


def _form_tick(element: Element) -> str:
    """Return the tick box that a form field prints, nothing for other fields."""
    box = element.find(f"{W}ffData/{W}checkBox")
    if box is None:
        return ""
    states = (box.find(W + "checked"), box.find(W + "default"))
    state = next((s for s in states if s is not None), None)
    return "☑" if state is not None and switched_on(state.get(VALUE)) else "□"


def _block(walk: Walk, element: Element) -> None:
    if walk.shown():
        walk.after.append(element)


def _art_text(walk: Walk, element: Element) -> None:
    if element.get("string", "").strip():
        _block(walk, element)


def _footnote(walk: Walk, element: Element) -> None:
    if walk.shown():
        walk.footnotes.append(element.get(f"{W}id", ""))


def _endnote(walk: Walk, element: Element) -> None:
    if walk.shown():
        walk.endnotes.append(element.get(f"{W}id", ""))


def _picture(walk: Walk, element: Element) -> None:
    if walk.shown():
        walk.unread.see_picture(element)


def _object(walk: Walk, element: Element) -> None:
    if walk.shown():
        walk.unread.see_object(element)


READERS: Final[dict[str, Callable[[Walk, Element], None]]] = {
    f"{W}r": _run,
    f"{W}t": _text,
    f"{W}sym": _symbol,
    f"{W}fldChar": _field_mark,
    f"{W}instrText": _code,
    f"{W}footnoteReference": _footnote,
    f"{W}endnoteReference": _endnote,
    f"{W}object": _object,
    TEXT_BOX: _block,
    TABLE: _block,
    ART_TEXT: _art_text,
    ALTERNATES: _alternates,
    f"{M}r": _math_run,
    f"{M}t": _text,
    f"{M}den": _denominator,
    f"{{{PICTURE}}}pic": _picture,
    f"{{{VML}}}imagedata": _picture,
    **dict.fromkeys(CHART_OR_DIAGRAM, _object),
}
