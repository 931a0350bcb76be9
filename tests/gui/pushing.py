"""Pushing in tests the way a user does: the button, then the answer in the dialog that it opens."""

from __future__ import annotations

from event_loop import wait_for_pages, wait_until
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QApplication, QMessageBox

from zhanbu_plugin.gui.dock import ZhanbuDock

YES, NO = QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.No


def push_and_answer(dock: ZhanbuDock, answer: QMessageBox.StandardButton = YES) -> str:
    """Click “Push to the pool”, answer the question, wait for the end; returns what was asked, empty for nothing."""
    asked: list[str] = []

    def answer_it() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            asked.append(box.text())
            box.button(answer).click()

    timer = QTimer()
    timer.timeout.connect(answer_it)
    timer.start(10)
    page = dock.check
    page.push.click()
    wait_until(lambda: page.pushing.question is None and not page.work.is_busy)
    timer.stop()
    wait_for_pages(dock)
    return "".join(asked)
