"""Old workbooks show the same as new ones; xlwt writes them."""

import io
import random
from contextlib import suppress
from datetime import date

import pytest
import xlwt

from pipeline.errors import NoText, UnreadableDocument
from pipeline.loaders import load
from pipeline.loaders.xls import load_xls
from pipeline.model import Document


def saved(book: xlwt.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def form() -> xlwt.Workbook:
    book = xlwt.Workbook()
    sheet = book.add_sheet("附表")
    sheet.write_merge(0, 0, 0, 2, "某县临时救助情况", xlwt.easyxf("font: bold on; align: horiz center"))
    frame = xlwt.easyxf("borders: left thin, right thin")
    for column, head in enumerate(("镇", "内部", "完成率")):
        sheet.write(1, column, head, frame)
    sheet.write_merge(2, 3, 0, 0, "甲镇", frame)
    sheet.write(2, 1, "x", frame)
    sheet.write(2, 2, 0.9895, xlwt.easyxf("borders: left thin", num_format_str="0.0%"))
    sheet.write(3, 2, 3.0, frame)
    sheet.write(4, 0, "制表：李某")
    sheet.col(1).hidden = True
    book.add_sheet("参数").write(0, 0, "参考值")
    book.get_sheet(1).visibility = 1
    return book


def shown(document: Document) -> list[str]:
    return [f"{b.kind[0]}:{document.text_of(b)}" for b in document.blocks]


def test_a_form_is_read_as_it_shows() -> None:
    document = load(saved(form()), "a.xls")
    assert document.format == "xls"
    assert shown(document) == ["p:附表", "p:某县临时救助情况", "t:镇\t完成率\n甲镇\t99.0%\n3", "p:制表：李某"]
    assert (document.blocks[1].align, document.blocks[1].bold) == ("center", True)
    assert [(h.label, h.value) for h in document.hints] == [("隐藏", "附表：1列；工作表参数")]
    table = document.blocks[2].table
    assert table is not None
    assert [(c.text, c.row_span) for c in table.cells if c.row_span > 1] == [("甲镇", 2)]


@pytest.mark.parametrize(
    ("value", "code", "expected"),
    [
        (1234.5, "#,##0.00", "1,234.50"),
        (0.1 + 0.2, "General", "0.3"),
        (date(2025, 2, 26), "yyyy/m/d", "2025/2/26"),
        (True, "General", "TRUE"),
        ("社会效益\r\n指标", "General", "社会效益\n指标"),
    ],
)
def test_values_stand_as_displayed(value: object, code: str, expected: str) -> None:
    book = xlwt.Workbook()
    book.add_sheet("Sheet1").write(0, 0, value, xlwt.easyxf(num_format_str=code))
    assert load_xls(saved(book)).text == f"{expected}\n"


def test_errors_stand_as_text() -> None:
    book = xlwt.Workbook()
    book.add_sheet("Sheet1").row(0).set_cell_error(0, "#DIV/0!")
    assert load_xls(saved(book)).text == "#DIV/0!\n"


def test_an_empty_workbook_has_no_text() -> None:
    book = xlwt.Workbook()
    book.add_sheet("Sheet1")
    with pytest.raises(NoText, match="empty"):
        load_xls(saved(book))


def encrypted() -> bytes:
    """Return a stream that begins a workbook (BOF) and says that the rest is encrypted (FILEPASS)."""
    return bytes.fromhex("0908100000060500aa1fcd07c1000100060400002f000600000000000000") + bytes(200)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "damaged"),
        (saved(form())[:3000], "damaged"),
        (encrypted(), "without a password"),
        (b"PK\x03\x04", r"rename it to \.xlsx"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableDocument, match=reason):
        load_xls(data)


@pytest.mark.parametrize("seed", range(60))
def test_damage_never_raises_anything_else(seed: int) -> None:
    chance = random.Random(seed)
    content = bytearray(saved(form()))
    for _ in range(chance.choice((1, 5, 40))):
        content[chance.randrange(len(content))] = chance.randrange(256)
    with suppress(UnreadableDocument):
        document = load_xls(bytes(content))
        assert all(b.span.end <= len(document.text) for b in document.blocks)
