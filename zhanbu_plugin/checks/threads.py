"""Work on parcels in blocks on two threads (分块并行). GEOS and NumPy let go of Python's lock while they compute."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import TypeVar

from .layer import Progress, report

Result = TypeVar("Result")

THREADS = 2
"""More gain little: what isn't GEOS or NumPy still takes turns, and a window wants its share."""


def in_blocks(
    work: Callable[[slice], Result],
    count: int,
    block: int,
    progress: Progress = None,
    *,
    threads: int = THREADS,
    look_s: float | None = None,
) -> list[Result]:
    """Results of ``work`` on rows 0 … ``count`` in blocks of equal size, as ``over_blocks``."""
    blocks = [slice(start, min(start + block, count)) for start in range(0, count, block)]
    return over_blocks(work, blocks, progress, threads=threads, look_s=look_s)


def over_blocks(
    work: Callable[[slice], Result],
    blocks: Sequence[slice],
    progress: Progress = None,
    *,
    threads: int = THREADS,
    look_s: float | None = None,
) -> list[Result]:
    """Results of ``work`` on blocks of rows that follow one another, in order, however many threads there are.

    ``progress`` is told after each block, on the thread that called, and with ``look_s`` asked again after so many
    seconds of a block that takes long. Raises ``Cancelled`` when it says stop, and what ``work`` raises; blocks not yet
    begun are then left, those under way end first.
    """
    if len(blocks) <= 1 or threads <= 1:
        return [_reported(work(b), b, blocks, progress) for b in blocks]
    results: list[Result] = []
    with ThreadPoolExecutor(threads) as pool:
        ahead: deque[tuple[slice, Future[Result]]] = deque()
        try:
            for b in blocks:
                ahead.append((b, pool.submit(work, b)))
                if len(ahead) > threads:
                    results.append(_first(ahead, blocks, progress, look_s))
            while ahead:
                results.append(_first(ahead, blocks, progress, look_s))
        finally:
            for _, future in ahead:
                future.cancel()
    return results


def _first(
    ahead: deque[tuple[slice, Future[Result]]], blocks: Sequence[slice], progress: Progress, look_s: float | None
) -> Result:
    block, future = ahead.popleft()
    while not wait([future], timeout=look_s).done:
        report(progress, block.start / blocks[-1].stop)
    return _reported(future.result(), block, blocks, progress)


def _reported(result: Result, block: slice, blocks: Sequence[slice], progress: Progress) -> Result:
    report(progress, block.stop / blocks[-1].stop)
    return result


def one_ahead(items: Generator[Result, None, None]) -> Generator[Result, None, None]:
    """The same items; while one is looked at, another thread makes the next. It also closes ``items`` in the end.

    Raises what ``items`` raises. For a source that lets go of Python's lock, as GDAL does while it reads.
    """
    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(next, items, None)
        try:
            while (item := coming.result()) is not None:
                coming = pool.submit(next, items, None)
                yield item
        finally:
            pool.submit(items.close).result()
