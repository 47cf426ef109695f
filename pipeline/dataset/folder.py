"""The output folder: the tables as Parquet, replaced all or none, and `run.json`, which names them.

    output/
      run.json                       written last: the files of this run and their hashes
      generations/3f2a…/*.parquet    the tables of one run, never changed once they stand here
      documents.parquet …            the same files under their plain names

A reader that follows `run.json` reads the files of one run, even while the next run replaces them:
the generation before the present one is kept until another comes. The generation is named by the
content of its tables, so the same input gives the same names.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from pipeline.dataset.tables import TABLES, Rows
from pipeline.errors import OutputError

try:
    import fcntl
except ImportError:  # not on Windows: there two runs into one folder at once are not kept apart
    fcntl = None  # type: ignore[assignment]

RUN_FILE = "run.json"
GENERATIONS = "generations"
# Fixed, so that the bytes do not depend on how the rows came together.
ROWS_PER_GROUP = 64 * 1024
# Texts are long: in groups of many rows one could not be read without its neighbours.
TEXTS_PER_GROUP = 256
NAME_DIGITS = 16
SCRATCH = ".writing-"
LOCK_FILE = ".lock"


class TableFile(msgspec.Struct, frozen=True, kw_only=True):
    """One table as `run.json` names it; `path` is relative to the output folder."""

    path: str
    sha256: str
    rows: int


class RunFile(msgspec.Struct, frozen=True, kw_only=True):
    """What `run.json` holds: the tables, and facts of the run that are no part of the dataset."""

    files: dict[str, TableFile]
    run: dict[str, str | int | float]


def prepare(output: Path) -> None:
    """Make the output folder, or raise OutputError where nothing could be written to it."""
    try:
        output.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=output):
            pass
    except OSError as error:
        raise OutputError(f"cannot write to {output}: {error.strerror}") from error


def publish(output: Path, rows: Rows, run: Mapping[str, str | int | float]) -> RunFile:
    """Replace the tables in `output` by these rows and return what `run.json` now says.

    Raises OutputError where the folder cannot be written; what it held before then still stands.
    """
    tables = rows.arrow()
    try:
        prepare(output)
        with _alone_in(output), tempfile.TemporaryDirectory(dir=output, prefix=SCRATCH) as scratch:
            fresh = Path(scratch) / GENERATIONS
            fresh.mkdir()
            hashes = {name: _write_table(fresh / f"{name}.parquet", table) for name, table in tables.items()}
            generation = _settle(fresh, output / GENERATIONS / _content_name(hashes))
            _link_plain_names(generation, output, Path(scratch))
            files = {
                f"{name}.parquet": TableFile(
                    path=f"{GENERATIONS}/{generation.name}/{name}.parquet", sha256=hashes[name], rows=table.num_rows
                )
                for name, table in tables.items()
            }
            done = RunFile(files=files, run=dict(run))
            before = _present_generation(output)
            _write_run_file(output, Path(scratch), done)
            _remove_generations(output, keep={generation.name, before})
    except OSError as error:
        raise OutputError(f"cannot write to {output}: {error.strerror or error}") from error
    return done


def read_run_file(output: Path) -> RunFile | None:
    """Return what `run.json` says, or None where there is none.

    Raises OutputError where it is no `run.json` of ours.
    """
    try:
        return msgspec.json.decode((output / RUN_FILE).read_bytes(), type=RunFile)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.MsgspecError) as error:
        raise OutputError(f"{output / RUN_FILE}: {error}") from error


def read_table(output: Path, name: str) -> pa.Table | None:
    """Return a table as `run.json` names it, else the file of its plain name, else None."""
    run = read_run_file(output)
    named = run.files.get(f"{name}.parquet") if run else None
    paths = [output / named.path] if named else []
    path = next((p for p in [*paths, output / f"{name}.parquet"] if p.is_file()), None)
    return None if path is None else pq.read_table(path)


@contextmanager
def _alone_in(output: Path) -> Iterator[None]:
    """Wait until no other run publishes here; then remove what a run that was killed has left."""
    with (output / LOCK_FILE).open("w") as handle:
        if fcntl is not None:
            fcntl.flock(handle, fcntl.LOCK_EX)
        for left in output.glob(f"{SCRATCH}*"):
            shutil.rmtree(left, ignore_errors=True)
        yield


def _write_table(path: Path, table: pa.Table) -> str:
    """Write one table and return the hash of its file."""
    group = TEXTS_PER_GROUP if table.schema.names[:2] == ["doc_id", "text"] else ROWS_PER_GROUP
    pq.write_table(table, path, compression="zstd", row_group_size=group, store_schema=False)
    _sync(path)
    return _hash(path)


def _hash(path: Path) -> str:
    """Return the hash of a file, empty where there is none."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _content_name(hashes: Mapping[str, str]) -> str:
    return hashlib.sha256(json.dumps(hashes, sort_keys=True).encode()).hexdigest()[:NAME_DIGITS]


def _settle(fresh: Path, generation: Path) -> Path:
    """Move the fresh tables to their place; where the same input was read before, they stand there already."""
    generation.parent.mkdir(exist_ok=True)
    _sync(fresh)
    if generation.exists():
        if all(_hash(generation / f.name) == _hash(f) for f in fresh.iterdir()):
            return generation
        generation.rename(fresh.parent / "damaged")
    fresh.rename(generation)
    _sync(generation.parent)
    return generation


def _link_plain_names(generation: Path, output: Path, scratch: Path) -> None:
    """Give each table its plain name in `output`: a second name of the file, or a copy where links fail."""
    for table in TABLES:
        staged = scratch / table.file_name
        try:
            os.link(generation / table.file_name, staged)
        except OSError:
            shutil.copyfile(generation / table.file_name, staged)
            _sync(staged)
        staged.replace(output / table.file_name)


def _write_run_file(output: Path, scratch: Path, run: RunFile) -> None:
    staged = scratch / RUN_FILE
    staged.write_bytes(msgspec.json.format(msgspec.json.encode(run), indent=2) + b"\n")
    _sync(staged)
    staged.replace(output / RUN_FILE)
    _sync(output)


def _present_generation(output: Path) -> str | None:
    """Return the generation that `run.json` names now, None where it names none that can be understood."""
    try:
        run = read_run_file(output)
    except OutputError:
        return None
    return next((Path(f.path).parent.name for f in run.files.values()), None) if run else None


def _remove_generations(output: Path, keep: set[str | None]) -> None:
    for folder in (output / GENERATIONS).iterdir():
        if folder.name not in keep:
            shutil.rmtree(folder, ignore_errors=True)


def _sync(path: Path) -> None:
    """Have a file or folder reach the disk; systems that cannot open a folder go without."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except PermissionError:
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
