"""Life cycle of the plugin in QGIS: what it adds when it is switched on, and that all of it goes again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from qgis.core import Qgis, QgsApplication, QgsMessageLog
from qgis.PyQt.QtCore import QCoreApplication

from .reports.language import chinese_translator, interface_is_chinese, said
from .shapely_gate import shapely_shortcoming
from .survey.wording import Wording

if TYPE_CHECKING:
    from qgis.gui import QgisInterface

LOG = "Zhanbu"


class ZhanbuPlugin:
    """What QGIS loads. ``iface`` is ``None`` in ``qgis_process``."""

    def __init__(self, iface: QgisInterface | None) -> None:
        self._iface = iface
        self._undo: list[Callable[[], object]] = []
        self._processing_is_there = False

    def initProcessing(self) -> None:
        """Add the toolbox, which is all that ``qgis_process`` asks for."""
        if self._processing_is_there:
            return
        self._load_translation()
        shortcoming = shapely_shortcoming()
        if shortcoming is not None:
            self._say(shortcoming)
            return
        from .processing.provider import ZhanbuProvider  # noqa: PLC0415 - needs Shapely, which is only now known to be there

        provider = ZhanbuProvider()
        registry = QgsApplication.processingRegistry()
        registry.addProvider(provider)
        self._undo.append(lambda: registry.removeProvider(provider))
        self._processing_is_there = True

    def initGui(self) -> None:
        """Add everything that a QGIS window shows."""
        self.initProcessing()
        if self._processing_is_there and self._iface is not None:
            self._open_panels(self._iface)

    def unload(self) -> None:
        """Take away, last first, all that was added."""
        while self._undo:
            self._undo.pop()()
        self._processing_is_there = False

    def _open_panels(self, iface: QgisInterface) -> None:
        """Panels, menus and toolbars. Each appends to ``self._undo`` what takes it away again."""
        from .gui.panels import Panels  # noqa: PLC0415 - like the toolbox, only once Shapely is known to be there

        panels = Panels(iface)
        self._undo.append(panels.close)

    def _load_translation(self) -> None:
        if not interface_is_chinese():
            return
        translator = chinese_translator()
        if translator.isEmpty():
            QgsMessageLog.logMessage(
                "The Chinese translation is missing; English is shown.", LOG, Qgis.MessageLevel.Warning
            )
            return
        QCoreApplication.installTranslator(translator)
        self._undo.append(lambda: QCoreApplication.removeTranslator(translator))

    def _say(self, wording: Wording) -> None:
        sentence = said(wording)
        QgsMessageLog.logMessage(sentence, LOG, Qgis.MessageLevel.Critical)
        if self._iface is not None:
            self._iface.messageBar().pushMessage(LOG, sentence, Qgis.MessageLevel.Critical, 0)
