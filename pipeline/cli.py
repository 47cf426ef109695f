"""The command `ziping`; nothing heavy is imported before a command needs it, so that help comes at once.

Exit status: 0 all documents read; 1 the run failed and wrote nothing; 2 wrong usage; 3 some documents
failed; 4 with --strict, a finding of severity error stands; 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from pipeline.errors import UsageError, ZipingError

RUN_FAILED, WRONG_USAGE, SOME_FAILED, STRICT_FINDINGS, INTERRUPTED = 1, 2, 3, 4, 130
PIPED_WIDTH = 160

app = typer.Typer(
    name="ziping",
    help="Reads self-assessment reports of social assistance (绩效自评报告) and writes a dataset in which "
    "every figure leads back to the characters it was read from.",
    epilog="Start with:  ziping extract reports/ --output dataset",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def main() -> None:
    """Run the command line."""
    app()


@app.command(
    epilog="""Examples:

\b
  ziping extract reports/ --output dataset
  ziping extract 2021.zip 低保自评.pdf --output dataset --workers 4

Exit status: 0 all documents read; 3 some failed (their rows in documents say why); 2 wrong usage;
1 the run failed and wrote nothing; 4 with --strict, a finding of severity error stands."""
)
def extract(
    inputs: Annotated[list[Path], typer.Argument(metavar="INPUT...", help="Files, archives and folders of reports.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="Folder for the dataset.")],
    workers: Annotated[int | None, typer.Option(min=1, help="Processes side by side [default: one per core].")] = None,
    timeout: Annotated[float, typer.Option(min=1, help="Seconds after which a document counts as failed.")] = 1800,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 4 where a finding of severity error stands.")] = (
        False
    ),
    waivers: Annotated[
        Path | None, typer.Option(metavar="FILE.csv", help="Findings dismissed: finding_id, reason.")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print the counts alone.")] = False,
) -> None:
    """Read reports in any format and write the dataset to DIR, replacing what is there."""
    with exit_statuses():
        from contextlib import nullcontext

        from rich.console import Console

        from pipeline import progress, run
        from pipeline.summary import summarise

        console = Console(stderr=True)
        result = run.extract(
            inputs,
            output,
            workers,
            timeout,
            lambda total: nullcontext(progress.silent) if quiet else progress.shown(total, console),
            waivers,
        )
        summary = summarise(result.rows)
        for line in summary.counts() if quiet else summary.lines():
            typer.echo(line)
        if result.log:
            typer.echo(f"internal errors are described in {result.log}", err=True)
        if summary.failures:
            raise typer.Exit(SOME_FAILED)
        if strict and summary.errors:
            raise typer.Exit(STRICT_FINDINGS)


@app.command(
    epilog="""Examples:

\b
  ziping show 附件1.pdf
  ziping show reports/自评报告.docx --all | less -R"""
)
def show(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="One report.")],
    everything: Annotated[bool, typer.Option("--all", help="Do not cut long lists.")] = False,
) -> None:
    """Show what is understood of one report: particulars, scores, indicators and their sentences."""
    with exit_statuses():
        from rich.console import Console

        from pipeline.show import show_file

        # Into a pipe or file, lines are long enough for the sentences; a terminal has its own width.
        show_file(file, Console(width=None if sys.stdout.isatty() else PIPED_WIDTH), everything)


@app.command(
    epilog="""Examples:

\b
  ziping evaluate corpus/reports --out output
  ziping evaluate corpus/reports --out output --show 5 | less

Of a gold folder that holds a file named LOCKED only total figures are printed."""
)
def evaluate(
    gold: Annotated[list[Path], typer.Argument(metavar="GOLD...", help="Folders of gold files, or gold files.")],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="The dataset to judge.")],
    show_errors: Annotated[int, typer.Option("--show", metavar="N", help="Up to N errors of each sort.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="All figures as JSON.")] = False,
) -> None:
    """Compare a dataset with gold files: precision, recall and F1, and why figures were missed."""
    with exit_statuses():
        from pipeline.evaluate.text import evaluation_lines

        for line in evaluation_lines(gold, out, show_errors, as_json):
            typer.echo(line)


@app.command(
    epilog="""Examples:

\b
  ziping audit dataset
  ziping audit dataset --waivers dismissed.csv --strict"""
)
def audit(
    output: Annotated[Path, typer.Argument(metavar="DIR", help="A dataset made by `ziping extract`.")],
    waivers: Annotated[
        Path | None, typer.Option(metavar="FILE.csv", help="Findings dismissed: finding_id, reason.")
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 4 where a finding of severity error stands.")] = (
        False
    ),
) -> None:
    """Compare the documents of a dataset anew, mark the findings dismissed, and list those that stand."""
    with exit_statuses():
        from pipeline import run
        from pipeline.summary import finding_lines

        rows = run.audit(output, waivers)
        for line in finding_lines(rows):
            typer.echo(line)
        if strict and any(f.severity == "error" and not f.waived for f in rows.findings):
            raise typer.Exit(STRICT_FINDINGS)


@app.command()
def doctor() -> None:
    """Check Python, the packages and the optional system tools, and say how to get what is missing."""
    with exit_statuses():
        from pipeline.doctor import examine

        findings = examine()
        for finding in findings:
            typer.echo(finding.line())
        if any(f.needed and not f.found for f in findings):
            raise typer.Exit(RUN_FAILED)


@app.command()
def version() -> None:
    """Print the version."""
    from importlib import metadata

    typer.echo(metadata.version("ziping"))


@contextmanager
def exit_statuses() -> Iterator[None]:
    """Turn what went wrong into a line on standard error and the exit status that stands for it."""
    try:
        yield
    except UsageError as error:
        raise _told(error, WRONG_USAGE) from error
    except ZipingError as error:
        raise _told(error, RUN_FAILED) from error
    except KeyboardInterrupt as error:
        raise _told("interrupted, nothing was written", INTERRUPTED) from error
    except BrokenPipeError as error:
        # The reader of our output has gone (`ziping show FILE | head`); else Python complains once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(0) from error


def _told(reason: object, status: int) -> typer.Exit:
    typer.echo(f"ziping: {reason}", err=True)
    return typer.Exit(status)
