"""Pictures of reports: PNG, JPEG, TIFF with one or more pages, and what else Pillow opens.

Scanners note the resolution in the file, telephones note a wrong one or none; what no sheet of paper measures
is taken for A4. A telephone also notes how it was held.

>>> load_image(b"no picture at all")
Traceback (most recent call last):
pipeline.errors.UnreadableDocument: the picture is damaged or of a kind that cannot be opened
"""

from __future__ import annotations

import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from pipeline.errors import NoText, UnreadableDocument
from pipeline.loaders.builder import DocumentBuilder
from pipeline.loaders.page_writing import write_pages
from pipeline.loaders.pages import PageText
from pipeline.loaders.scans import MOST_SCANNED, Sheet, scanned_page, with_doubts
from pipeline.model import Document
from pipeline.recognition.engine import EngineMissing
from pipeline.recognition.picture import POINTS_PER_INCH
from pipeline.recognition.rendering import pixels_of

# A sheet of A3 at 600 dots an inch has 70 million pixels; more than this is an attack on the reader's memory.
MOST_PIXELS = 120_000_000
# A picture with a side shorter than this shows no page.
LEAST_SIDE = 40
DAMAGED = "the picture is damaged or of a kind that cannot be opened"
TOO_LARGE = f"the picture has more than {MOST_PIXELS // 1_000_000} million pixels: scan it at 200 to 300 dots an inch"
TOO_SMALL = "the picture is too small to hold a report"
NO_PRINT = "no print can be read in the picture"
# What damaged pictures make Pillow raise.
DAMAGE = (OSError, SyntaxError, ValueError, EOFError, struct.error, IndexError, TypeError, OverflowError, MemoryError)
# Only these hold pages one after the other; in others, frames are a film.
PAGED = {"TIFF"}


def load_image(data: bytes) -> Document:
    """Return the document; raises NoText where no print is seen, UnreadableDocument where it cannot be opened."""
    builder = DocumentBuilder("image")
    with _opened(data) as picture:
        builder.pages = getattr(picture, "n_frames", 1) if picture.format in PAGED else 1
        pages = list(_pages(picture, min(builder.pages, MOST_SCANNED), builder))
    if not any(page.kind == "scanned" for page in pages):
        raise NoText(NO_PRINT)
    write_pages(builder, [page for page in pages if page.kind == "scanned"])
    unread = [page.page for page in pages if page.kind == "image"]
    if unread:
        builder.warn(f"pages {', '.join(map(str, unread))}: pictures on which no print could be read")
    if builder.pages > MOST_SCANNED:
        builder.warn(f"only the first {MOST_SCANNED} of {builder.pages} pages were recognised")
    builder.ocr = True
    return with_doubts(builder.build())


@contextmanager
def _opened(data: bytes) -> Iterator[Image.Image]:
    """Give the open picture; what Pillow only warns of (odd particulars, many pixels) is judged here."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            picture = Image.open(BytesIO(data))
        except Image.DecompressionBombError as error:
            raise UnreadableDocument(TOO_LARGE) from error
        except (UnidentifiedImageError, *DAMAGE) as error:
            raise UnreadableDocument(DAMAGED) from error
        with picture:
            yield picture


def _pages(picture: Image.Image, count: int, builder: DocumentBuilder) -> Iterator[PageText]:
    for index in range(count):
        try:
            picture.seek(index)
            upright = _upright(picture)
        except DAMAGE as error:
            if not index:
                raise UnreadableDocument(DAMAGED) from error
            builder.warn(f"pages {index + 1}-{count}: damaged, not read")
            return
        yield _page(upright, index + 1)


def _upright(picture: Image.Image) -> Image.Image:
    """Return a frame as the camera was held, read whole."""
    if picture.width * picture.height > MOST_PIXELS:
        raise UnreadableDocument(TOO_LARGE)
    if min(picture.size) < LEAST_SIDE:
        raise UnreadableDocument(TOO_SMALL)
    picture.load()
    return ImageOps.exif_transpose(picture)


def _page(picture: Image.Image, number: int) -> PageText:
    across, down = _resolution(picture)
    sheet = Sheet.of_points(picture.width * POINTS_PER_INCH / across, picture.height * POINTS_PER_INCH / down)
    try:
        return scanned_page(pixels_of(picture, sheet.scale * POINTS_PER_INCH / across), sheet, number)
    except EngineMissing as error:
        raise UnreadableDocument(str(error)) from error


def _resolution(picture: Image.Image) -> tuple[float, float]:
    """Return the dots an inch that the file states, that of points where it states none or an impossible one."""
    try:
        across, down = (float(value) for value in picture.info.get("dpi", (0, 0)))
    except (TypeError, ValueError, ZeroDivisionError):
        across = down = 0.0
    if not (POINTS_PER_INCH <= across <= 1200 and across == down):
        return float(POINTS_PER_INCH), float(POINTS_PER_INCH)
    return across, down
