"""How units are called: in full, without the peoples of an autonomous unit, and without the kind of unit.

景东彝族自治县 is printed as 景东县 and 景东, 平罗县 as 平罗, 科尔沁左翼后旗 as 科左后旗. Kinds are the words that
end a name; the bare form without kind is a word like any other and needs support from where it stands.

>>> names_of("景东彝族自治县"), bare_of("景东彝族自治县")
(('景东彝族自治县', '景东县'), '景东')
>>> names_of("平罗县"), bare_of("平罗县")
(('平罗县',), '平罗')
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.normalise.place_index import Unit, units
from pipeline.vocabulary import Words, read

PEOPLES = (
    "蒙古", "回", "藏", "维吾尔", "苗", "彝", "壮", "布依", "朝鲜", "满", "侗", "瑶", "白",
    "土家", "哈尼", "哈萨克", "傣", "黎", "傈僳", "佤", "畲", "拉祜", "水", "东乡", "纳西", "景颇",
    "柯尔克孜", "土", "达斡尔", "仫佬", "羌", "布朗", "撒拉", "毛南", "仡佬", "锡伯", "普米", "塔吉克", "怒",
    "鄂温克", "保安", "裕固", "独龙", "鄂伦春", "各",
)  # fmt: skip
# 族 is left out in some names of Xinjiang (木垒哈萨克自治县), never after a people of one character.
WITHOUT_ZU = ("蒙古", "哈萨克", "锡伯", "塔吉克", "柯尔克孜", "维吾尔", "达斡尔", "鄂温克")
PEOPLE = "(?:" + "|".join([f"{p}族" for p in PEOPLES] + list(WITHOUT_ZU)) + ")"
KINDS = {"自治区": "", "自治州": "州", "自治县": "县", "自治旗": "旗", "族区": "区"}
AUTONOMOUS = re.compile(rf"^(?P<stem>.+?)(?P<peoples>{PEOPLE}*)(?P<kind>自治[区州县旗])$|^(?P<place>..+?){PEOPLE}+区$")
KIND = re.compile(r"(?:特别行政区|地区|特区|林区|新区|[省市县区州盟旗])$")


def names_of(full: str) -> tuple[str, ...]:
    """Return the names with kind, the full one first."""
    match = AUTONOMOUS.match(full)
    if match is None:
        return (full,)
    if match["place"]:
        return (full, match["place"] + "区")
    short = _stem(match) + KINDS[match["kind"]]
    return (full, short) if KINDS[match["kind"]] else (full,)


def bare_of(full: str) -> str | None:
    """Return the name without kind; None where only one character would be left."""
    match = AUTONOMOUS.match(full)
    bare = KIND.sub("", full) if match is None else match["place"] or _stem(match)
    return bare if len(bare) > 1 and bare != full else None


def _stem(match: re.Match[str]) -> str:
    """Return what is the place's own name; where the people is in the name (东乡族自治县, 内蒙古), with it."""
    stem: str = match["stem"].removesuffix("族")
    return stem if len(stem) > 1 else stem + match["peoples"]


@cache
def by_name() -> dict[str, tuple[Unit, ...]]:
    """Return the units, of all years, by each name with kind."""
    aliases = {a.name: a.words for a in read("place_aliases", Words)}
    found: dict[str, tuple[Unit, ...]] = {}
    for unit in units():
        for name in dict.fromkeys((*names_of(unit.name), *aliases.get(unit.name, ()))):
            found[name] = (*found.get(name, ()), unit)
    return found


@cache
def by_bare_name() -> dict[str, tuple[Unit, ...]]:
    """Return the units, of all years, by the name without kind."""
    found: dict[str, tuple[Unit, ...]] = {}
    for unit in units():
        bare = bare_of(unit.name)
        if bare is not None:
            found[bare] = (*found.get(bare, ()), unit)
    return found
