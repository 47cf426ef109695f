"""Reports as legacy Word files (.doc, .wps, RTF), read by way of the DOCX that LibreOffice makes of them.

A run converts such files in batches before they are read and hands the DOCX over; a file that comes
without one is converted here.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from pipeline.loaders.docx import load_docx
from pipeline.model import Document
from pipeline.office import convert, ends_in_table, mended

LOST_TABLE: Final = (
    "the cells of the table at its end are run together into one line, since the file has no paragraph after it: "
    "open it in Word and save it as .docx"
)


def load_legacy(data: bytes, format_name: str, converted: bytes | None = None) -> Document:
    """Return the document of a legacy file; raises UnreadableDocument where it cannot be converted."""
    document = load_docx(convert(data) if converted is None else converted)
    lost = (LOST_TABLE,) if ends_in_table(mended(data)) else ()
    return replace(document, format=format_name, warnings=(*document.warnings, *lost))
