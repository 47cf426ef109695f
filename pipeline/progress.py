"""Shows how far a run has come: a bar on a terminal, one plain line per document in a log."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape

# Called with the path and the status of each document that is done.
Done = Callable[[str, str], None]


def silent(path: str, status: str) -> None:
    """Show nothing."""


@contextmanager
def shown(total: int, console: Console) -> Iterator[Done]:
    """Yield the function to call for each document that is done."""
    if console.is_terminal:
        with _bar(total, console) as done:
            yield done
    else:
        yield _lines(total, console)


@contextmanager
def _bar(total: int, console: Console) -> Iterator[Done]:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("reading", total=total)

        def done(path: str, status: str) -> None:
            progress.update(task, advance=1, description=escape(path))
            if status == "failed":
                progress.console.print(f"failed: {path}", markup=False, highlight=False)

        yield done


def _lines(total: int, console: Console) -> Done:
    count = 0

    def done(path: str, status: str) -> None:
        nonlocal count
        count += 1
        console.print(f"{count}/{total} {status} {path}", markup=False, highlight=False, soft_wrap=True)

    return done
