"""Characters on a page that are not part of its text: watermarks, seals, and what lies off the sheet.

A watermark stands askew, or in another ink or a far larger type across the text. A seal's name runs
in an arc, so its characters are turned each by another angle; the upright ones between them have its
ink. A sheet whose whole text runs up or down is turned, not marked.

>>> askew = Character("密", 0, 0, 9, 9, 9, (0, 0, 9, 9), turn=None)
>>> printed([askew, Character.standing("低", 50, 50, 16)])[0].text
'低'
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from pipeline.loaders.pdf_characters import Character, Ink

# Type this many times as large as that of most of the page may be a watermark.
FAR_LARGER = 1.8
# The share of its characters that must lie over others for a run of another ink to be a mark.
OVERLAPPING = 0.25
# The share of the smaller box that two characters share where one is printed over the other.
COVERED = 0.2


def turn_of(characters: Iterable[Character]) -> int:
    """Return by how many quarter turns clockwise most of a page's text is turned."""
    turns = Counter(c.turn for c in characters if c.turn is not None and not c.blank)
    return turns.most_common(1)[0][0] if turns else 0


def on_sheet(characters: Iterable[Character], width: float, height: float) -> list[Character]:
    """Return the characters whose middle lies on the page."""
    return [
        c
        for c in characters
        if 0 <= (c.place[0] + c.place[2]) / 2 <= width and 0 <= (c.place[1] + c.place[3]) / 2 <= height
    ]


def printed(characters: Sequence[Character]) -> list[Character]:
    """Return the characters without watermarks and seals."""
    straight = [c for c in characters if c.turn is not None]
    if len(straight) < len(characters):
        straight = _without_seals(straight, [c for c in characters if c.turn is None])
    return _without_overprint(straight)


def _without_seals(straight: list[Character], askew: Sequence[Character]) -> list[Character]:
    """Return the characters without those of a seal's ink within the space of its turned ones."""
    spaces: dict[Ink, list[Character]] = defaultdict(list)
    for character in askew:
        spaces[character.ink].append(character)
    usual = _usual_ink(straight)
    frames = {
        ink: (min(c.x0 for c in arc), min(c.y0 for c in arc), max(c.x1 for c in arc), max(c.y1 for c in arc))
        for ink, arc in spaces.items()
        if ink != usual
    }
    return [c for c in straight if c.ink not in frames or not _within(c, frames[c.ink])]


def _within(character: Character, frame: tuple[float, float, float, float]) -> bool:
    x, y = (character.x0 + character.x1) / 2, (character.y0 + character.y1) / 2
    slack = character.size
    return frame[0] - slack <= x <= frame[2] + slack and frame[1] - slack <= y <= frame[3] + 2 * slack


def _usual_ink(characters: Iterable[Character]) -> Ink | None:
    inks = Counter(c.ink for c in characters if not c.blank)
    return inks.most_common(1)[0][0] if inks else None


def _without_overprint(characters: list[Character]) -> list[Character]:
    """Return the characters without runs of another ink or far larger type that lie over the rest."""
    shown = [c for c in characters if not c.blank]
    ink = _usual_ink(shown)
    sizes = sorted(c.size for c in shown)
    large = FAR_LARGER * sizes[len(sizes) // 2] if sizes else 0.0
    runs: dict[tuple[Ink, float], list[Character]] = defaultdict(list)
    usual = []
    for character in shown:
        if character.ink != ink or character.size > large:
            runs[character.ink, round(character.size)].append(character)
        else:
            usual.append(character)
    if not runs:
        return characters
    near = _by_place(usual)
    marks = {run for run, found in runs.items() if _lies_over(found, near)}
    return [c for c in characters if c.blank or (c.ink, round(c.size)) not in marks]


Squares = dict[tuple[int, int], list[Character]]
SQUARE = 50.0


def _square(character: Character) -> tuple[int, int]:
    return int((character.x0 + character.x1) / 2 // SQUARE), int((character.y0 + character.y1) / 2 // SQUARE)


def _by_place(characters: Iterable[Character]) -> Squares:
    places: Squares = defaultdict(list)
    for character in characters:
        places[_square(character)].append(character)
    return places


def _lies_over(run: Sequence[Character], near: Squares) -> bool:
    over = sum(any(_covers(c, other) for other in _around(c, near)) for c in run)
    return over >= OVERLAPPING * len(run)


def _around(character: Character, near: Squares) -> Iterable[Character]:
    """Yield the usual characters in the squares that a character touches and the ones beside them."""
    for column in range(int(character.x0 // SQUARE) - 1, int(character.x1 // SQUARE) + 2):
        for row in range(int(character.y0 // SQUARE) - 1, int(character.y1 // SQUARE) + 2):
            yield from near.get((column, row), ())


def _covers(one: Character, other: Character) -> bool:
    across = min(one.x1, other.x1) - max(one.x0, other.x0)
    down = min(one.y1, other.y1) - max(one.y0, other.y0)
    if across <= 0 or down <= 0:
        return False
    smaller = min((c.x1 - c.x0) * (c.y1 - c.y0) for c in (one, other))
    return across * down >= COVERED * smaller
