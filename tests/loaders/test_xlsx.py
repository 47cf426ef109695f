"""Workbooks as they show themselves: titles, tables, merged and hidden cells, formats; and files that lie."""

import io
import random
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.errors import NoText, UnreadableDocument, UnsupportedFormat
from pipeline.loaders import load
from pipeline.loaders.xlsx import load_xlsx
from pipeline.loaders.xlsx_package import COMPOUND_START, ENCRYPTED_STREAM
from pipeline.model import Document

FRAME = Border(*(Side(style="thin") for _ in range(4)))


def saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def sheet_of(*rows: tuple[object, ...], title: str = "Sheet1") -> tuple[Workbook, Worksheet]:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            sheet.cell(number, column, value)
    return book, sheet


def framed(sheet: Worksheet, cells: str) -> None:
    for row in sheet[cells]:
        for cell in row:
            cell.border = FRAME


def shown(document: Document) -> list[str]:
    return [f"{b.kind[0]}:{document.text_of(b)}" for b in document.blocks]


def packed(members: Mapping[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def plain(rows: str, name: str = "表", **more: str) -> bytes:
    """Return a workbook of one sheet, written by hand."""
    book = f'<workbook><sheets><sheet name="{name}"/></sheets></workbook>'
    parts = {f"xl/{part}.xml": xml for part, xml in more.items()}
    sheet = rows if rows.startswith("<!") else f"<worksheet>{rows}</worksheet>"
    return packed({"xl/workbook.xml": book, "xl/worksheets/sheet1.xml": sheet, **parts})


def test_titles_table_and_footer_of_a_form() -> None:
    book, sheet = sheet_of(
        ("项目支出绩效自评表",),
        ("填报单位：某县民政局", None, None, "单位：万元"),
        ("指标", "目标", "完成", "得分"),
        ("救助人次", "≥50", "61", 8),
        ("备注栏",),
        ("合计", None, None, 98.5),
        ("填报人：王某", None, "联系电话：12345"),
    )
    sheet.merge_cells("A1:D1")
    sheet["A1"].alignment = Alignment(horizontal="center")
    sheet["A1"].font = Font(bold=True)
    framed(sheet, "A3:D6")
    document = load_xlsx(saved(book))
    table = "指标\t目标\t完成\t得分\n救助人次\t≥50\t61\t8\n备注栏\t\t\t\n合计\t\t\t98.5"
    assert shown(document) == [
        "p:项目支出绩效自评表",
        "p:填报单位：某县民政局  单位：万元",
        f"t:{table}",
        "p:填报人：王某  联系电话：12345",
    ]
    assert (document.blocks[0].align, document.blocks[0].bold) == ("center", True)


def test_a_total_added_below_the_frame_belongs_to_the_table() -> None:
    book, sheet = sheet_of(("镇", "人数"), ("甲镇", 3), ("合计", 3))
    framed(sheet, "A1:B2")
    assert shown(load_xlsx(saved(book))) == ["t:镇\t人数\n甲镇\t3\n合计\t3"]


def test_merged_cells_stand_once_with_their_spans() -> None:
    book, sheet = sheet_of(("产出", "数量", "人数", 5), (None, None, "户数", 2), (None, "质量", "准确率", 3))
    for cells in ("A1:A3", "B1:B2"):
        sheet.merge_cells(cells)
    document = load_xlsx(saved(book))
    table = document.blocks[0].table
    assert table is not None
    spans = {c.text: (c.row, c.column, c.row_span, c.column_span) for c in table.cells}
    assert spans["产出"] == (0, 0, 3, 1)
    assert spans["数量"] == (0, 1, 2, 1)
    assert spans["准确率"] == (2, 2, 1, 1)
    assert all(c.span.of(document.text) == c.text for c in table.cells)


def test_empty_rows_part_tables_unless_they_are_framed() -> None:
    rows = (("镇", "人数"), ("甲镇", 3), (), ("月份", "金额"), ("1月", 7))
    book, _ = sheet_of(*rows)
    assert shown(load_xlsx(saved(book))) == ["t:镇\t人数\n甲镇\t3", "t:月份\t金额\n1月\t7"]
    book, sheet = sheet_of(*rows)
    framed(sheet, "A1:B5")
    assert shown(load_xlsx(saved(book))) == ["t:镇\t人数\n甲镇\t3\n月份\t金额\n1月\t7"]


def test_what_is_hidden_is_left_out_and_named() -> None:
    book, sheet = sheet_of(("指标", "内部", "得分"), ("人数", "x", 5), ("旧值", "y", 4), title="自评")
    sheet.column_dimensions["B"].hidden = True
    sheet.row_dimensions[3].hidden = True
    other = book.create_sheet("参数")
    other["A1"] = "满意度参考值"
    other.sheet_state = "hidden"
    document = load_xlsx(saved(book))
    assert document.text == "自评\n指标\t得分\n人数\t5\n"
    assert [(h.label, h.value) for h in document.hints] == [("隐藏", "自评：1行、1列；工作表参数")]
    assert document.warnings == ()


def test_a_merged_cell_shows_where_its_first_column_is_hidden() -> None:
    book, sheet = sheet_of((None, "指标", None, "得分"), (None, "a", "人数", 5))
    sheet.merge_cells("B1:C1")
    sheet.column_dimensions["B"].hidden = True
    assert load_xlsx(saved(book)).text == "指标\t得分\n人数\t5\n"


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Sheet1", False), ("工作表 2", False), ("封面", False), ("自评表", False), ("城关镇", True)],
)
def test_the_name_of_a_sheet_stands_where_nothing_repeats_it(name: str, expected: bool) -> None:
    book, _ = sheet_of(("绩效自评打分表",), ("指标", "得分"), ("人数", 5), title=name)
    assert (shown(load_xlsx(saved(book)))[0] == f"p:{name}") is expected


@pytest.mark.parametrize(
    ("value", "code", "expected"),
    [
        (0.9895, "0.0%", "99.0%"),
        (1234.5, "#,##0.00", "1,234.50"),
        (0.1 + 0.2, "General", "0.3"),
        (3.0, "General", "3"),
        (date(2025, 2, 26), 'yyyy"年"m"月"d"日"', "2025年2月26日"),
        (True, "General", "TRUE"),
        ("#DIV/0!", "General", "#DIV/0!"),
        ("社会效益\n指标", "@", "社会效益\n指标"),
        ("061", "0.00", "061"),
    ],
)
def test_values_stand_as_displayed(value: object, code: str, expected: str) -> None:
    book, sheet = sheet_of((value,))
    sheet["A1"].number_format = code
    assert load_xlsx(saved(book)).text == f"{expected}\n"


def test_a_formula_without_result_is_empty_with_a_warning() -> None:
    book, _ = sheet_of(("合计", "=SUM(1,2)"))
    document = load_xlsx(saved(book))
    assert document.text == "合计\n"
    assert len(document.warnings) == 1
    assert "never calculated" in document.warnings[0]


def test_a_formula_stands_as_its_stored_result() -> None:
    number, text = "<c><f>1+1</f><v>2</v></c>", '<c t="str"><f>x</f><v></v></c>'
    error = '<c t="e"><f>1/0</f><v>#DIV/0!</v></c>'
    document = load_xlsx(plain(f"<sheetData><row>{number}{text}{error}</row></sheetData>", "Sheet1"))
    assert (document.text, document.warnings) == ("2  #DIV/0!\n", ())


def test_runs_are_joined_without_pronunciation_and_comments() -> None:
    texts = "<sst><si><r><t>低保</t></r><r><t>对象_x000D_\n人数</t></r><rPh><t>dibao</t></rPh></si></sst>"
    row = '<sheetData><row><c r="B2" t="s"><v>0</v></c><c t="s"><v>7</v></c></row></sheetData>'
    assert load_xlsx(plain(row, "Sheet1", sharedStrings=texts)).text == "低保对象\n人数\n"
    book, sheet = sheet_of(("低保",))
    sheet["A1"].comment = Comment("核对", "审核人")
    assert load_xlsx(saved(book)).text == "低保\n"


def test_cells_formatted_to_the_last_row_cost_nothing() -> None:
    filled = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="2"><c r="A2"><v>3</v></c></row>'
    blank = "".join(f'<row r="{r}" s="1"><c r="A{r}" s="1"/><c r="B{r}" s="1"/></row>' for r in range(3, 200_000))
    merged = '<mergeCells><mergeCell ref="A2:B2"/></mergeCells>'
    document = load_xlsx(plain(f"<sheetData>{filled}{blank}</sheetData>{merged}", "Sheet1"))
    assert (document.text, document.warnings) == ("1  2\n3\n", ())


def test_more_than_a_report_holds_is_cut_with_a_warning() -> None:
    texts = f"<sst><si><t>{'救' * 32_000}</t></si></sst>"
    rows = "".join(f'<row r="{r}"><c t="s"><v>0</v></c></row>' for r in range(1, 201))
    document = load_xlsx(plain(f"<sheetData>{rows}</sheetData>", "Sheet1", sharedStrings=texts))
    assert len(document.text) < 5_100_000
    assert "too large: it was read only to its row 157" in document.warnings[0]


def test_a_damaged_sheet_costs_only_what_follows_the_damage() -> None:
    document = load_xlsx(plain('<sheetData><row r="1"><c><v>12</v></c></row><row r="2"><c><v>3</x>', "Sheet1"))
    assert document.text == "12\n"
    assert "read only to its row" in document.warnings[0]


def test_damaged_styles_cost_only_the_formats() -> None:
    document = load_xlsx(plain('<sheetData><row><c s="1"><v>12</v></c></row></sheetData>', "Sheet1", styles="<s"))
    assert document.text == "12\n"
    assert "number formats" in document.warnings[0]


LAUGHS = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet><sheetData/></worksheet>'


@pytest.mark.parametrize(
    ("data", "error", "reason"),
    [
        (b"", UnreadableDocument, "incomplete or damaged"),
        (b"PK\x03\x04 cut off", UnreadableDocument, "obtain the file again"),
        (COMPOUND_START + ENCRYPTED_STREAM, UnreadableDocument, "without a password"),
        (COMPOUND_START, UnreadableDocument, r"rename it to \.xls"),
        (packed({"word/document.xml": "<x/>"}), UnreadableDocument, "without a workbook"),
        (packed({"xl/workbook.bin": b"x"}), UnsupportedFormat, r"save it as \.xlsx"),
        (packed({"xl/workbook.xml": "<workbook>"}), UnreadableDocument, "damaged"),
        (plain(LAUGHS), UnreadableDocument, "entities"),
        (plain("<sheetData/>"), NoText, "empty"),
        (packed({"xl/workbook.xml": "<workbook/>", "xl/media/image1.png": b"x"}), NoText, "pictures"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, error: type[Exception], reason: str) -> None:
    with pytest.raises(error, match=reason):
        load_xlsx(data)


def damaged(members: dict[str, bytes], chance: random.Random) -> dict[str, bytes]:
    name = chance.choice(sorted(members))
    content = bytearray(members[name])
    for _ in range(chance.randint(1, 4)):
        content[chance.randrange(len(content))] = chance.choice(b'<>"9-A ')
    return {**members, name: bytes(content)}


def cut(members: dict[str, bytes], chance: random.Random) -> dict[str, bytes]:
    name = chance.choice(sorted(members))
    return {**members, name: members[name][: chance.randrange(len(members[name]))]}


@pytest.mark.parametrize("harm", [damaged, cut])
@pytest.mark.parametrize("seed", range(40))
def test_damage_never_raises_anything_else(
    harm: Callable[[dict[str, bytes], random.Random], dict[str, bytes]], seed: int
) -> None:
    book, sheet = sheet_of(("自评表",), ("指标", "得分"), ("人数", 0.5))
    sheet.merge_cells("A1:B1")
    with zipfile.ZipFile(io.BytesIO(saved(book))) as archive:
        members = {n: archive.read(n) for n in archive.namelist()}
    with suppress(UnreadableDocument):
        document = load(packed(harm(members, random.Random(seed))), "a.xlsx")
        assert all(b.span.end <= len(document.text) for b in document.blocks)
