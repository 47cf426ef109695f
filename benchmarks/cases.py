"""Measures the reading of numbers, percentages and money on the published test cases of other libraries.

    python benchmarks/cases.py [--misses] [FOLDER]

FOLDER (../shared/cases beside the checkout) holds the cases as JSON lines, with a README.md that says
where they are from. Only cases that are marked `core`, and state number, percent or money, are asked.
A case is right where exactly the values that it lists are found, in its order; a range or a vague amount
only where the interval that we read is that range.

Not every miss matters. Reports do not print, and we do not read:
- colloquial numerals (四万万, 7万5千4百, 一千五百零几万) and, in a suite of bare numbers, numerals inside words
  that only a unit would tell from figures (陆地, 队伍, 百 of 百分之);
- dozens, pairs and lots, counts below ten in words (五元, 六个百分点);
- other countries' money, and amounts by 角 and 分 (五元三毛), which lose those;
- fractions in words (五分之一, 万分之三), powers, 负 before a numeral, scientific notation, addresses of pages;
- ranges of money (1万-5万元), which make no indicator.
What does matter: digits with thousands separators, full width, 万 and 亿 behind them, plain Chinese numerals,
百分之 with digits or numerals, vague amounts (十余万元, 数十万元), mixed ones (3万4000元), and signs of rates.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Literal

import msgspec

from pipeline.normalise.fold import fold
from pipeline.normalise.numbers import find_numbers, read_number
from pipeline.normalise.quantities import find_quantities

FOLDER = Path(__file__).resolve().parent.parent.parent / "shared" / "cases"
KINDS = ("number", "percent", "money")
# Values are multiplied as decimals here and as floats there.
RELATIVE = 1e-9
# Units that a suite of percentages counts with percentages.
PERCENT_UNITS = ("%", "百分点")


class Expected(msgspec.Struct, frozen=True):
    """One value that a case states; `value` is null where the suite states the characters alone."""

    kind: str
    raw: str
    value: str | tuple[str | None, str | None] | None = None


class Case(msgspec.Struct, frozen=True):
    """One case of a suite; `kinds` are those that it lists completely."""

    text: str
    expected: tuple[Expected, ...]
    kinds: tuple[str, ...]
    mode: Literal["extract", "parse"]
    core: bool
    rejected_in: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """One value that we read."""

    raw: str
    value: float
    low: float
    high: float


# A case, and what was read or raised instead.
Miss = tuple[Case, tuple[Found, ...] | str]


@dataclass(frozen=True, slots=True)
class Result:
    """How the cases of one suite and kind came out."""

    suite: str
    kind: str
    asked: int
    misses: tuple[Miss, ...]

    @property
    def right(self) -> int:
        """Return the number of right cases."""
        return self.asked - len(self.misses)

    @property
    def share(self) -> float:
        """Return the share of right cases."""
        return self.right / self.asked


def read_cases(path: Path) -> tuple[Case, ...]:
    """Return the cases of a file."""
    return tuple(msgspec.json.decode(line, type=Case) for line in path.read_bytes().splitlines() if line.strip())


def measure(folder: Path = FOLDER) -> tuple[Result, ...]:
    """Return the result of each suite and kind that has core cases."""
    results = (_result(path, kind) for path in sorted(folder.glob("*.jsonl")) for kind in KINDS)
    return tuple(r for r in results if r.asked)


def _result(path: Path, kind: str) -> Result:
    cases = [c for c in read_cases(path) if c.core and kind in c.kinds and c.rejected_in is None]
    misses: list[Miss] = []
    for case in cases:
        try:
            found = found_in(case, kind)
        except (KeyError, ValueError) as error:
            misses.append((case, f"raises {error!r}"))
            continue
        if not is_right(case, kind, found):
            misses.append((case, found))
    return Result(path.stem, kind, len(cases), tuple(misses))


def found_in(case: Case, kind: str) -> tuple[Found, ...]:
    """Return what we read of a kind in the text of a case."""
    folded = fold(case.text)
    if case.mode == "parse":
        value = read_number(folded.text)
        if value is not None:
            return (Found(case.text, float(value), float(value), float(value)),)
    if kind == "number":
        return tuple(Found(n.raw, *[float(n.value)] * 3) for n in find_numbers(folded.text))
    quantities = find_quantities(folded)
    if kind == "percent":
        quantities = tuple(q for q in quantities if q.unit in PERCENT_UNITS)
    else:
        quantities = tuple(q for q in quantities if q.kind in ("money", "rate_of_money"))
    return tuple(Found(q.raw, q.value, q.low, q.high) for q in quantities)


def is_right(case: Case, kind: str, found: Sequence[Found]) -> bool:
    """Tell whether exactly the values that a case states were found."""
    expected = [e for e in case.expected if e.kind == kind]
    return len(expected) == len(found) and all(_agrees(e, f) for e, f in zip(expected, found, strict=True))


def _agrees(expected: Expected, found: Found) -> bool:
    if expected.value is None:
        return "".join(expected.raw.split()) == "".join(found.raw.split())
    if isinstance(expected.value, tuple):
        low, high = expected.value
        return _close(_number(low, -math.inf), found.low) and _close(_number(high, math.inf), found.high)
    return _close(_number(expected.value), found.value)


def _number(value: str | None, unbounded: float = math.nan) -> float:
    return unbounded if value is None else float(Fraction(value))


def _close(first: float, second: float) -> bool:
    return math.isclose(first, second, rel_tol=RELATIVE, abs_tol=1e-12)


def table(results: Sequence[Result]) -> Iterator[str]:
    """Yield the lines of the table suite, kind, right, core cases, share."""
    yield f"{'suite':<22}{'kind':<9}{'right':>6}{'core':>6}{'share':>8}"
    for result in results:
        yield f"{result.suite:<22}{result.kind:<9}{result.right:>6}{result.asked:>6}{result.share:>8.3f}"


def misses(results: Sequence[Result]) -> Iterator[str]:
    """Yield a line for each miss: the text, what the suite states, what we read."""
    for result in results:
        yield f"\n{result.suite}, {result.kind}"
        for case, found in result.misses:
            stated = [(e.raw, e.value) for e in case.expected if e.kind == result.kind]
            read = found if isinstance(found, str) else [(f.raw, f.value) for f in found]
            yield f"  {case.text!r}: stated {stated}, read {read}"


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    parser.add_argument("--misses", action="store_true", help="list the cases that came out otherwise")
    options = parser.parse_args()
    if not options.folder.is_dir():
        parser.error(f"{options.folder} is not there: give the folder of the cases")
    results = measure(options.folder)
    print(*table(results), *(misses(results) if options.misses else ()), sep="\n")


if __name__ == "__main__":
    main()
