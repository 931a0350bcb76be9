"""Waiting in tests the way a window does: by letting the event loop run."""

from __future__ import annotations

from collections.abc import Callable

from qgis.PyQt.QtCore import QEventLoop, QTimer

from zhanbu_plugin.gui.dock import ZhanbuDock


def wait_until(is_so: Callable[[], bool], seconds: float = 60.0) -> None:
    """Let the event loop run until something is so; fails after some seconds."""
    loop, poll, limit = QEventLoop(), QTimer(), QTimer()
    poll.timeout.connect(lambda: loop.quit() if is_so() else None)
    limit.timeout.connect(loop.quit)
    limit.setSingleShot(True)
    poll.start(10)
    limit.start(int(seconds * 1000))
    if not is_so():
        loop.exec()
    poll.stop()  # where this fails, the report keeps the timer alive, and what it asks about will be gone
    assert is_so(), f"not so after {seconds} s"


def wait_for_pages(dock: ZhanbuDock) -> None:
    """Let the event loop run until every page has read what it shows."""
    pool = dock.pool
    tabs = (pool.steps.reading, pool.file.reading, pool.ledger.reading)
    readings = (dock.set_up.reading, pool.reading, *tabs, dock.submit.reading, dock.overview.work)
    wait_until(lambda: not any(reading.is_busy for reading in readings))
