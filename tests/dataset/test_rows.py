"""What a report becomes in the tables."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.dataset.places import PlaceMap
from pipeline.dataset.rows import Source, duplicate_rows, failed_rows, report_rows
from pipeline.model import (
    Box,
    Document,
    Finding,
    Gap,
    Mention,
    Observation,
    Outline,
    Particulars,
    Place,
    Quantity,
    Region,
    Report,
    ScoreNode,
    Span,
)

TEXT = "截至年底，全县农村低保对象3120户5044人。\n满意度得9分。\n"
REGION = Region("350524", "安溪县", "county", "福建省", "泉州市", "安溪县", "350500", "350524")
SOURCE = Source.of("自评/a.txt", TEXT.encode(), "txt")


def mention(raw: str, value: float, indicator: str | None = None, **changes: object) -> Mention:
    start = TEXT.index(raw)
    quantity = Quantity("persons", Span(start, start + len(raw)), raw, value, value, value, "人", raw[:-1], raw[-1])
    whole = Mention(
        quantity=quantity,
        indicator=indicator,
        role="actual",
        basis="year_end",
        scope="whole",
        region=REGION,
        year=2020,
        value=value,
        low=value,
        high=value,
        unit="人",
        quote=Span(0, TEXT.index("\n")),
        source="prose",
        rule="counts",
        confidence=0.87654321,
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


def observation(chosen: Mention) -> Observation:
    return Observation(REGION, 2020, chosen.indicator or "", chosen, (chosen,), False, 0.912345)


def report(**changes: object) -> Report:
    places = (
        Place(Span(0, 10), 1, Box(1, 10.0, 5.0, 110.0, 15.0)),
        Place(Span(10, 22), 2, Box(2, 10.0, 5.0, 130.0, 15.0)),
    )
    whole = Report(
        document=Document("pdf", TEXT, (), places, pages=2),
        outline=Outline(()),
        particulars=Particulars(title="自评报告", year=2020, region=REGION, programme="rural_dibao"),
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


def test_a_mention_leads_back_to_its_characters() -> None:
    persons = mention("5044人", 5044, "rural_dibao.persons")
    (row,) = report_rows(SOURCE, report(mentions=(persons,))).mentions
    assert TEXT[row.start : row.end] == row.raw == "5044人"
    assert TEXT[row.quote_start : row.quote_end] == row.quote == "截至年底，全县农村低保对象3120户5044人。"
    assert row.mention_id == f"{SOURCE.doc_id}:{row.start}:{row.end}:rural_dibao.persons"
    assert (row.page, row.adcode, row.confidence) == (2, "350524", 0.8765)


def test_a_mention_without_indicator_is_kept_and_its_id_ends_empty() -> None:
    (row,) = report_rows(SOURCE, report(mentions=(mention("5044人", 5044),))).mentions
    assert row.indicator is None
    assert row.mention_id.endswith(f":{row.end}:")


def test_one_span_and_indicator_make_one_mention_and_an_actual_wins() -> None:
    target = mention("5044人", 5044, "rural_dibao.persons", role="target", confidence=0.99)
    actual = mention("5044人", 5044, "rural_dibao.persons", confidence=0.5)
    other = mention("5044人", 5044, "dibao.persons")
    rows = report_rows(SOURCE, report(mentions=(target, actual, other))).mentions
    assert {(r.indicator, r.role) for r in rows} == {("rural_dibao.persons", "actual"), ("dibao.persons", "actual")}


def test_an_observation_names_a_mention_that_is_there() -> None:
    chosen = mention("5044人", 5044, "rural_dibao.persons")
    rows = report_rows(SOURCE, report(mentions=(mention("3120户", 3120),), observations=(observation(chosen),)))
    (row,) = rows.observations
    assert row.mention_id in {m.mention_id for m in rows.mentions}
    assert (row.programme, row.measure, row.value, row.report_year) == ("rural_dibao", "persons", 5044, 2020)
    assert row.confidence == 0.9123


@pytest.mark.parametrize(
    ("document", "status"),
    [
        (Document("pdf", TEXT, ()), "ok"),
        (Document("pdf", TEXT, (), warnings=("page 3 is an image without text",)), "partial"),
    ],
)
def test_what_could_not_be_read_makes_a_document_partial(document: Document, status: str) -> None:
    (row,) = report_rows(SOURCE, report(document=document)).documents
    assert row.status == status
    assert row.warnings == document.warnings


@pytest.mark.parametrize(
    ("particulars", "words"),
    [
        (Particulars(year=2020), "no region code found"),
        (Particulars(region=REGION), "no year found"),
        (Particulars(), "no region code and no year found"),
    ],
)
def test_figures_that_reach_no_indicators_row_are_warned_of(particulars: Particulars, words: str) -> None:
    one = observation(mention("5044人", 5044, "rural_dibao.persons"))
    (row,) = report_rows(SOURCE, report(particulars=particulars, observations=(one,))).documents
    assert any(w.startswith(words) for w in row.warnings)
    assert row.status == "ok"


def test_scores_findings_and_gaps_keep_their_places() -> None:
    node = ScoreNode(0, None, 0, "", "满意度", "item", Span(23, 30), "inline", self_score=9.0)
    finding = Finding("score_sum", "error", "产出", 38.0, 37.0, "不符", "differs", evidence=(Span(23, 30),))
    gap = Gap("rural_dibao", "standard", "in_attachment", Span(0, 4))
    rows = report_rows(SOURCE, report(scores=(node,), findings=(finding,), gaps=(gap,)))
    assert TEXT[rows.scores[0].start : rows.scores[0].end] == TEXT[23:30]
    assert rows.findings[0].evidence[0].quote == TEXT[23:30]
    assert rows.findings[0].difference == 1.0
    assert rows.gaps[0].quote == "截至年底"


def test_a_finding_keeps_its_id_under_another_path_and_loses_it_with_other_numbers() -> None:
    finding = Finding("score_sum", "error", "产出", 38.0, 37.0, "", "", evidence=(Span(0, 2),))
    moved = Source.of("elsewhere.txt", TEXT.encode(), "txt")
    here = report_rows(SOURCE, report(findings=(finding,))).findings[0].finding_id
    there = report_rows(moved, report(findings=(finding,))).findings[0].finding_id
    changed = report_rows(SOURCE, report(findings=(replace(finding, computed=36.0),))).findings[0].finding_id
    assert here == there != changed


def test_failed_and_duplicate_files_have_one_row_and_nothing_else() -> None:
    failed, twice = failed_rows(SOURCE, "encrypted: save it without a password"), duplicate_rows(SOURCE, "0.txt")
    assert (failed.documents[0].status, failed.documents[0].error) == (
        "failed",
        "encrypted: save it without a password",
    )
    assert (twice.documents[0].status, twice.documents[0].warnings) == ("duplicate", ("same bytes as 0.txt",))
    assert not failed.texts
    assert not twice.texts


@given(st.lists(st.integers(1, 8), min_size=1, max_size=8), st.data())
def test_boxes_of_neighbouring_spans_meet(lengths: list[int], data: st.DataObject) -> None:
    """Cutting a span in two cuts its boxes in two: nothing is lost and nothing counted twice."""
    places, start = [], 0
    for number, length in enumerate(lengths):
        end = start + length
        places.append(Place(Span(start, end), 1, Box(1, 0.0, number * 10.0, length * 6.0, number * 10.0 + 9)))
        start = end
    cut = data.draw(st.integers(0, start))
    found = PlaceMap(places)
    widths = [sum(b.x1 - b.x0 for b in found.boxes(s)) for s in (Span(0, start), Span(0, cut), Span(cut, start))]
    assert widths[0] == pytest.approx(widths[1] + widths[2])
    assert widths[0] == pytest.approx(6.0 * start)


def test_a_span_without_place_has_no_page() -> None:
    found = PlaceMap([Place(Span(5, 9), 3)])
    assert found.page(Span(0, 5)) is None
    assert found.page(Span(0, 6)) == 3
    assert found.boxes(Span(5, 9)) == ()
