"""Folding: one spelling for widths, brackets, scripts and spaces, and the way back to the printed text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.normalise.fold import fold, fold_words

CASES = [
    # width
    ("１３５．６％", "135.6%"),
    ("（得２分）", "(得2分)"),
    ("４１０元／人＊月", "410元/人*月"),
    ("２０２０年１—１２月", "2020年1—12月"),
    ("ＡＢＣ类", "ABC类"),
    ("1，387户", "1，387户"),  # the full-width comma stays: it is seldom a separator of thousands
    # brackets, slashes, dots, signs
    ("民发〔2020〕38号", "民发[2020]38号"),
    ("民发﹝2020﹞38号", "民发[2020]38号"),
    ("民发【2020】38号", "民发[2020]38号"),
    ("元∕人•月", "元/人·月"),
    ("元⁄人・月", "元/人·月"),
    ("满意度≧95﹪", "满意度≥95%"),
    ("80～89周岁", "80~89周岁"),
    ("80–89周岁", "80-89周岁"),
    ("410元×12", "410元*12"),
    # script and pinyin
    ("補助資金績效自評報告", "补助资金绩效自评报告"),
    ("補（bǔ）貼資（zī）金", "补贴资金"),
    ("績(jī)效", "绩效"),
    ("乾县与名著", "乾县与名著"),
    ("低保(城市)对象", "低保(城市)对象"),
    ("执行率(B/A)", "执行率(B/A)"),
    # spaces
    ("产 出 指 标", "产出指标"),
    ("特困　供养　人员", "特困供养人员"),
    ("12 月7日", "12月7日"),
    ("（得 2 分）", "(得2分)"),
    ("98.6 %", "98.6%"),
    ("410 元 / 人 · 月", "410元/人·月"),
    ("4 986 人", "4986人"),
    ("12 345 678 元", "12345678元"),
    ("75 75 10 10", "75 75 10 10"),  # cells of a flattened row stay apart
    ("ziping extract", "ziping extract"),
    ("低\u200b保\ufeff金", "低保金"),
    ("\u00a0农村\u2003低保", "农村低保"),
    # line ends are no spaces
    ("全县低保\n对象", "全县低保\n对象"),
    ("", ""),
]


@pytest.mark.parametrize(("printed", "folded"), CASES)
def test_one_spelling(printed: str, folded: str) -> None:
    assert fold(printed).text == folded


@pytest.mark.parametrize(
    ("printed", "part", "origin"),
    [
        ("补助１３．５万 元。", "13.5万元", "１３．５万 元"),
        ("補（bǔ）貼資金", "补贴", "補（bǔ）貼"),
        ("（得 2 分）", "2分", "2 分"),
        ("全县低保 4 986 人", "4986人", "4 986 人"),
        ("产 出 指 标（50分）", "产出指标", "产 出 指 标"),
        ("低\u200b保", "低保", "低\u200b保"),
    ],
)
def test_the_origin_is_what_is_printed(printed: str, part: str, origin: str) -> None:
    folded = fold(printed)
    start = folded.text.index(part)
    assert folded.origin(start, start + len(part)).of(printed) == origin
    assert folded.position(printed.index(origin)) == start


# What reports are made of, and what only damaged ones hold.
CHARACTERS = st.sampled_from(
    list("低保農村補貼元人户万分（）()[]〔〕0123456789０１２３，,.．%％/∕·•-—~～ab ā　\u00a0\u200b\n\t≥乾著")
)
TEXTS = st.one_of(st.text(CHARACTERS, max_size=40), st.text(max_size=40))


@given(TEXTS, st.data())
def test_what_is_found_folds_to_what_was_looked_for(printed: str, data: st.DataObject) -> None:
    folded = fold(printed)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    origin = folded.origin(start, end)
    # Which spaces are dropped depends on their neighbours, which a part cut out may lack.
    assert _without_spaces(fold(origin.of(printed)).text) == _without_spaces(folded.text[start:end])


def _without_spaces(text: str) -> str:
    return "".join(text.split())


@given(TEXTS)
def test_offsets_rise(printed: str) -> None:
    offsets = fold(printed).offsets
    assert list(offsets) == sorted(set(offsets))
    assert len(offsets) == len(fold(printed).text) + 1
    assert offsets[-1] == len(printed)


@given(TEXTS)
def test_words_are_the_folded_text(printed: str) -> None:
    assert fold_words(printed) == fold(printed).text


@pytest.mark.parametrize("printed", [text for text, _ in CASES])
def test_what_is_folded_stays(printed: str) -> None:
    once = fold(printed).text
    assert fold(once).text == once
