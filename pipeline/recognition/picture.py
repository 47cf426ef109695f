"""Pictures as they pass through recognition, and how their pixels count in points.

All steps work at one resolution, so that their sizes can be given in points like those of printed pages.

>>> pixels(72)
200
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Grey: TypeAlias = npt.NDArray[np.uint8]
    Colours: TypeAlias = npt.NDArray[np.uint8]
    Numbers: TypeAlias = npt.NDArray[np.float32]
    Mask: TypeAlias = npt.NDArray[np.bool_]

# Office scanners give 150 to 300 dots an inch; more than this makes recognition slower, not better.
DOTS_PER_INCH = 200
POINTS_PER_INCH = 72
POINTS_PER_PIXEL = POINTS_PER_INCH / DOTS_PER_INCH

Rectangle: TypeAlias = tuple[float, float, float, float]


def pixels(points: float) -> int:
    """Return how many pixels a length in points has, one at least."""
    return max(round(points / POINTS_PER_PIXEL), 1)
