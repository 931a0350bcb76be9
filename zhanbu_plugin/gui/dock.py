"""The panel: five pages with an icon rail (占补面板), and the set-up in a dialog of its own."""

from __future__ import annotations

from qgis.gui import QgisInterface, QgsDockWidget
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtWidgets import QAction, QToolButton, QWidget

from ..checks.findings import Verdict
from ..pool.records import PushReport
from ..reports.language import tr
from .check.check_page import CheckPage
from .form_loading import icon, load_form
from .help_window import HelpKey
from .messages import Messenger
from .overview.next_steps import Place
from .overview.overview_page import OverviewPage
from .overview.sample_county import documents, open_sample
from .parcel_view import ParcelView
from .pool.pool_page import PoolPage
from .select.select_page import SelectPage
from .set_up.set_up_dialog import SetUpDialog
from .set_up.set_up_page import SetUpPage
from .submit.submit_page import SubmitPage

OBJECT_NAME = "ZhanbuDock"
_ROUND_TEXT = 10
"""Pixels beside the word of a button in the rail."""


class ZhanbuDock(QgsDockWidget):
    """Overview, selecting, checking, pool, submissions: a day's work by hand."""

    def __init__(self, iface: QgisInterface, tag_action: QAction, parent: QWidget | None = None) -> None:
        super().__init__(tr("Zhanbu: reserve pool"), parent)
        self.setObjectName(OBJECT_NAME)
        self.form = QWidget(self)
        load_form("dock", self.form)
        self.setWidget(self.form)
        messenger, canvas = Messenger(iface), iface.mapCanvas()
        self._iface, self._messenger = iface, messenger
        self.view = ParcelView(canvas)
        self.set_up = SetUpPage(messenger)
        self.set_up_dialog = SetUpDialog(self.set_up, self)
        self.select = SelectPage(canvas, self.set_up, self.view, messenger, tag_action, self)
        self.check = CheckPage(self.set_up, self.select, self.view, messenger, self)
        self.pool = PoolPage(canvas, self.set_up, messenger, self)
        self.submit = SubmitPage(self.set_up, self.view, messenger, self)
        self.overview = OverviewPage(self.set_up, self._tagged, self._to_push, messenger, self)
        self._pushed_of: object = None
        self._fill_rail()
        self.select.wants_check.connect(self._check_candidates)
        self.check.pushed.connect(self._pushed)
        self.submit.pool_changed.connect(self.pool.read)
        self.overview.wants.connect(self.go_to)
        self.overview.wants_sample.connect(self.open_sample)
        self.help_key = HelpKey(self, self.chapter)
        self.turn_to(self.overview)

    def sizeHint(self) -> QSize:
        """As wide at first as the list of findings needs for its columns; later the user's own width counts."""
        width = max(self.minimumSizeHint().width(), self.form.rail.sizeHint().width() + self.check.wanted_width)
        return QSize(width, super().sizeHint().height())

    def turn_to(self, page: QWidget) -> None:
        """Show a page."""
        self._buttons[page].setChecked(True)
        self.form.pages.setCurrentWidget(page)
        if page is self.overview:
            self.overview.read()
        elif page is self.submit:
            self.submit.read()

    def chapter(self) -> str:
        """The guide's chapter about what is in view."""
        pages = {
            self.select: "2-select.md",
            self.check: "3-check.md",
            self.pool: "5-ledger.md" if self.pool.tabs.currentWidget() is self.pool.ledger else "4-pool.md",
            self.submit: "6-submit.md",
        }
        return pages.get(self.form.pages.currentWidget(), "README.md")

    def go_to(self, place: Place) -> None:
        """Show where something is done."""
        if place is Place.SET_UP:
            self.set_up_dialog.show_in_front()
            return
        pages = {Place.SELECT: self.select, Place.CHECK: self.check, Place.STEPS: self.pool, Place.SUBMIT: self.submit}
        self.turn_to(pages[place])
        if place is Place.STEPS:
            self.pool.tabs.setCurrentWidget(self.pool.steps)
        elif place is Place.SUBMIT:
            self.submit.tabs.setCurrentIndex(0)

    def page_name(self) -> str:
        """Name of the page that is shown, for another day."""
        return str(self.form.pages.currentWidget().objectName())

    def turn_to_named(self, name: str) -> None:
        """Show the page of a name, if there is such a page."""
        for page in self._buttons:
            if page.objectName() == name:
                self.turn_to(page)

    def open_sample(self) -> None:
        """Open a copy of the sample county in the user's folder for documents."""
        with self._messenger.telling_problems():
            open_sample(self._iface, self.set_up, documents())
            self.overview.read()

    def close_down(self) -> None:
        """Let go of canvas, project and tasks, before the dock is deleted."""
        for page in (self.overview, self.submit, self.pool, self.check, self.select, self.set_up):
            page.close_down()
        self.set_up_dialog.close()
        self.view.close()

    def _fill_rail(self) -> None:
        form = self.form
        self._buttons: dict[QWidget, QToolButton] = {
            self.overview: form.overviewButton,
            self.select: form.selectButton,
            self.check: form.checkButton,
            self.pool: form.poolButton,
            self.submit: form.submitButton,
        }
        for (page, button), name in zip(self._buttons.items(), ("overview", "select", "check", "pool", "submit")):
            page.setObjectName(name)
            form.pages.addWidget(page)
            button.setIcon(icon(name))
            button.clicked.connect(lambda _on, shown=page: self.turn_to(shown))
            button.setMinimumWidth(button.fontMetrics().horizontalAdvance(button.text()) + _ROUND_TEXT)
        form.setUpButton.setIcon(icon("set_up"))
        form.setUpButton.clicked.connect(lambda: self.go_to(Place.SET_UP))

    def _check_candidates(self) -> None:
        self.turn_to(self.check)
        self.check.check_candidates()

    def _tagged(self) -> list[str]:
        """The survey's ids of the candidates that the check that is shown hasn't seen."""
        seen = self.check.seen_of(self.set_up.current().survey)
        return [name for fid, name in self.select.tagged.names.items() if fid not in seen]

    def _to_push(self) -> int:
        """Eligible parcels of the check that is shown, unless they were pushed."""
        result = self.check.result
        if result is None or result is self._pushed_of:
            return 0
        return result.counts()[Verdict.ELIGIBLE]

    def _pushed(self, report: PushReport) -> None:
        self._pushed_of = self.check.result
        self.pool.after_push(report)
        self.turn_to(self.pool)
