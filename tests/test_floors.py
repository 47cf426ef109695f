"""The floors of quality: what falls is told, and only what is asked for lowers them."""

import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
floors = runpy.run_path(str(ROOT / "benchmarks" / "floors.py"))
Floor = floors["Floor"]


def floor(f1: float, digest: str = "a") -> dict:
    return {"reports": Floor(digest=digest, documents=2, figures={"indicators f1": f1})}


@pytest.mark.parametrize(
    ("pinned", "reached", "fallen"),
    [
        (floor(0.9), floor(0.9), ""),
        (floor(0.9), floor(0.95), ""),
        (floor(0.9), floor(0.8999), ""),
        (floor(0.9), floor(0.89), "indicators f1 fell from 0.9 to 0.89"),
        (floor(0.9), floor(0.95, digest="b"), "the corpus has changed"),
        ({}, floor(0.95), "no floors are set"),
    ],
)
def test_what_falls_is_told(pinned: dict, reached: dict, fallen: str) -> None:
    told = list(floors["falls"](pinned, reached))
    assert bool(told) is bool(fallen)
    assert fallen in "".join(told)


def test_raising_lowers_nothing() -> None:
    assert floors["raised"](floor(0.9), floor(0.8))["reports"].figures == {"indicators f1": 0.9}
    assert floors["raised"](floor(0.9), floor(0.95))["reports"].figures == {"indicators f1": 0.95}


def test_the_digest_is_of_names_and_bytes_but_not_of_the_readme(tmp_path: Path) -> None:
    digest = floors["digest"]
    (tmp_path / "a.txt").write_text("1")
    seen = {digest(tmp_path)}
    (tmp_path / "README.md").write_text("about")
    assert digest(tmp_path) in seen
    (tmp_path / "a.txt").write_text("2")
    seen.add(digest(tmp_path))
    (tmp_path / "a.txt").rename(tmp_path / "b.txt")
    seen.add(digest(tmp_path))
    assert len(seen) == 3


@pytest.mark.parametrize("name", floors["CORPORA"])
def test_floors_are_of_the_corpus_that_is_there(name: str) -> None:
    pinned = floors["read_floors"]()
    assert name in pinned, "set them: python benchmarks/floors.py --lower-floors"
    assert pinned[name].digest == floors["digest"](ROOT / "corpus" / name)
