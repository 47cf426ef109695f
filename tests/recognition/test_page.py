"""Whole pages recognised: which way up they are, where their characters are seen, what by itself looks like another."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.recognition.page import Recognised, recognise, slant
from tests.recognition.drawn import SCALE, Sheet

TITLE, LINE = "困难群众救助补助资金绩效自评表", "全年发放低保金371.06万元，惠及1286户2145人。"


@pytest.fixture(scope="module")
def sheet() -> Sheet:
    page = Sheet().write(150, 80, TITLE, 18).write(90, 150, LINE).write(90, 180, "预算执行率98.16%，结余6.94万元。")
    return page.grid([90, 200, 300, 400], [230, 260, 290], [["指标", "目标值", "完成值"], ["户数", "—", "/"]])


def texts(found: Recognised) -> list[str]:
    return ["".join(glyph.text for glyph in line) for line in found.lines]


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_the_page_is_turned_upright_and_places_stay(sheet: Sheet, quarters: int) -> None:
    picture = np.ascontiguousarray(np.rot90(sheet.colours(), quarters))
    found = recognise(picture)
    assert texts(found)[:2] == [TITLE, LINE]
    assert "—" in texts(found)
    assert "/" in texts(found)
    # Where the title's ink is seen, the picture is dark.
    glyphs = found.lines[0]
    box = (glyphs[0].x0, glyphs[0].y0, glyphs[-1].x1, glyphs[-1].y1)
    x0, y0, x1, y1 = (round(v) for v in found.seen(box))
    ink = picture[..., 0] < 128
    top = 80 * SCALE
    titles = np.rot90(
        np.arange(sheet.colours().shape[0])[:, None].repeat(sheet.colours().shape[1], 1) < top + 80, quarters
    )
    assert (ink & titles)[y0:y1, x0:x1].sum() > 0.9 * (ink & titles).sum()


def test_the_same_picture_is_read_the_same(sheet: Sheet) -> None:
    picture = sheet.colours()
    assert recognise(picture) == recognise(picture)


def test_a_white_page_has_no_lines() -> None:
    assert recognise(np.full((400, 300, 3), 250, np.uint8)).lines == ()


@pytest.mark.parametrize(("lean", "expected"), [(0.0, 0.0), (0.4, 0.4), (-0.3, -0.3)])
def test_slant_is_how_far_a_stroke_goes_right(lean: float, expected: float) -> None:
    stroke = np.full((40, 60), 255, np.uint8)
    for row in range(40):
        column = round(30 + lean * (20 - row))
        stroke[row, column : column + 3] = 0
    lean, spread = slant(stroke)
    assert lean == pytest.approx(expected, abs=0.03)
    assert spread < 2
