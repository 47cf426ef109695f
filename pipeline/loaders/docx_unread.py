"""What a Word document shows but does not hold as text: pictures, embedded sheets, charts, inserted files.

A scan pasted into Word is a document of pictures. A seal or a logo is a picture too and hides nothing,
so only pictures that are large enough for lines of text count.

>>> unread = Unread(pictures=2)
>>> unread.warnings()
('2 pictures not read; where they show text or tables, have these recognised',)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pipeline.loaders.docx_package import CHART, DIAGRAM, DRAWING, OFFICE, VML, Element
from pipeline.loaders.docx_styles import whole_number

CHART_OR_DIAGRAM: Final = (f"{{{CHART}}}chart", f"{{{DIAGRAM}}}relIds")

# An official seal is a circle of 42 mm, 5 mm more with its margin; a table of three rows is larger than its square.
LARGEST_SEAL: Final = 47.0 * 47.0
MILLIMETRES: Final = {"pt": 25.4 / 72, "in": 25.4, "cm": 10.0, "mm": 1.0, "px": 25.4 / 96, "": 25.4 / 96}
EMU_PER_MILLIMETRE: Final = 36000
STYLE_LENGTH: Final = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*(\d+(?:\.\d+)?)\s*(pt|in|cm|mm|px|)\s*(?=;|$)")

# A page that is a picture may still carry a typed title; a report is a thousand characters and more.
NEARLY_NO_TEXT: Final = 60


@dataclass(slots=True)
class Unread:
    """Counts what could not be read."""

    pictures: int = 0
    objects: int = 0
    inserted: int = 0

    def see_picture(self, element: Element) -> None:
        """Count a picture, unless it is too small for text."""
        size = _area(element)
        if size is None or size > LARGEST_SEAL:
            self.pictures += 1

    def see_object(self, element: Element) -> None:
        """Count an embedded object or chart; formulas hold no figures of a report."""
        embedded = next(element.iter(f"{{{OFFICE}}}OLEObject"), None)
        if embedded is None or not embedded.get("ProgID", "").startswith("Equation"):
            self.objects += 1

    def see_inserted_file(self) -> None:
        """Count a file that is inserted whole into the document."""
        self.inserted += 1

    def warnings(self) -> tuple[str, ...]:
        """Return one warning for each kind, in words that a person can act on."""
        return tuple(self._reasons())

    def refusal(self, characters: int) -> str | None:
        """Return why a document with so few characters cannot be used, None where it can."""
        if characters == 0 and not self._any():
            return "the document is empty: it holds neither text nor pictures"
        if characters >= NEARLY_NO_TEXT or not self._any():
            return None
        return f"the document has only {characters} characters of text: {'; '.join(self._reasons())}"

    def _any(self) -> bool:
        return bool(self.pictures or self.objects or self.inserted)

    def _reasons(self) -> Iterator[str]:
        for number, name, advice in (
            (self.pictures, "picture", "where they show text or tables, have these recognised"),
            (self.objects, "embedded object", "open the document and save each sheet, chart or file by itself"),
            (self.inserted, "inserted file", "open the document in Word and save it again, which takes the text over"),
        ):
            if number:
                yield f"{number} {name}{'' if number == 1 else 's'} not read; {advice}"


def _area(element: Element) -> float | None:
    """Return the printed size of a picture in square millimetres, None where it is not told."""
    extent = next((e for e in element.iter(f"{{{DRAWING}}}ext") if e.get("cx") is not None), None)
    if extent is not None:
        width, height = whole_number(extent.get("cx")), whole_number(extent.get("cy"))
        return None if width is None or height is None else width * height / EMU_PER_MILLIMETRE**2
    shape = element.getparent()
    if element.tag != f"{{{VML}}}imagedata" or shape is None:
        return None
    lengths = {name: float(n) * MILLIMETRES[unit] for name, n, unit in STYLE_LENGTH.findall(shape.get("style", ""))}
    return lengths["width"] * lengths["height"] if {"width", "height"} <= lengths.keys() else None
