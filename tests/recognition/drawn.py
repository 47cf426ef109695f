"""Sheets of paper drawn with Pillow, as a scanner or a telephone would see them.

Sizes are in points; a sheet has 200 dots an inch.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

DOTS = 200
SCALE = DOTS / 72
A4 = (595, 842)
# Where systems keep a Chinese font.
FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/System/Library/Fonts/PingFang.ttc",
    "C:/Windows/Fonts/simsun.ttc",
)
SEAL = (200, 40, 40)


@cache
def font_file() -> str:
    """Return a Chinese font; without one a person's tests are skipped, those of a CI fail."""
    for path in FONTS:
        if Path(path).exists():
            return path
    if shutil.which("fc-match"):
        match = ["fc-match", "--format=%{file}", ":lang=zh-cn"]
        found = subprocess.run(match, capture_output=True, text=True, check=False).stdout
        if found and _covers_chinese(found):
            return found
    if os.environ.get("CI") == "true":
        pytest.fail("no Chinese font: apt-get install fonts-wqy-microhei")
    pytest.skip("no Chinese font to draw pages with: apt-get install fonts-wqy-microhei")


def _covers_chinese(path: str) -> bool:
    """Return whether a font draws two characters differently (one without them draws the same box twice)."""
    font = ImageFont.truetype(path, 20)
    return bytes(font.getmask("低")) != bytes(font.getmask("保"))


class Sheet:
    """A white sheet that is drawn on."""

    def __init__(self, size: tuple[int, int] = A4) -> None:
        self.image = Image.new("RGB", (round(size[0] * SCALE), round(size[1] * SCALE)), "white")
        self._draw = ImageDraw.Draw(self.image)

    def write(self, x: float, y: float, text: str, size: float = 12, ink: str = "black") -> Sheet:
        """Write a line whose upper left corner is given."""
        self._draw.text(
            (x * SCALE, y * SCALE), text, fill=ink, font=ImageFont.truetype(font_file(), round(size * SCALE))
        )
        return self

    def rule(self, x0: float, y0: float, x1: float, y1: float, width: int = 2) -> Sheet:
        """Draw a rule."""
        self._draw.line([v * SCALE for v in (x0, y0, x1, y1)], fill="black", width=width)
        return self

    def grid(
        self, xs: Sequence[float], ys: Sequence[float], texts: Sequence[Sequence[str]] = (), size: float = 10
    ) -> Sheet:
        """Draw a table of equal rows with texts near the upper left corner of each cell."""
        for y in ys:
            self.rule(xs[0], y, xs[-1], y)
        for x in xs:
            self.rule(x, ys[0], x, ys[-1])
        for row, top in zip(texts, ys, strict=False):
            for text, left in zip(row, xs, strict=False):
                for number, line in enumerate(text.split("\n")):
                    self.write(left + 6, top + 5 + 1.4 * size * number, line, size)
        return self

    def seal(self, x: float, y: float, radius: float = 55) -> Sheet:
        """Press a round seal with a star, pale enough to read print through it."""
        ink = Image.new("RGBA", self.image.size)
        draw = ImageDraw.Draw(ink)
        box = [v * SCALE for v in (x - radius, y - radius, x + radius, y + radius)]
        draw.ellipse(box, outline=(*SEAL, 170), width=9)
        draw.regular_polygon((x * SCALE, y * SCALE, radius * SCALE / 4), 5, fill=(*SEAL, 170))
        self.image = Image.alpha_composite(self.image.convert("RGBA"), ink).convert("RGB")
        self._draw = ImageDraw.Draw(self.image)
        return self

    def askew(self, degrees: float) -> Sheet:
        """Lay the sheet askew on the glass."""
        self.image = self.image.rotate(degrees, fillcolor="white", resample=Image.Resampling.BICUBIC)
        return self

    def noisy(self, strength: float = 6) -> Sheet:
        """Add the grain of a scanner, the same each time."""
        grain = np.random.default_rng(7).normal(0, strength, (*self.image.size[::-1], 1))
        self.image = Image.fromarray((np.asarray(self.image) + grain).clip(0, 255).astype(np.uint8))
        return self

    def colours(self) -> np.ndarray:
        """Return the pixels."""
        return np.asarray(self.image)

    def saved(self, kind: str = "PNG", **options: object) -> bytes:
        """Return the file of the picture."""
        target = BytesIO()
        self.image.save(target, kind, **{"dpi": (DOTS, DOTS), **options})
        return target.getvalue()
