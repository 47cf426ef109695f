"""Word files from bytes to blocks: order, headings, numbers, what hangs on a paragraph, hints, damage."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import NoText, UnreadableDocument
from pipeline.loaders.docx import load_docx
from pipeline.model import Document

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wps="urn:shape" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ROBUSTNESS = Path(os.environ.get("ZIPING_ROBUSTNESS", "corpus/robustness"))
TITLE_STYLE = '<w:style w:type="paragraph" w:styleId="T1"><w:name w:val="heading 1"/></w:style>'
LIST_LEVEL = (
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{}"/><w:suff w:val="{}"/><w:lvlText w:val="{}"/></w:lvl>'
)
FILLING = (
    "本年度共开展入户核查三轮，覆盖全部乡镇，核查结果已逐户张榜公示并录入系统，群众无异议，档案齐全，"
    "资金发放及时足额到位，未发现截留挪用情形。"
)


def links(targets: dict[str, str]) -> str:
    """Return a list of relationships, each from its kind to the part that it leads to."""
    inside = "".join(
        f'<Relationship Id="r{number}" Type="{OFFICE_RELATIONS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items())
    )
    return f'<Relationships xmlns="{RELATIONS}">{inside}</Relationships>'


def word_file(body: str, **parts: str) -> bytes:
    """Return a file with this body; `parts` are the insides of styles, numbering, footnotes, header …"""
    written = {f"word/{name}.xml": f"<w:{name} {NAMES}>{inside}</w:{name}>" for name, inside in parts.items()}
    return packed(body, {"officeDocument": "word/document.xml"}, {name: f"{name}.xml" for name in parts}, written)


def packed(body: str, of_file: dict[str, str], of_body: dict[str, str], parts: dict[str, str]) -> bytes:
    """Return a file with this body, the relationships of the file and of the body, and the parts that these lead to."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("_rels/.rels", links(of_file))
        archive.writestr("word/_rels/document.xml.rels", links(of_body))
        archive.writestr("word/document.xml", f"<w:document {NAMES}><w:body>{body}</w:body></w:document>")
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def p(text: str, properties: str = "") -> str:
    """Return a paragraph of one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def table(*rows: tuple[str, ...]) -> str:
    """Return a table; each cell is given by the blocks in it."""
    return f"<w:tbl>{''.join('<w:tr>' + ''.join(f'<w:tc>{c}</w:tc>' for c in r) + '</w:tr>' for r in rows)}</w:tbl>"


def box(inside: str) -> str:
    """Return a run with a text box as Word saves it: once for itself, once for older programs."""
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>{inside}'
        "</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>"
        f"{inside}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def numbering(style: str, text: str, suffix: str = "nothing") -> str:
    """Return numbering.xml's inside for list 1 with one level."""
    level = LIST_LEVEL.format(style, suffix, text)
    return (
        f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )


ITEM = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
MARK_DELETED = '<w:rPr><w:del w:id="1"/></w:rPr>'
MARK_HIDDEN = "<w:rPr><w:vanish/></w:rPr>"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        pytest.param(p("甲") + p("乙"), "甲\n乙\n", id="paragraphs"),
        pytest.param(p("甲") + p("") + p(" 乙 "), "甲\n乙\n", id="empty paragraphs are dropped"),
        pytest.param(
            p("甲") + table((p("户数"), p("12"))) + p("乙"), "甲\n户数\t12\n乙\n", id="a table between paragraphs"
        ),
        pytest.param(
            table((p("户数"), p("12") + p("（其中新增3）"))), "户数\t12\n（其中新增3）\n", id="paragraphs of a cell"
        ),
        pytest.param(
            table((p("户数"), "<w:p><w:r><w:t>1</w:t><w:tab/><w:t>2</w:t></w:r></w:p>")),
            "户数\t1 2\n",
            id="a tab in a cell does not begin another",
        ),
        pytest.param("<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r></w:p>", "甲\n乙\n", id="a line break"),
        pytest.param(
            f"<w:sdt><w:sdtPr/><w:sdtContent>{p('甲')}<w:sdt><w:sdtContent>{p('乙')}</w:sdtContent></w:sdt>"
            "</w:sdtContent></w:sdt>",
            "甲\n乙\n",
            id="content controls",
        ),
        pytest.param(
            f"<mc:AlternateContent><mc:Choice Requires='x'>{p('新')}</mc:Choice><mc:Fallback>{p('旧')}</mc:Fallback>"
            "</mc:AlternateContent>",
            "新\n",
            id="alternate content once",
        ),
        pytest.param(
            f"<w:p><w:r><w:t>甲</w:t></w:r>{box(p('框内'))}</w:p>" + p("乙"),
            "甲\n框内\n乙\n",
            id="a text box after its paragraph, once",
        ),
        pytest.param(
            f"<w:p>{box(p('框') + table((p('子'), p('丑'))))}</w:p>", "框\n子\t丑\n", id="a table in a text box"
        ),
        pytest.param(
            '<w:p><w:r><w:pict><v:shape><v:textpath string="某县民政局文件"/></v:shape></w:pict></w:r></w:p>',
            "某县民政局文件\n",
            id="word art",
        ),
        pytest.param(
            table((p("外一") + table((p("内一"), p("内二"))) + p("外二"), p("外三"))) + p("后"),
            "外一\n外二\t外三\n内一\t内二\n后\n",
            id="a nested table after the outer one",
        ),
        pytest.param(
            table((p("甲") + table((p("内一"), p("内二"))) + p("乙"),)),
            "甲\n内一\t内二\n乙\n",
            id="a frame of one cell",
        ),
        pytest.param(table((table((table((p("甲"),)) + p("乙"),)),)), "甲\n乙\n", id="frames in frames"),
        pytest.param(p("共救助", MARK_DELETED) + p("12人"), "共救助12人\n", id="a deleted end of paragraph"),
        pytest.param(p("共救助", MARK_HIDDEN) + p("12人"), "共救助12人\n", id="a hidden end of paragraph"),
        pytest.param(p("共救助12人", MARK_DELETED), "共救助12人\n", id="a deleted end before nothing"),
        pytest.param(
            table((p("户数"), p("1", MARK_DELETED) + p("2"))), "户数\t12\n", id="a deleted end of paragraph in a cell"
        ),
        pytest.param("<w:p><w:r><w:t>甲</w:t></w:r></w:p><w:unknown/><w:sectPr/>", "甲\n", id="unknown elements"),
    ],
)
def test_text_in_reading_order(body: str, text: str) -> None:
    assert load_docx(word_file(body)).text == text


def test_a_table_keeps_its_merged_cells() -> None:
    rows = (
        "<w:tr><w:tc><w:tcPr><w:vMerge w:val='restart'/></w:tcPr><w:p><w:r><w:t>产出</w:t></w:r></w:p></w:tc>"
        f"<w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>{p('数量')}</w:tc></w:tr>"
        f"<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc>{p('70')}</w:tc><w:tc>{p('68')}</w:tc></w:tr>"
    )
    found = next(load_docx(word_file(f"<w:tbl>{rows}</w:tbl>")).tables()).table
    assert found is not None
    assert [(c.text, c.row, c.column, c.row_span, c.column_span) for c in found.cells] == [
        ("产出", 0, 0, 2, 1),
        ("数量", 0, 1, 1, 2),
        ("70", 1, 1, 1, 1),
        ("68", 1, 2, 1, 1),
    ]


def test_what_python_docx_writes_is_read() -> None:
    written = docx.Document()
    written.add_heading("项目概况", level=2)
    middle = written.add_paragraph()
    middle.alignment = WD_ALIGN_PARAGRAPH.CENTER
    middle.add_run("某县自评报告").bold = True
    merged = written.add_table(rows=2, cols=3)
    merged.cell(0, 0).merge(merged.cell(1, 1)).text = "合并"
    merged.cell(1, 2).text = "末"
    stream = io.BytesIO()
    written.save(stream)
    found = load_docx(stream.getvalue())
    heading, title, grid = found.blocks
    assert (heading.kind, heading.level, found.text_of(heading)) == ("heading", 2, "项目概况")
    assert (title.align, title.bold, title.level) == ("center", True, None)
    assert grid.table is not None
    assert [(c.text, c.row_span, c.column_span) for c in grid.table.cells] == [("合并", 2, 2), ("", 1, 1), ("末", 1, 1)]


@pytest.mark.parametrize(
    ("properties", "level", "align"),
    [
        ('<w:pStyle w:val="T1"/>', 1, None),
        ('<w:pStyle w:val="T1"/><w:outlineLvl w:val="2"/>', 3, None),
        ('<w:pStyle w:val="T1"/><w:outlineLvl w:val="9"/>', None, None),
        ('<w:jc w:val="end"/>', None, "right"),
        ('<w:jc w:val="both"/>', None, None),
        ("", None, None),
    ],
)
def test_level_and_alignment(properties: str, level: int | None, align: str | None) -> None:
    block = load_docx(word_file(p("概况", properties), styles=TITLE_STYLE)).blocks[0]
    assert (block.level, block.align, block.kind) == (level, align, "paragraph" if level is None else "heading")


@pytest.mark.parametrize(
    ("style", "pattern", "suffix", "body", "text"),
    [
        pytest.param(
            *("chineseCounting", "%1、", "nothing", p("概况", ITEM) + p("正文") + p("成效", ITEM)),
            "一、概况\n正文\n二、成效\n",
            id="headings",
        ),
        pytest.param("decimal", "%1.", "tab", p("数量指标", ITEM), "1. 数量指标\n", id="a tab behind"),
        pytest.param(
            "chineseCounting", "（%1）", "tab", p("数量", ITEM), "（一）数量\n", id="no space after a bracket"
        ),
        pytest.param("decimal", "%1.", "nothing", p("2021年", ITEM), "1. 2021年\n", id="figures do not run together"),
        pytest.param("bullet", "●", "tab", p("数量", ITEM), "数量\n", id="bullets are left out"),
        pytest.param(
            *("decimal", "%1", "nothing", table((p("", ITEM), p("甲镇")), (p("", ITEM), p("乙镇")))),
            "1\t甲镇\n2\t乙镇\n",
            id="a column of numbers",
        ),
        pytest.param(
            *("decimal", "%1.", "nothing", p("", ITEM) + p("甲", ITEM)), "2.甲\n", id="a number with nothing behind it"
        ),
        pytest.param(
            *("decimal", "%1.", "nothing", p("甲", ITEM + MARK_DELETED) + p("乙", ITEM)),
            "1.甲乙\n",
            id="a paragraph without end is not counted",
        ),
    ],
)
def test_numbers_of_lists_become_text(style: str, pattern: str, suffix: str, body: str, text: str) -> None:
    assert load_docx(word_file(body, numbering=numbering(style, pattern, suffix))).text == text


def test_footnotes_follow_their_paragraph_once_and_endnotes_come_last() -> None:
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    body = (
        f'<w:p><w:r><w:t>甲</w:t></w:r>{reference}<w:r><w:endnoteReference w:id="1"/></w:r></w:p>'
        f"{table((p('乙'), f'<w:p>{reference}</w:p>'))}{p('丙')}"
    )
    notes = f'<w:footnote w:id="0" w:type="separator"><w:p/></w:footnote><w:footnote w:id="2">{p("脚注")}</w:footnote>'
    found = load_docx(word_file(body, footnotes=notes, endnotes=f'<w:endnote w:id="1">{p("尾注")}</w:endnote>'))
    assert found.text == "甲\n脚注\n乙\t\n丙\n尾注\n"


def test_a_footnote_that_refers_to_itself_is_read_once() -> None:
    reference = '<w:p><w:r><w:t>注</w:t><w:footnoteReference w:id="2"/></w:r></w:p>'
    found = load_docx(word_file(reference, footnotes=f'<w:footnote w:id="2">{reference}</w:footnote>'))
    assert found.text == "注\n注\n"


def with_parts(body: str, title: str = "", header: str = "") -> bytes:
    """Return a file with a title among its properties and a running head."""
    parts = {
        "word/header1.xml": f"<w:hdr {NAMES}>{p(header)}</w:hdr>",
        "docProps/core.xml": f'<core xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title></core>',
    }
    of_file = {"officeDocument": "word/document.xml", "core-properties": "docProps/core.xml"}
    return packed(body, of_file, {"header": "header1.xml"}, parts)


CENTRED = '<w:jc w:val="center"/>'


@pytest.mark.parametrize(
    ("body", "title", "header", "hints"),
    [
        (p("正文"), "某县自评报告", "", [("title", "某县自评报告")]),
        (p("正文"), "Microsoft Word", "", []),
        (p("正文"), "", "某县民政局自评材料", [("页眉", "某县民政局自评材料")]),
        (p("正文"), "", "- 1 -", []),
        (p("自评报告", CENTRED) + p("正文"), "", "某县民政局", []),
        (p("正文") * 12 + p("附表", CENTRED), "", "某县民政局", [("页眉", "某县民政局")]),
    ],
)
def test_hints(body: str, title: str, header: str, hints: list[tuple[str, str]]) -> None:
    found = load_docx(with_parts(body, title, header))
    assert [(h.label, h.value) for h in found.hints] == hints
    assert header not in found.text or not header


PICTURE = (
    '<w:p><w:r><w:drawing><pic:pic><pic:spPr><a:xfrm><a:ext cx="{0}" cy="{0}"/></a:xfrm></pic:spPr></pic:pic>'
    "</w:drawing></w:r></w:p>"
)
PAGE, SEAL = PICTURE.format(150 * 36000), PICTURE.format(42 * 36000)


def test_a_scan_pasted_into_word_is_no_text() -> None:
    with pytest.raises(NoText, match="2 pictures"):
        load_docx(word_file(p("附件1：自评表") + PAGE + PAGE))


@pytest.mark.parametrize(
    ("body", "warnings"), [(p(FILLING) + PAGE, 1), (p(FILLING) + SEAL, 0), (p("附件1") + SEAL, 0), (p(FILLING), 0)]
)
def test_pictures_beside_text_leave_a_warning(body: str, warnings: int) -> None:
    assert len(load_docx(word_file(body)).warnings) == warnings


def test_an_inserted_file_leaves_a_warning() -> None:
    assert "1 inserted file" in load_docx(word_file(p(FILLING) + "<w:altChunk/>")).warnings[0]


def test_an_empty_document_is_no_text() -> None:
    with pytest.raises(NoText, match="empty"):
        load_docx(word_file(p(" ")))


def test_a_damaged_list_of_numbers_leaves_a_warning() -> None:
    found = load_docx(word_file(p("概况", ITEM), numbering="<w:abstractNum>"))
    assert found.text == "概况\n"
    assert "automatic numbers are missing" in found.warnings[0]


def test_a_workbook_is_no_document() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("_rels/.rels", links({"officeDocument": "xl/workbook.xml"}))
        archive.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(UnreadableDocument, match="no Word document"):
        load_docx(stream.getvalue())


def loaded_or_refused(data: bytes) -> Document | None:
    """Return the document, None where it is refused with a reason; any other error is a failure."""
    try:
        found = load_docx(data)
    except UnreadableDocument:
        return None
    for block in found.blocks:
        assert found.text_of(block)
        for cell in block.table.cells if block.table else ():
            assert cell.span.of(found.text) == cell.text
    return found


WHOLE = word_file(p("一段") + table((p("甲"), p("乙"))), styles=TITLE_STYLE, numbering=numbering("decimal", "%1."))


@given(st.integers(0, len(WHOLE)))
def test_a_file_that_was_cut_off_is_loaded_or_refused(length: int) -> None:
    loaded_or_refused(WHOLE[:length])


@given(st.integers(0, len(WHOLE) - 1), st.integers(0, 255))
def test_a_file_with_a_wrong_byte_is_loaded_or_refused(place: int, byte: int) -> None:
    loaded_or_refused(WHOLE[:place] + bytes([byte]) + WHOLE[place + 1 :])


TAGS = (
    *("p", "r", "t", "pPr", "rPr", "tbl", "tr", "tc", "tcPr", "tblPr", "vMerge", "hMerge", "sdt", "sdtContent", "ins"),
    *("del", "br", "tab", "txbxContent", "fldChar", "instrText", "numPr", "numId", "ilvl", "vanish", "b", "sym"),
    *("footnoteReference", "ruby", "rubyBase", "rt", "hyperlink", "gridSpan", "jc", "outlineLvl", "pStyle"),
)
VALUES = st.sampled_from(["", "0", "1", "2", "-1", "99999999999", "restart", "begin", "separate", "end", "壹", "T1"])


def elements(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda tag, value, inside: (
            f'<w:{tag} w:val="{value}" w:fldCharType="{value}" w:id="{value}" w:char="{value}">{inside}</w:{tag}>'
        ),
        *(st.sampled_from(TAGS), VALUES, st.lists(inner, max_size=4).map("".join)),
    )


@settings(max_examples=200)
@given(st.recursive(st.sampled_from(["", "12人"]), elements, max_leaves=25))
def test_any_nesting_of_elements_is_loaded_or_refused(body: str) -> None:
    loaded_or_refused(word_file(body, styles=TITLE_STYLE, numbering=numbering("decimal", "%1.")))


def collected() -> Iterator[Path]:
    return (f for f in sorted(ROBUSTNESS.glob("docx-*/*")) if f.is_file())


@pytest.mark.skipif(not ROBUSTNESS.is_dir(), reason="the collected damaged files are not here (ZIPING_ROBUSTNESS)")
def test_collected_files_are_loaded_or_refused() -> None:
    loaded = {f.name: loaded_or_refused(f.read_bytes()) for f in collected()}
    assert any(loaded.values())
    assert not any(found for name, found in loaded.items() if "protected_" in name or "truncated" in name)
