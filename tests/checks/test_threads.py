"""Work in blocks on threads: the same results in the same order, and an end at once when somebody says stop."""

from __future__ import annotations

import threading
import time
from collections.abc import Generator
from contextlib import closing

import pytest

from zhanbu_plugin.checks.threads import in_blocks, one_ahead
from zhanbu_plugin.survey.cancel import Cancelled


@pytest.mark.parametrize("threads", [1, 2, 3, 8])
@pytest.mark.parametrize(("count", "block"), [(0, 5), (1, 5), (5, 5), (6, 5), (103, 10), (40, 1)])
def test_results_come_in_order_whatever_block_is_done_first(count: int, block: int, threads: int) -> None:
    def work(rows: slice) -> list[int]:
        time.sleep(0.002 * (rows.start // block % 3 == 0))  # every third block takes longer than those after it
        return list(range(rows.start, rows.stop))

    found = in_blocks(work, count, block, threads=threads)
    assert [row for rows in found for row in rows] == list(range(count))
    assert [len(rows) for rows in found] == [min(block, count - start) for start in range(0, count, block)]


@pytest.mark.parametrize("threads", [1, 2, 3])
def test_progress_rises_to_the_end_on_the_thread_that_called(threads: int) -> None:
    told: list[tuple[float, int]] = []
    in_blocks(lambda rows: rows, 95, 10, lambda done: told.append((done, threading.get_ident())), threads=threads)
    shares = [share for share, _ in told]
    assert len(shares) == 10
    assert shares == sorted(set(shares))
    assert shares[0] == pytest.approx(10 / 95)
    assert shares[-1] == 1.0
    assert {thread for _, thread in told} == {threading.get_ident()}


def test_two_threads_work_at_the_same_time() -> None:
    both = threading.Barrier(2, timeout=30)
    assert len(in_blocks(lambda _: both.wait(), 2, 1, threads=2)) == 2


class Slow:
    """Work that tells which blocks were begun, and lets nothing but the first few end before it is told to."""

    def __init__(self) -> None:
        self.begun: list[int] = []
        self.may_end = threading.Event()

    def __call__(self, rows: slice) -> int:
        self.begun.append(rows.start)
        if rows.start > 1:
            self.may_end.wait(30)
        return rows.start


@pytest.mark.parametrize("threads", [2, 3])
def test_no_block_is_begun_after_stop_was_said(threads: int) -> None:
    """The blocks that are under way may end; all others are left."""
    work, begun = Slow(), []

    def stop(_: float) -> bool:
        while len(work.begun) < threads + 1:  # the other threads have taken a block each
            time.sleep(0.001)
        begun.extend(work.begun)
        threading.Timer(0.05, work.may_end.set).start()
        return False

    with pytest.raises(Cancelled):
        in_blocks(work, 1000, 1, stop, threads=threads)
    assert sorted(work.begun) == sorted(begun)
    assert len(begun) <= threads + 1


def test_one_thread_begins_no_block_after_stop_was_said() -> None:
    begun: list[int] = []
    with pytest.raises(Cancelled):
        in_blocks(lambda rows: begun.append(rows.start), 10, 1, lambda done: done < 0.3, threads=1)
    assert begun == [0, 1, 2]


def test_any_answer_but_false_goes_on() -> None:
    assert len(in_blocks(lambda rows: rows, 10, 1, lambda _: None)) == 10
    assert len(in_blocks(lambda rows: rows, 10, 1, lambda _: 0)) == 10


@pytest.mark.parametrize("threads", [1, 2, 3])
@pytest.mark.parametrize("failing", [0, 4, 19])
def test_what_goes_wrong_in_a_block_reaches_the_caller_and_leaves_no_thread(threads: int, failing: int) -> None:
    before = set(threading.enumerate())
    begun: list[int] = []

    def work(rows: slice) -> int:
        begun.append(rows.start)
        if rows.start == failing:
            raise LookupError(f"block {failing}")
        return rows.start

    with pytest.raises(LookupError, match=f"^'?block {failing}'?$"):
        in_blocks(work, 20, 1, threads=threads)
    assert set(threading.enumerate()) <= before
    assert max(begun) <= failing + 2 * threads


def test_the_first_of_two_failing_blocks_is_told_as_on_one_thread() -> None:
    def work(rows: slice) -> int:
        if rows.start == 3:
            time.sleep(0.02)
        if rows.start >= 3:
            raise LookupError(str(rows.start))
        return rows.start

    for threads in (1, 2, 3):
        with pytest.raises(LookupError, match=r"^3$"):
            in_blocks(work, 20, 1, threads=threads)


def test_no_thread_is_left_after_work_or_a_stop() -> None:
    before = set(threading.enumerate())
    in_blocks(lambda rows: rows, 20, 1, threads=3)
    with pytest.raises(Cancelled):
        in_blocks(lambda rows: rows, 20, 1, lambda _: False, threads=3)
    assert set(threading.enumerate()) <= before


def test_progress_that_fails_ends_the_work_too() -> None:
    def progress(_: float) -> None:
        raise RuntimeError("the window is gone")

    before = set(threading.enumerate())
    with pytest.raises(RuntimeError, match="window"):
        in_blocks(lambda rows: rows, 20, 1, progress, threads=2)
    assert set(threading.enumerate()) <= before


def test_items_made_ahead_come_in_order_from_one_other_thread() -> None:
    makers: set[int] = set()

    def numbers() -> Generator[int, None, None]:
        for number in range(20):
            makers.add(threading.get_ident())
            yield number

    assert list(one_ahead(numbers())) == list(range(20))
    assert len(makers) == 1
    assert threading.get_ident() not in makers


def test_who_stops_early_or_meets_an_error_leaves_nothing_open() -> None:
    closed: list[int] = []

    def numbers(last: int) -> Generator[int, None, None]:
        try:
            yield from range(last)
            raise ValueError("no more")
        finally:
            closed.append(threading.get_ident())

    with closing(one_ahead(numbers(9))) as items:
        assert next(items) == 0
    with pytest.raises(ValueError, match="no more"):
        list(one_ahead(numbers(3)))
    assert len(closed) == 2
    assert threading.get_ident() not in closed


def test_a_block_that_takes_long_can_be_stopped_within() -> None:
    stopped = threading.Event()

    def work(rows: slice) -> bool:
        return stopped.wait(60)

    def go_on(done: float) -> bool:
        stopped.set()
        return False

    with pytest.raises(Cancelled):
        in_blocks(work, 4, 1, go_on, threads=2, look_s=0.01)
