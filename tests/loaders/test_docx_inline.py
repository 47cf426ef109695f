"""What a paragraph prints: tracked changes, hidden text, fields, symbols, text boxes."""

from __future__ import annotations

import pytest
from lxml import etree  # type: ignore[import-untyped]

from pipeline.loaders.docx_inline import Content, read_content
from pipeline.loaders.docx_package import COMPATIBILITY, MATH, WORD
from pipeline.loaders.docx_styles import Style, Styles
from pipeline.loaders.docx_unread import Unread

NAMES = f'xmlns:w="{WORD}" xmlns:m="{MATH}" xmlns:mc="{COMPATIBILITY}"'
STYLES = (
    '<w:style w:type="character" w:styleId="Hidden"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Strong"><w:rPr><w:b/></w:rPr></w:style>'
)


def content(inside: str, style: Style | None = None) -> Content:
    """Return what a paragraph with this inside prints."""
    styles = Styles(etree.fromstring(f"<w:styles {NAMES}>{STYLES}</w:styles>"))
    paragraph = etree.fromstring(f"<w:p {NAMES}>{inside}</w:p>")
    return read_content(paragraph, style or Style(), styles, Unread())


def r(text: str, properties: str = "") -> str:
    """Return a run."""
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def mark(kind: str, inside: str = "") -> str:
    """Return the run that begins, separates or ends a field."""
    return f'<w:r><w:fldChar w:fldCharType="{kind}">{inside}</w:fldChar></w:r>'


def code(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


TICK = "<w:ffData><w:checkBox><w:default w:val='0'/>{}</w:checkBox></w:ffData>"


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        pytest.param(r("城市") + r("低保"), "城市低保", id="runs"),
        pytest.param(
            f"<w:hyperlink>{r('城市')}</w:hyperlink><w:smartTag>{r('低保')}</w:smartTag>", "城市低保", id="wrappers"
        ),
        pytest.param(f"<w:del>{r('12')}</w:del><w:ins>{r('13')}</w:ins>人", "13", id="tracked changes"),
        pytest.param(f"<w:moveFrom>{r('旧')}</w:moveFrom><w:moveTo>{r('新')}</w:moveTo>", "新", id="moved text"),
        pytest.param(r("12") + r("34", "<w:vanish/>"), "12", id="hidden"),
        pytest.param(r("12") + r("34", '<w:vanish w:val="0"/>'), "1234", id="not hidden after all"),
        pytest.param(r("12") + r("34", '<w:rStyle w:val="Hidden"/>'), "12", id="hidden by style"),
        pytest.param("<w:r><w:t>12</w:t><w:tab/><w:t>人</w:t></w:r>", "12 人", id="tab"),
        pytest.param("<w:r><w:t>12</w:t><w:br/><w:t>人</w:t><w:cr/></w:r>", "12\n人\n", id="line breaks"),
        pytest.param("<w:r><w:t>12\n 人\t</w:t></w:r>", "12  人 ", id="white space in the file is space"),
        pytest.param("<w:r><w:t>0877</w:t><w:noBreakHyphen/><w:t>65</w:t></w:r>", "0877-65", id="hyphen"),
        pytest.param(
            mark("begin") + code(" PAGE ") + mark("separate") + r("7") + mark("end") + r("页"), "7页", id="field"
        ),
        pytest.param(mark("begin") + code(" TC ") + mark("end") + r("页"), "页", id="field without result"),
        pytest.param(
            mark("begin")
            + code(" IF ")
            + mark("begin")
            + mark("separate")
            + r("1")
            + mark("end")
            + mark("separate")
            + r("是")
            + mark("end"),
            "是",
            id="field inside the code of another",
        ),
        pytest.param(mark("end") + mark("separate") + r("甲"), "甲", id="a field that never began"),
        pytest.param(mark("begin") + code(r" eq \o\ac(○,12) ") + mark("end") + r("甲"), "⑫甲", id="figure in a circle"),
        pytest.param(f"<w:fldSimple w:instr='DATE'>{r('2月')}</w:fldSimple>", "2月", id="simple field"),
        pytest.param(mark("begin", TICK.format("<w:checked/>")) + mark("end") + r("是"), "☑是", id="ticked form field"),
        pytest.param(mark("begin", TICK.format("")) + mark("end") + r("否"), "□否", id="form field"),
        pytest.param(
            '<w:r><w:sym w:font="Wingdings 2" w:char="F052"/><w:t>是</w:t>'
            '<w:sym w:font="Wingdings" w:char="00A8"/></w:r>',
            "☑是□",
            id="symbols",
        ),
        pytest.param(r("R", '<w:rFonts w:ascii="Wingdings 2"/>') + r("优"), "☑优", id="letter in a symbol font"),
        pytest.param(
            f"<w:r><w:ruby><w:rt>{r('cháng')}</w:rt><w:rubyBase>{r('长')}</w:rubyBase></w:ruby></w:r>", "长", id="ruby"
        ),
        pytest.param(
            "<m:oMath><m:f><m:num><m:r><m:t>执行数</m:t></m:r></m:num>"
            "<m:den><m:r><m:t>预算数</m:t></m:r></m:den></m:f></m:oMath>",
            "执行数/预算数",
            id="a fraction",
        ),
        pytest.param(
            f"<mc:AlternateContent><mc:Choice/><mc:Fallback>{r('旧')}</mc:Fallback></mc:AlternateContent>",
            "旧",
            id="the fallback where the choice is empty",
        ),
        pytest.param("<w:r><w:t>甲</w:t><w:footnoteReference w:id='2'/></w:r>", "甲", id="no mark for a note"),
    ],
)
def test_printed_text(inside: str, text: str) -> None:
    assert content(inside).text == text


BOLD = Style(bold=True)


@pytest.mark.parametrize(
    ("inside", "style", "bold"),
    [
        (r("甲", "<w:b/>") + r(" ") + r("乙", "<w:b/>"), None, True),
        (r("甲", "<w:b/>") + r("乙"), None, False),
        (r("甲"), BOLD, True),
        (r("甲", '<w:b w:val="false"/>'), BOLD, False),
        (r("甲", '<w:rStyle w:val="Strong"/>'), None, True),
        (r("甲", '<w:rStyle w:val="Strong"/>'), BOLD, False),
        (r("甲", "<w:b/>") + r("乙", "<w:vanish/>"), None, True),
        ("", None, False),
    ],
)
def test_bold_where_all_of_it_is(inside: str, style: Style | None, bold: bool) -> None:
    assert content(inside, style).bold is bold


def test_what_hangs_on_a_paragraph() -> None:
    found = content(
        "<w:r><w:txbxContent/><w:tbl/><w:footnoteReference w:id='3'/><w:endnoteReference w:id='4'/></w:r>"
        "<w:del><w:r><w:footnoteReference w:id='5'/></w:r></w:del>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:txbxContent/></w:r>"
    )
    assert [e.tag for e in found.after] == [f"{{{WORD}}}txbxContent", f"{{{WORD}}}tbl"]
    assert (found.footnotes, found.endnotes) == (("3",), ("4",))


def test_an_entity_is_not_resolved() -> None:
    parser = etree.XMLParser(resolve_entities=False)
    source = f'<!DOCTYPE p [<!ENTITY e SYSTEM "file:///etc/hostname">]><w:p {NAMES}><w:r><w:t>甲&e;乙</w:t></w:r></w:p>'
    assert read_content(etree.fromstring(source, parser), Style(), Styles(None), Unread()).text == "甲乙"
