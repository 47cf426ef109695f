"""Runs one function over many tasks in processes of their own, and outlives what it runs.

A document can crash the process that reads it (a fault in a C library) or never end. Either is told
as the outcome of that one task; the others go on.

>>> [outcome for _, outcome in run(len, ["ab", "abc"], workers=1)]
[2, 3]
"""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Generic, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")

# How often a task's time is looked at, in seconds.
TICK = 1.0


@dataclass(frozen=True, slots=True)
class Lost:
    """The outcome of a task whose process ended without an answer."""

    reason: str


@dataclass
class _Worker(Generic[Task, Result]):
    """A process, the line to it and the task that it has in hand."""

    process: BaseProcess
    line: Connection
    index: int | None = None
    since: float = field(default_factory=time.monotonic)


def run(
    function: Callable[[Task], Result],
    tasks: Sequence[Task],
    workers: int,
    seconds: float | None = None,
) -> Iterator[tuple[int, Result | Lost]]:
    """Yield the number of each task and its outcome, in the order in which they end.

    With one worker the tasks run here, in order, and neither a crash nor `seconds` is caught.
    `function` must be importable by name; what it raises ends its process and is told as `Lost`.
    """
    if workers <= 1 or len(tasks) <= 1:
        for index, task in enumerate(tasks):
            yield index, function(task)
        return
    pool = _Pool(function, tasks, min(workers, len(tasks)), seconds)
    try:
        yield from pool.outcomes()
    finally:
        pool.stop()


class _Pool(Generic[Task, Result]):
    """Hands out tasks one by one, so that it is always known which process has which."""

    def __init__(
        self, function: Callable[[Task], Result], tasks: Sequence[Task], size: int, seconds: float | None
    ) -> None:
        # A fresh interpreter shares no threads and no locks with this one, on every system.
        self._context = multiprocessing.get_context("spawn")
        self._function = function
        self._tasks = tasks
        self._waiting = deque(range(len(tasks)))
        self._seconds = seconds
        self._workers = [self._start() for _ in range(size)]

    def outcomes(self) -> Iterator[tuple[int, Result | Lost]]:
        """Yield outcomes until every task has one."""
        for worker in self._workers:
            self._hand_over(worker)
        while busy := [w for w in self._workers if w.index is not None]:
            ready = wait([w.line for w in busy], timeout=TICK)
            for worker in busy:
                if worker.line in ready:
                    yield self._answer(worker)
                elif self._seconds is not None and time.monotonic() - worker.since > self._seconds:
                    yield self._give_up(worker, f"not read within {self._seconds:g} seconds")

    def stop(self) -> None:
        """End all processes."""
        for worker in self._workers:
            worker.process.kill()
            worker.process.join()
            worker.line.close()

    def _start(self) -> _Worker[Task, Result]:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_serve, args=(self._function, theirs), daemon=True)
        process.start()
        theirs.close()
        return _Worker(process, ours)

    def _hand_over(self, worker: _Worker[Task, Result]) -> None:
        """Give a worker the next task, or none where none is left."""
        worker.index = self._waiting.popleft() if self._waiting else None
        worker.since = time.monotonic()
        if worker.index is None:
            return
        try:
            worker.line.send(self._tasks[worker.index])
        except (BrokenPipeError, ConnectionResetError):
            # It died before it had the task: its closed line is seen as ready and answered for.
            return

    def _answer(self, worker: _Worker[Task, Result]) -> tuple[int, Result | Lost]:
        index = worker.index
        assert index is not None
        try:
            outcome: Result | Lost = worker.line.recv()
        except (EOFError, ConnectionResetError):
            worker.process.join()
            return self._give_up(worker, f"the process that read it died ({_how_ended(worker.process)})")
        self._hand_over(worker)
        return index, outcome

    def _give_up(self, worker: _Worker[Task, Result], reason: str) -> tuple[int, Lost]:
        """Replace a worker that died or takes too long; its task is lost, not tried again."""
        index = worker.index
        assert index is not None
        worker.process.kill()
        worker.process.join()
        worker.line.close()
        if self._waiting:
            fresh = self._start()
            worker.process, worker.line = fresh.process, fresh.line
        self._hand_over(worker)
        return index, Lost(reason)


def _serve(function: Callable[[Task], Result], line: Connection) -> None:
    """Answer tasks until the other end closes; Ctrl-C is the parent's to act on."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        try:
            task = line.recv()
        except EOFError:
            return
        line.send(function(task))


def _how_ended(process: BaseProcess) -> str:
    code = process.exitcode
    if code is None or code >= 0:
        return f"exit status {code}"
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"
