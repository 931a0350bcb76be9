"""Layouts belong to the window's thread: others ask it, and neither wait for ever nor lose what went wrong."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QEventLoop, QTimer

from zhanbu_plugin.reports.window_thread import later_on_window_thread, on_window_thread
from zhanbu_plugin.survey.cancel import Cancelled

pytestmark = pytest.mark.usefixtures("qgis_app")


def elsewhere(work: Callable[[], object], *, window_answers: bool = True) -> list[object]:
    """What ``work`` gave or raised on another thread, while the window here answers or is busy."""
    told: list[object] = []

    def run() -> None:
        try:
            told.append(work())
        except Exception as error:
            told.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    if not window_answers:
        thread.join(30)
    loop, look, patience = QEventLoop(), QTimer(), QTimer()
    look.timeout.connect(lambda: None if thread.is_alive() else loop.quit())
    patience.timeout.connect(loop.quit)
    look.start(10)
    patience.start(30_000)
    loop.exec()
    thread.join(1)
    QgsApplication.processEvents()
    return told


def test_work_is_done_by_the_thread_of_the_window_and_its_result_comes_back() -> None:
    window = threading.get_ident()
    assert elsewhere(lambda: on_window_thread(threading.get_ident)) == [window]
    assert on_window_thread(threading.get_ident) == window


def test_what_goes_wrong_there_is_raised_here() -> None:
    def fails() -> None:
        raise ValueError("no layout")

    (error,) = elsewhere(lambda: on_window_thread(fails))
    assert isinstance(error, ValueError) and str(error) == "no layout"


def test_a_cancelled_run_does_not_wait_for_a_window_that_is_busy() -> None:
    done: list[int] = []
    answers = iter([True, True])
    (error,) = elsewhere(
        lambda: on_window_thread(lambda: done.append(1), lambda: next(answers, False)), window_answers=False
    )
    assert isinstance(error, Cancelled)
    assert done == [], "nor is it done afterwards"


def test_what_nobody_waits_for_is_done_later() -> None:
    done: list[int] = []
    elsewhere(lambda: later_on_window_thread(lambda: done.append(threading.get_ident())), window_answers=False)
    assert done == [threading.get_ident()]
