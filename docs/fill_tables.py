"""Fills the generated tables of the documents, which stand between two markers.

    <!-- table:begin sample -->
    …
    <!-- table:end -->

    python docs/fill_tables.py           fill them
    python docs/fill_tables.py --check   status 1 where one is not what would be filled in

`sample` shows rows read from one report of the corpus, `figures` the floors of quality, `columns`
every column of the dataset, `rules` the rules of the audit. All follow from files of the project, so
they cannot go stale unseen.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path

import msgspec

from pipeline.audit.across.rules import DATASET_RULES
from pipeline.audit.rules import DOCUMENT_RULES
from pipeline.codebook import INDICATORS
from pipeline.dataset.tables import TABLES, IndicatorRow
from pipeline.run import extract

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = ("README.md", "README.zh-CN.md", "docs/dataset.md")
# A short page that states both a few counts and a few sums, so that ten rows show what a row is.
SAMPLE = ROOT / "corpus" / "reports" / "content_1190462.html"
SAMPLE_ROWS = 10
# Of a long sentence, so much is shown, beginning a little before the figure.
QUOTE_LENGTH = 30
WORDS_BEFORE = 14
FLOORS = ROOT / "corpus" / "floors.json"
NOT_MEASURED = "(not measured yet: `make evaluate`)"
BLOCK = re.compile(r"(<!-- table:begin (\S+) -->\n).*?(<!-- table:end -->)", re.DOTALL)

SORTS = (
    ("meta", "particulars", "基本信息"),
    ("scores", "score tree", "评分树"),
    ("indicators", "indicators", "指标"),
    ("findings", "findings", "核查发现"),
)


def markdown(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table."""
    lines = [headings, ["---"] * len(headings), *rows]
    return "".join("| " + " | ".join(c.replace("|", "\\|") for c in line) + " |\n" for line in lines)


def sample_table(headings: Sequence[str], label: Callable[[IndicatorRow], str]) -> str:
    """Return the first rows of the dataset that one report makes, spread over its text."""
    rows = _sample_rows()
    return markdown(
        headings,
        (
            (r.region or "", r.adcode or "", str(r.year), label(r), f"{r.value:,.10g}", r.unit, _excerpt(r))
            for r in rows
        ),
    )


@cache
def _sample_rows() -> tuple[IndicatorRow, ...]:
    with tempfile.TemporaryDirectory() as folder:
        rows = extract([SAMPLE], Path(folder), workers=1).rows
    # The order of the text, so that neighbours in the table are neighbours in the report.
    ordered = sorted(rows.indicators, key=lambda r: (int(r.mention_id.split(":")[1]), r.indicator))
    step = max(len(ordered) // SAMPLE_ROWS, 1)
    return tuple(ordered[::step][:SAMPLE_ROWS])


def _excerpt(row: IndicatorRow) -> str:
    """Return the part of the quote where the figure stands."""
    start = max(row.quote.find(row.value_stated) - WORDS_BEFORE, 0)
    part = row.quote[start : start + QUOTE_LENGTH]
    before, after = ("…" if start else ""), ("…" if start + QUOTE_LENGTH < len(row.quote) else "")
    return before + " ".join(part.split()) + after


def figures_table(headings: Sequence[str], names: Sequence[str]) -> str:
    """Return the pinned figures of both corpora, or a line saying that none are."""
    if not FLOORS.exists():
        return NOT_MEASURED + "\n"
    floors = msgspec.json.decode(FLOORS.read_bytes())
    rows = []
    for (sort, *_), name in zip(SORTS, names, strict=True):
        cells = [
            f"{floors[corpus]['figures'][f'{sort} {measure}']:.3f}"
            for corpus in ("reports", "locked")
            for measure in ("precision", "recall", "f1")
        ]
        rows.append((name, *cells))
    return markdown(headings, rows)


def columns_table() -> str:
    """Return every column of every table with its type."""
    rows = (
        (f"`{table.file_name}`" if first else "", f"`{field.name}`", str(field.type).replace("item: ", ""))
        for table in TABLES
        for first, field in zip([True] + [False] * len(table.schema), table.schema, strict=False)
    )
    return markdown(("table", "column", "type"), rows)


def rules_table() -> str:
    """Return every rule of the audit with its usual severity and what it states."""
    rules = [rule for rule, _ in DOCUMENT_RULES] + [rule for rule, _ in DATASET_RULES]
    rows = ((f"`{r.name}`", r.severity, r.statement_en, r.statement_zh) for r in rules)
    return markdown(("rule", "severity", "states that", "内容"), rows)


def blocks() -> dict[str, Callable[[], str]]:
    """Return what fills each block, by the name in its marker."""
    return {
        "sample": lambda: sample_table(
            ("region", "code", "year", "indicator", "value", "unit", "as printed"), lambda r: r.indicator
        ),
        "sample-zh": lambda: sample_table(
            ("地区", "代码", "年度", "指标", "数值", "单位", "原文"), lambda r: INDICATORS[r.indicator].label_zh
        ),
        "figures": lambda: figures_table(
            ("", "open: precision", "recall", "F1", "locked: precision", "recall", "F1"), [s[1] for s in SORTS]
        ),
        "figures-zh": lambda: figures_table(
            ("", "公开集：准确率", "召回率", "F1", "封存集：准确率", "召回率", "F1"), [s[2] for s in SORTS]
        ),
        "columns": columns_table,
        "rules": rules_table,
    }


def filled(text: str) -> str:
    """Return a document with all its blocks filled; an unknown name in a marker raises KeyError."""
    fill = blocks()
    return BLOCK.sub(lambda found: f"{found[1]}{fill[found[2]]()}{found[3]}", text)


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    stale = []
    for name in DOCUMENTS:
        path = ROOT / name
        before = path.read_text(encoding="utf-8")
        after = filled(before)
        if after != before:
            stale.append(name)
            if not options.check:
                path.write_text(after, encoding="utf-8")
    if options.check and stale:
        print(f"run `make docs`: {', '.join(stale)}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
