"""Pictures of reports, drawn here: kinds of files, forms, seals, doubts, and what is no picture."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from pipeline.errors import NoText, UnreadableDocument
from pipeline.loaders import load
from pipeline.loaders.image import load_image
from pipeline.model import Document
from tests.recognition.drawn import Sheet

LINES = ("全县城市低保对象1286户2145人，", "累计发放低保金371.06万元。")
TEXT = "".join(f"{line}\n" for line in LINES)


def prose() -> Sheet:
    sheet = Sheet((595, 300))
    for number, line in enumerate(LINES):
        sheet.write(90, 80 + 24 * number, line)
    return sheet


def cells(document: Document) -> list[tuple[int, int, int, int, str]]:
    (table,) = [block.table for block in document.tables()]
    assert table is not None
    return [(c.row, c.column, c.row_span, c.column_span, c.text) for c in table.cells]


@pytest.mark.parametrize(
    ("kind", "options"), [("PNG", {}), ("JPEG", {"quality": 60}), ("TIFF", {}), ("BMP", {}), ("WEBP", {"quality": 80})]
)
def test_pictures_of_all_kinds_are_read(kind: str, options: dict[str, object]) -> None:
    document = load(prose().saved(kind, **options), "report")
    assert document.text == TEXT
    assert (document.format, document.pages, document.ocr, document.warnings) == ("image", 1, True, ())


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "CMYK"])
def test_pictures_in_all_colours_are_read(mode: str) -> None:
    target = BytesIO()
    prose().image.convert(mode).save(target, "TIFF" if mode == "CMYK" else "PNG", dpi=(200, 200))
    assert load_image(target.getvalue()).text == TEXT


def test_what_is_transparent_is_white() -> None:
    ink = prose().image.convert("L").point(lambda v: 255 - v)
    clear = Image.new("RGBA", ink.size, (0, 0, 0, 0))
    clear.putalpha(ink)
    target = BytesIO()
    clear.save(target, "PNG", dpi=(200, 200))
    assert load_image(target.getvalue()).text == TEXT


def test_the_pages_of_a_tiff_are_one_document() -> None:
    pages = [Sheet().write(90, 80, line) for line in LINES]
    target = BytesIO()
    pages[0].image.save(target, "TIFF", save_all=True, append_images=[pages[1].image], dpi=(200, 200))
    document = load_image(target.getvalue())
    assert document.pages == 2
    assert [block.page for block in document.blocks] == [1, 2]


def test_a_telephone_says_how_it_was_held() -> None:
    turned = prose().image.transpose(Image.Transpose.ROTATE_90)
    exif = Image.Exif()
    exif[0x0112] = 6  # the top of what was seen is at the right
    target = BytesIO()
    turned.save(target, "JPEG", exif=exif, dpi=(200, 200))
    assert load_image(target.getvalue()).text == TEXT


XS, YS = [70, 150, 250, 350, 450, 520], [120, 145, 170, 195, 237, 262]
FORM = [
    ["一级指标", "三级指标", "指标值", "完成值", "分值", "得分"],
    ["产出指标", "城市低保户数", "≥1200户", "1286户", "10", "10"],
    ["效益指标", "政策知晓率", "≥90%", "88.5%", "10", "9.3"],
    ["满意度", "服务对象\n满意度", "≥95%", "96.4%", "10", "10"],
    ["总分", "", "—", "—", "100", "97.63"],
]


def form() -> Sheet:
    return Sheet().write(220, 80, "项目支出绩效自评表", 18).grid([*XS, 560], YS, FORM)


EXPECTED = [
    (row, column, 1, 1, text.replace("\n", "")) for row, texts in enumerate(FORM) for column, text in enumerate(texts)
]


@pytest.mark.parametrize("degrees", [0.0, 0.8, -2.0])
def test_a_form_is_read_into_cells(degrees: float) -> None:
    assert cells(load_image(form().askew(degrees).noisy().saved())) == EXPECTED


def test_a_form_is_read_through_its_seal() -> None:
    assert cells(load_image(form().seal(420, 220).noisy().saved("JPEG", quality=80))) == EXPECTED


def test_merged_cells_and_print_that_runs_down() -> None:
    sheet = Sheet().grid([70, 100, 220, 320], [100, 150, 200]).rule(70, 100, 70, 200)
    sheet.image.paste("white", (200, 410, 275, 425))  # the rule between the two cells at the left is taken away
    for number, character in enumerate("产出指标"):
        sheet.write(78, 108 + 16 * number, character, 11)
    sheet.write(110, 110, "城市低保人数").write(230, 110, "2145人").write(110, 165, "农村低保人数").write(
        230, 165, "3011人"
    )
    assert cells(load_image(sheet.saved())) == [
        (0, 0, 2, 1, "产出指标"),
        (0, 1, 1, 1, "城市低保人数"),
        (0, 2, 1, 1, "2145人"),
        (1, 1, 1, 1, "农村低保人数"),
        (1, 2, 1, 1, "3011人"),
    ]


def test_a_form_that_goes_on_lies_differently_on_the_next_page() -> None:
    upper = Sheet().grid(
        [70, 200, 320, 420], [700, 740, 780], [["指标", "目标值", "完成值"], ["户数", "1200户", "1286户"]]
    )
    lower = Sheet().grid([84, 214, 334, 434], [60, 100], [["人数", "2000人", "2145人"]])
    target = BytesIO()
    upper.image.save(target, "TIFF", save_all=True, append_images=[lower.image], dpi=(200, 200))
    assert cells(load_image(target.getvalue()))[-3:] == [
        (2, 0, 1, 1, "人数"),
        (2, 1, 1, 1, "2000人"),
        (2, 2, 1, 1, "2145人"),
    ]


@pytest.mark.parametrize("dots", [200, 72, 1])
def test_places_are_in_points_of_the_picture(dots: int) -> None:
    document = load_image(Sheet().write(100, 200, "低保对象").saved(dpi=(dots, dots)))
    (place,) = document.places
    assert place.box is not None
    scale = 200 / (dots if dots >= 72 else 72)
    found = (place.box.x0 / scale, place.box.y0 / scale, place.box.x1 / scale, place.box.y1 / scale)
    assert found == pytest.approx((100, 203, 148, 217), abs=6)


def test_doubtful_figures_are_named_and_kept() -> None:
    sheet = Sheet((595, 200)).write(90, 80, "支出371.06万元")
    left, top = 300, 222
    for step in range(0, 34, 2):  # a stroke of a pen through a figure
        sheet.image.paste("black", (left + 3 * step, top + step, left + 3 * step + 7, top + step + 3))
    document = load_image(sheet.saved())
    assert all(span.of(document.text) in "0123456789.:%" for span in document.doubtful)
    named = [hint.value for hint in document.hints if hint.label == "识别存疑"]
    assert bool(named) == bool(document.doubtful)
    assert all(value in document.text for value in named)
    assert not document.warnings


def png_of_size(width: int, height: int) -> bytes:
    """Return a small PNG that says it is large."""

    def part(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = part(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + part(b"IDAT", zlib.compress(bytes(1000))) + part(b"IEND", b"")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n", "damaged"),
        (Sheet((200, 200)).noisy().saved()[:2000], "damaged"),
        (b"GIF89a" + bytes(20), "damaged"),
        (b"II*\x00\xff\xff\xff\xff", "damaged"),
        (png_of_size(50_000, 50_000), "million pixels"),
        (png_of_size(12_000, 12_000), "million pixels"),
        (png_of_size(20, 20), "too small"),
    ],
)
def test_what_cannot_be_opened_says_why(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableDocument, match=reason):
        load_image(data)


def test_a_picture_without_print_says_so() -> None:
    with pytest.raises(NoText, match="no print"):
        load_image(Sheet((300, 200)).saved())
