"""Legacy Word files (.doc of Word 97 to 2003, .wps, RTF), converted to DOCX by LibreOffice where it is there.

No parser that pip installs reads these files whole: they lose rows of merged tables or characters, and
say nothing. LibreOffice takes a second to start and a tenth of one for each file, so a run converts them
in batches before anything is read.

>>> "doc" in FORMATS, "docx" in FORMATS
(True, False)
"""

from __future__ import annotations

from pipeline.office.batches import SECONDS_PER_FILE, Converted, NotConverted, convert, convert_all
from pipeline.office.last_table import ends_in_table, mended
from pipeline.office.program import find_office, how_to_install

# The formats that LibreOffice converts, as `sniff` names them.
FORMATS = frozenset({"doc", "wps"})

__all__ = [
    "FORMATS",
    "SECONDS_PER_FILE",
    "Converted",
    "NotConverted",
    "convert",
    "convert_all",
    "ends_in_table",
    "find_office",
    "how_to_install",
    "mended",
]
