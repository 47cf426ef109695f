"""Regions by name and by code, in a given year and in running text.

A report names its county in full, in short, by an older or a newer name; several counties share a name
(鼓楼区, 朝阳县). The name that was valid in the year decides; a unit found by another name gets the code that
was valid in the year. What stays ambiguous, stays so: all candidates are returned and no region.

>>> region("密云县", 2020).adcode, region("密云区", 2014).adcode
('110118', '110228')
>>> region("鼓楼区", 2020), region("鼓楼区", 2020, near=("320100",)).adcode
(None, '320106')
>>> from pipeline.normalise.fold import fold
>>> [(m.text, m.region.adcode) for m in find_places(fold("山西省娄烦县和吉县城乡低保"), Context(2020))]
[('山西省娄烦县', '140123'), ('吉县', '141028')]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import regex

from pipeline.model import Region, Span
from pipeline.normalise.fold import Folded
from pipeline.normalise.place_index import NEWEST, Unit, carried, region_of, units_with_code
from pipeline.normalise.place_names import by_bare_name, by_name
from pipeline.vocabulary import Words, read

# 市场, 区域, 县域经济 are words of their own, and so is 县级 behind a single character (下达县级财政).
OTHER_WORD_BEHIND = regex.compile(r"域|场(?!镇)|别")
# What may stand before a county whose name is one character and 县 (应县), so that 相应县 is not read as one.
BOUNDARY_BEFORE = regex.compile(r"(?:^|[^\p{Han}]|[年度月日省市州区盟于在对为由自局的和与及])$")
# What may stand before names of three characters (会同县, 政和县), so that 民政和县财政 is not read as one.
WIDE_BOUNDARY_BEFORE = regex.compile(
    r"(?:^|[^\p{Han}]|[年度月日省市州区盟旗县于在对为由自局的和与及经赴按据将如其以向至是有等到从被比较含括即送发报受])$"
)
LINE_BEGINNING = regex.compile(r"(?:^|[\n\t\]\"“《:]|关于|年度|\d年)$")
BEGINNING_BEHIND = regex.compile(r"\d{4}|关于|[\n\t,)]|$")
LIST_MARK = regex.compile(r"[\s、，,;；。:：()\[\]|/\d]")


@dataclass(frozen=True, slots=True)
class Context:
    """What decides between units of one name: the year, and codes of units that the document is about."""

    year: int | None = None
    near: tuple[str, ...] = ()


ANYWHERE = Context()


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place as printed; `region` is None where the name fits several `candidates`."""

    span: Span
    text: str
    region: Region | None
    candidates: tuple[Region, ...]


def region_by_code(code: str, year: int | None = None) -> Region | None:
    """Return the unit that bears the code in the year, or the one that it was or became."""
    found = units_with_code(code)
    options = found[-1:] if year is None else _in_year(found, year)
    return region_of(options[0], year) if len(options) == 1 else None


def candidates(name: str, year: int | None = None) -> tuple[Region, ...]:
    """Return the units that a name may mean; with a year, as they were then, those first that bore the name then."""
    found = _units_named(name, year)
    return tuple(region_of(u, year) for u in found)


def region(name: str, year: int | None = None, near: Iterable[str] = ()) -> Region | None:
    """Return the unit that the name means, None where there is none or more than one."""
    options = _nearest(_units_named(name, year), tuple(near))
    return region_of(options[0], year) if len(options) == 1 else None


def successor(code: str, year: int) -> str | None:
    """Return the code in the newest edition of what bore the code in the year, None where it was split."""
    found = region_by_code(code, year)
    return found.adcode_latest if found else None


def find_places(folded: Folded, context: Context = ANYWHERE) -> tuple[PlaceMention, ...]:
    """Return the places named in a text, in order, a place with the units before it (山西省娄烦县) as one.

    Names shared by several units are decided by what stands before them, by `context.near`, and by the
    other places of the text, in this order.
    """
    chains = list(_chains(folded.text, context))
    sure = tuple(c.options[0].code for c in chains if len(c.options) == 1)
    return tuple(_mention(folded, c, context, sure) for c in chains)


@dataclass(frozen=True, slots=True)
class _Chain:
    """A run of characters that names one place, with the units it may be."""

    start: int
    end: int
    options: tuple[Unit, ...]


def _mention(folded: Folded, chain: _Chain, context: Context, sure: tuple[str, ...]) -> PlaceMention:
    options = _nearest(_nearest(chain.options, context.near), sure)
    regions = tuple(region_of(u, context.year) for u in options)
    span = folded.origin(chain.start, chain.end)
    return PlaceMention(span, folded.text[chain.start : chain.end], regions[0] if len(regions) == 1 else None, regions)


def _chains(text: str, context: Context) -> Iterator[_Chain]:
    """Yield the places, each joined with the units above that stand right before it."""
    held: _Chain | None = None
    position = 0
    while position < len(text):
        found = _at(text, position, context, held)
        if found is None:
            position += 1
            continue
        joined = _joined(held, found)
        if held is not None and joined is None:
            yield held
        held = joined or found
        position = found.end
    if held is not None:
        yield held


def _joined(before: _Chain | None, found: _Chain) -> _Chain | None:
    if before is None or before.end != found.start:
        return None
    inside = tuple(u for u in found.options if any(u.inside(b) for b in before.options))
    return _Chain(before.start, found.end, inside) if inside else None


def _at(text: str, start: int, context: Context, before: _Chain | None) -> _Chain | None:
    """Return the longest name that begins here and may stand here."""
    follows = before is not None and before.end == start
    for name in _names_by_beginning().get(text[start : start + 2], ()):
        if not text.startswith(name, start):
            continue
        options = _options(name, context.year)
        if follows and before is not None:
            options = tuple(u for u in options if any(u.inside(b) for b in before.options)) or options
        if options and _may_stand(text, start, name, follows, context):
            return _Chain(start, start + len(name), options)
    return None


def _options(name: str, year: int | None) -> tuple[Unit, ...]:
    return _units_named(name, year) or _in_year(by_bare_name().get(name, ()), year)


def _may_stand(text: str, start: int, name: str, follows: bool, context: Context) -> bool:
    """Return whether the characters are a place here, and not part of other words."""
    end = start + len(name)
    if name not in by_name():
        return _bare_may_stand(text, start, end, name, context)
    if follows:
        return True
    if len(name) < 4 and _other_word_behind(text, end, name):
        return False
    before = text[max(0, start - 1) : start]
    own = any(u.code in context.near for u in _options(name, context.year))
    if name in _words("generic"):
        return own or (
            _begins_line(text, start) and (_office_at(text, end) or BEGINNING_BEHIND.match(text, end) is not None)
        )
    if len(name) == 2:
        return BOUNDARY_BEFORE.search(before) is not None
    return own or len(name) > 3 or WIDE_BOUNDARY_BEFORE.search(before) is not None


def _other_word_behind(text: str, end: int, name: str) -> bool:
    return OTHER_WORD_BEHIND.match(text, end) is not None or (len(name) == 2 and text.startswith("级", end))


def _begins_line(text: str, start: int) -> bool:
    """Return whether a line, a cell or a title begins here (after its year or 关于)."""
    return LINE_BEGINNING.search(text[max(0, start - 2) : start]) is not None


def _bare_may_stand(text: str, start: int, end: int, name: str, context: Context) -> bool:
    """Return whether a name without kind is a place: before an office or a unit in it, or in a list near the region."""
    units = _options(name, context.year)
    if _office_at(text, end):
        return _bounded_before(text, start) and not any(u.name in _words("generic") for u in units)
    lower = [n for n in _names_by_beginning().get(text[end : end + 2], ()) if text.startswith(n, end)]
    if any(u.inside(b) for n in lower if n in by_name() for u in by_name()[n] for b in units if b.level != "county"):
        return True
    nearby = any(u.inside(n) for u in units for code in context.near for n in units_with_code(code))
    return nearby and _bounded_before(text, start) and (end == len(text) or bool(LIST_MARK.match(text, end)))


def _bounded_before(text: str, start: int) -> bool:
    return (
        start == 0
        or LIST_MARK.match(text, start - 1) is not None
        or BOUNDARY_BEFORE.search(text[start - 1]) is not None
    )


def _units_named(name: str, year: int | None) -> tuple[Unit, ...]:
    return _in_year(by_name().get(name, ()), year)


def _in_year(found: tuple[Unit, ...], year: int | None) -> tuple[Unit, ...]:
    """Return the units as they were in the year; those that bore the name then push out the others."""
    if year is None:
        newest = [u for u in found if u.until > NEWEST]
        return tuple(newest) or found
    valid = tuple(u for u in found if u.valid_in(year))
    if valid:
        return valid
    return tuple(dict.fromkeys(c for u in found if len(became := carried(u, year)) == 1 for c in became))


def _nearest(options: tuple[Unit, ...], near: Iterable[str]) -> tuple[Unit, ...]:
    """Return the options that share most with the codes nearby: the prefecture, else the province."""
    codes = tuple(near)
    if len(options) < 2 or not codes:
        return options
    for length in (6, 4, 2):
        prefixes = {c[:length] for c in codes if length == 2 or not c.endswith("0" * (8 - length))}
        same = tuple(u for u in options if u.code[:length] in prefixes)
        if same:
            return same
    return options


def _office_at(text: str, position: int) -> bool:
    return text.startswith(_words("office"), position)


@cache
def _words(name: str) -> tuple[str, ...]:
    return next(entry.words for entry in read("place_words", Words) if entry.name == name)


@cache
def _names_by_beginning() -> dict[str, tuple[str, ...]]:
    """Return all names by their first two characters, the longest first."""
    found: dict[str, list[str]] = {}
    for name in {*by_name(), *by_bare_name()}:
        found.setdefault(name[:2], []).append(name)
    return {k: tuple(sorted(v, key=len, reverse=True)) for k, v in found.items()}
