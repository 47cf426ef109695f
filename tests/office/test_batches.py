"""Batches of legacy files: one bad file costs only itself.

The program stands on PATH and is a small script that does as the bytes of each file tell it, since no
file is known that makes every LibreOffice crash or hang.
"""

import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import docx
import pytest

from pipeline.errors import UnreadableDocument
from pipeline.office import Converted, NotConverted, convert, convert_all
from pipeline.office.batches import Conversion

# Enough for the script to start on a busy machine, and short enough to be waited for.
SECONDS = 3.0
GOOD, REFUSED, CRASHING, HANGING = b"good", b"REFUSE", b"CRASH", b"HANG"
SCRIPT = """#!{python} -IS
import os, shutil, sys, time
from pathlib import Path

arguments = sys.argv[1:]
at = arguments.index("--outdir")
folder, files = Path(arguments[at + 1]), [Path(a) for a in arguments[at + 2:]]
with open({log!r}, "a") as log:
    log.write(f"{{len(files)}}\\n")
for file in files:
    data = file.read_bytes()
    if b"CRASH" in data:
        (folder / f"{{file.stem}}.docx").write_bytes(b"PK half a file")
        os.abort()
    if b"HANG" in data:
        time.sleep(600)
    if b"REFUSE" not in data and not {broken}:
        shutil.copy({ready!r}, folder / f"{{file.stem}}.docx")
"""

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the script is run by its first line")


def write_office(folder: Path, broken: bool = False) -> Path:
    """Write the script as `soffice`, and return the file to which it adds a line for each process."""
    written, ready, log = docx.Document(), folder / "ready.docx", folder / "log"
    written.add_paragraph("全县低保对象12人。")
    written.save(str(ready))
    program = folder / "bin" / "soffice"
    program.parent.mkdir()
    program.write_text(SCRIPT.format(python=sys.executable, log=str(log), ready=str(ready), broken=broken))
    program.chmod(0o755)
    return log


@pytest.fixture
def starts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put the script on PATH; its log has the number of files of each process."""
    log = write_office(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    return log


def converted(files: Sequence[bytes], folder: Path, workers: int = 1, seconds: float = SECONDS) -> list[Conversion]:
    found = dict(convert_all([lambda data=data: data for data in files], folder, workers, seconds))  # type: ignore[misc]
    return [found[number] for number in range(len(files))]


def goodness(files: Sequence[bytes], folder: Path, workers: int = 1) -> str:
    return "".join("+" if isinstance(c, Converted) else "-" for c in converted(files, folder, workers))


@pytest.mark.parametrize(
    ("files", "expected", "processes"),
    [
        ([GOOD] * 4, "++++", 1),
        ([GOOD, REFUSED, GOOD], "+-+", 1),
        ([REFUSED], "-", 1),
        # Together, the bad one alone, the rest.
        ([GOOD, GOOD, CRASHING, GOOD, GOOD], "++-++", 3),
        ([GOOD, HANGING, GOOD], "+-+", 3),
        ([CRASHING, GOOD], "-+", 3),
        ([GOOD, CRASHING], "+-", 2),
        ([CRASHING], "-", 1),
        ([REFUSED, GOOD, REFUSED, CRASHING, GOOD], "-+--+", 7),
        ([CRASHING, GOOD, CRASHING, GOOD], "-+-+", 5),
    ],
)
def test_a_bad_file_costs_only_itself(
    files: list[bytes], expected: str, processes: int, starts: Path, tmp_path: Path
) -> None:
    assert goodness(files, tmp_path / "out") == expected
    assert len(starts.read_text().splitlines()) <= processes


def test_files_go_in_batches(starts: Path, tmp_path: Path) -> None:
    assert goodness([GOOD] * 120, tmp_path / "out", workers=2) == "+" * 120
    assert sorted(starts.read_text().split()) == ["21", "51", "51"]  # with one file of our own in each


def test_few_files_are_spread_over_the_cores(starts: Path, tmp_path: Path) -> None:
    assert goodness([GOOD] * 5, tmp_path / "out", workers=2) == "+++++"
    assert sorted(starts.read_text().split()) == ["3", "4"]


def test_a_time_limit_is_told(starts: Path, tmp_path: Path) -> None:
    (found,) = converted([HANGING], tmp_path / "out", seconds=1.5)
    assert isinstance(found, NotConverted)
    assert "1.5 seconds" in found.reason
    assert "save it as .docx" in found.reason


def test_an_office_that_converts_nothing_is_not_blamed_on_the_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = write_office(tmp_path, broken=True)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    found = converted([GOOD] * 30, tmp_path / "out")
    assert all(isinstance(c, NotConverted) and "does not work here" in c.reason for c in found)
    assert len(log.read_text().splitlines()) <= 2


def test_a_file_that_cannot_be_fetched_keeps_its_reason(starts: Path, tmp_path: Path) -> None:
    def read() -> bytes:
        raise UnreadableDocument("the archive is damaged")

    found = dict(convert_all([read, lambda: GOOD], tmp_path / "out", 1, SECONDS))
    assert found[0] == NotConverted("the archive is damaged")
    assert isinstance(found[1], Converted)


def test_who_stops_listening_stops_the_program(starts: Path, tmp_path: Path) -> None:
    """What runs is ended at once, not waited for: the time limit is an hour."""
    conversions = convert_all([lambda: GOOD, lambda: HANGING], tmp_path / "out", 2, 3600)
    assert isinstance(next(conversions)[1], Converted)
    conversions.close()


def test_one_file_by_itself(starts: Path) -> None:
    assert docx.Document(io.BytesIO(convert(GOOD))).paragraphs[0].text == "全县低保对象12人。"
    with pytest.raises(UnreadableDocument, match="cannot open it"):
        convert(REFUSED)


def test_no_office_is_a_reason_with_the_command_that_installs_it(no_office: None) -> None:
    with pytest.raises(UnreadableDocument, match=r"LibreOffice.*not installed: \S+ install "):
        convert(GOOD)
