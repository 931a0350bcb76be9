"""Work on parcels in blocks on two threads (分块并行). GEOS and NumPy let go of Python's lock while they compute."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from .layer import Progress, report

Result = TypeVar("Result")

THREADS = 2
"""More gain little: what isn't GEOS or NumPy still takes turns, and a window wants its share."""


def in_blocks(
    work: Callable[[slice], Result], count: int, block: int, progress: Progress = None, *, threads: int = THREADS
) -> list[Result]:
    """Results of ``work`` on rows 0 … ``count`` in blocks, in order, however many threads there are.

    ``progress`` is told after each block, on the thread that called. Raises ``Cancelled`` when it says stop, and what
    ``work`` raises; blocks not yet begun are then left.
    """
    blocks = [slice(start, min(start + block, count)) for start in range(0, count, block)]
    if len(blocks) <= 1 or threads <= 1:
        return [_reported(work(b), b, count, progress) for b in blocks]
    results: list[Result] = []
    with ThreadPoolExecutor(threads) as pool:
        ahead: deque[tuple[slice, Future[Result]]] = deque()
        try:
            for b in blocks:
                ahead.append((b, pool.submit(work, b)))
                if len(ahead) > threads:
                    results.append(_taken(ahead, count, progress))
            while ahead:
                results.append(_taken(ahead, count, progress))
        finally:
            for _, future in ahead:
                future.cancel()
    return results


def _taken(ahead: deque[tuple[slice, Future[Result]]], count: int, progress: Progress) -> Result:
    block, future = ahead.popleft()
    return _reported(future.result(), block, count, progress)


def _reported(result: Result, block: slice, count: int, progress: Progress) -> Result:
    report(progress, block.stop / count)
    return result
