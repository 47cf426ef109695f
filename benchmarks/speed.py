"""Measures what a run over corpus/reports costs: seconds, seconds per document by format, memory.

    python benchmarks/speed.py [--workers N]

Times are of this machine and go to no file; two runs are compared by running both on one machine.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from pipeline.errors import UnreadableDocument
from pipeline.inputs import find
from pipeline.run import extract, read_report

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "corpus" / "reports"


def seconds_by_format(output: Path) -> dict[str, list[float]]:
    """Return the seconds that each document takes alone, by format."""
    took: defaultdict[str, list[float]] = defaultdict(list)
    for file in find([CORPUS], output):
        began = time.perf_counter()
        try:
            read_report(file.read(), file.name)
        except UnreadableDocument:
            continue
        took[file.source.format].append(time.perf_counter() - began)
    return dict(sorted(took.items()))


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workers", type=int, default=None)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        result = extract([CORPUS], Path(folder), options.workers)
        print(f"whole run: {result.seconds:.1f} s, {len(result.rows.documents)} documents")
        for name, seconds in seconds_by_format(Path(folder)).items():
            print(f"  {name:<6} {len(seconds):>3} documents, {sum(seconds) / len(seconds):6.2f} s each")
    kibibytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"most memory of one process: {kibibytes / 1024:.0f} MiB")


if __name__ == "__main__":
    main()
