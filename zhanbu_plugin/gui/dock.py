"""The panel: four pages with an icon rail (占补面板)."""

from __future__ import annotations

from qgis.gui import QgisInterface, QgsDockWidget
from qgis.PyQt.QtWidgets import QAction, QWidget

from ..pool.records import PushReport
from ..reports.language import tr
from .check_page import CheckPage
from .form_loading import icon, load_form
from .messages import Messenger
from .parcel_view import ParcelView
from .pool_page import PoolPage
from .select_page import SelectPage
from .set_up_page import SetUpPage

OBJECT_NAME = "ZhanbuDock"


class ZhanbuDock(QgsDockWidget):
    """Set-up, selecting, checking, pool: the main job by hand."""

    def __init__(self, iface: QgisInterface, tag_action: QAction, parent: QWidget | None = None) -> None:
        super().__init__(tr("Zhanbu: reserve pool"), parent)
        self.setObjectName(OBJECT_NAME)
        self.form = QWidget(self)
        load_form("dock", self.form)
        self.setWidget(self.form)
        messenger, canvas = Messenger(iface), iface.mapCanvas()
        self.view = ParcelView(canvas)
        self.set_up = SetUpPage(messenger, self)
        self.select = SelectPage(canvas, self.set_up, self.view, messenger, tag_action, self)
        self.check = CheckPage(self.set_up, self.select, self.view, messenger, self)
        self.pool = PoolPage(canvas, self.set_up, messenger, self)
        self._fill_rail()
        self.select.wants_check.connect(lambda: self.turn_to(self.check))
        self.check.pushed.connect(self._pushed)
        self.turn_to(self.set_up)

    def turn_to(self, page: QWidget) -> None:
        """Show a page."""
        self._buttons[page].setChecked(True)
        self.form.pages.setCurrentWidget(page)

    def close_down(self) -> None:
        """Let go of canvas, project and tasks, before the dock is deleted."""
        for page in (self.pool, self.check, self.select, self.set_up):
            page.close_down()
        self.view.close()

    def _fill_rail(self) -> None:
        form = self.form
        self._buttons = {
            self.set_up: form.setUpButton,
            self.select: form.selectButton,
            self.check: form.checkButton,
            self.pool: form.poolButton,
        }
        for (page, button), name in zip(self._buttons.items(), ("set_up", "select", "check", "pool")):
            form.pages.addWidget(page)
            button.setIcon(icon(name))
            button.clicked.connect(lambda _on, shown=page: self.turn_to(shown))

    def _pushed(self, report: PushReport) -> None:
        self.pool.after_push(report)
        self.turn_to(self.pool)
