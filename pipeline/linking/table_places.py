"""Rows and columns that are regions: counties of a prefecture, towns of a county, zones without a code.

>>> from pipeline.normalise.places import region_by_code
>>> city = region_by_code("441500", 2021)
>>> place_of("海丰县", city, 2021).region.adcode, place_of("壶镇镇", city, 2021).kind
('441521', 'town')
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import regex

from pipeline.model import Region
from pipeline.normalise.fold import fold, fold_words
from pipeline.normalise.places import Context, find_places
from pipeline.structure.table_headings import row_role

TOWN = regex.compile(r"(?:镇|乡|街道|街道办|办事处|苏木|嘎查|村|社区|居委会|村委会|林场|农场|敬老院|福利院|管理站)$")
ZONE = regex.compile(r"(?:[县市区旗州盟]|开发区|管理区|新区|园区|示范区|师|团)$")
REMARK = regex.compile(r"\([^()]*\)|\[[^\[\]]*\]|[\s*:]|^\d+[.、]")
# Two rows with names of counties make a table of regions; one may be chance.
FEWEST = 2

PlaceKind = Literal["region", "own", "total", "own_level", "town", "zone", "unknown"]


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """What a label is as a place; `region` is null but for regions with a code and the reporting one."""

    kind: PlaceKind
    region: Region | None = None


@lru_cache(maxsize=8192)
def place_of(label: str, report: Region | None, year: int | None) -> PlacedRow:
    """Return what a row's label is in a table of regions."""
    plain = REMARK.sub("", fold_words(label))
    role = row_role(label)
    if role == "own_level_row":
        return PlacedRow("own_level", report)
    if role in ("total_row", "funds_total_row"):
        return PlacedRow("total", report)
    region = _region(plain, report, year)
    if region is not None:
        own = report is not None and region.adcode == report.adcode
        return PlacedRow("own" if own else "region", report if own else region)
    if TOWN.search(plain):
        return PlacedRow("town")
    return PlacedRow("zone" if ZONE.search(plain) else "unknown")


def _region(plain: str, report: Region | None, year: int | None) -> Region | None:
    near = (report.adcode,) if report is not None and report.adcode else ()
    found = find_places(fold(plain), Context(year, near))
    if len(found) != 1 or found[0].region is None or len(found[0].text) < len(plain):
        return None
    return found[0].region if found[0].region.adcode else None


def names_regions(labels: Iterable[str], report: Region | None, year: int | None) -> bool:
    """Tell whether labels are mostly regions or towns."""
    listed = [label for label in labels if label.strip()]
    kinds = [place_of(label, report, year).kind for label in listed]
    placed = sum(k in ("region", "own", "town", "zone") for k in kinds)
    sure = sum(k in ("region", "own", "town") for k in kinds)
    return sure >= FEWEST and placed * 2 > len(listed)
