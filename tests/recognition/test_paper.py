"""Paper made even: light, seals, what the paper lies on."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from pipeline.recognition.paper import even
from pipeline.recognition.rules import INK
from tests.recognition.drawn import SEAL, Sheet

WIDTH, HEIGHT = 600, 800


def bars(paper: tuple[int, int, int] = (255, 255, 255), ink: tuple[int, int, int] = (20, 20, 20)) -> Image.Image:
    """Return a page with strokes of ink, 4 pixels thick and 10 apart."""
    page = Image.new("RGB", (WIDTH, HEIGHT), paper)
    draw = ImageDraw.Draw(page)
    for y in range(100, 700, 14):
        draw.rectangle((100, y, 500, y + 3), fill=ink)
    return page


def strokes(grey: np.ndarray, column: int = 300) -> int:
    """Return how many strokes a column of pixels crosses."""
    dark = grey[:, column] < INK
    return int((dark[1:] & ~dark[:-1]).sum())


STROKES = len(range(100, 700, 14))


@pytest.mark.parametrize("paper", [(255, 255, 255), (150, 150, 150), (214, 196, 160)])
def test_print_is_dark_on_any_paper(paper: tuple[int, int, int]) -> None:
    grey = even(np.asarray(bars(paper))).grey
    assert strokes(grey) == STROKES
    assert grey[:90].min() == 255


def test_shadow_is_not_ink() -> None:
    shadow = np.linspace(1.0, 0.45, WIDTH)[None, :, None] * np.linspace(1.0, 0.8, HEIGHT)[:, None, None]
    grey = even((np.asarray(bars()) * shadow).astype(np.uint8)).grey
    assert all(strokes(grey, column) == STROKES for column in (110, 300, 490))
    assert not (grey[:90] < INK).any()


def test_a_seal_is_pale_and_print_under_it_dark() -> None:
    page = bars()
    ink = Image.new("RGBA", page.size)
    ImageDraw.Draw(ink).ellipse((200, 250, 420, 470), outline=(*SEAL, 160), width=14)
    ImageDraw.Draw(ink).rectangle((280, 330, 340, 390), fill=(*SEAL, 160))
    paper = even(np.asarray(Image.alpha_composite(page.convert("RGBA"), ink).convert("RGB")))
    assert strokes(paper.grey, 310) == STROKES
    assert not paper.stained[360, 310]
    assert paper.stained[100, 100]


def test_a_red_heading_is_print() -> None:
    page = bars()
    ImageDraw.Draw(page).rectangle((60, 40, 540, 70), fill=(210, 20, 20))
    assert (even(np.asarray(page)).grey[45:65, 100:500] < INK).all()


def test_the_table_under_the_paper_is_white() -> None:
    table = Image.new("RGB", (WIDTH + 200, HEIGHT + 200), (96, 66, 40))
    table.paste(bars(), (100, 100))
    grey = even(np.asarray(table)).grey
    assert (grey[:95] == 255).all()
    assert (grey[:, :95] == 255).all()
    assert strokes(grey, 400) == STROKES


def test_the_same_picture_gives_the_same_page() -> None:
    page = Sheet().rule(72, 100, 500, 100).seal(300, 400).noisy().colours()
    assert np.array_equal(even(page).grey, even(page).grey)
