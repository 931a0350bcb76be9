"""Linking a project from the ledger tab: a trial shows what would be left, the link books it and writes the sheet."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from booking_steps import answer, asked, showing_cropland
from event_loop import wait_until
from qgis.PyQt.QtCore import QDate

from zhanbu_plugin.gui.dock import ZhanbuDock
from zhanbu_plugin.gui.pool.link_dialog import LinkDialog
from zhanbu_plugin.ledger.opening import LegacyLot, OldPool, take_over
from zhanbu_plugin.pool.accounts.records import AREA, AVAILABLE, LINKED
from zhanbu_plugin.pool.database import pool_for_reading
from zhanbu_plugin.pool.filing.matters import MatterTerms, open_matter
from zhanbu_plugin.pool.integrity import verify_pool
from zhanbu_plugin.pool.steps.acts import Act
from zhanbu_plugin.regimes.choosing import rule_sets

HA = 1_000_000


@pytest.fixture
def dialog(set_up_dock: ZhanbuDock, county: Path) -> LinkDialog:
    """A pool with lots of 30, 20 and 50 ha; the dialog with a project of 35 ha typed in (HB-21)."""
    lots = tuple(LegacyLot(amount * HA) for amount in (30, 20, 50))
    act = Act("PROV_NR", date(2026, 3, 1), "冀自然资〔2026〕7号", "2026-11-20T08:00:00Z")
    take_over(county / "pool.gpkg", OldPool("CROP", lots), act, rule_sets()["hebei-cropland-2025"])
    tab = showing_cropland(set_up_dock).pool.ledger
    tab.link.click()
    found = tab.dialog
    found.projectNo.setText("P-2026-1")
    found.projectName.setText("示例县至示例市公路")
    found.unit.setCurrentIndex(found.unit.findData("ha"))
    found.area.setValue(35)
    found.day.setDate(QDate(2026, 4, 1))
    found.docNo.setText("示例县自然资〔2026〕3号")
    return found


def balance(county: Path, bucket: str) -> int:
    with pool_for_reading(county / "pool.gpkg") as pool:
        return pool.account_dm2("CROP", pool.identity.county, AREA, bucket)


def taken(dialog: LinkDialog) -> list[str]:
    return [dialog.lots.item(row, 1).text() for row in range(dialog.lots.rowCount())]


def test_a_trial_shows_lots_first_in_first_out_and_what_would_be_left_and_books_nothing(
    dialog: LinkDialog, county: Path
) -> None:
    dialog.tryButton.click()
    wait_until(lambda: not dialog.work.is_busy)
    assert taken(dialog) == ["450.00 mu", "75.00 mu"]  # 30 ha and 5 of 20 ha
    assert "Available before 1,500.00 mu, afterwards 975.00 mu" in dialog.outcome.text()
    assert balance(county, AVAILABLE) == 100 * HA
    assert dialog.isVisible()


def test_linking_books_it_writes_the_sheet_and_shows_it_in_the_ledger(
    dialog: LinkDialog, county: Path, set_up_dock: ZhanbuDock
) -> None:
    sheet = county / "挂钩确认单.pdf"
    dialog.sheet.setFilePath(str(sheet))
    asked(dialog)
    answer(dialog, yes=True)
    tab = set_up_dock.pool.ledger
    wait_until(lambda: " · P-2026-1" in tab.lines.item(0, 1).text())
    assert (balance(county, AVAILABLE), balance(county, LINKED)) == (65 * HA, 35 * HA)
    assert sheet.read_bytes().startswith(b"%PDF")
    assert [tab.lines.item(0, column).text() for column in (3, 4)] == ["525.00", "975.00"]
    assert verify_pool(county / "pool.gpkg") == ()


def test_nothing_is_linked_before_a_yes_to_area_in_mu_project_document_and_balance(
    dialog: LinkDialog, county: Path
) -> None:
    dialog.area.setValue(20)  # hectares, where 20 mu may have been meant
    question = asked(dialog).splitlines()
    assert "Area: 300.00 mu" in question
    assert {"Project no.: P-2026-1", "Project: 示例县至示例市公路"} <= set(question)
    assert "Document no.: 示例县自然资〔2026〕3号" in question
    assert "Area of the indicator · Available: 1,500.00 mu → 1,200.00 mu" in question
    answer(dialog, yes=False)
    assert dialog.isVisible() and dialog.question is None and not dialog.work.is_busy
    assert balance(county, AVAILABLE) == 100 * HA


def test_a_matter_that_was_opened_is_chosen_from_a_list_and_kept_with_the_link(
    dialog: LinkDialog, set_up_dock: ZhanbuDock, county: Path
) -> None:
    dialog.reject()
    act = Act("COUNTY_NR", date(2026, 3, 2), "", "2026-11-20T08:00:00Z")
    uid = open_matter(
        county / "pool.gpkg", rule_sets()["hebei-cropland-2025"], MatterTerms("OCCUPATION", 2026, "示例环路"), act
    )
    tab = set_up_dock.pool.ledger
    tab.link.click()
    again = tab.dialog
    assert isinstance(again, LinkDialog)
    wait_until(lambda: again.matter.count() == 2)
    again.matter.setCurrentIndex(1)
    assert again.projectName.text() == "示例环路"
    again.projectNo.setText("P-2026-2")
    again.area.setValue(15)
    again.day.setDate(QDate(2026, 4, 1))
    assert f"Matter: {uid}" in asked(again)
    answer(again, yes=True)
    wait_until(lambda: " · P-2026-2" in tab.lines.item(0, 1).text())
    with pool_for_reading(county / "pool.gpkg") as pool:
        assert [one.matter_uid for one in pool.occupations("CROP")] == [uid]


def test_full_width_digits_of_an_input_method_count_as_digits(dialog: LinkDialog) -> None:
    dialog.area.clear()
    dialog.area.lineEdit().insert("１２．５")
    dialog.area.interpretText()
    assert dialog.area.value() == 12.5
    dialog.projectNo.setText("１３９９０１－０１")
    assert dialog.project().project_no == "139901-01"


def test_a_refusal_calls_fields_as_the_window_does(dialog: LinkDialog) -> None:
    dialog.projectNo.clear()
    dialog.tryButton.click()
    wait_until(lambda: not dialog.work.is_busy)
    assert "field Project no." in dialog.outcome.text()
    assert "PROJECT_NO" not in dialog.outcome.text()


def test_more_than_there_is_is_refused_with_what_there_is_and_the_dialog_stays(
    dialog: LinkDialog, county: Path
) -> None:
    dialog.area.setValue(101)
    dialog.linkButton.click()
    wait_until(lambda: not dialog.work.is_busy)
    assert "INSUFFICIENT" not in dialog.outcome.text()
    assert "1000000.00 m² (1,500.00 mu)" in dialog.outcome.text()
    assert dialog.isVisible()
    assert balance(county, AVAILABLE) == 100 * HA


def test_a_sheet_that_cannot_be_written_books_nothing(dialog: LinkDialog, county: Path) -> None:
    dialog.sheet.setFilePath(str(county / "nowhere" / "sheet.pdf"))
    asked(dialog)
    answer(dialog, yes=True)
    wait_until(lambda: not dialog.work.is_busy)
    assert "nothing was linked" in dialog.outcome.text()
    assert balance(county, AVAILABLE) == 100 * HA
