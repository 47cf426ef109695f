"""The stages in order; the only module that knows them all.

    files → convert → load → understand → audit → rows → resolve → audit of all → output folder

A document that cannot be read is a row that says why; the run goes on. Nothing is written before
every document is done.
"""

from __future__ import annotations

import os
import platform
import tempfile
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from pipeline import office
from pipeline import workers as pool
from pipeline.audit.across.rules import audit_dataset
from pipeline.audit.rules import audited
from pipeline.audit.waivers import read_waivers, with_waivers
from pipeline.dataset.folder import prepare, publish, read_run_file
from pipeline.dataset.reading import read_rows
from pipeline.dataset.rows import archive_rows, duplicate_rows, failed_rows, report_rows
from pipeline.dataset.tables import Rows, joined
from pipeline.errors import PatternError, UnreadableDocument
from pipeline.inputs import ARCHIVE, InputFile, find
from pipeline.model import Report
from pipeline.progress import Done, silent
from pipeline.resolve import resolve

# A scanned book takes minutes; what takes longer than this never ends. Counted where processes work side by side.
SECONDS_PER_DOCUMENT = 1800.0
LOG_FILE = "errors.log"
# Called with the number of documents to convert, then with that of documents to read.
Showing = Callable[[int], AbstractContextManager[Done]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file; `trace` is there where a fault of ours stopped it."""

    path: str
    rows: Rows
    seconds: float = 0.0
    trace: str | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """A finished run: all rows, the seconds it took, and the log of our own faults, if any."""

    rows: Rows
    seconds: float
    log: Path | None


def read_report(data: bytes, name: str, converted: bytes | None = None) -> Report:
    """Return what is understood of one document, or raise UnreadableDocument.

    `converted` is the DOCX that was made of a legacy file before, where there is one.
    """
    from pipeline.loaders import load
    from pipeline.understand import understand

    return audited(understand(load(data, name, converted)))


def extract(
    inputs: Sequence[Path],
    output: Path,
    workers: int | None = None,
    seconds: float = SECONDS_PER_DOCUMENT,
    showing: Showing = lambda total: nullcontext(silent),
    waivers: Path | None = None,
) -> Result:
    """Read every report below the inputs and replace the dataset in `output`.

    Raises UsageError where there is nothing to read, PatternError where a pattern file is wrong and
    OutputError where the folder cannot be written; then the output stands as before.
    """
    import pipeline.understand  # noqa: F401  a wrong pattern file stops the run here, before any document is read

    waived = read_waivers(waivers) if waivers else {}
    started, began = datetime.now(UTC), time.monotonic()
    prepare(output)
    outcomes = _outcomes(find(inputs, output), workers or os.cpu_count() or 1, seconds, showing)
    rows = joined(o.rows for o in outcomes)
    rows = audit_dataset(replace(rows, indicators=resolve(rows)))
    rows = with_waivers(rows, waived)
    took = time.monotonic() - began
    publish(output, rows, _facts(started, took, outcomes))
    return Result(rows, took, _write_log(output, outcomes))


def audit(output: Path, waivers: Path | None = None) -> Rows:
    """Apply the rules across documents and the waivers anew to a dataset, and return its rows.

    The findings inside each document stay as they were extracted: they rest on its tables and headings.
    Raises UsageError where the waivers cannot be read and OutputError where there is no dataset.
    """
    waived = read_waivers(waivers) if waivers else {}
    rows = with_waivers(audit_dataset(read_rows(output)), waived)
    before = read_run_file(output)
    publish(output, rows, before.run if before else {})
    return rows


def _outcomes(files: Sequence[InputFile], workers: int, seconds: float, showing: Showing) -> list[Outcome]:
    """Return the outcome of every file, in the order of the files."""
    settled = _settled(files)
    unread = [f for f in files if f.source.path not in settled]
    with tempfile.TemporaryDirectory(prefix="ziping-") as folder:
        failed, unread = _converted(unread, Path(folder), workers, seconds, showing)
        settled.update(failed)
        with showing(len(unread)) as done:
            for index, outcome in pool.run(_read_file, unread, workers, seconds):
                file = unread[index]
                if isinstance(outcome, pool.Lost):
                    outcome = _failed(file, outcome.reason)
                settled[file.source.path] = outcome
                done(file.source.path, outcome.rows.documents[0].status)
    return [settled[file.source.path] for file in files]


def _converted(
    files: Sequence[InputFile], folder: Path, workers: int, seconds: float, showing: Showing
) -> tuple[dict[str, Outcome], list[InputFile]]:
    """Return the outcomes of legacy files that cannot be converted, by path, and the files to read."""
    legacy = [n for n, file in enumerate(files) if file.source.format in office.FORMATS]
    failed, ready = {}, dict(enumerate(files))
    if not legacy:
        return {}, list(files)
    limit = min(seconds, office.SECONDS_PER_FILE)
    conversions = office.convert_all([files[n].read for n in legacy], folder, workers, limit)
    with showing(len(legacy)) as done, closing(conversions):
        for index, conversion in conversions:
            number = legacy[index]
            path = files[number].source.path
            if isinstance(conversion, office.Converted):
                ready[number] = replace(files[number], converted=conversion.path)
                done(path, "converted")
            else:
                failed[path] = _failed(ready.pop(number), conversion.reason)
                done(path, "failed")
    return failed, list(ready.values())


def _failed(file: InputFile, reason: str) -> Outcome:
    return Outcome(file.source.path, failed_rows(file.source, reason))


def _settled(files: Sequence[InputFile]) -> dict[str, Outcome]:
    """Return the outcomes that need no reading, by path: unopened files, archives, repeated bytes."""
    settled: dict[str, Outcome] = {}
    first: dict[str, str] = {}
    for file in files:
        source = file.source
        if file.failure is not None:
            settled[source.path] = Outcome(source.path, failed_rows(source, file.failure))
        elif (earlier := first.setdefault(source.sha256, source.path)) != source.path:
            settled[source.path] = Outcome(source.path, duplicate_rows(source, earlier))
        elif source.format == ARCHIVE:
            settled[source.path] = Outcome(source.path, archive_rows(source, file.notes))
    return settled


def _read_file(file: InputFile) -> Outcome:
    """Return a file's rows; whatever stops it becomes the row that says so, and the run goes on."""
    began, source = time.monotonic(), file.source
    try:
        converted = file.converted.read_bytes() if file.converted else None
        rows = report_rows(source, read_report(file.read(), file.name, converted))
        rows.arrow()  # what Arrow cannot hold is a fault of this document, not of the whole run
    except PatternError:
        raise
    except UnreadableDocument as error:
        return Outcome(source.path, failed_rows(source, str(error)), time.monotonic() - began)
    except Exception as error:  # noqa: BLE001
        # The one blanket handler: a fault of ours in one document must not cost the other thousand.
        reason = f"internal error, please report it: {type(error).__name__}: {error}"
        rows = failed_rows(source, reason.encode("utf-8", "replace").decode())
        return Outcome(source.path, rows, time.monotonic() - began, traceback.format_exc())
    return Outcome(source.path, rows, time.monotonic() - began)


def _facts(started: datetime, seconds: float, outcomes: Sequence[Outcome]) -> Mapping[str, str | int | float]:
    """Return what `run.json` tells of a run; none of it is in a table."""
    slowest = max(outcomes, key=lambda o: o.seconds)
    return {
        "started": started.isoformat(timespec="seconds"),
        "seconds": round(seconds, 1),
        "slowest": slowest.path,
        "slowest_seconds": round(slowest.seconds, 1),
        "documents": len(outcomes),
        "version": _version(),
        "python": platform.python_version(),
        "system": platform.system(),
    }


def _version() -> str:
    try:
        return version("ziping")
    except PackageNotFoundError:
        return "not installed"


def _write_log(output: Path, outcomes: Sequence[Outcome]) -> Path | None:
    """Write the tracebacks of our own faults; without any, remove what an earlier run left."""
    log, traced = output / LOG_FILE, [o for o in outcomes if o.trace]
    if not traced:
        log.unlink(missing_ok=True)
        return None
    log.write_text("\n".join(f"{o.path}\n{o.trace}" for o in traced), encoding="utf-8", errors="replace")
    return log
