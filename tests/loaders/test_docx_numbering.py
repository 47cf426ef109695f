"""Counting list items as Word does: levels, restarts, lists that share a count, lists of styles."""

from __future__ import annotations

import pytest
from lxml import etree  # type: ignore[import-untyped]

from pipeline.loaders.docx_numbering import Label, Numbering
from pipeline.loaders.docx_package import COMPATIBILITY, WORD
from pipeline.loaders.docx_styles import NumberReference, Style, Styles

NAMES = f'xmlns:w="{WORD}" xmlns:mc="{COMPATIBILITY}"'


def level(place: int, style: str, text: str, more: str = "", start: int | None = 1) -> str:
    begin = "" if start is None else f'<w:start w:val="{start}"/>'
    return f'<w:lvl w:ilvl="{place}">{begin}<w:numFmt w:val="{style}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def abstract(number: int, *inside: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{number}">{"".join(inside)}</w:abstractNum>'


def num(number: int, abstract_number: int, overrides: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract_number}"/>{overrides}</w:num>'


def restart(place: int, start: int) -> str:
    return f'<w:lvlOverride w:ilvl="{place}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def labels(definitions: str, items: list[tuple[str, int]], styles: str = "") -> list[str]:
    """Return the numbers of paragraphs that are given by list and level."""
    read = Styles(etree.fromstring(f"<w:styles {NAMES}>{styles}</w:styles>"))
    numbering = Numbering(etree.fromstring(f"<w:numbering {NAMES}>{definitions}</w:numbering>"), read)
    return [numbering.next_label(NumberReference(*item), Style()).text for item in items]


OUTLINE = (
    level(0, "chineseCountingThousand", "%1、"),
    level(1, "chineseCountingThousand", "（%2）"),
    level(2, "decimal", "%3."),
)
LEGAL = (level(0, "chineseCounting", "第%1章"), level(1, "decimal", "%1.%2", "<w:isLgl/>"))
PLAIN = (level(0, "decimal", "%1."),)


@pytest.mark.parametrize(
    ("definitions", "items", "expected"),
    [
        pytest.param(
            abstract(0, *OUTLINE) + num(1, 0),
            [("1", 0), ("1", 1), ("1", 1), ("1", 2), ("1", 0), ("1", 1), ("1", 2)],
            ["一、", "（一）", "（二）", "1.", "二、", "（一）", "1."],
            id="lower levels begin again",
        ),
        pytest.param(
            abstract(0, *OUTLINE) + num(1, 0),
            [("1", 1), ("1", 0)],
            ["（一）", "二、"],
            id="a level that was passed over has begun",
        ),
        pytest.param(
            abstract(0, *LEGAL) + num(1, 0), [("1", 0), ("1", 1)], ["第一章", "1.1"], id="plain digits on every level"
        ),
        pytest.param(
            abstract(0, level(0, "decimal", "%1."), level(1, "decimal", "%2)", '<w:lvlRestart w:val="0"/>'))
            + num(1, 0),
            [("1", 0), ("1", 1), ("1", 0), ("1", 1)],
            ["1.", "1)", "2.", "2)"],
            id="a level that never begins again",
        ),
        pytest.param(
            abstract(0, *(level(n, "decimal", f"%{n + 1}", '<w:lvlRestart w:val="1"/>') for n in range(3))) + num(1, 0),
            [("1", 0), ("1", 1), ("1", 2), ("1", 1), ("1", 2), ("1", 0), ("1", 2)],
            ["1", "1", "1", "2", "2", "2", "1"],
            id="a level that begins again after the first level only",
        ),
        pytest.param(
            abstract(0, *PLAIN) + num(1, 0) + num(2, 0),
            [("1", 0), ("2", 0), ("1", 0)],
            ["1.", "2.", "3."],
            id="lists of one kind count on",
        ),
        pytest.param(
            abstract(0, *PLAIN) + num(1, 0) + num(2, 0, restart(0, 1)),
            [("1", 0), ("1", 0), ("2", 0), ("2", 0)],
            ["1.", "2.", "1.", "2."],
            id="a list that begins anew, once",
        ),
        pytest.param(
            abstract(0, *PLAIN)
            + num(1, 0, f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1.")}</w:lvlOverride>'),
            [("1", 0), ("1", 0)],
            ["A.", "B."],
            id="a list with its own look",
        ),
        pytest.param(
            abstract(0, level(0, "decimal", "%1.", start=5)) + num(1, 0), [("1", 0), ("1", 0)], ["5.", "6."], id="start"
        ),
        pytest.param(
            abstract(0, level(0, "decimalZero", "%1", start=None)) + num(1, 0),
            [("1", 0)],
            ["00"],
            id="no start is nought",
        ),
        pytest.param(abstract(0, *PLAIN) + num(1, 0), [("0", 0), ("7", 0), ("1", 5)], ["", "", ""], id="no such list"),
        pytest.param(num(1, 4), [("1", 0)], [""], id="a list without definition"),
        pytest.param(abstract(0, level(0, "bullet", "●")) + num(1, 0), [("1", 0)], [""], id="bullets"),
        pytest.param(abstract(0, level(0, "none", "附件：")) + num(1, 0), [("1", 0)], ["附件："], id="words alone"),
        pytest.param(
            abstract(
                0,
                '<w:lvl w:ilvl="0"><w:start w:val="1"/><mc:AlternateContent><mc:Choice Requires="w14"/><mc:Fallback>'
                '<w:numFmt w:val="lowerRoman"/></mc:Fallback></mc:AlternateContent><w:lvlText w:val="%1)"/></w:lvl>',
            )
            + num(1, 0),
            [("1", 0)],
            ["i)"],
            id="a newer style with its fallback",
        ),
    ],
)
def test_counting(definitions: str, items: list[tuple[str, int]], expected: list[str]) -> None:
    assert labels(definitions, items) == expected


LIST_STYLE = (
    '<w:style w:type="numbering" w:styleId="Outline"><w:pPr><w:numPr><w:numId w:val="{}"/></w:numPr></w:pPr></w:style>'
)


def test_a_list_may_be_named_by_its_style() -> None:
    definitions = abstract(0, '<w:numStyleLink w:val="Outline"/>') + abstract(1, *PLAIN) + num(1, 0) + num(2, 1)
    assert labels(definitions, [("1", 0), ("2", 0)], LIST_STYLE.format(2)) == ["1.", "2."]


def test_styles_that_name_each_other_have_no_number() -> None:
    definitions = abstract(0, '<w:numStyleLink w:val="Outline"/>') + num(1, 0)
    assert labels(definitions, [("1", 0)], LIST_STYLE.format(1)) == [""]


def test_the_level_comes_from_the_style_that_the_list_names() -> None:
    definitions = abstract(
        0, level(0, "decimal", "%1"), level(1, "decimal", "%1.%2", '<w:pStyle w:val="Heading2"/>')
    ) + num(1, 0)
    numbering = Numbering(etree.fromstring(f"<w:numbering {NAMES}>{definitions}</w:numbering>"), Styles(None))
    nothing, style = NumberReference(None, None), NumberReference("1", None)
    assert numbering.next_label(nothing, Style(("Own", "Heading2"), number=style)).text == "1.1"
    assert numbering.next_label(nothing, Style(("Other",), number=style)).text == "2"
    assert numbering.next_label(NumberReference("0", None), Style(("Other",), number=style)).text == ""


@pytest.mark.parametrize(
    ("label", "text", "printed"),
    [
        (Label("一、", apart=True), "概况", "一、概况"),
        (Label("1.", apart=True), "概况", "1. 概况"),
        (Label("1."), "概况", "1.概况"),
        (Label("1."), "2021年", "1. 2021年"),
        (Label("①"), "12人", "①12人"),
        (Label("第一章", apart=True), "总则", "第一章 总则"),
        (Label("1."), "", "1."),
        (Label(), "2021年", "2021年"),
    ],
)
def test_a_number_stands_before_its_text(label: Label, text: str, printed: str) -> None:
    assert label.before(text) == printed
