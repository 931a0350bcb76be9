"""Page 4, pool: whose it is, what it holds, its batches, and the package for the city (储备库)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from qgis.core import QgsProcessingFeedback
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QFileDialog, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from ..exchange.submission.building import SubmissionReport, build_submission
from ..ledger.balance import balance
from ..paths import version
from ..pool.database import pool_for_reading
from ..pool.entry.push import SYSTEMS
from ..pool.reading import batches, pool_batch, pool_identity
from ..pool.records import PushReport, StockRow
from ..processing.algorithm import progress_of
from ..reports.language import chinese, said, tr
from ..survey.problem import InputProblem
from ..survey.units import largest_remainder
from ..survey.wording import translate
from .background import Background
from .form_loading import icon, load_form
from .messages import Messenger
from .number_formats import mu_text
from .pool_layer import show_pool, state_title, system_title
from .push_report import push_report_page
from .set_up_page import SetUpPage

_KEY = Qt.ItemDataRole.UserRole


class PoolPage(QWidget):
    """Reads the pool each time it is shown; changes nothing in it."""

    def __init__(
        self, canvas: QgsMapCanvas, set_up: SetUpPage, messenger: Messenger, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        load_form("pool", self)
        self._canvas, self._set_up, self._messenger = canvas, set_up, messenger
        self.work = Background(messenger, self)
        self._shown = ""
        self.load.setIcon(icon("pool"))
        self.load.clicked.connect(self.show_on_map)
        self.refresh.clicked.connect(self.read)
        self.submit.clicked.connect(self._ask_for_folder)
        self.batches.itemSelectionChanged.connect(self._allow)
        self._set_up.changed.connect(self._pool_changed)
        self._prepare(self.states, [tr("System"), tr("State"), tr("Parcels"), tr("mu"), tr("ha")])
        self._prepare(self.batches, [tr("Batch"), tr("System"), tr("Opened"), tr("Parcels"), tr("mu")])
        self.read()

    def read(self) -> None:
        """Read the pool again and show what it holds."""
        self._shown = self._set_up.current().pool
        self.states.setRowCount(0)
        self.batches.setRowCount(0)
        self.available.clear()
        try:
            if not self._shown:
                raise InputProblem(
                    translate("zhanbu", "No reserve pool is chosen."),
                    remedy=translate("zhanbu", "Choose the county's pool on the page “Set-up”, or make a new one."),
                )
            self._show(self._shown)
        except InputProblem as problem:
            self.identity.setText("⚠ " + said(problem.wording()))
        self.load.setEnabled(bool(self._shown))
        self._allow()

    def after_push(self, report: PushReport) -> None:
        """What the push did, in the list and on the map."""
        self.pushReport.setHtml(push_report_page(report))
        self.read()
        self.show_on_map()

    def show_on_map(self) -> None:
        """Add the pool's parcels to the map, or read them again."""
        with self._messenger.telling_problems():
            show_pool(self._set_up.current().require_pool())
            self._canvas.refresh()

    def export_submission(self, folder: str) -> None:
        """Pack the chosen batch for the city, in the background."""
        row = self.batches.currentRow()
        if row < 0:
            return
        name, system = (self.batches.item(row, column).data(_KEY) for column in (0, 1))
        pool, as_of = self._shown, self._set_up.current().as_of

        def work(feedback: QgsProcessingFeedback) -> SubmissionReport:
            batch = pool_batch(pool, system, name)
            return build_submission(
                batch,
                target_folder=Path(folder),
                as_of=as_of,
                plugin_version=version(),
                say=chinese,
                progress=progress_of(feedback),
            )

        self.work.start(tr("Zhanbu: submission"), work, self._packed)

    def close_down(self) -> None:
        """Stop what is running."""
        self.work.close()

    def _show(self, pool: str) -> None:
        identity = pool_identity(pool)
        self.identity.setText(
            tr("{name}: county {county}, EPSG:{epsg}").format(
                name=Path(pool).name, county=identity.county, epsg=identity.epsg
            )
        )
        as_of = self._set_up.current().as_of
        with pool_for_reading(pool) as opened, opened.reading():
            stock = [(system, row) for system in SYSTEMS for row in opened.stock(system, as_of)]
        self._show_states(stock)
        self._show_batches(pool)
        available = sum(balance(pool, system=system, as_of=as_of).available_dm2 for system in SYSTEMS)
        self.available.setText(
            tr("Available to spend: {mu} (only what the province has turned into an indicator counts).").format(
                mu=mu_text(available)
            )
        )

    def _show_states(self, stock: Sequence[tuple[str, StockRow]]) -> None:
        together: dict[tuple[str, str], tuple[int, int]] = {}
        for system, row in stock:
            parcels, area = together.get((system, row.state), (0, 0))
            together[system, row.state] = (parcels + row.parcels, area + row.area_dm2)
        areas = [area for _, area in together.values()]
        mu, ha = largest_remainder(areas, "mu"), largest_remainder(areas, "ha")
        for i, ((system, state), (parcels, _)) in enumerate(together.items()):
            texts = [system_title(system), state_title(system, state), str(parcels), f"{mu[i]:,}", f"{ha[i]:,}"]
            self._add(self.states, texts, numbers=(2, 3, 4))
        if together:
            count = sum(parcels for parcels, _ in together.values())
            self._add(self.states, [tr("Total"), "", str(count), f"{sum(mu):,}", f"{sum(ha):,}"], numbers=(2, 3, 4))
            for column in range(self.states.columnCount()):
                item = self.states.item(self.states.rowCount() - 1, column)
                font = item.font()
                font.setBold(True)
                item.setFont(font)

    def _show_batches(self, pool: str) -> None:
        found = batches(pool)
        mu = largest_remainder([batch.area_dm2 for batch in found], "mu")
        for batch, area in zip(found, mu):
            texts = [batch.batch, system_title(batch.system), batch.opened_on.isoformat(), str(batch.parcels)]
            row = self._add(self.batches, [*texts, f"{area:,}"], numbers=(3, 4))
            self.batches.item(row, 0).setData(_KEY, batch.batch)
            self.batches.item(row, 1).setData(_KEY, batch.system)
        if found:
            self.batches.selectRow(0)

    @staticmethod
    def _prepare(table: QTableWidget, titles: list[str]) -> None:
        table.setColumnCount(len(titles))
        table.setHorizontalHeaderLabels(titles)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + 8)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)

    @staticmethod
    def _add(table: QTableWidget, texts: list[str], numbers: tuple[int, ...]) -> int:
        row = int(table.rowCount())
        table.insertRow(row)
        for column, text in enumerate(texts):
            item = QTableWidgetItem(text)
            if column in numbers:
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            table.setItem(row, column, item)
        return row

    def _allow(self) -> None:
        self.submit.setEnabled(self.batches.currentRow() >= 0 and not self.work.is_busy)

    def _pool_changed(self) -> None:
        if self._set_up.current().pool != self._shown:
            self.pushReport.clear()
            self.read()

    def _ask_for_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, tr("Folder for the package"))
        if folder:
            self.export_submission(folder)

    def _packed(self, report: SubmissionReport) -> None:
        self._messenger.tell(
            tr("Packed {count} parcels, {mu}: {file}").format(
                count=report.parcels, mu=mu_text(report.total_dm2), file=report.path
            )
        )
