"""What a window's docks are like, from one start of QGIS to the next: page, size, open or not (面板记忆)."""

from __future__ import annotations

from qgis.core import QgsSettings
from qgis.gui import QgsDockWidget
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QMainWindow

_SCOPE = "zhanbu"


class DockMemory:
    """Of one dock, which lies at the side (its width counts) or at the bottom (its height does)."""

    def __init__(self, dock: QgsDockWidget, along: Qt.Orientation) -> None:
        self._dock, self._along = dock, along
        self._settings = QgsSettings()

    @property
    def page(self) -> str:
        """Name of the page that was shown last."""
        return str(self._settings.value(self._key("page"), "", section=QgsSettings.Section.Plugins) or "")

    @property
    def was_open(self) -> bool:
        """Whether the dock was open; not before it ever was."""
        return str(self._settings.value(self._key("open"), "", section=QgsSettings.Section.Plugins)) == "1"

    def restore_size(self, window: QMainWindow) -> None:
        """Make the dock as wide, or as high, as it was."""
        size = str(self._settings.value(self._key("size"), "", section=QgsSettings.Section.Plugins) or "")
        if size.isdigit():
            window.resizeDocks([self._dock], [int(size)], self._along)

    def keep(self, page: str) -> None:
        """Remember the dock as it is, and its page."""
        self._keep("page", page)
        self._keep("open", "1" if self._dock.isUserVisible() else "0")
        if self._dock.isVisible():
            along = self._dock.width() if self._along == Qt.Orientation.Horizontal else self._dock.height()
            self._keep("size", str(along))

    def _keep(self, name: str, value: str) -> None:
        self._settings.setValue(self._key(name), value, QgsSettings.Section.Plugins)

    def _key(self, name: str) -> str:
        return f"{_SCOPE}/{self._dock.objectName()}/{name}"
