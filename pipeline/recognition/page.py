"""A picture of a page recognised: its characters and the cells of its tables, with their places.

>>> Recognised(width=60, height=40).seen((10, 10, 20, 30))
(10, 10, 20, 30)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.recognition.characters import Glyph, agreed_sizes, measured_size, placed
from pipeline.recognition.engine import Engine, Sign, engine
from pipeline.recognition.paper import Paper, even
from pipeline.recognition.picture import Rectangle, pixels
from pipeline.recognition.rules import INK, bridged, cells_of, rules_of, without_rules
from pipeline.recognition.straight import Straightening, straightening
from pipeline.recognition.strips import Strip, strips_of

if TYPE_CHECKING:
    from pipeline.recognition.picture import Colours, Grey

# Lines are looked for on a picture of 150 dots an inch: it is enough, and takes half the time.
FINDING = 0.75
# The air around a line when it is read, as a share of its height.
AIR = 0.1
# So many lines, the longest, tell whether the page stands on its head; read surely, they do not.
TELLING_LINES, UPRIGHT = 5, 0.75
# A line that is read less surely than this is no print: a picture, handwriting, dust.
# What the engine did not find by itself must be read more surely to be print.
LEAST_SURE, LEAST_SURE_PASSED_OVER, LEAST_SURE_UNDER_SEAL = 0.45, 0.7, 0.95
# The mean of a picture of which half lies under a seal.
STAINED = 128
# A level stroke by itself is a dash when it is thin, in points, and this many times as wide as high.
THIN_DASH, DASH = 2.2, 5
DASH_SIGN, SLASH_SIGN = Sign("—", 0.5, 1.0), Sign("/", 0.5, 1.0)
# Under a seal only what is darker than this is print, not the hem of the seal.
DARK = 110
# A stroke by itself is a slash when it slants by this (to the right for each pixel up), is thin and has some height,
# in points.
SLASH, THIN_SLASH, LEAST_SLASH = 0.22, 0.6, 5
# A page with less ink than this share is blank.
LEAST_INK = 0.00005


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a picture of a page prints, in pixels of the upright and straight page.

    `turn` counts by how many quarter turns clockwise the picture's print is turned.
    """

    width: int
    height: int
    lines: tuple[tuple[Glyph, ...], ...] = ()
    tables: tuple[tuple[Rectangle, ...], ...] = ()
    straight: Straightening | None = None
    turn: int = 0
    unsure_lines: int = 0

    def seen(self, box: Rectangle) -> Rectangle:
        """Return where a box of the straight page is in the picture."""
        x0, y0, x1, y1 = box
        corners = [(x0, y0), (x1, y0), (x0, y1), (x1, y1)]
        if self.straight is not None:
            corners = [self.straight.source(x, y) for x, y in corners]
        corners = [self._turned_back(x, y) for x, y in corners]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return min(xs), min(ys), max(xs), max(ys)

    def _turned_back(self, x: float, y: float) -> tuple[float, float]:
        places = ((x, y), (self.height - y, x), (self.width - x, self.height - y), (y, self.width - x))
        return places[self.turn % 4]


def recognise(picture: Colours) -> Recognised:
    """Return what a picture of a page prints; raises EngineMissing where the engine is not installed."""
    reader = engine()
    paper = even(picture)
    if (paper.grey < INK).mean() < LEAST_INK:
        return Recognised(paper.grey.shape[1], paper.grey.shape[0])
    page = _Page.of(paper, 0, reader)
    if page.is_turned():
        page = _Page.of(paper, 1, reader)
    if page.is_on_its_head(reader):
        page = _Page.of(paper, page.turn + 2, reader)
    return page.read(reader)


@dataclass(frozen=True, slots=True)
class _Page:
    """A page made straight, with the frames of what is on it."""

    grey: Grey  # its rules painted over
    strokes: Grey  # without what is left of seals; characters are thinner
    stained: Grey  # what lies under a seal is dark
    straight: Straightening
    turn: int
    tables: tuple[tuple[Rectangle, ...], ...]
    lines: tuple[Rectangle, ...]

    @classmethod
    def of(cls, paper: Paper, turn: int, reader: Engine) -> _Page:
        """Return the page turned back by so many quarter turns."""
        import cv2
        import numpy as np

        upright, stained = (np.ascontiguousarray(np.rot90(p, turn)) for p in (paper.grey, paper.stained))
        straight = straightening(upright)
        page, stained = straight.apply(upright), straight.apply(stained)
        rules = bridged(rules_of(page), stained)
        tables = cells_of(rules)
        clean = without_rules(page, rules, [cell for table in tables for cell in table])
        small = cv2.resize(clean, None, fx=FINDING, fy=FINDING, interpolation=cv2.INTER_AREA).astype(np.uint8)
        lines = [tuple(value / FINDING for value in frame) for frame in reader.find(small)]
        strokes = np.where((stained == 0) & (clean > DARK), np.uint8(255), clean)
        return cls(clean, strokes, stained, straight, turn % 4, tuple(map(tuple, tables)), tuple(lines))  # type: ignore[arg-type]

    def is_turned(self) -> bool:
        """Return whether most of its lines run up or down."""
        upright = sum(y1 - y0 for x0, y0, x1, y1 in self.lines if y1 - y0 > 2 * (x1 - x0))
        level = sum(x1 - x0 for x0, y0, x1, y1 in self.lines if x1 - x0 > 2 * (y1 - y0))
        return upright > level

    def is_on_its_head(self, reader: Engine) -> bool:
        """Return whether its longest lines are read more surely when the page is turned by half."""
        longest = sorted(self.lines, key=lambda f: (f[0] - f[2], f))[:TELLING_LINES]
        crops = [self.crop(frame) for frame in longest]
        sure = _sureness(reader.read(crops))
        return sure < UPRIGHT and _sureness(reader.read([crop[::-1, ::-1] for crop in crops])) > sure

    def crop(self, frame: Rectangle) -> Grey:
        """Return the picture of a line."""
        x0, y0, x1, y1 = self.bounds(frame)
        return self.grey[y0:y1, x0:x1]

    def bounds(self, frame: Rectangle, air: float = AIR) -> tuple[int, int, int, int]:
        """Return a frame with some air around it (a share of its height), in whole pixels of the page."""
        height, width = self.grey.shape
        air *= frame[3] - frame[1]
        x0, y0 = max(round(frame[0] - air), 0), max(round(frame[1] - air), 0)
        x1, y1 = min(round(frame[2] + air), width), min(round(frame[3] + air), height)
        return min(x0, width - 1), min(y0, height - 1), max(x1, x0 + 1), max(y1, y0 + 1)

    def read(self, reader: Engine) -> Recognised:
        """Return what the page prints."""
        height, width = self.grey.shape
        cells = [cell for table in self.tables for cell in table]
        strips = strips_of(self.strokes, self.lines, cells)
        found: list[Sequence[Sign]] = list(reader.read([self.crop(strip.frame) for strip in strips]))
        found = [self._stroke(strip, signs) for strip, signs in zip(strips, found, strict=True)]
        legible = [(s, signs) for s, signs in zip(strips, found, strict=True) if self._is_print(s, signs)]
        lines = self._placed(legible)
        return Recognised(
            width, height, lines, self.tables, self.straight, self.turn, unsure_lines=len(strips) - len(legible)
        )

    def _placed(self, read: Sequence[tuple[Strip, Sequence[Sign]]]) -> tuple[tuple[Glyph, ...], ...]:
        frames = [self.bounds(strip.frame) for strip, _ in read]
        inks = [_ink(self.grey, frame) for frame in frames]
        measured = [
            measured_size(signs, frame[2] - frame[0], bottom - top)
            for (_, signs), frame, (_, top, _, bottom) in zip(read, frames, inks, strict=True)
        ]
        return tuple(
            tuple(placed(signs, frame, (left, right), size))
            for (_, signs), frame, (left, _, right, _), size in zip(
                read, frames, inks, agreed_sizes(measured), strict=True
            )
        )

    def _is_print(self, strip: Strip, signs: Sequence[Sign]) -> bool:
        """Return whether a strip was read surely enough; a piece of a seal's ring looks like figures."""
        least = LEAST_SURE
        if strip.passed_over:
            least = LEAST_SURE_UNDER_SEAL if self._is_stained(strip) else LEAST_SURE_PASSED_OVER
        return _sureness([signs]) >= least

    def _is_stained(self, strip: Strip) -> bool:
        """Return whether most of a strip lies under a seal."""
        x0, y0, x1, y1 = self.bounds(strip.frame)
        return bool(self.stained[y0:y1, x0:x1].mean() < STAINED)

    def _stroke(self, strip: Strip, read: Sequence[Sign]) -> Sequence[Sign]:
        """Return what a strip in a cell prints: a dash by itself looks like 一, a slash like 1."""
        if strip.cell is None or len(read) > 1:
            return read
        x0, y0, x1, y1 = (round(side) for side in _ink(self.strokes, self.bounds(strip.frame, air=0)))
        if y1 - y0 <= pixels(THIN_DASH) and x1 - x0 >= DASH * (y1 - y0):
            return [DASH_SIGN]
        if y1 - y0 >= pixels(LEAST_SLASH):
            lean, spread = slant(self.strokes[y0:y1, x0:x1])
            if lean > SLASH and spread < pixels(THIN_SLASH):
                return [SLASH_SIGN]
        return read


def _ink(page: Grey, bounds: tuple[int, int, int, int]) -> Rectangle:
    """Return the frame of the ink within bounds."""
    x0, y0, x1, y1 = bounds
    rows, columns = (page[y0:y1, x0:x1] < INK).nonzero()
    if not len(rows):
        return bounds
    left, top, right, bottom = columns.min(), rows.min(), columns.max() + 1, rows.max() + 1
    return float(x0 + left), float(y0 + top), float(x0 + right), float(y0 + bottom)


def slant(grey: Grey) -> tuple[float, float]:
    """Return how far ink goes to the right for each pixel up, and how far it is from that line."""
    import numpy as np

    rows, columns = (grey < INK).nonzero()
    if len(set(rows.tolist())) < 2:
        return 0.0, 0.0
    growth, start = np.polyfit(rows, columns, 1)
    return -float(growth), float(np.abs(columns - growth * rows - start).mean())


def _sureness(lines: Sequence[Sequence[Sign]]) -> float:
    """Return how surely lines were read, 0 to 1."""
    signs = [sign.sure for line in lines for sign in line]
    return sum(signs) / len(signs) if signs else 0.0
