"""Pictures and objects that a Word document shows but does not hold as text."""

from __future__ import annotations

import pytest
from lxml import etree  # type: ignore[import-untyped]

from pipeline.loaders.docx_package import DRAWING, OFFICE, PICTURE, VML, WORD
from pipeline.loaders.docx_unread import NEARLY_NO_TEXT, Unread

NAMES = f'xmlns:w="{WORD}" xmlns:v="{VML}" xmlns:a="{DRAWING}" xmlns:pic="{PICTURE}" xmlns:o="{OFFICE}"'


def old_picture(style: str) -> etree._Element:
    return etree.fromstring(f'<v:shape {NAMES} style="{style}"><v:imagedata/></v:shape>')[0]


def new_picture(width: object, height: object) -> etree._Element:
    sizes = f'<a:blip><a:ext uri="x"/></a:blip><a:xfrm><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
    return etree.fromstring(f"<pic:pic {NAMES}>{sizes}</pic:pic>")


@pytest.mark.parametrize(
    ("picture", "counted"),
    [
        (new_picture(150 * 36000, 200 * 36000), 1),
        (new_picture(42 * 36000, 42 * 36000), 0),
        (new_picture("", 5), 1),
        (etree.fromstring(f"<pic:pic {NAMES}/>"), 1),
        (old_picture("position:absolute;width:415pt;height:590pt;z-index:1"), 1),
        (old_picture("width:4.2cm;height:4.2cm"), 0),
        (old_picture("width:auto"), 1),
        (old_picture(""), 1),
    ],
)
def test_pictures_large_enough_for_text(picture: etree._Element, counted: int) -> None:
    unread = Unread()
    unread.see_picture(picture)
    assert unread.pictures == counted


@pytest.mark.parametrize(("program", "counted"), [("Excel.Sheet.12", 1), ("Equation.3", 0), ("Equation.DSMT4", 0)])
def test_formulas_are_no_objects(program: str, counted: int) -> None:
    unread = Unread()
    unread.see_object(etree.fromstring(f'<w:object {NAMES}><o:OLEObject ProgID="{program}"/></w:object>'))
    assert unread.objects == counted


@pytest.mark.parametrize(
    ("unread", "characters", "refused"),
    [
        (Unread(), 0, True),
        (Unread(), 1, False),
        (Unread(pictures=1), NEARLY_NO_TEXT - 1, True),
        (Unread(pictures=1), NEARLY_NO_TEXT, False),
        (Unread(objects=1), 0, True),
        (Unread(inserted=1), 0, True),
    ],
)
def test_refusal(unread: Unread, characters: int, refused: bool) -> None:
    assert (unread.refusal(characters) is not None) is refused


def test_each_kind_is_warned_of_once() -> None:
    warnings = Unread(pictures=2, objects=1).warnings()
    assert [w.split(" not read")[0] for w in warnings] == ["2 pictures", "1 embedded object"]
