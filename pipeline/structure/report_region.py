"""The region that reports: the county, city or province whose office wrote the document.

A document names many places. The title is trusted first, then who signs, then the cells of a form, then what
the page gives as its source, and only then the body, where pronouns tell the level (我县, 全市). Those who are
written to (自治区民政厅：), neighbours and the units above are other regions. Zones and towns have no code of
their own: they get a name, and the code of the unit that they lie in.

>>> from pipeline.loaders.builder import DocumentBuilder
>>> from pipeline.structure.frame import read_frame
>>> builder = DocumentBuilder("txt")
>>> for line in ("娄烦县2020年度低保资金绩效自评报告", "太原市民政局：", "我县保障120人。"):
...     builder.paragraph(line)
>>> document = builder.build()
>>> read_region(document, Evidence(title="娄烦县2020年度低保资金绩效自评报告"), 2020).region.adcode
'140123'
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import regex

from pipeline.model import Document, Region
from pipeline.normalise.fold import Folded, fold
from pipeline.normalise.places import Context, PlaceMention, find_places, region

PRONOUN = regex.compile(r"(?:我|本|全)(?P<kind>[省市州盟县区旗])(?!级|直|外|内[^\p{Han}])")
PRONOUN_LEVELS = {
    "省": ("province",), "市": ("prefecture", "county", "province"), "州": ("prefecture",), "盟": ("prefecture",),
    "县": ("county",), "旗": ("county",), "区": ("county", "province"),
}  # fmt: skip
# Provinces by the character that begins the numbers of their documents (晋政发〔2016〕61号, 桂民办函〔2023〕19号).
ABBREVIATIONS = dict(
    zip(
        "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川黔云藏陕甘青宁新",
        "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65".split(),  # noqa: SIM905
        strict=True,
    )
)
PROVINCIAL_NUMBER = regex.compile(
    rf"(?<![^按据照由以和与及\P{{Han}}])(?P<province>[{''.join(ABBREVIATIONS)}])(?:政|财|民|府|办|人社|残联|卫)\p{{Han}}{{0,4}}[\[(]\d{{4}}[\])]"
)
ZONE = regex.compile(
    r"^(?P<name>[\p{Han}]{0,12}?(?:高新技术产业开发区|经济技术开发区|经济开发区|高新技术开发区|高新区|经开区|开发区|新区|管理区|实验区|示范区|"
    r"产业园区|工业园区|园区|度假区|风景区|管委会))(?!管理局\d)"
)
TOWN = regex.compile(
    r"^(?P<name>[\p{Han}]{1,8}?(?:街道办事处|街道|民族乡|[乡镇]|苏木))(?=人民政府|党委|民政|社会|财政|敬老院|关于|\d{4}|$)"
)
NOT_OWN = regex.compile(r"^(?:转发|下达|上级|援助|对口|学习|赴)")
SALUTATION = regex.compile(r"(?m)^[\p{Han}、，,·()\s]{2,40}?[局厅部委会府]:")
# What stands before the zone in a title and is no part of its name.
TITLE_BEGINNING = regex.compile(r"^(?:关于|报送|上报|呈报|\d{4}年度?)*")
LONGEST_BODY = 20000
UNNAMED = "the document does not name the region that reports"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the frame of a document says of the reporting unit, in order of trust."""

    title: str | None = None
    signatures: tuple[str, ...] = ()
    reporters: tuple[str, ...] = ()
    authorities: tuple[str, ...] = ()
    page: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RegionReading:
    """The region, or a warning why there is none."""

    region: Region | None = None
    warning: str | None = None


def read_region(document: Document, evidence: Evidence, year: int | None) -> RegionReading:
    """Return the reporting region as it was in the year."""
    body = fold(document.text[:LONGEST_BODY])
    context = Context(year, _near(body, evidence, year))
    stated = [r for line in _lines_of(evidence) if (r := _leading_region(line, context)) is not None]
    if not stated:
        return _without_statement(body, evidence, context)
    chosen = _deepest(stated, body)
    own = {r for line in (evidence.title or "", *evidence.signatures) if (r := _leading_region(line, context))}
    if chosen in own or _pronoun_fits(chosen, body):
        return RegionReading(chosen)
    # A site of the city or a form addressed to the province carries reports of its counties too.
    lower = _from_body(body, context)
    if lower is not None and _inside(lower, chosen):
        return RegionReading(lower)
    return RegionReading(warning=f"the text is written by a unit below {chosen.name} that it does not name")


def _without_statement(body: Folded, evidence: Evidence, context: Context) -> RegionReading:
    """Return the region that the body alone tells, else why there is none."""
    chosen = _from_body(body, context)
    if chosen is not None:
        return RegionReading(chosen)
    named = (_first_place(fold(line), context) for line in _lines_of(evidence))
    doubtful = next((m for m in named if m is not None and m.region is None), None)
    return RegionReading(warning=UNNAMED if doubtful is None else _ambiguous(doubtful))


def _lines_of(evidence: Evidence) -> Iterator[str]:
    if evidence.title:
        yield evidence.title
    for lines in (evidence.signatures, evidence.reporters, evidence.authorities, evidence.page):
        yield from lines


def _ambiguous(mention: PlaceMention) -> str:
    options = "、".join(f"{c.prefecture or c.province}{c.name}({c.adcode})" for c in mention.candidates[:6])
    return f"{mention.text} may be {options}: the document does not name the prefecture or province"


def _leading_region(line: str, context: Context) -> Region | None:
    """Return the region that a title or an agency's name begins with, a zone or town as such."""
    folded = fold(line)
    mention = _first_place(folded, context)
    text = folded.text
    if mention is None:
        zone = ZONE.match(TITLE_BEGINNING.sub("", text))
        return _zone_by_name(zone["name"], context) if zone is not None and len(zone["name"]) > 3 else None
    if mention.region is None:
        return None
    behind = text[folded.position(mention.span.end) :]
    for form in (ZONE, TOWN):
        part = form.match(behind)
        if part is not None and not _ordinary(part["name"]):
            return _without_code(part["name"], mention.region)
    return mention.region


def _zone_by_name(name: str, context: Context) -> Region:
    """Return a zone that is named after its city (郑州航空港经济综合实验区), inside that city."""
    cities = (region(name[:length] + "市", context.year, context.near) for length in (4, 3, 2))
    return _without_code(name, next((c for c in cities if c is not None), None))


def _ordinary(name: str) -> bool:
    """Return whether the words are about all zones or towns instead of one (各乡镇)."""
    return name.startswith(("各", "全", "所有", "部分", "城乡", "农村", "年", "困难", "乡镇", "等")) or "民政" in name


def _without_code(name: str, within: Region | None) -> Region:
    if within is None:
        return Region(adcode=None, name=name, level="other")
    return Region(
        adcode=None,
        name=name,
        level="other",
        province=within.province,
        prefecture=within.prefecture,
        county=within.county,
        parent_adcode=within.adcode,
    )


def _first_place(folded: Folded, context: Context) -> PlaceMention | None:
    """Return the first place that is named as the writer's own."""
    for mention in find_places(folded, context):
        before = folded.text[: folded.position(mention.span.start)]
        if not NOT_OWN.search(before[-4:]):
            return mention
    return None


def _deepest(stated: list[Region], body: Folded) -> Region:
    """Return the first region, or a later one inside it where the pronouns of the body are those of the later."""
    chosen = stated[0]
    for later in stated[1:]:
        if later.adcode is None and later.parent_adcode != chosen.adcode:
            continue
        if _inside(later, chosen) and (chosen.level == "province" or not _pronoun_fits(chosen, body)):
            chosen = later
    return chosen


def _inside(lower: Region, upper: Region) -> bool:
    if upper.adcode is None or lower.adcode == upper.adcode:
        return False
    code = lower.adcode or lower.parent_adcode or ""
    return code.startswith(upper.adcode.rstrip("0").ljust(2 if upper.level == "province" else 4, "0"))


def _pronoun_fits(own: Region, body: Folded) -> bool:
    """Return whether the body's commonest pronoun is one that this region would use; true where it uses none."""
    kind = _pronoun(body)
    return kind is None or own.name.endswith(kind) or (kind == "区" and own.name.endswith("自治区"))


def _pronoun(body: Folded) -> str | None:
    counted = Counter(m["kind"] for m in PRONOUN.finditer(body.text))
    return counted.most_common(1)[0][0] if counted else None


def _from_body(body: Folded, context: Context) -> Region | None:
    """Return the region that the body names again and again, at the level of its pronouns."""
    # Those who are written to stand at the beginning of a line before a colon.
    addressed = [body.origin(*m.span()) for m in SALUTATION.finditer(body.text)]
    places = (m for m in find_places(body, context) if not any(m.span in span for span in addressed))
    mentions = [m.region for m in places if m.region is not None]
    kind = _pronoun(body)
    levels = PRONOUN_LEVELS.get(kind or "", ("county", "prefecture"))
    counted = Counter(r for r in mentions if r.level in levels)
    if kind is not None:
        counted = Counter({r: n for r, n in counted.items() if r.name.endswith(kind)})
    ranked = counted.most_common(2)
    if not ranked:
        return None
    best, times = ranked[0]
    rival = ranked[1][1] if len(ranked) > 1 else 0
    return best if times > rival and (times >= 2 or not rival) else None


def _near(body: Folded, evidence: Evidence, year: int | None) -> tuple[str, ...]:
    """Return codes of units that the document is about: of its frame, of its body, and of its province by numbers."""
    frame = [c for line in _lines_of(evidence) for c in _sure_codes(fold(line), year)]
    counted = Counter(_sure_codes(body, year))
    common = [code for code, times in counted.most_common(5) if times > 1] or list(counted)[:3]
    numbers = Counter(ABBREVIATIONS[m["province"]] for m in PROVINCIAL_NUMBER.finditer(body.text))
    provinces = [code + "0000" for code, _ in numbers.most_common(1)]
    return tuple(dict.fromkeys([*frame, *common, *provinces]))


def _sure_codes(folded: Folded, year: int | None) -> list[str]:
    found = []
    for mention in find_places(folded, Context(year)):
        if mention.region is not None and mention.region.adcode is not None:
            found.append(mention.region.adcode)
    return found
