"""Finds the files of a run: folders are searched, archives opened, and each file gets one path.

The path of a file is relative to the input under which it was found, with `/` between its parts;
a member of an archive is `a.zip!/b.docx`.

>>> is_report_name("附件1.docx"), is_report_name("附件1.gold.json"), is_report_name(".DS_Store")
(True, False, False)
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.archives import MEMBER_MARK, Archive, read_member
from pipeline.dataset.rows import Source
from pipeline.errors import UnreadableDocument, UsageError
from pipeline.loaders.sniff import sniff

# What lies beside reports in a folder and is none. A file that is named on the command line is always taken.
NO_REPORTS = {"manifest.csv", "readme.md", "locked", "thumbs.db", "desktop.ini"}
NO_REPORT_ENDINGS = (".gold.json",)
# Hidden files, and the lock files that Word leaves beside an open document.
NO_REPORT_BEGINNINGS = (".", "~$", "__MACOSX")
ARCHIVE = "zip"


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file of the run; `members` leads into archives, each inside the one before.

    `converted` is where the DOCX lies that was made of it, where its format needs that.
    """

    source: Source
    location: Path
    members: tuple[str, ...] = ()
    failure: str | None = None
    notes: tuple[str, ...] = ()
    converted: Path | None = None

    def read(self) -> bytes:
        """Return the bytes, or raise UnreadableDocument."""
        data = _read(self.location)
        for member in self.members:
            data = read_member(data, member)
        return data

    @property
    def name(self) -> str:
        """The file's own name, which may tell its format."""
        return self.source.path.rsplit("/", 1)[-1]


def find(inputs: Sequence[Path], output: Path) -> list[InputFile]:
    """Return every file below the inputs, sorted by path; what lies in `output` is none of them.

    Raises UsageError where an input does not exist or nothing is found.
    """
    located = _distinct_paths(list(_located(inputs, output.resolve())))
    found = [file for path, location in located for file in _opened(path, location)]
    if not found:
        raise UsageError(f"no files found in {', '.join(map(str, inputs))}")
    return sorted(found, key=lambda f: f.source.path)


def is_report_name(name: str) -> bool:
    """Return whether a file of this name, found in a folder, may be a report."""
    lower = name.lower()
    return not (lower in NO_REPORTS or lower.endswith(NO_REPORT_ENDINGS) or name.startswith(NO_REPORT_BEGINNINGS))


def _located(inputs: Iterable[Path], output: Path) -> Iterator[tuple[Path, Path]]:
    """Yield the input and the place of every file, each file once, whichever way it is named."""
    seen: set[Path] = set()
    for given in inputs:
        if not given.exists():
            raise UsageError(f"no such file or folder: {given}")
        for location in [given] if given.is_file() else _below(given, output):
            if (real := location.resolve()) not in seen:
                seen.add(real)
                yield given, location


def _below(folder: Path, output: Path) -> Iterator[Path]:
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(
            n for n in folders if not n.startswith(NO_REPORT_BEGINNINGS) and Path(here, n).resolve() != output
        )
        yield from (Path(here, name) for name in sorted(names) if is_report_name(name) and Path(here, name).is_file())


def _distinct_paths(located: Sequence[tuple[Path, Path]]) -> list[tuple[str, Path]]:
    """Return each file's path; where two inputs hold the same one, the inputs' own names stand before."""
    relative = [_relative(given, location) for given, location in located]
    taken = Counter(relative)
    named = [
        path if taken[path] == 1 else f"{_folder_name(given)}/{path}"
        for path, (given, _) in zip(relative, located, strict=True)
    ]
    again = Counter(named)
    return [
        (path if again[path] == 1 else _printable(location.resolve().as_posix().lstrip("/")), location)
        for path, (_, location) in zip(named, located, strict=True)
    ]


def _relative(given: Path, location: Path) -> str:
    return _printable(location.name if given.is_file() else location.relative_to(given).as_posix())


def _folder_name(given: Path) -> str:
    whole = given.resolve()
    return _printable((whole if whole.is_dir() else whole.parent).name)


def _printable(path: str) -> str:
    """Return a path that can be written as UTF-8; bytes of a name that are none become �."""
    return os.fsencode(path).decode("utf-8", errors="replace")


def _opened(path: str, location: Path) -> Iterator[InputFile]:
    """Yield a file and, where it is an archive, its members."""
    try:
        data = _read(location)
    except UnreadableDocument as error:
        yield _closed(InputFile(Source.of(path, b"", "other"), location), str(error))
        return
    yield from _unpacked(path, data, location, ())


def _unpacked(path: str, data: bytes, location: Path, members: tuple[str, ...]) -> Iterator[InputFile]:
    name = path.rsplit("/", 1)[-1]
    file = InputFile(Source.of(path, data, sniff(data, name)), location, members)
    if file.source.format != ARCHIVE:
        yield file
        return
    try:
        archive = Archive(data, depth=len(members))
    except UnreadableDocument as error:
        yield _closed(file, str(error))
        return
    yield replace(file, notes=archive.notes)
    for member in archive.members:
        if not is_report_name(member.name.rsplit("/", 1)[-1]):
            continue
        inner, inside = f"{path}{MEMBER_MARK}{_printable(member.name)}", (*members, member.key)
        try:
            yield from _unpacked(inner, archive.read(member), location, inside)
        except UnreadableDocument as error:
            yield _closed(InputFile(Source.of(inner, b"", "other"), location, inside), str(error))


def _closed(file: InputFile, reason: str) -> InputFile:
    return replace(file, failure=reason)


def _read(location: Path) -> bytes:
    try:
        return location.read_bytes()
    except OSError as error:
        raise UnreadableDocument(f"cannot be opened: {error.strerror}") from error
