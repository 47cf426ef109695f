"""Published cases of other libraries: the share that is read right does not fall.

The cases are not part of the project; see benchmarks/cases.py for what they are and which misses matter.
"""

import importlib.util
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT.parent / "shared" / "cases"

# Right answers when last measured (python benchmarks/cases.py), of the core cases of each suite and kind.
FLOORS = {
    ("cn2an_number", "number"): (105, 123),
    ("cn2an_number", "money"): (17, 32),
    ("jionlp_money", "money"): (19, 35),
    ("recognizers_money", "money"): (8, 11),
    ("recognizers_number", "number"): (87, 179),
    ("recognizers_percent", "percent"): (57, 77),
}

pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason=f"the published cases are not beside the checkout: {CASES}")


@pytest.fixture(scope="module")
def results() -> dict:
    spec = importlib.util.spec_from_file_location("benchmarks_cases", ROOT / "benchmarks" / "cases.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # where msgspec looks the annotations up
    spec.loader.exec_module(module)
    return {(r.suite, r.kind): r for r in module.measure(CASES)}


@pytest.mark.parametrize(("suite", "kind"), FLOORS)
def test_no_suite_falls(results: dict, suite: str, kind: str) -> None:
    right, asked = FLOORS[suite, kind]
    assert results[suite, kind].asked == asked
    assert results[suite, kind].right >= right


def test_every_suite_has_a_floor(results: dict) -> None:
    assert set(results) == set(FLOORS)
