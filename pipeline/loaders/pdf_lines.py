"""Lines of print: characters side by side, with the spaces that the layout shows.

PDF has no words. A space is where the gap between two characters is wide: a quarter of the type
size between Latin letters and digits, more where a Chinese character is involved, because Word
sets air between 2021 and 年 and stretches full lines.

>>> characters = [Character.standing(c, 72 + 16 * i, 100, 16) for i, c in enumerate("低保")]
>>> lines_of(characters, page=1)[0].text
'低保'
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median

from pipeline.loaders.builder import Piece
from pipeline.loaders.pdf_characters import Character
from pipeline.model import Align, Box

# The least gap that is a space, as a share of the type size.
LATIN_SPACE = 0.2
WIDE_SPACE = 0.7
# A stretched line has gaps everywhere: a space is this many times the usual gap of its line.
STRETCH = 2.5
# Two equal characters nearer than this share of their width are one, printed twice to look bold.
DOUBLED = 0.3
# Lines overlap by more than this share of the lower one's height to be one line.
SAME_LINE = 0.5
# How much wider than the room that is left the next word must be for a line to have been broken there.
BREAK_TOLERANCE = 0.35
# A line does not begin with CLOSING nor end with OPENING; a quotation mark is parted from neither side.
CLOSING = "，。、；：？！）》】〕」』〉“”‘’％…—～·,.;:?!)]}%/"
OPENING = "（《【〔「『〈“”‘’([{￥¥№/·"
LATIN_LETTER = re.compile(r"[A-Za-zÀ-ɏ]")
NUMBER_PART = re.compile(r"[\d.,，．％%‰０-９/\-+~～—]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of print on a page; spaces are characters of it, but never the first or last.

    `spaced` tells that the file has a space after the last character.
    """

    page: int
    characters: tuple[Character, ...]
    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    bold: bool
    spaced: bool = False
    align: Align | None = None

    @classmethod
    def of(cls, characters: Sequence[Character], page: int) -> Line:
        """Return the line of characters in reading order."""
        shown = [c for c in characters if not c.blank]
        first, last = characters.index(shown[0]), len(characters) - characters[::-1].index(shown[-1])
        kept = tuple(characters[first:last])
        return cls(
            page=page,
            characters=kept,
            text="".join(c.text for c in kept),
            x0=min(c.x0 for c in shown),
            y0=min(c.y0 for c in shown),
            x1=max(c.x1 for c in shown),
            y1=max(c.y1 for c in shown),
            size=Counter(round(c.size, 1) for c in shown).most_common(1)[0][0],
            bold=2 * sum(c.bold for c in shown) > len(shown),
            spaced=last < len(characters),
        )

    @property
    def middle(self) -> float:
        """Half way between its ends."""
        return (self.x0 + self.x1) / 2

    def pieces(self) -> list[Piece]:
        """Return the line as runs of characters of one width class, each with its box."""
        runs = groupby(self.characters, key=lambda c: (c.blank, c.wide, round(c.size, 1), c.doubtful))
        return [_piece(list(run), self.page) for _, run in runs]


def _piece(run: Sequence[Character], page: int) -> Piece:
    x0, y0 = min(c.place[0] for c in run), min(c.place[1] for c in run)
    x1, y1 = max(c.place[2] for c in run), max(c.place[3] for c in run)
    box = Box(page, round(x0, 2), round(y0, 2), round(x1, 2), round(y1, 2))
    return Piece("".join(c.text for c in run), page, box, run[0].doubtful)


def lines_of(characters: Iterable[Character], page: int) -> list[Line]:
    """Return the lines of print from the top, each from the left."""
    rows = _rows(characters)
    ordered = (_with_spaces(_once(sorted(row, key=lambda c: (c.x0, c.x1)))) for row in rows)
    return [Line.of(row, page) for row in ordered if any(not c.blank for c in row)]


def _rows(characters: Iterable[Character]) -> list[list[Character]]:
    """Return the characters in groups of those that stand at one height."""
    rows: list[list[Character]] = []
    bands: list[Character] = []
    for character in sorted(characters, key=lambda c: (c.y0 + c.y1, c.x0)):
        home = next((i for i in range(len(rows) - 1, max(len(rows) - 4, -1), -1) if _level(bands[i], character)), None)
        if home is None:
            rows.append([character])
            bands.append(character)
            continue
        rows[home].append(character)
        if not character.blank and (bands[home].blank or character.size > bands[home].size):
            bands[home] = character
    return rows


def _level(one: Character, other: Character) -> bool:
    shared = min(one.y1, other.y1) - max(one.y0, other.y0)
    return shared > SAME_LINE * min(one.y1 - one.y0, other.y1 - other.y0)


def _once(row: list[Character]) -> list[Character]:
    """Return the row without characters that are printed twice in one place."""
    kept: list[Character] = []
    for character in row:
        last = kept[-1] if kept else None
        near = DOUBLED * (character.x1 - character.x0)
        if last and last.text == character.text and abs(character.x0 - last.x0) < near:
            continue
        kept.append(character)
    return kept


def _with_spaces(row: list[Character]) -> list[Character]:
    """Return the row with one space in each wide gap, and none where the file's own space shows no gap."""
    shown = [c for c in row if not c.blank]
    if not shown:
        return row
    usual = median([max(b.x0 - a.x1, 0.0) for a, b in pairwise(shown)] or [0.0])
    done: list[Character] = []
    blank: Character | None = None
    for character in row:
        if character.blank:
            blank = character
            continue
        if done:
            before = done[-1]
            if blank or _is_space(before, character, usual):
                done.append(_space(before, character))
        done.append(character)
        blank = None
    return [*done, blank] if blank else done


def _is_space(left: Character, right: Character, usual: float) -> bool:
    gap, size = right.x0 - left.x1, max(left.size, right.size)
    if left.chinese or right.chinese:
        return gap > max(WIDE_SPACE * size, STRETCH * usual)
    return gap > LATIN_SPACE * size


def _space(left: Character, right: Character) -> Character:
    x0, x1 = min(left.x1, right.x0), max(left.x1, right.x0)
    place = (
        min(left.place[2], right.place[0]),
        left.place[1],
        max(left.place[2], right.place[0]),
        left.place[3],
    )
    if left.place[0] > right.place[2] or left.place[1] > right.place[3] or right.place[1] > left.place[3]:
        place = left.place
    return Character(" ", x0, left.y0, x1, left.y1, left.size, place, left.turn)


def broken(after: Line, room: float) -> bool:
    """Return whether the layout broke a line here: what follows would not have fitted into the room left."""
    return room < first_word(after) + BREAK_TOLERANCE * after.size


def first_word(line: Line) -> float:
    """Return the width of what cannot be parted at the line's beginning."""
    return _unit(line.characters)


def last_word(line: Line) -> float:
    """Return the width of the Latin word or number at the line's end, 0 where there is none."""
    end = line.x1
    for character in reversed(line.characters):
        if character.blank or character.chinese:
            break
        end = character.x0
    return line.x1 - end


def _unit(characters: Sequence[Character]) -> float:
    count = 1
    while count < len(characters):
        character, before = characters[count], characters[count - 1]
        one_word = not before.chinese and not character.chinese
        # Line breaking after Unicode keeps a number with the stop before it: 中，60.
        number = before.text in CLOSING and character.text.isdigit()
        if character.blank or not (one_word or number or character.text in CLOSING or before.text in OPENING):
            break
        count += 1
    return characters[count - 1].x1 - characters[0].x0


def joint(before: Line, after: Line, *, wrapped: bool, width: float) -> str:
    """Return what is read between two lines of one paragraph: nothing, or one space.

    `wrapped` tells that the layout broke the line, `width` is that of the column. Between Chinese
    characters nothing is read, nor inside a number or a word that was cut; two Latin words keep a space.
    """
    left, right = before.characters[-1], after.characters[0]
    if left.chinese and right.chinese:
        return ""
    if not wrapped:
        return " "
    if left.chinese or right.chinese or left.text == "-":
        return ""
    if LATIN_LETTER.match(left.text) and LATIN_LETTER.match(right.text):
        return "" if last_word(before) + first_word(after) > width else " "
    if NUMBER_PART.match(left.text) and NUMBER_PART.match(right.text):
        return " " if before.spaced else ""
    return " " if before.spaced or right.text in "([" or LATIN_LETTER.match(right.text) else ""
