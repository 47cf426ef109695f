"""What import-linter cannot say: the modules of one format import none of another's."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from pipeline.loaders.sniff import Format

LOADERS = Path(__file__).resolve().parent.parent / "pipeline" / "loaders"
FORMATS = tuple(get_args(Format))


def format_of(module: str) -> str | None:
    """Return the format that a module belongs to by its name, None for what all formats share."""
    return next((f for f in FORMATS if module == f or module.startswith(f"{f}_")), None)


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("pipeline.loaders."):
            yield (node.module or "").removeprefix("pipeline.loaders.")


@pytest.mark.parametrize("path", sorted(LOADERS.glob("*.py")), ids=lambda p: p.stem)
def test_a_format_knows_no_other(path: Path) -> None:
    own = format_of(path.stem)
    strange = [m for m in imported(path) if own and format_of(m) not in (None, own)]
    assert strange == []


def test_formats_are_told_by_the_names_of_their_modules() -> None:
    assert format_of("docx_table") == "docx"
    assert format_of("docx") == "docx"
    assert format_of("builder") is None
