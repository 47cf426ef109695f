"""Pages turned upright and their lines made level: a sheet lies askew on the glass, a camera looks from one side.

First the whole sheet is turned by the angle at which lines of print are sharpest. Then the rules of its
tables, where there are some, tell what is left: how much lines slant, and how that changes over the page.

>>> Straightening(angle=0.0, width=100, height=50).source(10, 20)
(10.0, 20.0)
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.recognition.picture import pixels

if TYPE_CHECKING:
    from pipeline.recognition.picture import Grey

# Angles that are tried, in degrees; a page that lies more askew was not scanned to be read.
WIDEST, STEP, FINE_STEP = 6.0, 0.5, 0.05
# The angle is found on a picture this many times smaller.
SMALLER = 4
# The least rule that tells how the page lies, in points, and how many of one direction must agree.
TELLING_RULE = 60
ENOUGH_RULES = 3
# A rule slants by less than this once the sheet is turned; the change over the page is bounded alike.
MOST_SLANT = 0.06
# A rule is bent by less than this, in points.
MOST_BEND = 2.5

Fit = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Straightening:
    """The map from the straight page back to the picture: the slants of its lines, then the turn of the sheet.

    `level` is how much level lines fall for each pixel to the right, and how that grows for each pixel down;
    `upright` how much upright lines lean for each pixel down, and how that grows for each pixel to the right.
    Lines that grow apart meet somewhere; what makes both meeting points infinitely far is a projective map.
    """

    angle: float
    width: int
    height: int
    level: Fit = (0.0, 0.0)
    upright: Fit = (0.0, 0.0)

    def source(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the straight page is in the picture."""
        across, down = self.width / 2, self.height / 2
        dx, dy = x - across, y - down
        distance = 1 - self.level[1] * dx - self.upright[1] * dy
        sx, sy = (dx + self.upright[0] * dy) / distance, (dy + self.level[0] * dx) / distance
        cosine, sine = math.cos(math.radians(self.angle)), math.sin(math.radians(self.angle))
        return across + cosine * sx - sine * sy, down + sine * sx + cosine * sy

    def apply(self, picture: Grey) -> Grey:
        """Return the picture made straight."""
        import cv2
        import numpy as np

        if not self.angle and self.level == self.upright == (0.0, 0.0):
            return picture
        across, down = self.width / 2, self.height / 2
        dx = np.arange(self.width, dtype=np.float32)[None, :] - np.float32(across)
        dy = np.arange(self.height, dtype=np.float32)[:, None] - np.float32(down)
        distance = 1 - self.level[1] * dx - self.upright[1] * dy
        sx, sy = (dx + self.upright[0] * dy) / distance, (dy + self.level[0] * dx) / distance
        cosine, sine = math.cos(math.radians(self.angle)), math.sin(math.radians(self.angle))
        map_x = (across + cosine * sx - sine * sy).astype(np.float32)
        map_y = (down + sine * sx + cosine * sy).astype(np.float32)
        moved = cv2.remap(picture, map_x, map_y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=255)
        return moved.astype(np.uint8)


def straightening(grey: Grey) -> Straightening:
    """Return how a page is made straight."""
    height, width = grey.shape
    turned = Straightening(_angle(grey), width, height)
    ink = (turned.apply(grey) < 160).astype("uint8")
    level = _fit(_rules(ink), height / 2)
    upright = _fit(_rules(ink.T.copy()), width / 2)
    return Straightening(turned.angle, width, height, level, upright)


def _angle(grey: Grey) -> float:
    """Return the angle at which the rows of the page differ most: lines of print against the white between."""
    import cv2
    import numpy as np

    small = cv2.resize(grey, None, fx=1 / SMALLER, fy=1 / SMALLER, interpolation=cv2.INTER_AREA)
    ink = (255 - small).astype(np.float32)
    height, width = ink.shape

    def sharpness(angle: float) -> float:
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
        rows = cv2.warpAffine(ink, turn, (width, height), flags=cv2.INTER_LINEAR).sum(axis=1)
        return float(((rows[1:] - rows[:-1]) ** 2).sum())

    count = round(WIDEST / STEP)
    coarse = max((STEP * n for n in range(-count, count + 1)), key=lambda a: (sharpness(a), -abs(a)))
    around = round(STEP / FINE_STEP)
    fine = max((coarse + FINE_STEP * n for n in range(-around, around + 1)), key=lambda a: (sharpness(a), -abs(a)))
    return 0.0 if abs(fine) < FINE_STEP / 2 else round(fine, 2)


@dataclass(frozen=True, slots=True)
class _Rule:
    place: float  # across its direction, at the middle of the page
    slant: float
    length: float


def _rules(ink: Grey) -> list[_Rule]:
    """Return the nearly level rules of a page that lies nearly straight."""
    import cv2
    import numpy as np

    run = cv2.getStructuringElement(cv2.MORPH_RECT, (pixels(9), 1))
    level = cv2.dilate(cv2.morphologyEx(ink, cv2.MORPH_OPEN, run), np.ones((3, 5), np.uint8))
    count, labels, facts, _ = cv2.connectedComponentsWithStats(level, connectivity=8)
    middle = ink.shape[1] / 2
    done = []
    for number in range(1, count):
        left, top, width, height, _ = (int(v) for v in facts[number])
        if width < pixels(TELLING_RULE) or height > MOST_SLANT * width + pixels(MOST_BEND) + 4:
            continue
        y, x = np.nonzero(labels[top : top + height, left : left + width] == number)
        slant, start = np.polyfit(x + left - middle, y + top, 1)
        if np.abs(y + top - slant * (x + left - middle) - start).mean() < pixels(MOST_BEND) / 2:
            done.append(_Rule(float(start), float(slant), float(width)))
    return done


def _fit(rules: Sequence[_Rule], middle_across: float) -> Fit:
    """Return the slant at the middle of the page and its growth, nothing where too few rules tell."""
    import numpy as np

    if len(rules) < ENOUGH_RULES:
        return 0.0, 0.0
    places = np.array([rule.place - middle_across for rule in rules])
    slants = np.array([rule.slant for rule in rules])
    weights = np.sqrt([rule.length for rule in rules])
    kept = np.abs(slants - np.median(slants)) < MOST_SLANT
    if kept.sum() < ENOUGH_RULES:
        return 0.0, 0.0
    terms = np.stack([np.ones_like(places), places], axis=1)
    found, *_ = np.linalg.lstsq(terms[kept] * weights[kept, None], slants[kept] * weights[kept], rcond=None)
    start, growth = float(found[0]), float(found[1])
    spread = places[kept].max() - places[kept].min()
    if spread < middle_across / 2:  # rules that stand close together do not tell how the slant changes
        start, growth = float(np.average(slants[kept], weights=weights[kept])), 0.0
    if abs(start) > MOST_SLANT or abs(growth) * middle_across > 2 * MOST_SLANT:
        return 0.0, 0.0
    return start, growth
