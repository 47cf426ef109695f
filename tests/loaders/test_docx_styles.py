"""What styles hand down."""

from __future__ import annotations

import pytest
from lxml import etree  # type: ignore[import-untyped]

from pipeline.loaders.docx_package import WORD
from pipeline.loaders.docx_styles import NumberReference, Styles, outline_level, switched_on, whole_number


def styles(*inside: str) -> Styles:
    return Styles(etree.fromstring(f'<w:styles xmlns:w="{WORD}">{"".join(inside)}</w:styles>'))


def style(name: str, base: str = "", paragraph: str = "", run: str = "", shown: str = "", default: bool = False) -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}" w:default="{int(default)}"><w:name w:val="{shown or name}"/>'
        f'<w:basedOn w:val="{base}"/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>'
    )


CENTRE = '<w:jc w:val="center"/>'


@pytest.mark.parametrize(
    ("defined", "name", "level"),
    [
        ([style("1", shown="heading 1")], "1", 1),
        ([style("a", shown="标题 3")], "a", 3),
        ([style("a", shown="标题3")], "a", 3),
        ([style("a", paragraph='<w:outlineLvl w:val="1"/>')], "a", 2),
        ([style("1", shown="heading 1"), style("own", base="1")], "own", 1),
        ([style("1", shown="heading 1", paragraph='<w:outlineLvl w:val="4"/>')], "1", 5),
        ([style("1", shown="heading 1"), style("own", base="1", paragraph='<w:outlineLvl w:val="9"/>')], "own", None),
        ([style("t", shown="标题")], "t", None),
        ([], "Heading4", 4),
        ([], "正文", None),
    ],
)
def test_heading_levels(defined: list[str], name: str, level: int | None) -> None:
    assert styles(*defined).paragraph(name).level == level


def test_the_nearest_style_decides() -> None:
    found = styles(
        style("base", paragraph=CENTRE, run="<w:b/>"), style("own", "base", run='<w:b w:val="0"/>')
    ).paragraph("own")
    assert (found.align, found.bold, found.names) == ("center", False, ("own", "base"))


def test_the_default_style_is_that_of_paragraphs_without_one() -> None:
    found = styles(style("a"), style("usual", paragraph=CENTRE, default=True))
    assert (found.paragraph(None).align, found.paragraph("a").align) == ("center", None)


def test_list_and_level_may_come_from_different_styles() -> None:
    base = style("base", paragraph='<w:numPr><w:numId w:val="4"/></w:numPr>')
    own = style("own", "base", paragraph='<w:numPr><w:ilvl w:val="1"/></w:numPr>')
    assert styles(base, own).paragraph("own").number == NumberReference("4", 1)


def test_styles_based_on_each_other_end() -> None:
    assert styles(style("a", "b"), style("b", "a", paragraph=CENTRE)).paragraph("a").align == "center"


def test_the_style_of_a_title_is_known() -> None:
    assert styles(style("a", shown="Title")).paragraph("a").title


@pytest.mark.parametrize(("value", "on"), [(None, True), ("1", True), ("true", True), ("0", False), ("OFF", False)])
def test_switches(value: str | None, on: bool) -> None:
    assert switched_on(value) is on


@pytest.mark.parametrize(
    ("value", "number"), [("12", 12), ("-3", -3), ("", None), ("1.5", None), (None, None), ("9" * 20, None)]
)
def test_whole_numbers(value: str | None, number: int | None) -> None:
    assert whole_number(value) == number


@pytest.mark.parametrize(("value", "level"), [("0", 1), ("8", 9), ("9", None), ("-1", None), ("x", None)])
def test_outline_levels(value: str, level: int | None) -> None:
    assert outline_level(value) == level
