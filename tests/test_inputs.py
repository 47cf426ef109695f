"""Which files a run takes, and what their paths are."""

import io
import zipfile
from pathlib import Path

import pytest

from pipeline.archives import MOST_DEPTH
from pipeline.errors import UnreadableDocument, UsageError
from pipeline.inputs import find


def write(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"全县低保对象12人，见{name}。", encoding="utf-8")


def packed(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def paths(tmp_path: Path, *inputs: str) -> list[str]:
    return [f.source.path for f in find([tmp_path / i for i in inputs], tmp_path / "output")]


def test_folders_are_searched_and_what_is_no_report_is_left_out(tmp_path: Path) -> None:
    write(tmp_path, "in/b.html", "in/2021/a.txt", "in/a.gold.json", "in/manifest.csv", "in/README.md", "in/.hidden")
    write(tmp_path, "in/LOCKED", "in/~$a.docx", "in/.git/config", "in/Thumbs.db")
    assert paths(tmp_path, "in") == ["2021/a.txt", "b.html"]


def test_a_file_that_is_named_is_taken_whatever_its_name(tmp_path: Path) -> None:
    write(tmp_path, "in/README.md")
    assert paths(tmp_path, "in/README.md") == ["README.md"]


def test_the_output_folder_is_no_input(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "output/documents.parquet")
    assert paths(tmp_path, ".") == ["a.txt"]


def test_a_file_that_is_named_twice_is_taken_once(tmp_path: Path) -> None:
    write(tmp_path, "in/a.txt")
    assert paths(tmp_path, "in", "in/a.txt") == ["a.txt"]


def test_equal_paths_below_two_inputs_get_the_inputs_names(tmp_path: Path) -> None:
    write(tmp_path, "2020/a.txt", "2021/a.txt", "2021/b.txt")
    assert paths(tmp_path, "2020", "2021") == ["2020/a.txt", "2021/a.txt", "b.txt"]
    assert paths(tmp_path, "2021", "2020") == ["2020/a.txt", "2021/a.txt", "b.txt"]


def test_nothing_to_read_is_wrong_usage(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match="no files found"):
        paths(tmp_path, "empty")
    with pytest.raises(UsageError, match="no such file"):
        paths(tmp_path, "nowhere")


def test_archives_are_opened_also_inside_archives(tmp_path: Path) -> None:
    inner = packed(**{"自评/a.txt": "低保12人".encode()})
    (tmp_path / "a.zip").write_bytes(packed(**{"b.zip": inner, "c.txt": b"c", "__MACOSX/._c.txt": b""}))
    found = {f.source.path: f for f in find([tmp_path / "a.zip"], tmp_path / "output")}
    assert list(found) == ["a.zip", "a.zip!/b.zip", "a.zip!/b.zip!/自评/a.txt", "a.zip!/c.txt"]
    assert found["a.zip!/b.zip!/自评/a.txt"].read().decode() == "低保12人"


def test_names_that_chinese_windows_wrote_are_read(tmp_path: Path) -> None:
    """Such an archive holds GBK bytes and no mark that says so; zipfile writes code page 437 the same way."""
    name = "低保自评.txt".encode("gbk")
    data = packed(**{"x" * len(name): b"abc"}).replace(b"x" * len(name), name)
    (tmp_path / "a.zip").write_bytes(data)
    found = find([tmp_path / "a.zip"], tmp_path / "output")
    assert [f.source.path for f in found] == ["a.zip", "a.zip!/低保自评.txt"]
    assert found[1].read() == b"abc"


def test_a_member_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    data = bytearray(packed(**{"a.txt": b"a" * 100, "b.txt": b"b"}))
    data[data.index(b"a" * 100)] = ord("x")
    (tmp_path / "a.zip").write_bytes(data)
    failures = {f.source.path: f.failure for f in find([tmp_path / "a.zip"], tmp_path / "output")}
    assert "CRC" in (failures["a.zip!/a.txt"] or "")
    assert failures["a.zip!/b.txt"] is None


def test_archives_are_not_followed_without_end(tmp_path: Path) -> None:
    data = b"the innermost"
    for _ in range(MOST_DEPTH + 1):
        data = packed(**{"a.zip": data})
    (tmp_path / "a.zip").write_bytes(data)
    *outer, innermost = find([tmp_path / "a.zip"], tmp_path / "output")
    assert len(outer) == MOST_DEPTH
    assert "unpack it" in (innermost.failure or "")


def test_a_file_that_is_gone_when_it_is_read_is_unreadable(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    (file,) = find([tmp_path], tmp_path / "output")
    (tmp_path / "a.txt").unlink()
    with pytest.raises(UnreadableDocument, match="cannot be opened"):
        file.read()
