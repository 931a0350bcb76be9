"""Page 4, pool: whose it is, what it holds, its batches, and what the last push did (储备库)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtWidgets import QWidget

from ...ledger.balance import balance
from ...pool.database import pool_for_reading
from ...pool.entry.push import SYSTEMS
from ...pool.reading import batches, pool_identity
from ...pool.records import PushReport, StockRow
from ...reports.language import said, tr
from ...survey.problem import InputProblem
from ...survey.units import largest_remainder
from ...survey.wording import translate
from ..check.push_report import push_report_page
from ..form_loading import icon, load_form
from ..messages import Messenger
from ..number_formats import mu_text
from ..set_up.set_up_page import SetUpPage
from ..tables import add_row, prepare_table
from .ledger_tab import LedgerTab
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
        self._shown = ""
        self.load.setIcon(icon("pool"))
        self.load.clicked.connect(self.show_on_map)
        self.refresh.clicked.connect(self.read)
        self._set_up.changed.connect(self._pool_changed)
        prepare_table(self.states, [tr("System"), tr("State"), tr("Parcels"), tr("mu"), tr("ha")])
        prepare_table(self.batches, [tr("Batch"), tr("System"), tr("Opened"), tr("Parcels"), tr("mu")])
        self.ledger = LedgerTab(messenger, self)
        self.steps = StepsTab(set_up.current, messenger, self)
        self.steps.stepped.connect(self.read)
        self.tabs.addTab(self.steps, tr("Steps"))
        self.tabs.addTab(self.ledger, tr("Ledger"))
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
            self.steps.show_pool("")
            self.ledger.show_pool("", "", self._set_up.current().as_of)
        self.load.setEnabled(bool(self._shown))

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

    def close_down(self) -> None:
        """Stop what is running."""
        self.ledger.close_down()
        self.steps.close_down()

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
        self.steps.show_pool(pool)
        self.ledger.show_pool(pool, identity.county, as_of, stock[0][0] if stock else "")
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
            add_row(self.states, texts, numbers=(2, 3, 4))
        if together:
            count = sum(parcels for parcels, _ in together.values())
            total = [tr("Total"), "", str(count), f"{sum(mu):,}", f"{sum(ha):,}"]
            add_row(self.states, total, numbers=(2, 3, 4), bold=True)

    def _show_batches(self, pool: str) -> None:
        found = batches(pool)
        mu = largest_remainder([batch.area_dm2 for batch in found], "mu")
        for batch, area in zip(found, mu):
            texts = [batch.batch, system_title(batch.system), batch.opened_on.isoformat(), str(batch.parcels)]
            add_row(self.batches, [*texts, f"{area:,}"], numbers=(3, 4))

    def _pool_changed(self) -> None:
        if self._set_up.current().pool != self._shown:
            self.pushReport.clear()
            self.read()
