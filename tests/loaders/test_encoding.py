"""Characters are read by what the bytes say, not by what a page declares."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.loaders.encoding import REPLACEMENT, declared_encoding, decode

SIMPLIFIED = "关于某某县困难群众救助补助资金绩效自评的报告：全县低保对象418户702人，发放资金96.5万元。"
TRADITIONAL = "關於某縣困難群眾救助補助資金績效自評的報告：全縣低保對象418戶702人，發放資金96.5萬元。"

ROUND_TRIPS = [
    (SIMPLIFIED, "utf-8", "utf-8"),
    (SIMPLIFIED, "utf-8-sig", "utf-8"),
    (SIMPLIFIED, "gbk", "gb18030"),
    (SIMPLIFIED, "utf-16", "utf-16-le"),
    (SIMPLIFIED, "utf-16-le", "utf-16-le"),
    (SIMPLIFIED, "utf-16-be", "utf-16-be"),
    (SIMPLIFIED, "utf-32", "utf-32-le"),
    (TRADITIONAL, "utf-8", "utf-8"),
    (TRADITIONAL, "gbk", "gb18030"),
    (TRADITIONAL, "big5", "big5"),
    (TRADITIONAL, "utf-16-le", "utf-16-le"),
    ("𠮷镕玥，㐂：朱镕", "gb18030", "gb18030"),
    ("amount 12, count 3\n" * 3, "utf-16-le", "utf-16-le"),
]


@pytest.mark.parametrize(("text", "coding", "expected"), ROUND_TRIPS)
def test_the_coding_is_found(text: str, coding: str, expected: str) -> None:
    decoded = decode(text.encode(coding))
    assert (decoded.text, decoded.encoding, decoded.warning) == (text, expected, None)


@pytest.mark.parametrize(("declared", "coding"), [("gb2312", "utf-8"), ("utf-8", "gbk"), ("big5", "gbk"), ("x", "gbk")])
def test_a_wrong_declaration_is_not_believed(declared: str, coding: str) -> None:
    page = f'<meta charset="{declared}"><p>{SIMPLIFIED}</p>'
    assert decode(page.encode(coding)).text == page


def test_the_declaration_is_read_from_meta_and_xml() -> None:
    assert declared_encoding(b"<meta http-equiv=Content-Type content='text/html; charset=GB2312'>") == "gb18030"
    assert declared_encoding(b'<?xml version="1.0" encoding="UTF-8"?>') == "utf-8"
    assert declared_encoding(b"<p>none</p>") is None


@pytest.mark.parametrize("coding", ["utf-8", "gbk"])
def test_a_spoilt_byte_costs_its_character_alone(coding: str) -> None:
    data = bytearray((SIMPLIFIED * 3).encode(coding))
    data[2 * len("关于某某县".encode(coding)) // 2] = 0xFF
    decoded = decode(bytes(data))
    assert decoded.warning
    assert SIMPLIFIED * 2 in decoded.text
    assert sum(c not in decoded.text for c in "困难群众救助补助资金绩效") <= 1
    assert REPLACEMENT in decoded.text


def test_a_lost_byte_does_not_spoil_the_characters_behind_it() -> None:
    data = SIMPLIFIED.encode("gbk")
    lost = data[:6] + data[7:]
    decoded = decode(lost)
    assert decoded.encoding == "gb18030"
    assert decoded.text.endswith(SIMPLIFIED[4:])


@given(st.binary(max_size=300))
def test_any_bytes_decode(data: bytes) -> None:
    decoded = decode(data)
    assert isinstance(decoded.text, str)
    assert (REPLACEMENT in decoded.text) or decoded.warning is None


@given(st.text(alphabet=st.sampled_from("全县低保特困对象户人万元救助资金发放，。、年月日0123456789（）"), min_size=12))
def test_common_chinese_survives_the_round_trip(text: str) -> None:
    assert decode(text.encode("utf-8")).text == text
    assert decode(("低保对象资金发放" + text).encode("gbk")).text == "低保对象资金发放" + text


HOSTILE = Path(os.environ.get("ZIPING_ROBUSTNESS", "corpus/robustness"))


@pytest.mark.skipif(not HOSTILE.is_dir(), reason="the collected oddly coded files are not here (ZIPING_ROBUSTNESS)")
def test_hostile_files_decode() -> None:
    files = [f for folder in ("text-encodings", "html-encodings") for f in sorted((HOSTILE / folder).iterdir())]
    assert files
    assert all(decode(f.read_bytes()).text for f in files)
    assert decode((HOSTILE / "text-encodings/charset_normalizer__sample-chinese.txt").read_bytes()).encoding == "big5"
