"""contradiction_across: two reports state different values for one region, year and indicator."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from pipeline.audit.across.found import About, Result, evidence_of, failed, not_applicable, passed
from pipeline.audit.causes import likely_cause
from pipeline.audit.rule import Rule
from pipeline.dataset.tables import MentionRow, ObservationRow, Rows
from pipeline.resolve import disagree

RULE = Rule(
    "contradiction_across",
    "error",
    "不同报告对同一地区、年度、指标的表述一致",
    "reports agree on one region, year and indicator",
    "{subject}：本报告为{stated}，而{words}为{computed}",
    "{subject}: {stated} here, but {computed} in {words}",
)
# Surveys and scores are made anew for each report.
OF_EACH_REPORT = frozenset(
    {"satisfaction", "public_satisfaction", "awareness_rate", "self_score", "max_score", "accuracy_rate"}
)
# What a report that is surer says is not held against it by a weak reading.
LEAST_CONFIDENCE = 0.8


def check(rows: Rows, mentions: dict[str, MentionRow]) -> Iterator[Result]:
    """Yield a check for every document that states what another document states too."""
    groups: defaultdict[tuple[str | None, int | None, str], list[ObservationRow]] = defaultdict(list)
    for observation in rows.observations:
        groups[observation.adcode, observation.year, observation.indicator].append(observation)
    titles = {d.doc_id: d.title or d.path for d in rows.documents}
    for resolved in rows.indicators:
        for other in groups[resolved.adcode, resolved.year, resolved.indicator]:
            if other.doc_id == resolved.doc_id:
                continue
            about = About.of(other)
            if resolved.measure in OF_EACH_REPORT:
                yield not_applicable(RULE, about, "each report has a survey or score of its own")
            elif min(other.confidence, resolved.confidence) < LEAST_CONFIDENCE:
                yield not_applicable(RULE, about, "one of the figures was not read surely enough")
            elif not disagree(resolved, other):
                yield passed(RULE, about)
            else:
                title = titles.get(resolved.doc_id, resolved.doc_id)
                places = evidence_of((other, resolved), mentions)
                cause = likely_cause(other.value, resolved.value)
                yield failed(RULE, about, other.value, resolved.value, places, cause, (title, title))
