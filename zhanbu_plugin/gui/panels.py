"""What a QGIS window gets: the dock, a menu and a toolbar; and how all of it goes again."""

from __future__ import annotations

from qgis.gui import QgisInterface
from qgis.PyQt import sip
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QAction

from ..reports.language import tr
from .dock import ZhanbuDock
from .form_loading import icon

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
        self.dock = ZhanbuDock(iface, self.tag_action, window)
        self.dock.setToggleVisibilityAction(self.show_action)
        iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.dock)
        self._menu = tr("Zhanbu")
        self._toolbar = iface.addToolBar(tr("Zhanbu"))
        self._toolbar.setObjectName(_TOOLBAR)
        for action in (self.show_action, self.tag_action):
            iface.addPluginToVectorMenu(self._menu, action)
            self._toolbar.addAction(action)

    def close(self) -> None:
        """Take everything away."""
        self.dock.close_down()
        for action in (self.show_action, self.tag_action):
            self._iface.removePluginVectorMenu(self._menu, action)
        self._iface.removeDockWidget(self.dock)
        for gone in (self.dock, self._toolbar, self.show_action, self.tag_action):
            if not sip.isdeleted(gone):
                gone.setParent(None)
                gone.deleteLater()
