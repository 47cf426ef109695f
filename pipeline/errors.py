"""What can go wrong, as one small tree.

ZipingError
├── PatternError        a file under patterns/ is wrong: the run stops
├── UsageError          the command was called wrongly: the run stops
├── OutputError         the output folder cannot be written: the run stops
└── UnreadableDocument  one document cannot be read: a row in `documents` says why
    ├── UnsupportedFormat   no loader for these bytes
    └── NoText              the document holds no usable text (an image, garbage for characters)
"""

from __future__ import annotations


class ZipingError(Exception):
    """Anything that ziping itself reports."""


class PatternError(ZipingError):
    """A file under patterns/ does not fit its schema."""


class UsageError(ZipingError):
    """The command line asks for something that cannot be done."""


class OutputError(ZipingError):
    """The output folder cannot be written or read."""


class UnreadableDocument(ZipingError):
    """A document cannot be read; the message is a reason that a person can act on."""


class UnsupportedFormat(UnreadableDocument):
    """No loader reads these bytes."""


class NoText(UnreadableDocument):
    """The document opened, but holds no text that could be used."""
