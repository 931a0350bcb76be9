"""Walks through a QGIS window step by step, from its event loop: what pictures and benchmarks of the window need."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Iterator

from qgis.PyQt.QtCore import QTimer

Condition = Callable[[], bool]


def after(milliseconds: int) -> Condition:
    """True once the event loop has run for a while."""
    due = time.perf_counter() + milliseconds / 1000
    return lambda: time.perf_counter() >= due


class Walker:
    """Takes the next step as soon as the condition that the last one gave is true; ``ended`` gets the exit code."""

    def __init__(self, steps: Iterator[Condition], ended: Callable[[int], None], tick_ms: int = 100) -> None:
        self._steps, self._ended = steps, ended
        self._timer = QTimer()
        self._timer.setInterval(tick_ms)
        self._timer.timeout.connect(self._go_on)
        self._wait: Condition = lambda: True

    def start(self) -> None:
        """Begin."""
        self._timer.start()

    def _go_on(self) -> None:
        try:
            if self._wait():
                self._wait = next(self._steps)
        except StopIteration:
            self._end(0)
        except Exception:
            traceback.print_exc()
            self._end(1)

    def _end(self, code: int) -> None:
        self._timer.stop()
        self._ended(code)
