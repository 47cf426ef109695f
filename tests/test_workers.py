"""Tasks in processes of their own; functions of the standard library stand for reading a document."""

import os
import signal
import time

import pytest

from pipeline.workers import Lost, run


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_every_task_has_its_outcome(workers: int) -> None:
    words = ["a", "bb", "ccc", "dddd"]
    assert dict(run(len, words, workers)) == {0: 1, 1: 2, 2: 3, 3: 4}


def test_no_tasks_have_no_outcome() -> None:
    assert list(run(len, [], 4)) == []


def test_a_crash_costs_one_task() -> None:
    signals = [0, int(signal.SIGSEGV), 0, 0]
    found = dict(run(_raise_unless_zero, signals, 2))
    assert found == {0: None, 1: Lost("the process that read it died (SIGSEGV)"), 2: None, 3: None}


def test_an_end_without_answer_is_told_by_its_exit_status() -> None:
    assert dict(run(os._exit, [3, 4], 2)) == {
        0: Lost("the process that read it died (exit status 3)"),
        1: Lost("the process that read it died (exit status 4)"),
    }


def test_what_takes_too_long_is_given_up_and_the_rest_is_done() -> None:
    found = dict(run(time.sleep, [3600, 0, 0], 2, seconds=1))
    assert found == {0: Lost("not read within 1 seconds"), 1: None, 2: None}


def test_processes_end_where_the_caller_stops_listening() -> None:
    outcomes = run(_own_process, [1, 2, 3], 2)
    _, process = next(outcomes)
    outcomes.close()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def _own_process(task: int) -> int:
    return os.getpid()


def _raise_unless_zero(number: int) -> None:
    if number:
        signal.raise_signal(signal.Signals(number))
