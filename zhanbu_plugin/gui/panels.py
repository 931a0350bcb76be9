"""What a QGIS window gets: two docks, a menu and a toolbar; and how all of it goes again."""

from __future__ import annotations

from qgis.gui import QgisInterface
from qgis.PyQt import sip
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QAction, QMainWindow

from ..reports.language import tr
from .dock import ZhanbuDock
from .dock_memory import DockMemory
from .form_loading import icon
from .wide.wide_dock import WideDock

_TOOLBAR = "ZhanbuToolBar"


class Panels:
    """Everything of ours in one window."""

    def __init__(self, iface: QgisInterface) -> None:
        self._iface = iface
        window = iface.mainWindow()
        self.show_action = QAction(icon("zhanbu"), tr("Zhanbu panel"), window)
        self.show_action.setCheckable(True)
        self.show_action.setObjectName("ZhanbuShowPanel")
        self.tag_action = QAction(icon("tag_on_map"), tr("Tag candidates on the map"), window)
        self.tag_action.setCheckable(True)
        self.tag_action.setObjectName("ZhanbuTagOnMap")
        self.tables_action = QAction(icon("tables"), tr("Zhanbu tables"), window)
        self.tables_action.setCheckable(True)
        self.tables_action.setToolTip(tr("Findings and postings in all their columns, at the bottom of the window"))
        self.tables_action.setObjectName("ZhanbuShowTables")
        self.guide_action = QAction(icon("guide"), tr("Zhanbu guide"), window)
        self.guide_action.setToolTip(tr("The guide's chapter about the page in view (F1 in the panel)"))
        self.guide_action.setObjectName("ZhanbuGuide")
        self.dock = ZhanbuDock(iface, self.tag_action, window)
        self.dock.setToggleVisibilityAction(self.show_action)
        self.guide_action.triggered.connect(self.dock.help_key.open)
        self.tables = WideDock(self.dock.check, self.dock.pool.ledger, window)
        self.tables.setToggleVisibilityAction(self.tables_action)
        iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.dock)
        iface.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, self.tables)
        self._remember(window)
        self._menu = tr("Zhanbu")
        self._toolbar = iface.addToolBar(tr("Zhanbu"))
        self._toolbar.setObjectName(_TOOLBAR)
        for action in self._actions():
            iface.addPluginToVectorMenu(self._menu, action)
            self._toolbar.addAction(action)

    def close(self) -> None:
        """Take everything away."""
        self._memory.keep(self.dock.page_name())
        self._tables_memory.keep(str(self.tables.tabs.currentIndex()))
        self.tables.close_down()
        self.dock.close_down()
        for action in self._actions():
            self._iface.removePluginVectorMenu(self._menu, action)
        for dock in (self.tables, self.dock):
            self._iface.removeDockWidget(dock)
        for gone in (self.tables, self.dock, self._toolbar, *self._actions()):
            if not sip.isdeleted(gone):
                gone.setParent(None)
                gone.deleteLater()

    def _actions(self) -> tuple[QAction, ...]:
        return self.show_action, self.tables_action, self.tag_action, self.guide_action

    def _remember(self, window: QMainWindow) -> None:
        """Pages, sizes, and whether the tables are open, as they were; the tables stay away until they are wanted."""
        self._memory = DockMemory(self.dock, Qt.Orientation.Horizontal)
        self._tables_memory = DockMemory(self.tables, Qt.Orientation.Vertical)
        self.dock.turn_to_named(self._memory.page)
        tab = self._tables_memory.page
        self.tables.tabs.setCurrentIndex(int(tab) if tab.isdigit() else 0)
        self.tables.setVisible(self._tables_memory.was_open)  # the other way does nothing before the window is shown
        for memory in (self._memory, self._tables_memory):
            memory.restore_size(window)
