"""The dock at the bottom: findings and postings in all their columns, which follow the pages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from event_loop import wait_for_pages
from pytest_qgis.qgis_interface import QgisInterface
from qgis.PyQt.QtCore import Qt

from zhanbu_plugin.gui.check.findings_filter import Listed
from zhanbu_plugin.gui.dock import ZhanbuDock
from zhanbu_plugin.gui.wide.wide_dock import WideDock
from zhanbu_plugin.ledger.opening import LegacyLot, OldPool, take_over
from zhanbu_plugin.pool.steps.acts import Act
from zhanbu_plugin.regimes.choosing import rule_sets


@pytest.fixture
def tables(set_up_dock: ZhanbuDock, qgis_iface: QgisInterface) -> Iterator[WideDock]:
    """The tables of the dock, shown in the window."""
    window = qgis_iface.mainWindow()
    dock = WideDock(set_up_dock.check, set_up_dock.pool.ledger, window)
    window.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, dock)
    window.show()
    dock.show()
    yield dock
    dock.close_down()
    window.removeDockWidget(dock)
    dock.deleteLater()
    window.hide()


def rows(tables: WideDock) -> list[list[str]]:
    model = tables.model
    return [[str(model.index(r, c).data() or "") for c in range(model.columnCount())] for r in range(model.rowCount())]


def test_each_listed_check_of_each_listed_parcel_has_a_row_and_filters_narrow_both(
    tables: WideDock, checked_dock: ZhanbuDock
) -> None:
    check = checked_dock.check
    result = check.result
    failed = [f for i in range(len(result.parcels)) for f in result.open_findings_of(i)]
    listed = [row for row in rows(tables) if row[3]]
    assert len(listed) == len(failed)
    assert sorted(row[8] for row in listed) == sorted(finding.clause for finding in failed)
    assert {row[0] for row in rows(tables)} == set(result.parcels.ids)  # those without open checks too
    check.outcome.setCurrentIndex(check.outcome.findData(Listed.ALL))
    assert len(rows(tables)) == len(result.parcels) * len(result.columns)
    check.text.setText(str(result.parcels.ids[0]))
    assert {row[0] for row in rows(tables)} == {str(result.parcels.ids[0])}


def test_a_row_that_is_chosen_is_pointed_at_in_the_tree_and_explained(
    tables: WideDock, checked_dock: ZhanbuDock
) -> None:
    row = next(number for number, cells in enumerate(rows(tables)) if cells[3])
    parcel, title = (tables.model.index(row, column).data() for column in (0, 3))
    tables.findings.setCurrentIndex(tables.model.index(row, 3))
    tree = checked_dock.check.tree
    assert tree.currentIndex().data() == title
    assert tree.currentIndex().parent().data() == parcel
    assert title.casefold() in checked_dock.check.details.toPlainText().casefold()


def test_a_hidden_table_costs_nothing(tables: WideDock, checked_dock: ZhanbuDock) -> None:
    tables.hide()
    assert tables.model.rowCount() == 0
    tables.show()
    assert tables.model.rowCount() > 0


def test_postings_have_their_number_clause_office_and_lots(
    tables: WideDock, set_up_dock: ZhanbuDock, county: Path
) -> None:
    act = Act("PROV_NR", date(2026, 3, 1), "冀自然资〔2026〕7号", "2026-11-20T08:00:00Z")
    take_over(county / "pool.gpkg", OldPool("CROP", (LegacyLot(2_000_000),)), act, rule_sets()["hebei-cropland-2025"])
    set_up_dock.pool.read()
    ledger = set_up_dock.pool.ledger
    ledger.system.setCurrentIndex(ledger.system.findData("CROP"))
    wait_for_pages(set_up_dock)
    line = [tables.postings.item(0, column).text() for column in range(tables.postings.columnCount())]
    assert line[:6] == ["2026-03-01", "Taken over from the former pool", "30.00", "", "30.00", "20,000.00"]
    assert line[6] == "冀自然资〔2026〕7号" and line[10] == "PROV_NR" and "L000001" in line[11]
