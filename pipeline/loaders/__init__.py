"""Loaders: one module per format, each ending in a format-free `Document`.

The bytes decide which loader reads a file. Loaders are imported when their first file comes, so that
the program starts without the libraries of formats that it does not meet.

>>> load("全县低保对象12人。".encode(), "report.txt").format
'txt'
"""

from __future__ import annotations

from collections.abc import Callable

from pipeline.errors import UnsupportedFormat
from pipeline.loaders.sniff import Format, is_mhtml, sniff
from pipeline.model import Document

Loader = Callable[[bytes], Document]


def _html(data: bytes) -> Document:
    if is_mhtml(data):
        from pipeline.loaders.mhtml import load_mhtml

        return load_mhtml(data)
    from pipeline.loaders.html import load_html

    return load_html(data)


def _txt(data: bytes) -> Document:
    from pipeline.loaders.text import load_text

    return load_text(data)


def _docx(data: bytes) -> Document:
    from pipeline.loaders.docx import load_docx

    return load_docx(data)


def _pdf(data: bytes) -> Document:
    from pipeline.loaders.pdf import load_pdf

    return load_pdf(data)


def _doc(data: bytes) -> Document:
    from pipeline.loaders.legacy import load_legacy

    return load_legacy(data, "doc")


def _wps(data: bytes) -> Document:
    from pipeline.loaders.legacy import load_legacy

    return load_legacy(data, "wps")


def _xlsx(data: bytes) -> Document:
    from pipeline.loaders.xlsx import load_xlsx

    return load_xlsx(data)


def _xls(data: bytes) -> Document:
    from pipeline.loaders.xls import load_xls

    return load_xls(data)


def _image(data: bytes) -> Document:
    from pipeline.loaders.image import load_image

    return load_image(data)


LOADERS: dict[Format, Loader] = {
    "html": _html,
    "txt": _txt,
    "docx": _docx,
    "pdf": _pdf,
    "doc": _doc,
    "wps": _wps,
    "xlsx": _xlsx,
    "xls": _xls,
    "image": _image,
}

# Why a format is not read, and what a person can do about it.
UNSUPPORTED: dict[Format, str] = {
    "zip": "archives are not yet opened: unpack the archive and give the files in it",
    "other": "the file is empty, encrypted, damaged or of no known format: open it and save it as .docx, .xlsx or .pdf",
}


def load(data: bytes, name: str = "", converted: bytes | None = None) -> Document:
    """Return the document in a file's bytes; `name` matters only where the bytes leave a doubt.

    `converted` is the DOCX that a run has made of a legacy file before.

    Raises UnsupportedFormat where no loader reads the format, NoText where there is no text to read.
    """
    found = sniff(data, name)
    if converted is not None:
        from pipeline.loaders.legacy import load_legacy

        return load_legacy(data, found, converted)
    loader = LOADERS.get(found)
    if loader is None:
        raise UnsupportedFormat(UNSUPPORTED[found])
    return loader(data)
