from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.loaders.pdf_radicals import ORDINARY, ordinary


@pytest.mark.parametrize(
    ("held", "printed"),
    [
        ("⼀⼆⼈⼝", "一二人口"),
        ("⺠政局，⻓⽉", "民政局，长月"),
        ("\uf98e度", "年度"),  # a compatibility ideograph
        ("︵一︶", "（一）"),
        ("１２，Ａ：㎡ ① 〇", "１２，Ａ：㎡ ① 〇"),  # as printed
    ],
)
def test_look_alikes_become_ordinary(held: str, printed: str) -> None:
    assert ordinary(held) == printed


def test_every_kangxi_radical_has_an_ordinary_character() -> None:
    assert all("\u4e00" <= ORDINARY[code] < "\ua000" for code in range(0x2F00, 0x2FD6))


@given(st.text())
def test_the_length_never_changes_and_nothing_is_mapped_twice(text: str) -> None:
    once = ordinary(text)
    assert len(once) == len(text)
    assert ordinary(once) == once
