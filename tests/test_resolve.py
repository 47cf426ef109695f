"""Which of several documents' figures counts."""

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest

from pipeline.dataset.tables import DocumentRow, ObservationRow, Rows
from pipeline.resolve import resolve


def document(doc_id: str, **changes: object) -> DocumentRow:
    row = DocumentRow(
        doc_id=doc_id, path=f"{doc_id}.html", sha256="", bytes=1, format="html", status="ok",
        adcode="350524", year=2020, programme="assistance", published=date(2021, 3, 1),
    )  # fmt: skip
    return replace(row, **changes)  # type: ignore[arg-type]


def observation(doc_id: str, value: float = 0.0, **changes: object) -> ObservationRow:
    row = ObservationRow(
        doc_id=doc_id, adcode="350524", adcode_latest="350524", province=None, prefecture=None, county=None,
        region="安溪县", level="county", year=2020, report_year=2020, programme="rural_dibao", measure="persons",
        indicator="rural_dibao.persons", value=value, unit="人", value_stated=f"{value:g}", unit_stated="人",
        target=None, target_comparator=None, comparator="=", basis="year_end", scope="whole", low=value, high=value,
        suggested_value=None, value_before=None, effective_from=None, mention_id=f"{doc_id}:0:1:", quote="",
        mentions=1, conflict=False, ocr=False, confidence=0.9,
    )  # fmt: skip
    return replace(row, **changes)  # type: ignore[arg-type]


BETTER_AND_WORSE = [
    ("the year's own report", {}, {}, {"report_year": 2021}),
    ("the region's own report", {}, {"adcode": "350500"}, {}),
    ("a final text", {}, {"title": "绩效自评报告（征求意见稿）"}, {}),
    ("a final file", {}, {"path": "低保自评初稿.docx"}, {}),
    ("the narrower programme", {"programme": "rural_dibao"}, {"programme": "dibao"}, {}),
    ("a programme before a department", {"programme": "assistance"}, {"programme": "department"}, {}),
    ("the later publication", {"published": date(2021, 4, 1)}, {}, {}),
    ("a dated publication", {}, {"published": None}, {}),
]


@pytest.mark.parametrize(("why", "better", "worse", "of_worse"), BETTER_AND_WORSE, ids=[c[0] for c in BETTER_AND_WORSE])
def test_the_better_document_counts(why: str, better: dict, worse: dict, of_worse: dict) -> None:
    """`z` is better for one reason alone; its name would put it last."""
    documents = (document("a", **worse), document("z", **better))
    rows = Rows(documents=documents, observations=(observation("a", 10, **of_worse), observation("z", 20)))
    (row,) = resolve(rows)
    assert (row.doc_id, row.value, row.documents, row.doc_ids) == ("z", 20, 2, ("a", "z"))
    assert row.published == documents[1].published


def test_the_order_of_reasons() -> None:
    """A region's own department report of the year counts before its prefecture's narrower one."""
    own = document("own", programme="department", published=date(2021, 1, 1))
    prefecture = document("prefecture", adcode="350500", programme="rural_dibao", published=date(2022, 1, 1))
    given = (observation("own", 1), observation("prefecture", 2))
    (row,) = resolve(Rows(documents=(own, prefecture), observations=given))
    assert row.doc_id == "own"


def test_the_order_of_rows_does_not_matter() -> None:
    documents = tuple(document(d) for d in "abc")
    given = (observation("a", 1), observation("b", 2), observation("c", 3))
    found = {resolve(Rows(documents=documents, observations=order)) for order in permutations(given)}
    assert len(found) == 1
    assert {row.doc_id for rows in found for row in rows} == {"a"}


@pytest.mark.parametrize("unknown", [{"adcode": None}, {"year": None}])
def test_an_unknown_region_or_year_makes_no_row(unknown: dict) -> None:
    assert resolve(Rows(documents=(document("a"),), observations=(observation("a", 1, **unknown),))) == ()


@pytest.mark.parametrize(
    ("other", "conflict"),
    [
        ({"value": 115_200.0, "low": 115_150.0, "high": 115_250.0}, False),
        ({"value": 115_300.0, "low": 115_250.0, "high": 115_350.0}, True),
        ({"value": 115_201.0, "low": 115_201.0, "high": 115_201.0}, True),
        ({"value": 115_200.00000001, "low": 115_200.00000001, "high": 115_200.00000001}, False),
        ({"value": 9.0, "low": 9.0, "high": 9.0, "basis": "monthly_average"}, False),
        ({"value": 9.0, "low": 9.0, "high": 9.0, "basis": "unspecified"}, True),
        ({"value": 9.0, "low": 9.0, "high": 9.0, "scope": "own_level"}, False),
    ],
)
def test_conflict_is_what_no_rounding_explains(other: dict, conflict: bool) -> None:
    documents = (document("a"), document("b"))
    given = (observation("a", 115_200), observation("b", **other))
    (row,) = resolve(Rows(documents=documents, observations=given))
    assert row.conflict_across is conflict


def test_a_duplicate_file_has_no_say() -> None:
    """Two paths of the same bytes share a doc_id; the row of the second knows no region or date."""
    copy = replace(document("a"), path="z.html", status="duplicate", published=None, adcode=None)
    (row,) = resolve(Rows(documents=(document("a"), copy), observations=(observation("a", 1),)))
    assert (row.documents, row.published) == (1, date(2021, 3, 1))
