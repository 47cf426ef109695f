"""Compares the quality on both corpora with pinned floors, and fails where it fell.

    python benchmarks/floors.py                  compare; status 1 where a figure fell
    python benchmarks/floors.py --raise-floors   raise the floors to what is reached now
    python benchmarks/floors.py --lower-floors   set the floors to what is reached now, also downwards

The floors hold for the very files whose digest they name: a corpus that changed needs --lower-floors.
It reads output/reports and output/locked, which `make floors` writes before.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec

from pipeline.errors import ZipingError
from pipeline.evaluate.gold import LOCKED, read_gold
from pipeline.evaluate.measure import SORTS, Evaluation, evaluate

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ROOT / "corpus" / "floors.json"
CORPORA = ("reports", "locked")
# Character recognition may round one pixel otherwise on another processor; nothing else may move.
TOLERANCE = 0.0005
PLACES = 4


class Floor(msgspec.Struct, frozen=True, kw_only=True):
    """The least that is asked of one corpus, and which files it is asked of."""

    digest: str
    documents: int
    figures: dict[str, float]


def digest(folder: Path) -> str:
    """Return one hash over names and bytes of all files but those that only speak of the folder."""
    whole = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and p.name not in (LOCKED, "README.md")):
        whole.update(path.relative_to(folder).as_posix().encode() + b"\0")
        whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def figures(evaluation: Evaluation) -> dict[str, float]:
    """Return the total figures that floors are set for."""
    totals = {f"{sort} {name}": getattr(evaluation.totals[sort], name) for sort in SORTS for name in MEASURES}
    shares = {"targets": evaluation.targets, "offsets": evaluation.offsets, "confident": evaluation.confident}
    totals |= {name: share.part / share.whole if share.whole else 1.0 for name, share in shares.items()}
    totals["documents right"] = float(evaluation.perfect)
    return {name: round(value, PLACES) for name, value in totals.items()}


MEASURES = ("precision", "recall", "f1")


def measured(output: Path) -> dict[str, Floor]:
    """Return what is reached now, by corpus."""
    reached = {}
    for name in CORPORA:
        folder = ROOT / "corpus" / name
        evaluation = evaluate(read_gold([folder]), output / name)
        reached[name] = Floor(digest=digest(folder), documents=len(evaluation.results), figures=figures(evaluation))
    return reached


def read_floors() -> dict[str, Floor]:
    """Return the pinned floors, none where there are none yet."""
    return msgspec.json.decode(FLOORS.read_bytes(), type=dict[str, Floor]) if FLOORS.exists() else {}


def falls(floors: dict[str, Floor], reached: dict[str, Floor]) -> Iterator[str]:
    """Yield what is below its floor, and corpora that are not the ones the floors were set for."""
    for name, now in reached.items():
        floor = floors.get(name)
        if floor is None:
            yield f"{name}: no floors are set; set them with --lower-floors"
        elif floor.digest != now.digest:
            yield f"{name}: the corpus has changed; set its floors anew with --lower-floors"
        else:
            for figure, least in floor.figures.items():
                have = now.figures.get(figure, 0.0)
                if have < least - TOLERANCE:
                    yield f"{name}: {figure} fell from {least} to {have}"


def raised(floors: dict[str, Floor], reached: dict[str, Floor]) -> dict[str, Floor]:
    """Return the floors with every figure at the better of what it was and what is reached."""
    return {
        name: msgspec.structs.replace(
            now, figures={f: max(v, floors[name].figures.get(f, v)) for f, v in now.figures.items()}
        )
        for name, now in reached.items()
    }


def write(floors: dict[str, Floor]) -> None:
    """Pin the floors."""
    FLOORS.write_bytes(msgspec.json.format(msgspec.json.encode(floors), indent=2) + b"\n")


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--output", type=Path, default=ROOT / "output", help="where both datasets lie")
    parser.add_argument("--raise-floors", action="store_true")
    parser.add_argument("--lower-floors", action="store_true")
    options = parser.parse_args()
    try:
        reached = measured(options.output)
    except ZipingError as error:
        print(error, file=sys.stderr)
        return 2
    floors = read_floors()
    for name, now in reached.items():
        print(f"{name}: {now.documents} documents, " + ", ".join(f"{k} {v:.4g}" for k, v in now.figures.items()))
    if options.lower_floors:
        write(reached)
        return 0
    fallen = list(falls(floors, reached))
    for line in fallen:
        print(line, file=sys.stderr)
    if fallen:
        return 1
    if options.raise_floors:
        write(raised(floors, reached))
    return 0


if __name__ == "__main__":
    sys.exit(main())
