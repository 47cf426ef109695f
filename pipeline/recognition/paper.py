"""A picture of a page made even: white paper, black print, seals pale, the table that it lay on gone.

Light falls unevenly on photographed pages, scanners leave dark edges, and the red seal of the office stands
over the last lines. Ink of a seal is bright in the red channel; where the print lies under it, it is dark
there too.

>>> import numpy as np
>>> page = np.full((80, 60, 3), 180, np.uint8)
>>> int(even(page).grey.min())
255
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from pipeline.recognition.picture import pixels

if TYPE_CHECKING:
    from pipeline.recognition.picture import Colours, Grey, Mask, Numbers

Frame: TypeAlias = tuple[slice, slice]

# Light is measured on a picture this many times smaller, over spots larger than any character (in points).
SMALLER = 8
SPOT = 36
# Paper is brighter by this than what it lies on, and covers this share of a picture of it.
PAPER_STANDS_OUT = 70
LEAST_PAPER = 0.25
# The edge of the paper is cut off by this many points of the smaller picture.
EDGE = 3
# Ink whose red is brighter than its green and blue by this share is red, measured over a spot of some pixels:
# cameras and JPEG give every dark stroke a hem of colours.
RED, RED_SPOT, HEM = 0.07, 5, 7
# A seal measures 2 to 5 cm and is round or square, or an oval; red headings are wide.
SEAL_SIDES = (48, 170)
SEAL_RATIO = 1.8
# How far apart the pieces of a broken ring may be, in points.
RING_GAP = 4
# The brighter part of a seal's ink (its percentile) lies on paper, the darker part on print.
ON_PAPER = 75
# What is this much darker than the seal's ink on paper is print, and made darker by an exponent.
DARKER, CONTRAST = 0.88, 3


@dataclass(frozen=True, slots=True)
class Paper:
    """A page in grey, its paper at 255 and its print dark; `stained` is 0 where a seal stands, elsewhere 255."""

    grey: Grey
    stained: Grey


def even(picture: Colours) -> Paper:
    """Return the page made even."""
    import cv2
    import numpy as np

    light = _light(picture)
    lit = np.minimum(picture.astype(np.float32) / np.maximum(light, 1), 1.0)
    red = _red(lit)
    seals = _seals(red) if red is not None else []
    grey: Grey = (255 * _without_seals(lit, red, seals)).astype(np.uint8)
    stained: Grey = np.full_like(grey, 255)
    for rows, columns in seals:
        stained[rows, columns] = 0
    ground = _ground(cv2.cvtColor(light, cv2.COLOR_RGB2GRAY).astype(np.uint8))
    if ground is not None:
        grey[ground] = 255
    return Paper(grey, stained)


def _light(picture: Colours) -> Colours:
    """Return how bright the paper is at each point: the brightest near it, print gone."""
    import cv2
    import numpy as np

    height, width = picture.shape[:2]
    small = cv2.resize(picture, (max(width // SMALLER, 1), max(height // SMALLER, 1)), interpolation=cv2.INTER_AREA)
    side = 2 * (pixels(SPOT) // SMALLER // 2) + 1
    closed = cv2.morphologyEx(small, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, (side, side)))
    smooth = cv2.blur(closed, (side, side))
    return cv2.resize(smooth, (width, height), interpolation=cv2.INTER_LINEAR).astype(np.uint8)


def _ground(light: Grey) -> Mask | None:
    """Return what is not paper, with the edge of the paper, None where the paper fills the picture."""
    import cv2
    import numpy as np

    small = cv2.resize(light, None, fx=1 / SMALLER, fy=1 / SMALLER, interpolation=cv2.INTER_AREA)
    _, bright = cv2.threshold(small, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    if bright.all() or not bright.any():
        return None
    if float(small[bright > 0].mean()) - float(small[bright == 0].mean()) < PAPER_STANDS_OUT:
        return None
    outlines, _ = cv2.findContours(bright.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    paper = max(outlines, key=cv2.contourArea)
    if cv2.contourArea(paper) < LEAST_PAPER * small.size:
        return None
    mask = np.zeros(small.shape, np.uint8)
    cv2.drawContours(mask, [cv2.convexHull(paper)], -1, 255, cv2.FILLED)
    inner = cv2.erode(mask, np.ones((3, 3), np.uint8), iterations=EDGE)
    full = cv2.resize(inner, (light.shape[1], light.shape[0]), interpolation=cv2.INTER_NEAREST)
    outside: Mask = full == 0
    return outside


def _red(lit: Numbers) -> Mask | None:
    """Return where the ink is red, None where none is."""
    import cv2

    redness = lit[..., 0] - lit[..., 1:].max(axis=2)
    if redness.max() < RED:
        return None
    red: Mask = cv2.blur(redness, (RED_SPOT, RED_SPOT)) > RED
    return red


def _without_seals(lit: Numbers, red: Mask | None, seals: Sequence[Frame]) -> Numbers:
    """Return the page in grey, 0 to 1, the ink of seals as bright as paper and print under it dark."""
    import cv2
    import numpy as np

    plain: Numbers = lit.mean(axis=2)
    if red is None:
        return plain
    for rows, columns in seals:
        # The hem of a seal's strokes is red by too little to be seen as such, and darker than paper.
        stained = cv2.dilate(red[rows, columns].astype(np.uint8), np.ones((HEM, HEM), np.uint8)) > 0
        bright = lit[rows, columns, 0]
        ink = DARKER * float(np.percentile(bright[red[rows, columns]], ON_PAPER))
        plain[rows, columns] = np.where(stained, np.minimum(bright / ink, 1.0) ** CONTRAST, plain[rows, columns])
    return plain


def _seals(red: Mask) -> list[Frame]:
    """Return the frames of seals, as rows and columns."""
    import cv2
    import numpy as np

    if not red.any():
        return []
    gap = pixels(RING_GAP)  # closes what a rule or a stroke parts
    joined = cv2.morphologyEx(red.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((gap, gap), np.uint8))
    count, _, facts, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    least, most = map(pixels, SEAL_SIDES)
    done = []
    for left, top, width, height, _ in facts[1:count]:
        small, large = sorted((int(width), int(height)))
        if least <= small and large <= most and large <= SEAL_RATIO * small:
            rows = slice(max(int(top) - gap, 0), int(top + height) + gap)
            done.append((rows, slice(max(int(left) - gap, 0), int(left + width) + gap)))
    return done
