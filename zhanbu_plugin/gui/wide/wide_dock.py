"""The dock at the bottom: findings and postings in all their columns (底部宽表面板)."""

from __future__ import annotations

from qgis.gui import QgsDockWidget
from qgis.PyQt.QtCore import QModelIndex
from qgis.PyQt.QtWidgets import QAbstractItemView, QTableView, QTabWidget, QWidget

from ...reports.language import tr
from ..check.check_page import CheckPage
from ..pool.ledger_tab import LedgerTab
from .wide_findings import WideFindings
from .wide_postings import WidePostings

OBJECT_NAME = "ZhanbuTables"
_WIDTHS = (22, 16, 12, 32, 14, 12, 16, 14, 9, 24, 60)
"""Of the columns of findings, in characters; a table of a county is too long to measure every row."""


class WideDock(QgsDockWidget):
    """Follows the pages: what they filter is filtered here, and a row chosen here is shown on the map."""

    def __init__(self, check: CheckPage, ledger: LedgerTab, parent: QWidget | None = None) -> None:
        super().__init__(tr("Zhanbu: tables"), parent)
        self.setObjectName(OBJECT_NAME)
        self._check = check
        self.tabs, self.findings, self.postings = QTabWidget(), QTableView(), WidePostings()
        self.model = WideFindings(check.model, self)
        self._prepare_findings()
        self.tabs.addTab(self.findings, tr("Findings"))
        self.tabs.addTab(self.postings, tr("Ledger"))
        self.tabs.setDocumentMode(True)
        self.setWidget(self.tabs)
        self.findings.selectionModel().currentRowChanged.connect(self._point_at)
        self._seen = False
        self.visibilityChanged.connect(self._came_to_sight)
        self.tabs.currentChanged.connect(lambda _tab: self._watch())
        ledger.shown.connect(self.postings.show_statement)
        self.postings.show_statement(ledger.statement)

    def close_down(self) -> None:
        """Follow nothing any more."""
        self.visibilityChanged.disconnect()
        self.model.watch(False)

    def _came_to_sight(self, seen: bool) -> None:
        self._seen = seen
        self._watch()

    def _watch(self) -> None:
        self.model.watch(self._seen and self.tabs.currentWidget() is self.findings)

    def _point_at(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            place = self.model.place_of(index.row())
            self._check.tree.setCurrentIndex(place)
            self._check.tree.scrollTo(place)

    def _prepare_findings(self) -> None:
        table = self.findings
        table.setModel(self.model)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setAlternatingRowColors(True)
        table.setWordWrap(False)
        table.setAccessibleName(tr("Findings in all their columns"))
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + 8)
        wide = table.fontMetrics().horizontalAdvance("0")
        for column, characters in enumerate(_WIDTHS):
            table.setColumnWidth(column, characters * wide)
