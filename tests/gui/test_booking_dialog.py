"""Acts on the ledger from the ledger tab: a trial shows balances before and afterwards, the act books them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from booking_steps import answer, asked, filled_in, showing_cropland, tried
from event_loop import wait_for_pages, wait_until
from qgis.PyQt.QtCore import QDate

from zhanbu_plugin.gui.dock import ZhanbuDock
from zhanbu_plugin.gui.pool.booking.act_forms import (
    ActForm,
    EndFreezeForm,
    FreezeForm,
    LinkForm,
    ReleaseForm,
    TransferForm,
    WriteOffForm,
)
from zhanbu_plugin.gui.pool.booking.booking_dialog import BookingDialog
from zhanbu_plugin.gui.pool.booking.simulator import Simulator
from zhanbu_plugin.ledger.linking import Project, link
from zhanbu_plugin.ledger.opening import LegacyLot, OldPool, take_over
from zhanbu_plugin.pool.accounts.records import AREA, AVAILABLE, FROZEN, LINKED, USED
from zhanbu_plugin.pool.database import pool_for_reading
from zhanbu_plugin.pool.integrity import verify_pool
from zhanbu_plugin.pool.steps.acts import Act
from zhanbu_plugin.regimes.choosing import rule_sets

HA = 1_000_000
HEBEI = rule_sets()["hebei-cropland-2025"]


@pytest.fixture
def pooled(set_up_dock: ZhanbuDock, county: Path) -> ZhanbuDock:
    """100 ha taken over, of which 35 ha are linked to a project."""
    act = Act("PROV_NR", date(2026, 3, 1), "冀自然资〔2026〕7号", "2026-11-20T08:00:00Z")
    take_over(county / "pool.gpkg", OldPool("CROP", (LegacyLot(100 * HA),)), act, HEBEI)
    link(county / "pool.gpkg", Project("P1", "示例路", 35 * HA), act, HEBEI)
    return showing_cropland(set_up_dock)


def ask(dock: ZhanbuDock, form: type[ActForm]) -> BookingDialog:
    tab = dock.pool.ledger
    tab.ask_for("act", form)
    dialog = tab.dialog
    assert isinstance(dialog, BookingDialog)
    return filled_in(dialog, date(2026, 6, 1))


def book(dock: ZhanbuDock, dialog: BookingDialog) -> None:
    closed: list[int] = []
    dialog.finished.connect(closed.append)
    asked(dialog)
    answer(dialog, yes=True)
    wait_until(lambda: bool(closed))
    wait_for_pages(dock)


def balances(county: Path) -> dict[str, int]:
    """In hectares."""
    with pool_for_reading(county / "pool.gpkg") as pool:
        own = pool.identity.county
        return {b: pool.account_dm2("CROP", own, AREA, b) // HA for b in (AVAILABLE, LINKED, USED, FROZEN)}


def test_a_trial_of_a_write_off_shows_every_account_before_and_afterwards_and_books_nothing(
    pooled: ZhanbuDock, county: Path
) -> None:
    dialog = ask(pooled, WriteOffForm)
    assert dialog.form.project.currentText() == "P1: 525.00 mu linked"
    dialog.form.area.number.setValue(450)
    shown = tried(dialog)
    assert shown["Available"] == ["975.00", "1,050.00", "+75.00"]  # 5 of 35 ha weren't approved
    assert shown["Linked"] == ["525.00", "0.00", "-525.00"]
    assert shown["Used"] == ["0.00", "450.00", "+450.00"]
    assert "trial" in dialog.outcome.text()
    assert balances(county) == {AVAILABLE: 65, LINKED: 35, USED: 0, FROZEN: 0}
    book(pooled, dialog)
    assert balances(county) == {AVAILABLE: 70, LINKED: 0, USED: 30, FROZEN: 0}
    assert " · P1" in pooled.pool.ledger.lines.item(0, 1).text()


def test_a_freeze_and_its_end_are_booked_one_after_the_other(pooled: ZhanbuDock, county: Path) -> None:
    freeze = ask(pooled, FreezeForm)
    freeze.form.area.number.setValue(150)
    assert tried(freeze)["Available"] == ["975.00", "825.00", "-150.00"]
    book(pooled, freeze)
    assert balances(county) == {AVAILABLE: 55, LINKED: 35, USED: 0, FROZEN: 10}
    end = ask(pooled, EndFreezeForm)
    assert "150.00 mu left" in end.form.freeze.currentText()
    book(pooled, end)
    assert balances(county) == {AVAILABLE: 65, LINKED: 35, USED: 0, FROZEN: 0}
    assert verify_pool(county / "pool.gpkg") == ()


def test_a_freeze_of_more_than_there_is_tells_what_is_missing_before_it_is_booked(
    pooled: ZhanbuDock, county: Path
) -> None:
    dialog = ask(pooled, FreezeForm)
    dialog.form.area.number.setValue(9999)
    dialog.form.city.number.setValue(1)
    assert tried(dialog)["Frozen"] == ["0.00", "975.00", "+975.00"]  # all that the county has
    assert "9,999.00 mu are asked for, 9,024.00 mu are missing" in dialog.outcome.text()
    assert "What the city has doesn't count here" in dialog.outcome.text()  # HB-22
    assert "9,024.00 mu are missing" in asked(dialog)
    answer(dialog, yes=False)


def test_an_amount_of_nothing_is_refused_without_a_useless_figure(pooled: ZhanbuDock) -> None:
    dialog = ask(pooled, FreezeForm)
    assert tried(dialog) == {}
    assert "0.01 m²" in dialog.outcome.text() and "0.00 mu" not in dialog.outcome.text()


def test_every_act_is_asked_about_with_what_was_typed_accounts_and_document(pooled: ZhanbuDock, county: Path) -> None:
    dialog = ask(pooled, WriteOffForm)
    dialog.form.area.number.setValue(450)
    question = asked(dialog).splitlines()
    assert "Approved area: 450.00 mu" in question
    assert {"Date: 2026-06-01", "Document no.: 示例县自然资〔2026〕9号"} <= set(question)
    assert "Area of the indicator · Linked: 525.00 mu → 0.00 mu" in question
    assert "Area of the indicator · Used: 0.00 mu → 450.00 mu" in question
    answer(dialog, yes=False)
    assert dialog.isVisible() and dialog.question is None
    assert balances(county) == {AVAILABLE: 65, LINKED: 35, USED: 0, FROZEN: 0}


def test_a_released_project_gives_back_what_was_linked(pooled: ZhanbuDock, county: Path) -> None:
    book(pooled, ask(pooled, ReleaseForm))
    assert balances(county) == {AVAILABLE: 100, LINKED: 0, USED: 0, FROZEN: 0}


def test_a_transfer_that_the_rules_refuse_is_told_in_words_and_the_dialog_stays(
    pooled: ZhanbuDock, county: Path
) -> None:
    dialog = ask(pooled, TransferForm)
    dialog.form.taker.setText("130100")
    dialog.form.level.setCurrentIndex(dialog.form.level.findData("COUNTY"))
    dialog.form.area.number.setValue(15)
    assert tried(dialog) == {}
    assert dialog.outcome.text().startswith("⚠")
    assert dialog.isVisible()
    assert balances(county)[AVAILABLE] == 65


def simulated(simulator: Simulator) -> list[list[str]]:
    """Available, linked, used and frozen of each row."""
    wait_until(lambda: not (simulator.work.is_busy or simulator.reading.is_busy))
    return [[simulator.table.item(row, c).text() for c in range(1, 5)] for row in range(simulator.table.rowCount())]


def test_the_simulator_tells_the_accounts_after_each_of_several_acts_and_books_none(
    pooled: ZhanbuDock, county: Path
) -> None:
    pooled.pool.ledger.open_simulator()
    simulator = pooled.pool.ledger.dialog
    assert isinstance(simulator, Simulator)
    assert simulated(simulator) == [["975.00", "525.00", "0.00", "0.00"]]
    simulator.day.setDate(QDate(2026, 6, 1))
    for title, amount in (("Link a project", 300), ("Freeze an amount", 600), ("Write off", 500)):
        simulator.kind.setCurrentText(title)
        form = simulator.pages.currentWidget()
        form.area.number.setValue(amount)
        if isinstance(form, LinkForm):
            form.project.setText("P2")
        simulator.add_button.click()
        rows = simulated(simulator)
    assert rows[1:] == [
        ["675.00", "825.00", "0.00", "0.00"],
        ["75.00", "825.00", "0.00", "600.00"],
        ["100.00", "300.00", "500.00", "600.00"],  # 25 of 525 mu weren't approved
    ]
    simulator.kind.setCurrentText("Link a project")
    simulator.pages.currentWidget().area.number.setValue(101)
    simulator.pages.currentWidget().project.setText("P3")
    simulator.add_button.click()
    assert simulated(simulator) == rows
    assert simulator.outcome.text().startswith("⚠") and "may be used on" in simulator.outcome.text()
    assert balances(county) == {AVAILABLE: 65, LINKED: 35, USED: 0, FROZEN: 0}


def test_closing_the_dock_while_a_dialog_books_is_safe(pooled: ZhanbuDock) -> None:
    """The fixture closes the dock."""
    dialog = ask(pooled, ReleaseForm)
    asked(dialog)
    answer(dialog, yes=True)
    assert dialog.work.is_busy
    dialog.reject()
    assert dialog.isVisible()
