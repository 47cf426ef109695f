"""Converts many legacy files to DOCX, a batch to a process, and lets a bad file cost only itself.

LibreOffice takes the files of a batch in their order and passes over those that it cannot open. Where it
crashes or hangs, what it has finished is kept and the first file after that stands alone in the next
process; the rest goes on without it. Before the files of each batch goes one of our own: where that one
is not converted either, it is LibreOffice that does not work.
"""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from threading import Event
from typing import Final

from pipeline.errors import UnreadableDocument
from pipeline.office.compound import WORD_STREAM, refusal
from pipeline.office.last_table import mended
from pipeline.office.program import find_office, how_to_install, run_office

# The start of LibreOffice takes as long as ten files do; shared by more than 50 it no longer counts.
BATCH: Final = 50
# The slowest of real reports takes two seconds, on a busy machine ten.
SECONDS_PER_FILE: Final = 60.0
# A machine that is busy with its start may miss the first one.
STARTS: Final = 2

PROBE: Final = b"{\\rtf1 probe}"
RTF: Final = b"{\\rtf"
DOCUMENT_PART: Final = "word/document.xml"

Read = Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Converted:
    """A file that has become a DOCX, at `path`."""

    path: Path


@dataclass(frozen=True, slots=True)
class NotConverted:
    """A file that could not be converted, and why."""

    reason: str


Conversion = Converted | NotConverted


def convert(data: bytes, seconds: float = SECONDS_PER_FILE) -> bytes:
    """Return a legacy file as DOCX, or raise UnreadableDocument."""
    with tempfile.TemporaryDirectory(prefix="ziping-") as folder:
        for _, conversion in convert_all([lambda: data], Path(folder), 1, seconds):
            if isinstance(conversion, Converted):
                return conversion.path.read_bytes()
            raise UnreadableDocument(conversion.reason)
    raise AssertionError("every file has a conversion")


def convert_all(
    files: Sequence[Read], folder: Path, workers: int, seconds: float = SECONDS_PER_FILE
) -> Generator[tuple[int, Conversion], None, None]:
    """Yield the number of each file and what became of it, batch by batch; the DOCX lie in `folder`.

    `seconds` is the longest time between one finished file and the next.
    """
    program = find_office()
    if program is None:
        absent = NotConverted(f"needs LibreOffice, which is not installed: {how_to_install()}")
        yield from ((index, absent) for index in range(len(files)))
        return
    cancelled = Event()
    size = max(1, min(BATCH, ceil(len(files) / workers)))
    with ThreadPoolExecutor(max_workers=workers) as threads:
        waiting: list[Future[dict[int, Conversion]]] = []
        for start in range(0, len(files), size):
            place = folder / f"batch-{start}"
            batch = _Batch(program, place, seconds, cancelled)
            numbered = range(start, min(start + size, len(files)))
            waiting.append(threads.submit(batch.convert, {n: files[n] for n in numbered}))
        try:
            for future in as_completed(waiting):
                yield from sorted(future.result().items())
        finally:
            cancelled.set()
            threads.shutdown(cancel_futures=True)


class _Batch:
    """The files of one batch, in as many processes as it takes."""

    def __init__(self, program: Path, folder: Path, seconds: float, cancelled: Event) -> None:
        self._program = program
        self._folder = folder
        self._seconds = seconds
        self._cancelled = cancelled
        self._processes = 0
        self._done: dict[int, Conversion] = {}

    def convert(self, files: dict[int, Read]) -> dict[int, Conversion]:
        """Return what became of each file, by its number."""
        sources = dict(self._written(files))
        self._convert_together(sources)
        for source in sources.values():
            source.unlink()
        return self._done

    def _written(self, files: dict[int, Read]) -> Iterator[tuple[int, Path]]:
        """Yield files under names that no program stumbles over; those that need no try are done."""
        sources = self._folder / "sources"
        sources.mkdir(parents=True)
        for number, read in files.items():
            try:
                data = read()
            except UnreadableDocument as error:
                self._done[number] = NotConverted(str(error))
                continue
            reason = refusal(data)
            if reason is not None:
                self._done[number] = NotConverted(reason)
                continue
            path = sources / f"{number}{_suffix(data)}"
            path.write_bytes(mended(data))
            yield number, path

    def _convert_together(self, sources: dict[int, Path]) -> None:
        """Convert files in one process; where it fails, the one that it failed at alone, then the others."""
        while sources and not self._cancelled.is_set():
            failure = self._try(sources)
            rest = [n for n in sources if n not in self._done]
            if failure is None or not rest:
                self._settle(rest, "LibreOffice cannot open it: it is damaged or no Word file; obtain the file again")
                return
            guilty = rest[0] if len(rest) == len(sources) else _first_after(sources, self._done, rest)
            if len(sources) == 1:
                self._settle(rest, f"{failure}: open it in Word or WPS Office and save it as .docx")
                return
            self._convert_together({guilty: sources[guilty]})
            sources = {n: sources[n] for n in rest if n != guilty}

    def _try(self, sources: dict[int, Path]) -> str | None:
        """Run one process over files and keep what it finishes; return why it came to no good end."""
        for _ in range(STARTS):
            self._processes += 1
            folder = self._folder / f"process-{self._processes}"
            folder.mkdir()
            probe = folder / "probe.rtf"
            probe.write_bytes(PROBE)
            files = [probe, *sources.values()]
            failure = run_office(self._program, files, folder, self._seconds, self._cancelled.is_set)
            for number, source in sources.items():
                result = folder / f"{source.stem}.docx"
                if _is_docx(result):
                    self._done[number] = Converted(result)
            if _is_docx(folder / "probe.docx"):
                return failure
        told = failure or "it cannot open Word files"
        reason = f"LibreOffice does not work here ({told}): {how_to_install()}"
        self._settle([n for n in sources if n not in self._done], reason)
        return None

    def _settle(self, numbers: Iterable[int], reason: str) -> None:
        self._done.update((number, NotConverted(reason)) for number in numbers)


def _suffix(data: bytes) -> str:
    """Return the ending by which LibreOffice first guesses: Word's, or that of Microsoft Works."""
    if data.startswith(RTF):
        return ".rtf"
    return ".doc" if WORD_STREAM.encode("utf-16-le") in data else ".wps"


def _first_after(sources: Iterable[int], done: dict[int, Conversion], rest: Sequence[int]) -> int:
    """Return the first file after the last that was finished, which is the one that was in hand."""
    order = list(sources)
    last = max(place for place, number in enumerate(order) if number in done)
    return next((n for n in order[last + 1 :]), rest[0])


def _is_docx(path: Path) -> bool:
    """Return whether a whole Word document lies here; a process that was ended may leave a part of one."""
    try:
        with zipfile.ZipFile(path) as archive:
            return DOCUMENT_PART in archive.namelist()
    except (OSError, zipfile.BadZipFile):
        return False
