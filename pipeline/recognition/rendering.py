"""Pages and pictures as arrays of colours, at the resolution at which they are recognised.

>>> from PIL import Image
>>> pixels_of(Image.new("L", (30, 20)), scale=2).shape
(40, 60, 3)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image

    from pipeline.recognition.picture import Colours


def rendered(page: Any, scale: float) -> Colours:
    """Return an open page of a PDF with so many pixels a point, annotations (stamps, signatures) included."""
    import numpy as np

    bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False, may_draw_forms=False)
    try:
        return _colours(np.array(bitmap.to_numpy()))
    finally:
        bitmap.close()


def pixels_of(picture: Image, scale: float) -> Colours:
    """Return a picture made so many times larger, transparent parts white."""
    import numpy as np
    from PIL import Image as Pictures

    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        clear = picture.convert("RGBA")
        picture = Pictures.alpha_composite(Pictures.new("RGBA", clear.size, "white"), clear)
    size = (max(round(picture.width * scale), 1), max(round(picture.height * scale), 1))
    return _colours(np.asarray(picture.convert("RGB").resize(size, Pictures.Resampling.LANCZOS)))


def _colours(pixels: Any) -> Colours:
    """Return pixels as red, green and blue."""
    import numpy as np

    if pixels.ndim == 2:
        pixels = pixels[:, :, None]
    if pixels.shape[2] == 1:
        pixels = np.repeat(pixels, 3, axis=2)
    done: Colours = np.ascontiguousarray(pixels[:, :, :3])
    return done
