"""What a user does in the dialogs of the ledger: see an account, fill in an act, try it."""

from __future__ import annotations

from datetime import date

from event_loop import wait_for_pages, wait_until
from qgis.PyQt.QtCore import QDate
from qgis.PyQt.QtWidgets import QMessageBox

from zhanbu_plugin.gui.dock import ZhanbuDock
from zhanbu_plugin.gui.pool.booking.booking_dialog import BookingDialog
from zhanbu_plugin.gui.pool.link_dialog import LinkDialog


def showing_cropland(dock: ZhanbuDock) -> ZhanbuDock:
    """The dock with the account of cropland read anew."""
    dock.pool.read()
    tab = dock.pool.ledger
    tab.system.setCurrentIndex(tab.system.findData("CROP"))
    wait_for_pages(dock)
    return dock


def filled_in(dialog: BookingDialog, day: date) -> BookingDialog:
    """Day and document of an act."""
    dialog.day.setDate(QDate(day.year, day.month, day.day))
    dialog.doc_no.setText("示例县自然资〔2026〕9号")
    wait_until(lambda: not dialog.reading.is_busy)
    return dialog


def tried(dialog: BookingDialog) -> dict[str, list[str]]:
    """Balances of the area before and afterwards, and the change, by where it is."""
    dialog.try_button.click()
    wait_until(lambda: not dialog.work.is_busy)
    cells = [[dialog.changes.item(row, c).text() for c in range(4)] for row in range(dialog.changes.rowCount())]
    return {name.split(": ")[1]: numbers for name, *numbers in cells if name.startswith("Area")}


def asked(dialog: BookingDialog | LinkDialog) -> str:
    """Ask for the booking: the question that comes."""
    (dialog.linkButton if isinstance(dialog, LinkDialog) else dialog.book_button).click()
    wait_until(lambda: dialog.question is not None)
    assert dialog.question is not None
    return str(dialog.question.text())


def answer(dialog: BookingDialog | LinkDialog, *, yes: bool) -> None:
    """Answer the question; what follows a yes may still be under way."""
    assert dialog.question is not None
    standard = QMessageBox.StandardButton
    dialog.question.button(standard.Yes if yes else standard.No).click()
