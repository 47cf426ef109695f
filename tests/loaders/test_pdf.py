"""PDFs are printed here with reportlab; STSong-Light is a font that every reader brings along."""

from __future__ import annotations

import sys
from collections.abc import Callable
from io import BytesIO
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from pipeline.errors import NoText, UnreadableDocument
from pipeline.loaders.pdf import load_pdf
from pipeline.model import Document
from pipeline.recognition.engine import engine
from tests.recognition.drawn import Sheet

FONT = "STSong-Light"
WIDTH, HEIGHT = 595, 842
SIZE = 14
# Thirty characters of this size fill a column from 85 to 505.
LEFT, COLUMN = 85, 30

pdfmetrics.registerFont(UnicodeCIDFont(FONT))
Page = Callable[[Canvas], None]


def pdf(*pages: Page, size: tuple[int, int] = (WIDTH, HEIGHT), title: str = "", password: str = "") -> bytes:
    """Return a PDF whose pages are drawn by the functions given."""
    encryption = StandardEncryption(password, ownerPassword="owner") if password else None
    target = BytesIO()
    canvas = Canvas(target, pagesize=size, encrypt=encryption, pageCompression=0)
    canvas.setTitle(title)
    for page in pages:
        page(canvas)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def write(canvas: Canvas, x: float, from_top: float, text: str, size: float = SIZE) -> None:
    """Write a line whose base line is so far from the top of an A4 page."""
    canvas.setFont(FONT, size)
    canvas.drawString(x, HEIGHT - from_top, text)


def prose(*lines: str, start: float = 100, step: float = 24) -> Page:
    """Return a page of lines; each space (full width) in front of a line is an indent of one character."""

    def draw(canvas: Canvas) -> None:
        for number, line in enumerate(lines):
            text = line.lstrip("\u3000")
            write(canvas, LEFT + SIZE * (len(line) - len(text)), start + step * number, text)

    return draw


def both(*pages: Page) -> Page:
    """Return one page that holds what several draw."""

    def draw(canvas: Canvas) -> None:
        for page in pages:
            page(canvas)

    return draw


def table(rows: list[list[str]], top: float, columns: tuple[float, ...] = (100, 100, 100), height: float = 30) -> Page:
    """Return a page with a ruled table; a cell that starts with ^ is merged with the one above."""

    def draw(canvas: Canvas) -> None:
        edges = [LEFT + sum(columns[:n]) for n in range(len(columns) + 1)]
        for number in range(len(rows) + 1):
            for column, (x0, x1) in enumerate(pairwise(edges)):
                if number < len(rows) and rows[number][column].startswith("^"):
                    continue
                canvas.line(x0, HEIGHT - top - height * number, x1, HEIGHT - top - height * number)
        for x in edges:
            canvas.line(x, HEIGHT - top, x, HEIGHT - top - height * len(rows))
        for number, row in enumerate(rows):
            for x, text in zip(edges, row, strict=False):
                for line, part in enumerate(text.removeprefix("^").split("|")):
                    write(canvas, x + 3, top + height * number + 13 + 12 * line, part, 10)

    return draw


def texts(document: Document) -> list[str]:
    return [document.text_of(block) for block in document.blocks]


def fill(text: str, width: int = COLUMN) -> str:
    """Return the text with 民 put in front so that it fills a line."""
    return "民" * (width - len(text)) + text


PARAGRAPHS = {
    "first-line indents": (
        ["\u3000\u3000" + fill("全县发放低保", 28), "金十二万元。", "\u3000\u3000资金全部到位。"],
        [fill("全县发放低保", 28) + "金十二万元。", "资金全部到位。"],
    ),
    "a full last line": (
        ["\u3000\u3000" + fill("按月发放。", 28), fill("已经公示。"), "\u3000\u3000满意率高。"],
        [fill("按月发放。", 28) + fill("已经公示。"), "满意率高。"],
    ),
    "no indents, short last lines": (
        [fill("全县发放低保"), "金十二万元。", "资金全部到位。"],
        [fill("全县发放低保") + "金十二万元。", "资金全部到位。"],
    ),
    "numbering without indents": (
        [fill("有三件事要办："), "一、" + fill("发放低保。", 28), "（二）" + fill("核对。", 27), "1.5万元"],
        [fill("有三件事要办："), "一、" + fill("发放低保。", 28), "（二）" + fill("核对。", 27) + "1.5万元"],
    ),
    "lines left open": (["评价类型：自评", "项目单位：民政局"], ["评价类型：自评", "项目单位：民政局"]),
}


@pytest.mark.parametrize(("lines", "expected"), PARAGRAPHS.values(), ids=PARAGRAPHS.keys())
def test_lines_become_paragraphs(lines: list[str], expected: list[str]) -> None:
    # A few more full lines show where the column ends.
    closing = ["\u3000\u3000" + "政" * 28, "政" * 30, "政" * 30, "政" * 30]
    document = load_pdf(pdf(prose(*lines, *closing)))
    assert texts(document)[: len(expected)] == expected


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("共支出389", "万元。", "共支出389万元。"),
        ("于2,0", "13户中核查。", "于2,013户中核查。"),
        ("补差298.", "5元。", "补差298.5元。"),
        ("据World", "Bank统计。", "据World Bank统计。"),
        ("到位率99", "%。", "到位率99%。"),
    ],
)
def test_what_the_line_end_cut_is_whole_again(first: str, second: str, joined: str) -> None:
    width = sum(pdfmetrics.stringWidth(c, FONT, SIZE) for c in first)
    before = "民" * int((COLUMN * SIZE - width) / SIZE)
    full = ["政" * COLUMN] * 4
    document = load_pdf(pdf(prose(before + first, second, *full)))
    assert texts(document)[0] == before + joined


def test_a_paragraph_goes_on_over_the_page_break() -> None:
    full = ["政" * COLUMN] * 10
    first = prose("\u3000\u3000" + "民" * 28, *full)
    second = prose("到位率100%。", "\u3000\u3000" + "低" * 28, *full)
    document = load_pdf(pdf(both(first, prose("— 1 —", start=790)), both(second, prose("— 2 —", start=790))))
    assert texts(document)[0] == "民" * 28 + "政" * 300 + "到位率100%。"
    assert {place.page for place in document.places[:40]} == {1, 2}


def test_a_title_over_two_lines_is_one_block() -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFont(FONT, 22)
        canvas.drawCentredString(WIDTH / 2, HEIGHT - 100, "甲县2021年度困难群众救助资金")
        canvas.drawCentredString(WIDTH / 2, HEIGHT - 136, "绩效自评报告")
        canvas.setFont(FONT, SIZE)
        canvas.drawCentredString(WIDTH / 2, HEIGHT - 170, "（2022年3月6日）")

    body = prose(*["政" * COLUMN] * 5, start=210)
    sign = prose("\u3000" * 20 + "甲县民政局", "\u3000" * 20 + "2022年3月6日", start=400)
    document = load_pdf(pdf(both(page, body, sign)))
    assert texts(document)[:2] == ["甲县2021年度困难群众救助资金绩效自评报告", "（2022年3月6日）"]
    assert texts(document)[-2:] == ["甲县民政局", "2022年3月6日"]
    assert [b.align for b in document.blocks] == ["center", "center", None, "right", "right"]


def test_a_particular_at_the_right_is_a_block() -> None:
    document = load_pdf(
        pdf(prose("填报单位：民政局" + "\u3000" * 16 + "单位：万元", "政" * COLUMN, "甲\u3000\u3000乙"))
    )
    assert texts(document)[:2] == ["填报单位：民政局", "单位：万元"]
    assert texts(document)[-1].endswith("甲 乙")


@pytest.mark.parametrize(
    "number", ["— {} —", "- {} -", "{}", "第{}页 共3页", "{}/3", "第 {} 页，共 3 页", "-{}-", "·{}·"]
)
def test_page_numbers_are_removed(number: str) -> None:
    pages = [
        both(prose(f"本页第{'一二三'[n]}段。", "共３户"), prose("\u3000" * 13 + number.format(n + 1), start=795))
        for n in range(3)
    ]
    assert texts(load_pdf(pdf(*pages))) == [
        "本页第一段。",
        "共３户",
        "本页第二段。",
        "共３户",
        "本页第三段。",
        "共３户",
    ]


def test_running_heads_are_removed_and_titles_stay() -> None:
    pages = [both(prose("甲县自评材料", start=50), prose(f"第{n}组共{n}户。", start=130)) for n in "123"]
    assert texts(load_pdf(pdf(*pages))) == ["第1组共1户。", "第2组共2户。", "第3组共3户。"]
    assert texts(load_pdf(pdf(pages[0]))) == ["甲县自评材料", "第1组共1户。"]


def test_a_number_at_the_foot_that_does_not_count_pages_stays() -> None:
    pages = [both(prose("合计", start=130), prose(value, start=795)) for value in ("389", "77")]
    assert texts(load_pdf(pdf(*pages))) == ["合计", "389", "合计", "77"]


def test_a_table_has_cells_with_spans_and_no_paragraphs() -> None:
    rows = [["产出指标", "低保人数", "1234"], ["^", "特困人数", "56"], ["总分", "", "98.2"]]
    document = load_pdf(pdf(both(prose("表前一行。"), table(rows, top=150), prose("表后一行。", start=300))))
    (block,) = document.tables()
    assert block.table is not None
    assert [(c.row, c.column, c.row_span, c.column_span, c.text) for c in block.table.cells] == [
        (0, 0, 2, 1, "产出指标"),
        (0, 1, 1, 1, "低保人数"),
        (0, 2, 1, 1, "1234"),
        (1, 1, 1, 1, "特困人数"),
        (1, 2, 1, 1, "56"),
        (2, 0, 1, 1, "总分"),
        (2, 1, 1, 1, ""),
        (2, 2, 1, 1, "98.2"),
    ]
    assert [b.kind for b in document.blocks] == ["paragraph", "table", "paragraph"]


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("农村低保对|象人数", "农村低保对象人数"),
        ("123456789.|12万元", "123456789.12万元"),
        ("12|95", "12 95"),
        ("社会|效益", "社会效益"),
    ],
)
def test_wrapped_cells_are_whole_again(printed: str, read: str) -> None:
    rows = [[printed, "甲乙丙丁戊"], ["一二三四五", "389"]]
    document = load_pdf(pdf(table(rows, top=150, columns=(56, 56), height=40)))
    (block,) = document.tables()
    assert block.table is not None
    assert block.table.cells[0].text == read


def test_a_table_goes_on_over_the_page_break() -> None:
    header = ["指标", "目标", "说明"]
    first = table([header, ["低保", "100", "甲"], ["特困", "20", "需要按月核对人员变"]], top=700, height=25)
    second = table([header, ["", "", "化情况"], ["临时", "3", "丙"]], top=60, height=25)
    feet = [prose(f"- {n} -", start=800) for n in (1, 2)]
    document = load_pdf(pdf(both(prose("前文。"), first, feet[0]), both(second, prose("后文。", start=200), feet[1])))
    assert texts(document) == [
        "前文。",
        "指标\t目标\t说明\n低保\t100\t甲\n特困\t20\t需要按月核对人员变化情况\n临时\t3\t丙",
        "后文。",
    ]


def test_a_merged_cell_goes_on_over_the_page_break() -> None:
    first = table([["产出", "低保人数", "100"], ["^", "特困人数", "20"]], top=700)
    second = table([["", "临时救助", "3"], ["^", "孤儿人数", "4"]], top=60)
    document = load_pdf(pdf(first, second))
    (block,) = document.tables()
    assert block.table is not None
    assert (block.table.rows, block.table.cells[0].row_span) == (4, 4)


def test_tables_with_other_columns_are_two() -> None:
    first = table([["指标", "目标", "说明"], ["低保", "100", "甲"]], top=700)
    second = table([["乡镇", "户数"], ["甲镇", "3"]], top=60, columns=(150, 90))
    assert len(list(load_pdf(pdf(first, second)).tables())) == 2


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("size", [(WIDTH, HEIGHT), (HEIGHT, WIDTH)])
def test_rotated_pages_are_read_as_they_are_seen(rotation: int, size: tuple[int, int]) -> None:
    width, height = size

    def page(canvas: Canvas) -> None:
        seen_width, seen_height = size if rotation % 180 == 0 else (height, width)
        canvas.setPageSize((width, height))
        if rotation == 90:
            canvas.transform(0, 1, -1, 0, width, 0)
        elif rotation == 180:
            canvas.transform(-1, 0, 0, -1, width, height)
        elif rotation == 270:
            canvas.transform(0, -1, 1, 0, 0, height)
        canvas.setFont(FONT, 20)
        canvas.drawString(100, seen_height - 80, "全县低保对象")
        canvas.grid([100, 200, 300], [seen_height - 150, seen_height - 180, seen_height - 210])
        for x, y, text in ((110, 170, "甲"), (210, 170, "乙"), (110, 200, "丙"), (210, 200, "丁")):
            canvas.drawString(x, seen_height - y, text)
        assert seen_width > 300

    # The key of the page is set afterwards: reportlab turns the media box when it is told of a rotation.
    data = pdf(page, size=size).replace(b"/Rotate 0", b"/Rotate %d" % rotation)
    assert b"/Rotate %d" % rotation in data
    document = load_pdf(data)
    assert texts(document) == ["全县低保对象", "甲\t乙\n丙\t丁"]
    box = document.places[0].box
    assert box is not None
    assert (box.x0, box.x1) == pytest.approx((100, 220), abs=1)
    assert box.y0 < 70 < 80 < box.y1 < 90


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize(
    ("sheet", "shown"),
    [((0, 0, 595, 842), (30, 45, 560, 815)), ((-70, 33, 525, 875), (-20, 60, 500, 850)), ((0, 0, 595, 842), (-9,) * 4)],
    ids=["a crop box", "a sheet that does not begin at 0", "an empty crop box"],
)
def test_cells_are_found_where_the_characters_are(
    rotation: int, sheet: tuple[int, ...], shown: tuple[int, ...]
) -> None:
    def page(canvas: Canvas) -> None:
        # The head of a column is as narrow as its text, so that a shift of cells against characters would show.
        xs, ys = [100, 128, 156, 260], [300, 314, 328, 400]
        canvas.grid(xs, ys)
        canvas.setFont(FONT, 12)
        for y, row in zip(ys, ("戊己", "丙丁", "甲乙"), strict=False):
            for x, text in zip(xs, row, strict=False):
                canvas.drawString(x + 2, y + 2, text * 2)

    boxes = b" ".join(b"/%s [ %d %d %d %d ]" % (k, *v) for k, v in ((b"MediaBox", sheet), (b"CropBox", shown)))
    data = pdf(page).replace(b"/MediaBox [ 0 0 595 842 ]", boxes).replace(b"/Rotate 0", b"/Rotate %d" % rotation)
    assert boxes in data
    (block,) = load_pdf(data).tables()
    assert block.table is not None
    found = sorted(cell.text for cell in block.table.cells)
    assert found == ["", "", "", *sorted(text * 2 for text in "甲乙丙丁戊己")]


def test_a_sheet_whose_text_runs_upwards_is_read() -> None:
    def page(canvas: Canvas) -> None:
        canvas.transform(0, 1, -1, 0, WIDTH, 0)
        canvas.grid([100, 200, 300], [400, 430, 460])
        for x, y, text in ((110, 440, "甲户"), (210, 440, "乙户"), (110, 410, "丙户"), (210, 410, "丁户")):
            canvas.setFont(FONT, 12)
            canvas.drawString(x, y, text)

    document = load_pdf(pdf(page))
    assert texts(document) == ["甲户\t乙户\n丙户\t丁户"]
    box = document.places[0].box
    assert box is not None
    assert (box.x1, box.y0) == pytest.approx((WIDTH - 440 + 2, HEIGHT - 134), abs=3)


def watermark(canvas: Canvas) -> None:
    canvas.saveState()
    canvas.setFont(FONT, 40)
    canvas.translate(200, 500)
    canvas.rotate(45)
    canvas.drawString(0, 0, "内部资料")
    canvas.restoreState()


def pale_watermark(canvas: Canvas) -> None:
    canvas.setFillGray(0.8)
    write(canvas, LEFT, 115, "内部资料", 60)
    canvas.setFillGray(0)


def seal(canvas: Canvas) -> None:
    canvas.setFillColorRGB(0.9, 0, 0)
    canvas.setFont(FONT, 12)
    for number, character in enumerate("甲县民政局"):
        canvas.saveState()
        canvas.translate(300, HEIGHT - 124)
        canvas.rotate(60 - 30 * number)
        canvas.drawString(-6, 30, character)
        canvas.restoreState()
    canvas.setFillColorRGB(0, 0, 0)


def off_the_sheet(canvas: Canvas) -> None:
    write(canvas, WIDTH + 50, 100, "页外文字")
    write(canvas, 100, -60, "页外文字")


@pytest.mark.parametrize("mark", [watermark, pale_watermark, seal, off_the_sheet])
def test_marks_are_no_text(mark: Page) -> None:
    lines = prose("政" * COLUMN, "民" * COLUMN, "低" * 12 + "。")
    assert texts(load_pdf(pdf(both(lines, mark)))) == ["政" * COLUMN + "民" * COLUMN + "低" * 12 + "。"]


def scan(canvas: Canvas) -> None:
    canvas.drawImage(ImageReader(Image.new("RGB", (60, 85), "white")), 0, 0, WIDTH, HEIGHT)


def dots(canvas: Canvas) -> None:
    """Draw a picture that shows no print."""
    picture = Image.new("RGB", (600, 850), "white")
    picture.paste("black", (280, 400, 320, 440))
    canvas.drawImage(ImageReader(picture), 0, 0, WIDTH, HEIGHT)


def codes(canvas: Canvas) -> None:
    prose(*["".join(chr(0xE000 + 7 * n + m) for m in range(30)) for n in range(5)])(canvas)


@pytest.mark.parametrize(
    ("page", "reason"),
    [(scan, "images"), (dots, "images"), (codes, "codes in place of characters"), (lambda canvas: None, "empty")],
)
def test_a_pdf_without_text_says_why(page: Page, reason: str) -> None:
    with pytest.raises(NoText, match=reason):
        load_pdf(pdf(page, page))


def test_pages_that_are_not_read_are_named() -> None:
    document = load_pdf(pdf(prose("全县低保12人。"), scan, scan, codes))
    assert texts(document) == ["全县低保12人。"]
    assert document.pages == 4
    assert [warning.split(":")[0] for warning in document.warnings] == ["pages 4"]


def scanned(text: str) -> Page:
    """Return a page that is a picture of a line."""

    def draw(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(Sheet().write(LEFT, 100, text, SIZE).image), 0, 0, WIDTH, HEIGHT)

    return draw


def test_pages_that_are_pictures_are_recognised_between_pages_of_text() -> None:
    document = load_pdf(pdf(prose("全县低保12人。"), scanned("全县特困人员36人。"), scan, prose("全县孤儿7人。")))
    assert texts(document) == ["全县低保12人。", "全县特困人员36人。", "全县孤儿7人。"]
    assert document.ocr
    assert not document.warnings
    place = next(p for p in document.places if p.page == 2)
    assert place.box is not None
    assert (place.box.x0, place.box.y0) == pytest.approx((LEFT, 102), abs=6)


def test_a_scan_in_strips_is_recognised() -> None:
    sheet = Sheet().write(LEFT, 100, "全县特困人员36人。", SIZE).image

    def strips(canvas: Canvas) -> None:
        for top in range(0, 842, 94):
            part = sheet.crop((0, top * sheet.height // 842, sheet.width, (top + 94) * sheet.height // 842))
            canvas.drawImage(ImageReader(part), 0, HEIGHT - top - 94, WIDTH, 94)

    assert texts(load_pdf(pdf(strips))) == ["全县特困人员36人。"]


def test_without_the_engine_scans_say_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    engine.cache_clear()
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    with pytest.raises(NoText, match=r"pip install ziping\[ocr\]"):
        load_pdf(pdf(dots))
    document = load_pdf(pdf(prose("全县低保12人。"), dots))
    assert document.warnings[0].startswith("pages 2: ")


def test_a_recognised_scan_is_read_and_marked() -> None:
    def page(canvas: Canvas) -> None:
        scan(canvas)
        lines = canvas.beginText(LEFT, HEIGHT - 100)
        lines.setFont(FONT, SIZE)
        lines.setTextRenderMode(3)
        lines.textLine("政" * COLUMN)
        lines.textLine("民" * COLUMN)
        lines.textLine("共389户。")
        canvas.drawText(lines)

    document = load_pdf(pdf(page))
    assert texts(document) == ["政" * COLUMN + "民" * COLUMN + "共389户。"]
    assert document.ocr


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (pdf(prose("全县"), password="secret"), "encrypted"),
        (b"", "damaged"),
        (b"%PDF-1.7\nnothing more", "damaged"),
    ],
)
def test_what_cannot_be_opened_says_why(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableDocument, match=reason):
        load_pdf(data)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("甲县2021年度低保绩效自评报告", ["甲县2021年度低保绩效自评报告"]),
        ("自评报告（定稿）.doc", []),
        ("Microsoft Word - 自评报告", []),
        ("untitled", []),
    ],
)
def test_the_title_of_the_metadata_is_a_hint(title: str, expected: list[str]) -> None:
    hints = load_pdf(pdf(prose("全县"), title=title)).hints
    assert [hint.value for hint in hints if hint.label == "title"] == expected


@settings(max_examples=30, deadline=None)
@given(
    x=st.floats(20, 300),
    y=st.floats(30, 700),
    size=st.floats(8, 20),
    words=st.lists(st.sampled_from(["低保", "389", "户，", "人均", "12.5", "万元"]), min_size=1, max_size=8),
)
def test_boxes_stand_where_the_characters_are_printed(x: float, y: float, size: float, words: list[str]) -> None:
    document = load_pdf(pdf(lambda canvas: write(canvas, x, y, "".join(words), size)))
    assert document.text == "".join(words) + "\n"
    assert "".join(place.span.of(document.text) for place in document.places) == "".join(words)
    for place in document.places:
        box = place.box
        assert box is not None
        start = x + pdfmetrics.stringWidth(document.text[: place.span.start], FONT, size)
        assert box.x0 == pytest.approx(start, abs=0.1 * size)
        assert box.y0 < y - 0.6 * size < y <= box.y1


def test_tables_whose_rules_cannot_be_read_are_lines() -> None:
    # PDFium makes good a trailer with a name without value, pdfminer does not open the file.
    data = pdf(prose("前文。"), table([["低保", "特困"], ["12", "3"]], top=150, columns=(80, 80)))
    document = load_pdf(data.replace(b"trailer\n<<", b"trailer\n<< /Odd"))
    assert not list(document.tables())
    assert "低保" in document.text
    assert document.warnings == ("pages 2: the rules of their tables cannot be read; tables are read as lines",)


INTACT = pdf(both(prose("全县低保12人。"), table([["甲", "乙"], ["丙", "丁"]], top=200, columns=(80, 80))))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(INTACT) - 1), st.integers(0, 255)), max_size=30), st.integers(0, 600))
def test_damage_raises_nothing_but_unreadable(changes: list[tuple[int, int]], cut: int) -> None:
    data = bytearray(INTACT)
    for position, value in changes:
        data[position] = value
    try:
        document = load_pdf(bytes(data[: len(data) - cut]))
    except UnreadableDocument:
        return
    assert all(place.span.end <= len(document.text) for place in document.places)
