"""Page 1, overview: what the pool amounts to, what is due, and what to do next (概览)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from qgis.core import QgsProcessingFeedback
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QPixmap, QResizeEvent
from qgis.PyQt.QtWidgets import QWidget

from ...processing.algorithm import stop_if_cancelled
from ...reports.language import interface_is_chinese, said, tr
from ...reports.year_chart import chart_png, year_chart
from ...survey.problem import InputProblem
from ..background import Background
from ..form_loading import load_form
from ..messages import Messenger
from ..number_formats import mu_text
from ..pool.pool_contents import pool_name
from ..pool.pool_layer import system_title
from ..set_up.set_up import SetUp
from ..set_up.set_up_page import SetUpPage
from ..tables import add_row, fit_to_rows, prepare_table
from .first_run import current_step, guide_html
from .next_steps import NextStep, Place, next_step
from .overview import Overview, SystemFigures, read_overview
from .sample_county import is_sample

_MOST_DUE = 200
_CHART_SCALE = 2.0


class OverviewPage(QWidget):
    """Reads the pool in the background each time that it is shown; changes nothing."""

    wants = pyqtSignal(object)
    """The place (``Place``) where the next step is done."""
    wants_sample = pyqtSignal()

    def __init__(
        self,
        set_up: SetUpPage,
        candidates: Callable[[], Iterable[str]],
        eligible: Callable[[], int],
        messenger: Messenger,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        load_form("overview", self)
        self._set_up, self._candidates, self._eligible = set_up, candidates, eligible
        self.work = Background(messenger, self)
        self._read: Overview | None = None
        self._step: NextStep | None = None
        self._picture = QPixmap()
        prepare_table(self.balances, [tr("System"), tr("In the pool"), tr("Available"), tr("Frozen")])
        prepare_table(self.due, [tr("Due"), tr("Days left"), tr("What"), tr("Clause"), tr("Of")])
        self.setUp.clicked.connect(lambda: self.wants.emit(Place.SET_UP))
        self.refresh.clicked.connect(self.read)
        self.nextButton.clicked.connect(self._go)
        self.openSample.clicked.connect(self.wants_sample)
        self.chartSystem.currentIndexChanged.connect(self._show_chart)
        self._set_up.changed.connect(self._set_up_changed)
        self.read()

    def read(self) -> None:
        """Read the pool again."""
        now = self._set_up.current()
        if not now.pool or self.work.is_busy:
            self._show_nothing(tr("No reserve pool is chosen yet."))
            return

        def work(feedback: QgsProcessingFeedback) -> Overview | InputProblem:
            try:
                return read_overview(now.pool, now.as_of, lambda: stop_if_cancelled(feedback))
            except InputProblem as problem:
                return problem  # told on the page: the pool may be gone for good, and the page is read often

        self.identity.setText(tr("Reading {name}…").format(name=pool_name(now.pool)))
        self.work.start(tr("Zhanbu: overview"), work, self._came)

    def tell_next_step(self) -> None:
        """Say what to do next, as things stand in the other pages."""
        now, eligible = self._set_up.current(), self._eligible()
        self._step = next_step(now, self._to_check(), eligible, self._read)
        self.nextText.setText(self._step.text)
        self.nextButton.setText(self._step.button)
        self._guide(now, current_step(self._step, eligible))

    def close_down(self) -> None:
        """Stop what is running."""
        self.work.close()

    def _to_check(self) -> int:
        """Candidates that aren't checked yet, less those that the pool holds already (by the survey's id)."""
        pooled = {} if self._read is None else self._read.pooled
        return sum((Counter(self._candidates()) - Counter(pooled)).values())

    def _guide(self, now: SetUp, current: int) -> None:
        """The steps of the first time while nothing is set up; in the sample county the one that comes now."""
        nothing, sample = now.survey is None and not now.pool, is_sample()
        self.guideGroup.setVisible(nothing or sample)
        self.openSample.setVisible(nothing)
        self.guideText.setText(guide_html(current, whole=nothing))
        for widget in (self.due, self.dueTitle, self.chart, self.balances):
            widget.setVisible(not nothing)

    def _go(self) -> None:
        if self._step is not None:
            self.wants.emit(self._step.place)

    def _set_up_changed(self) -> None:
        now = self._set_up.current()
        if self._read is None or (self._read.pool, self._read.as_of) != (now.pool, now.as_of):
            self.read()
        self.tell_next_step()

    def _came(self, found: Overview | InputProblem) -> None:
        if isinstance(found, InputProblem):
            self._show_nothing("⚠ " + said(found.wording()))
            return
        now = self._set_up.current()
        if (found.pool, found.as_of) != (now.pool, now.as_of):
            self.read()
            return
        self._show(found)

    def _show_nothing(self, why: str) -> None:
        self._read = None
        self.identity.setText(why)
        self.balances.setRowCount(0)
        self.due.setRowCount(0)
        fit_to_rows(self.balances)
        self.chartSystem.clear()
        self._show_chart()
        self.tell_next_step()

    def _show(self, found: Overview) -> None:
        self._read = found
        self.identity.setText(
            tr("{name}: county {county}, as of {day}").format(
                name=pool_name(found.pool), county=found.identity.county, day=found.as_of.isoformat()
            )
        )
        self.balances.setRowCount(0)
        for figures in found.systems:
            amounts = (figures.stock_dm2, figures.available_dm2, figures.frozen_dm2)
            add_row(self.balances, [system_title(figures.system), *map(mu_text, amounts)], numbers=(1, 2, 3))
        fit_to_rows(self.balances)
        self._show_due(found)
        self._offer_charts(found)
        self.tell_next_step()

    def _show_due(self, found: Overview) -> None:
        chinese = interface_is_chinese()
        self.due.setRowCount(0)
        for back in found.sent_back[:_MOST_DUE]:
            day = "" if back.on is None else back.on.isoformat()
            reasons = "; ".join(" ".join(filter(None, reason)) for reason in back.reasons)
            told = tr("Returned {day}: {reasons}").format(day=day, reasons=reasons)
            row = add_row(self.due, ["–", "", told, "", back.parcel.parcel_uid], bold=True)
            self.due.item(row, 2).setToolTip(back.doc_no)
        for _, item in found.due[:_MOST_DUE]:
            left = item.days_left or 0
            days = tr("{count} days late").format(count=-left) if item.late else str(left)
            texts = [item.due.isoformat(), days, item.deadline.title.in_language(chinese), item.deadline.clause]
            row = add_row(self.due, [*texts, item.uid], numbers=(1,), bold=item.late)
            self.due.item(row, 1).setToolTip(
                tr("Days from the day of the rules to the due day, which is still in time.")
            )
        more = len(found.due) - _MOST_DUE
        self.dueTitle.setText(
            tr("Due ({count} open, {late} late)").format(count=len(found.due), late=found.late)
            + (tr("; {count} parcels sent back").format(count=len(found.sent_back)) if found.sent_back else "")
            + (tr("; the first {shown} are listed").format(shown=_MOST_DUE) if more > 0 else "")
        )

    def _offer_charts(self, found: Overview) -> None:
        self.chartSystem.blockSignals(True)
        self.chartSystem.clear()
        for figures in found.systems:
            if figures.years:
                self.chartSystem.addItem(system_title(figures.system), figures)
        self.chartSystem.blockSignals(False)
        self._show_chart()

    def _show_chart(self) -> None:
        figures: SystemFigures | None = self.chartSystem.currentData()
        self.chartSystem.setVisible(self.chartSystem.count() > 1)
        self._picture = QPixmap()
        self.chart.clear()
        if figures is None:
            self.chart.setText(tr("Nothing is booked yet: amounts appear once an indicator has come into being."))
            return
        title = tr("{system}: in, out, frozen, available").format(system=system_title(figures.system))
        try:
            self._picture.loadFromData(chart_png(year_chart(figures.years, title), _CHART_SCALE))
        except InputProblem as problem:
            self.chart.setText("⚠ " + said(problem.wording()))
            return
        self.chart.setToolTip(title)
        self._fit_chart()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """The chart grows and shrinks with the page."""
        super().resizeEvent(event)
        self._fit_chart()

    def _fit_chart(self) -> None:
        if not self._picture.isNull():
            keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            points = self.chart.devicePixelRatioF()
            shown = self._picture.scaled(self.chart.size() * points, keep, smooth)
            shown.setDevicePixelRatio(points)
            self.chart.setPixmap(shown)
