"""What holds of every report that can be read: figures stand where they say, and no fact is stated twice.

A sample of corpus/reports is read, one document in a few of each format; ZIPING_ALL_REPORTS=1 reads all.
What sentences state is tested by way of saying, in tests/linking.
"""

from __future__ import annotations

import os
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from pipeline.codebook import INDICATORS
from pipeline.errors import UnreadableDocument
from pipeline.loaders import load
from pipeline.model import Observation, Report
from pipeline.understand import understand

REPORTS = Path(__file__).resolve().parent.parent / "corpus" / "reports"
FORMATS = (".html", ".htm", ".docx", ".txt", ".pdf")
ALL = os.environ.get("ZIPING_ALL_REPORTS") == "1"
# The smallest of each format: long ones show the same and take seconds.
SAMPLE = 3


def sample() -> list[Path]:
    """Return the documents to read: the smallest of each format, or all."""
    paths = sorted((p for p in REPORTS.iterdir() if p.suffix in FORMATS), key=lambda p: (p.stat().st_size, p.name))
    return [p for s in FORMATS for p in [q for q in paths if q.suffix == s][: None if ALL else SAMPLE]]


@cache
def report_of(path: Path) -> Report:
    """Return what is understood of a document; one that cannot be read is skipped."""
    try:
        return understand(load(path.read_bytes(), path.name))
    except UnreadableDocument as error:
        pytest.skip(str(error))


each_report = pytest.mark.parametrize("path", sample(), ids=lambda p: p.stem)


@each_report
def test_figures_stand_where_they_say(path: Path) -> None:
    report = report_of(path)
    text = report.document.text
    for mention in report.mentions:
        assert mention.quantity.span.of(text) == mention.quantity.raw != ""
        assert mention.quantity.span in mention.quote
        assert mention.quote.end <= len(text)


@each_report
def test_values_lie_in_what_the_print_allows(path: Path) -> None:
    for mention in report_of(path).mentions:
        assert mention.low <= mention.value <= mention.high, mention.quantity.raw
        assert 0 <= mention.confidence <= 1
        if mention.indicator is not None:
            assert mention.unit == INDICATORS[mention.indicator].unit


@each_report
def test_scores_lie_in_the_text(path: Path) -> None:
    report = report_of(path)
    assert [n for n in report.scores if not 0 <= n.span.start <= n.span.end <= len(report.document.text)] == []


def _key(observation: Observation) -> tuple[str | None, int | None, str]:
    region = observation.region
    return (region.adcode or region.name if region else None, observation.year, observation.indicator)


@each_report
def test_a_fact_is_observed_once(path: Path) -> None:
    observations = report_of(path).observations
    assert [key for key, n in Counter(map(_key, observations)).items() if n > 1] == []
    for observation in observations:
        assert observation.chosen in observation.mentions
        assert observation.chosen.role == "actual"
        assert {m.indicator for m in observation.mentions} == {observation.indicator}


@each_report
def test_a_quantity_states_an_indicator_once(path: Path) -> None:
    keys = Counter(
        (m.quantity.span, m.indicator, m.region.adcode if m.region else None) for m in report_of(path).mentions
    )
    assert [key for key, n in keys.items() if n > 1] == []
