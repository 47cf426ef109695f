"""What a sheet of a workbook shows, whichever format stored it: filled cells, merged ranges, what is hidden.

>>> FilledCell(0, 0, "自评表", right=8).last_column
8
>>> printable("社会效益\\r\\n指标\\x07")
'社会效益\\n指标'
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pipeline.model import Align

# A prefecture's annex has some thousand filled cells; more is a register of persons or damage.
MOST_CELLS: Final = 100_000
MOST_CHARACTERS: Final = 5_000_000
# A cell holds no more in any of the programs.
LONGEST_TEXT: Final = 32_767
CONTROLS: Final = {c: None for c in range(32) if chr(c) not in "\t\n"}


@dataclass(frozen=True, slots=True)
class FilledCell:
    """A cell that shows text; `bottom` and `right` are the last row and column of a merged one."""

    row: int
    column: int
    text: str
    align: Align | None = None
    bold: bool = False
    bottom: int = -1
    right: int = -1

    @property
    def last_row(self) -> int:
        return max(self.row, self.bottom)

    @property
    def last_column(self) -> int:
        return max(self.column, self.right)


@dataclass(frozen=True, slots=True)
class Merge:
    """A range of merged cells, its last row and column included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a sheet shows. `framed` holds the rows with upright lines, which tables are drawn with."""

    name: str
    cells: tuple[FilledCell, ...]
    merges: tuple[Merge, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    framed: frozenset[int] = frozenset()
    hidden: bool = False


class Allowance:
    """Counts the cells and characters that a workbook may still bring."""

    def __init__(self) -> None:
        self.cells = MOST_CELLS
        self.characters = MOST_CHARACTERS

    def take(self, text: str) -> bool:
        """Return whether another cell with this text is allowed."""
        self.cells -= 1
        self.characters -= len(text)
        return self.cells >= 0 and self.characters >= 0


def printable(text: str) -> str:
    """Return a cell's text with line feeds for its line breaks and without control characters."""
    return text[:LONGEST_TEXT].replace("\r\n", "\n").replace("\r", "\n").translate(CONTROLS).strip()
