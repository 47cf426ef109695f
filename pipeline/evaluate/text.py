"""Puts an evaluation into words and figures: for a terminal, or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import msgspec

from pipeline.errors import UsageError
from pipeline.evaluate.gold import LOCKED, read_gold
from pipeline.evaluate.measure import SORTS, Counts, DocumentResult, Evaluation, PanelResult, Share, evaluate

PLACES = 4
NAME_WIDTH = 24


def evaluation_lines(gold: Sequence[Path], output: Path, show: int, as_json: bool) -> Iterator[str]:
    """Return what `ziping evaluate` prints; raise UsageError where errors of a locked set are asked for."""
    read = read_gold(gold)
    if read.locked and show:
        raise UsageError(f"a folder holds a file {LOCKED}: of its documents only total figures may be printed")
    evaluation = evaluate(read, output)
    if as_json:
        return iter([json.dumps(as_dict(evaluation), ensure_ascii=False, indent=1)])
    return chain(
        chain.from_iterable(_errors(result, show) for result in evaluation.results if show),
        _totals(evaluation),
        () if evaluation.locked else _details(evaluation),
    )


def as_dict(evaluation: Evaluation) -> dict[str, Any]:
    """Return the figures as plain values; of a locked set the totals alone."""
    confident = evaluation.confident
    report: dict[str, Any] = {sort: _figures(counts) for sort, counts in evaluation.totals.items()}
    report["documents"] = {"all": len(evaluation.results), "everything_right": evaluation.perfect}
    report["targets"] = _pair(evaluation.targets)
    report["confident"] = {
        "share": _ratio(confident.whole, evaluation.given),
        "precision": _ratio(confident.part, confident.whole),
    }
    report["offsets"] = _pair(evaluation.offsets)
    if evaluation.locked:
        return report
    report["by_group"] = {
        name: {sort: round(counts.f1, PLACES) for sort, counts in sorts.items()}
        for name, sorts in evaluation.groups().items()
    }
    report["panels"] = {name: _panel(panel) for name, panel in evaluation.panels.items()}
    report["by_programme"] = {name: _figures(counts) for name, counts in evaluation.by_programme().items()}
    report["by_measure"] = {name: _figures(counts) for name, counts in evaluation.by_measure().items()}
    report["missed_because"] = evaluation.causes_of_missed()
    report["given_because"] = evaluation.causes_of_wrong()
    return report


def _figures(counts: Counts) -> dict[str, float]:
    return {
        "precision": round(counts.precision, PLACES),
        "recall": round(counts.recall, PLACES),
        "f1": round(counts.f1, PLACES),
        "tp": counts.right,
        "fp": counts.wrong,
        "fn": counts.missed,
    }


def _pair(share: Share) -> list[int]:
    return [share.part, share.whole]


def _ratio(part: int, whole: int) -> float | None:
    return round(part / whole, PLACES) if whole else None


def _panel(panel: PanelResult) -> dict[str, list[int] | list[str]]:
    return {"rows": list(panel.rows), "findings": list(panel.findings), "missed": list(panel.missed)}


def _totals(evaluation: Evaluation) -> Iterator[str]:
    """Yield the figures over all documents."""
    for sort, counts in evaluation.totals.items():
        yield f"{sort:<11} {_counts(counts)}"
    targets, offsets, confident = evaluation.targets, evaluation.offsets, evaluation.confident
    share, precision = _ratio(confident.whole, evaluation.given), _ratio(confident.part, confident.whole)
    yield f"targets right: {targets.part} of {targets.whole}"
    yield f"offsets right: {offsets.part} of {offsets.whole}"
    yield f"given with confidence of 0.9 or more: {share}, of these right: {precision}"
    yield f"documents with everything right: {evaluation.perfect} of {len(evaluation.results)}"


def _details(evaluation: Evaluation) -> Iterator[str]:
    """Yield the figures in groups, and the causes."""
    yield "\nF1 by kind and format"
    for name, sorts in evaluation.groups().items():
        yield f"  {name:<{NAME_WIDTH}}" + "  ".join(f"{sort} {counts.f1:.3f}" for sort, counts in sorts.items())
    for title, groups in (("programme", evaluation.by_programme()), ("measure", evaluation.by_measure())):
        yield f"\nindicators by {title}"
        for name, counts in groups.items():
            yield f"  {name:<{NAME_WIDTH}}{_counts(counts)}"
    yield from _causes("figures missed", evaluation.causes_of_missed())
    yield from _causes("figures wrongly given", evaluation.causes_of_wrong())
    for name, panel in evaluation.panels.items():
        rows, findings = panel.rows, panel.findings
        missed = f" (missed: {', '.join(panel.missed)})" if panel.missed else ""
        yield f"\n{name}: {rows[0]} of {rows[1]} resolved rows, {findings[0]} of {findings[1]} findings{missed}"


def _causes(title: str, causes: Mapping[str, int]) -> Iterator[str]:
    if causes:
        yield f"\n{title}, by cause"
    for name, count in causes.items():
        yield f"  {count:>5}  {name}"


def _counts(counts: Counts) -> str:
    figures = f"P {counts.precision:.4f}  R {counts.recall:.4f}  F1 {counts.f1:.4f}"
    return f"{figures}   tp {counts.right} fp {counts.wrong} fn {counts.missed}"


def _errors(result: DocumentResult, show: int) -> Iterator[str]:
    """Yield up to `show` errors of each sort of one document, figures with their cause."""
    causes = {("indicators", "extra"): result.given_because, ("indicators", "missed"): result.missed_because}
    for sort in SORTS:
        matched = result.matched(sort)
        for word, errors in (("extra", matched.wrong), ("missed", matched.missed)):
            reasons = causes.get((sort, word), ("",) * len(errors))
            for error, reason in list(zip(errors, reasons, strict=True))[:show]:
                yield f"{result.document}: {sort} {word} {_plain(error)}{f' [{reason}]' if reason else ''}"


def _plain(error: object) -> object:
    """Return an error without the fields that are empty."""
    if isinstance(error, msgspec.Struct):
        values: dict[str, Any] = msgspec.to_builtins(error)
        return {
            name: value for name, value in values.items() if value not in (None, [], False, "") and name != "doc_id"
        }
    return error
