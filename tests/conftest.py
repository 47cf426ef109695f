"""What tests of the linker share: a report of a few lines, read to its observations.

A case is the report's programme, its text (one line a block) and all that the text states of the
report's own region, as `{indicator: value}`. A value with a year, `(1200, 2019)`, is of another year
than the report's; a list holds several. `indicator!target` and `indicator!before` are an observation's
target and the value that it replaced; `?indicator` may be missing, but not be another value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import pytest

from pipeline.linking.lexicon import families
from pipeline.linking.subjects import Subject
from pipeline.loaders.builder import DocumentBuilder
from pipeline.mentions import find_mentions
from pipeline.model import Document, Mention, Observation, Particulars
from pipeline.normalise.places import region
from pipeline.observe import observe
from pipeline.structure.outline import read_outline

YEAR = 2020
COUNTY = "平罗县"
Stated = float | tuple[float, int]
Expected = Mapping[str, Stated | list[Stated]]
Facts = dict[str, set[tuple[float, int | None]]]


def document_of(text: str) -> Document:
    """Return a document of one paragraph a line."""
    builder = DocumentBuilder("txt")
    for line in text.strip().splitlines():
        builder.paragraph(line.strip())
    return builder.build()


def subject_of_report(programme: str) -> Subject:
    """Return the subject of a report on a programme of the codebook."""
    for family, entry in families().items():
        if family == programme:
            return Subject(family)
        for name, narrower in entry.groups.items():
            if narrower == programme:
                dimension = "area" if name in ("urban", "rural") else "place"
                return Subject(family, ((dimension, name),))
    return Subject(programme)


def read_mentions(programme: str, text: str, place: str = COUNTY) -> tuple[tuple[Mention, ...], Particulars]:
    """Return the mentions of a report's prose, and whose report it is."""
    document = document_of(text)
    particulars = Particulars(year=YEAR, years=(YEAR,), region=region(place, YEAR), programme=programme)
    return find_mentions(document, read_outline(document), particulars, subject_of_report(programme)), particulars


def read_facts(programme: str, text: str, place: str = COUNTY) -> Facts:
    """Return what a report states of its own region: values and years by indicator."""
    mentions, particulars = read_mentions(programme, text, place)
    found: Facts = {}
    for observation in observe(mentions):
        if observation.region != particulars.region:
            continue
        for name, value in _values(observation):
            found.setdefault(name, set()).add((round(value, 4), observation.year))
    return found


def _values(observation: Observation) -> Iterable[tuple[str, float]]:
    yield observation.indicator, observation.chosen.value
    if observation.target is not None:
        yield f"{observation.indicator}!target", observation.target
    if observation.value_before is not None:
        yield f"{observation.indicator}!before", observation.value_before


def owed(expected: Expected) -> Facts:
    """Return the facts that a case lists."""
    listed = {name: values if isinstance(values, list) else [values] for name, values in expected.items()}
    return {name: {v if isinstance(v, tuple) else (v, YEAR) for v in values} for name, values in listed.items()}


def compared(found: Facts, expected: Expected) -> tuple[Facts, Facts]:
    """Return found and expected facts without the optional ones that were found as they should be, or not at all."""
    facts = owed(expected)
    optional = {name[1:]: values for name, values in facts.items() if name.startswith("?")}
    kept = {name: values for name, values in found.items() if optional.get(name) != values}
    return kept, {name: values for name, values in facts.items() if not name.startswith("?")}


@pytest.fixture
def check_stated() -> Callable[..., None]:
    """Return a function that fails where a text states anything else than it should."""

    def check(programme: str, text: str, expected: Expected, place: str = COUNTY) -> None:
        found, facts = compared(read_facts(programme, text, place), expected)
        assert found == facts, text

    return check
