from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.loaders.pdf_characters import Character, turned
from pipeline.loaders.pdf_lines import joint, lines_of


def printed(text: str, gaps: dict[int, float] | None = None, size: float = 10, top: float = 100) -> list[Character]:
    """Return characters side by side; `gaps` is the air in front of the n-th, in type sizes."""
    x, done = 50.0, []
    for number, character in enumerate(text):
        x += size * (gaps or {}).get(number, 0.0)
        width = 1.0 if character >= "\u2000" else 0.5
        done.append(Character.standing(character, x, top, size, width))
        x += width * size
    return done


def read(characters: list[Character]) -> list[str]:
    return [line.text for line in lines_of(characters, page=1)]


@pytest.mark.parametrize(
    ("text", "gaps", "expected"),
    [
        ("低保12人", None, "低保12人"),
        ("2021年度", {4: 0.25}, "2021年度"),  # the air that Word puts between digits and characters
        ("单位万元", {2: 3.0}, "单位 万元"),
        ("WorldBank", {5: 0.3}, "World Bank"),
        ("序号", {1: 2.0}, "序号"),  # set over the width of its cell
        ("低保对象人数", {1: 0.9, 2: 0.9, 3: 0.9, 4: 0.9, 5: 0.9}, "低保对象人数"),
        ("389.5", {3: 0.05}, "389.5"),
        ("低 保", None, "低 保"),  # a space of the file stays
    ],
)
def test_spaces_are_where_the_layout_shows_them(text: str, gaps: dict[int, float] | None, expected: str) -> None:
    assert read(printed(text, gaps)) == [expected]


def test_letters_printed_twice_are_read_once_and_doubled_letters_stay() -> None:
    bold = [c for c in printed("低保") for _ in range(2)]
    assert read(bold) == ["低保"]
    narrow = [Character.standing(c, 50 + 2.2 * n, 100, 10, 0.22) for n, c in enumerate("Hello")]
    assert read(narrow) == ["Hello"]


def test_a_raised_figure_stays_in_its_line() -> None:
    raised = Character.standing("①", 70, 95, 5)
    assert read([*printed("低保"), raised, *printed("特困", top=118)]) == ["低保①", "特困"]


def test_pieces_part_wide_from_narrow_and_cover_the_line() -> None:
    (line,) = lines_of(printed("低保12人，3户"), page=4)
    assert [p.text for p in line.pieces()] == ["低保", "12", "人，", "3", "户"]
    assert "".join(p.text for p in line.pieces()) == line.text
    boxes = [p.box for p in line.pieces() if p.box]
    assert [(b.page, b.x0, b.x1) for b in boxes[:2]] == [(4, 50, 70), (4, 70, 80)]


@pytest.mark.parametrize(
    ("before", "after", "wrapped", "expected"),
    [
        ("低保", "对象", True, ""),
        ("低保", "对象", False, ""),
        ("389", "万元", True, ""),
        ("2,0", "13", True, ""),
        ("298.", "5", True, ""),
        ("12", "95", False, " "),
        ("World", "Bank", True, " "),
        ("self-", "rating", True, ""),
        ("100%", "98%", False, " "),
    ],
)
def test_what_is_read_between_two_lines(before: str, after: str, wrapped: bool, expected: str) -> None:
    (one,), (two,) = lines_of(printed(before), 1), lines_of(printed(after), 1)
    assert joint(one, two, wrapped=wrapped, width=400) == expected


def test_a_word_longer_than_the_column_was_cut() -> None:
    (one,), (two,) = lines_of(printed("responsi"), 1), lines_of(printed("bility"), 1)
    assert joint(one, two, wrapped=True, width=45) == ""


@given(st.text(alphabet="低保人户0123，。", min_size=1, max_size=30), st.randoms())
def test_the_order_in_the_file_does_not_matter(text: str, shuffler: object) -> None:
    characters = printed(text)
    shuffler.shuffle(characters)  # type: ignore[attr-defined]
    assert read(characters) == [text]


@given(st.sampled_from([1, 2, 3]), st.floats(10, 400), st.floats(20, 600))
def test_turning_a_character_back_and_forth(turn: int, x: float, y: float) -> None:
    character = Character.standing("低", x, y, 12)
    size = (500.0, 700.0) if turn % 2 == 0 else (700.0, 500.0)
    back = turned(turned(character, turn, 500, 700), 4 - turn, *size)
    assert (back.x0, back.y0, back.x1, back.y1) == pytest.approx(character.place)
    assert (back.turn, back.place) == (0, character.place)
