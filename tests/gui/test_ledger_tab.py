"""The ledger on the pool page: an account as a bank statement, the newest posting on top."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from event_loop import wait_for_pages, wait_until

from zhanbu_plugin.gui.dock import ZhanbuDock
from zhanbu_plugin.gui.pool.ledger_tab import LedgerTab
from zhanbu_plugin.ledger.linking import Project, link
from zhanbu_plugin.ledger.opening import LegacyLot, OldPool, take_over
from zhanbu_plugin.pool.accounts.records import LINKED
from zhanbu_plugin.pool.steps.acts import Act
from zhanbu_plugin.regimes.choosing import rule_sets

HEBEI = rule_sets()["hebei-cropland-2025"]


def act(on: str) -> Act:
    return Act("PROV_NR", date.fromisoformat(on), "冀自然资〔2026〕7号", "2026-11-20T08:00:00Z")


@pytest.fixture
def tab(set_up_dock: ZhanbuDock, county: Path) -> LedgerTab:
    """Lots of 30 and 20 mu taken over, and 35 mu linked to a project."""
    pool = county / "pool.gpkg"
    take_over(pool, OldPool("CROP", (LegacyLot(2_000_000), LegacyLot(1_333_333))), act("2026-03-01"), HEBEI)
    link(pool, Project("P1", "示例路", 2_333_333), act("2026-04-01"), HEBEI)
    set_up_dock.turn_to(set_up_dock.pool)
    set_up_dock.pool.read()
    wait_for_pages(set_up_dock)
    set_up_dock.pool.ledger.system.setCurrentIndex(set_up_dock.pool.ledger.system.findData("CROP"))
    wait(set_up_dock.pool.ledger)
    return set_up_dock.pool.ledger


def wait(tab: LedgerTab) -> None:
    wait_until(lambda: not tab.reading.is_busy)


def lines(tab: LedgerTab) -> list[list[str]]:
    return [
        [tab.lines.item(row, column).text() for column in range(tab.lines.columnCount())]
        for row in range(tab.lines.rowCount())
    ]


def test_the_available_account_shows_what_came_in_and_what_was_linked(tab: LedgerTab) -> None:
    newest, *older = lines(tab)
    assert newest[0] == "2026-04-01"
    assert newest[2:5] == ["", "35.00", "15.00"]
    assert newest[1].endswith(" · P1\n冀自然资〔2026〕7号")
    assert sum(float(line[2]) for line in older) == pytest.approx(50.0, abs=0.01)
    assert "balance 15.00 mu on 2026-11-21" in tab.summary.text()
    assert "L000001" in tab.lines.item(0, 0).toolTip()


def test_the_statement_fits_the_panel_without_scrolling_sideways(tab: LedgerTab, set_up_dock: ZhanbuDock) -> None:
    set_up_dock.setFloating(True)
    set_up_dock.turn_to(set_up_dock.pool)
    set_up_dock.pool.tabs.setCurrentWidget(tab)
    set_up_dock.resize(set_up_dock.sizeHint().width(), 700)
    set_up_dock.show()
    wait_until(lambda: tab.lines.viewport().width() > 300)
    assert tab.lines.horizontalHeader().length() <= tab.lines.viewport().width()
    two_lines = 2 * tab.lines.fontMetrics().height()
    wait_until(lambda: tab.lines.rowHeight(0) >= two_lines)


def test_another_account_is_one_choice_away(tab: LedgerTab) -> None:
    tab.bucket.setCurrentIndex(tab.bucket.findData(LINKED))
    wait(tab)
    assert [line[2:5] for line in lines(tab)] == [["35.00", "", "35.00"]]


def test_only_systems_that_the_countys_rules_know_are_offered(tab: LedgerTab, set_up_dock: ZhanbuDock) -> None:
    assert [tab.system.itemData(i) for i in range(tab.system.count())] == ["CROP"]  # Hebei has no other rules
    set_up_dock.pool.read()
    wait_for_pages(set_up_dock)
    assert tab.system.currentData() == "CROP"
    assert tab.lines.rowCount() > 1


def test_an_empty_account_says_so(set_up_dock: ZhanbuDock) -> None:
    tab = set_up_dock.pool.ledger
    set_up_dock.pool.read()
    wait_for_pages(set_up_dock)
    assert lines(tab) == []
    assert tab.summary.text().startswith("Nothing is booked on this account yet.")
