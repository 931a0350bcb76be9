"""Page 4, pool: whose it is, what it holds, its batches, and what the last push did (储备库)."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtWidgets import QWidget

from ...pool.records import BatchSummary, PushReport, StockRow
from ...reports.language import said, tr
from ...survey.problem import InputProblem
from ...survey.units import largest_remainder
from ..check.push_report import push_report_page
from ..form_loading import icon, load_form
from ..latest_reading import LatestReading
from ..messages import Messenger
from ..number_formats import mu_text
from ..set_up.set_up_page import SetUpPage
from ..tables import add_row, prepare_table
from .file.file_tab import FileTab
from .ledger_tab import LedgerTab
from .pool_contents import PoolContents, pool_name, read_contents
from .pool_layer import show_pool, state_title, system_title
from .steps_tab import StepsTab


class PoolPage(QWidget):
    """Reads the pool each time it is shown; changes nothing in it."""

    def __init__(
        self, canvas: QgsMapCanvas, set_up: SetUpPage, messenger: Messenger, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        load_form("pool", self)
        self._canvas, self._set_up, self._messenger = canvas, set_up, messenger
        self._shown, self._epsg = "", 0
        self.reading = LatestReading(tr("Zhanbu: pool"), messenger, self)
        self.load.setIcon(icon("pool"))
        self.load.clicked.connect(self.show_on_map)
        self.refresh.clicked.connect(self.read)
        self._set_up.changed.connect(self._pool_changed)
        prepare_table(self.states, [tr("System"), tr("State"), tr("Parcels"), tr("mu"), tr("ha")])
        prepare_table(self.batches, [tr("Batch"), tr("System"), tr("Opened"), tr("Parcels"), tr("mu")])
        self.ledger = LedgerTab(messenger, self)
        self.steps = StepsTab(set_up.current, messenger, self)
        self.file = FileTab(canvas, set_up.current, messenger, self)
        self.steps.stepped.connect(self.read)
        self.steps.wants_file.connect(self.show_file)
        self.ledger.booked.connect(self.read)
        self.tabs.addTab(self.steps, tr("Steps"))
        self.tabs.addTab(self.file, tr("Parcel file"))
        self.tabs.addTab(self.ledger, tr("Ledger"))
        self.read()

    def read(self) -> None:
        """Read the pool again, in the background, and show what it holds."""
        now = self._set_up.current()
        if now.pool != self._shown:
            self._clear()
        self._shown = now.pool
        self.load.setEnabled(bool(now.pool))
        if not now.pool:
            self.reading.forget()
            self._show_nothing(
                tr("No reserve pool is chosen. Choose the county's pool in “Set-up”, or make a new one.")
            )
            return
        if not self.states.rowCount():
            self.identity.setText(tr("Reading {name}…").format(name=pool_name(now.pool)))
        self.reading.ask(lambda go_on: read_contents(now.pool, now.as_of, go_on), self._came)

    def after_push(self, report: PushReport) -> None:
        """What the push did, in the list and on the map."""
        self.pushReport.setHtml(push_report_page(report))
        self.read()
        self.show_on_map()

    def show_on_map(self) -> None:
        """Add the pool's parcels to the map, or read them again."""
        with self._messenger.telling_problems():
            show_pool(self._set_up.current().require_pool(), self._epsg)
            self._canvas.refresh()

    def show_file(self, uid: str, number: str) -> None:
        """Show the file of a parcel."""
        self.tabs.setCurrentWidget(self.file)
        self.file.show_parcel(uid, number)

    def close_down(self) -> None:
        """Stop what is running."""
        self.reading.close()
        self.ledger.close_down()
        self.steps.close_down()
        self.file.close_down()

    def _came(self, found: PoolContents | InputProblem) -> None:
        if isinstance(found, InputProblem):
            self._show_nothing(said(found.wording()))
            return
        identity = found.identity
        self._epsg = identity.epsg
        self.identity.setText(
            tr("{name}: county {county}, EPSG:{epsg}").format(
                name=pool_name(found.pool), county=identity.county, epsg=identity.epsg
            )
        )
        self._show_states(found.stock)
        self._show_batches(found.batches)
        self.available.setText(
            tr("Available to spend: {mu} (only what the province has turned into an indicator counts).").format(
                mu=mu_text(found.available_dm2)
            )
        )
        self.steps.show_pool(found.pool)
        self.file.show_pool(found.pool)
        self.ledger.offer(found.systems)
        self.ledger.show_pool(found.pool, identity.county, found.as_of, found.stock[0][0] if found.stock else "")

    def _show_nothing(self, why: str) -> None:
        self._clear()
        self.identity.setText("⚠ " + why)

    def _clear(self) -> None:
        self.states.setRowCount(0)
        self.batches.setRowCount(0)
        self.available.clear()
        self.steps.show_pool("")
        self.file.show_pool("")
        self.ledger.show_pool("", "", self._set_up.current().as_of)

    def _show_states(self, stock: Sequence[tuple[str, StockRow]]) -> None:
        self.states.setRowCount(0)
        together: dict[tuple[str, str], tuple[int, int]] = {}
        for system, row in stock:
            parcels, area = together.get((system, row.state), (0, 0))
            together[system, row.state] = (parcels + row.parcels, area + row.area_dm2)
        areas = [area for _, area in together.values()]
        mu, ha = largest_remainder(areas, "mu"), largest_remainder(areas, "ha")
        for i, ((system, state), (parcels, _)) in enumerate(together.items()):
            texts = [system_title(system), state_title(system, state), str(parcels), f"{mu[i]:,}", f"{ha[i]:,}"]
            add_row(self.states, texts, numbers=(2, 3, 4))
        if together:
            count = sum(parcels for parcels, _ in together.values())
            total = [tr("Total"), "", str(count), f"{sum(mu):,}", f"{sum(ha):,}"]
            add_row(self.states, total, numbers=(2, 3, 4), bold=True)

    def _show_batches(self, found: Sequence[BatchSummary]) -> None:
        self.batches.setRowCount(0)
        mu = largest_remainder([batch.area_dm2 for batch in found], "mu")
        for batch, area in zip(found, mu):
            texts = [batch.batch, system_title(batch.system), batch.opened_on.isoformat(), str(batch.parcels)]
            add_row(self.batches, [*texts, f"{area:,}"], numbers=(3, 4))

    def _pool_changed(self) -> None:
        if self._set_up.current().pool != self._shown:
            self.pushReport.clear()
            self.read()
