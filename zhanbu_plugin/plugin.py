"""Life cycle of the plugin in QGIS: what it adds when it is switched on, and that all of it goes again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from qgis.core import Qgis, QgsApplication, QgsMessageLog
from qgis.PyQt.QtCore import QCoreApplication, QLocale, QTranslator

from . import paths
from .shapely_gate import shapely_shortcoming
from .survey.wording import CONTEXT, Wording

if TYPE_CHECKING:
    from qgis.gui import QgisInterface

LOG = "Zhanbu"


def speaks_chinese(language: str) -> bool:
    """Whether a language code, as QGIS or the system spells it (``zh-Hans``, ``zh_CN``), is simplified Chinese."""
    tag = language.replace("_", "-").split(".", maxsplit=1)[0].lower()
    return tag in {"zh", "zh-hans", "zh-cn", "zh-sg"} or tag.startswith("zh-hans-")


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

    def _load_translation(self) -> None:
        # QGIS's translation is what --lang or the options chose; without one the system's language counts.
        language = QgsApplication.instance().translation() or QgsApplication.locale() or QLocale().name()
        if not speaks_chinese(language):
            return
        translator = QTranslator()
        if not translator.load(str(paths.translation_folder() / "zhanbu_zh_CN.qm")):
            QgsMessageLog.logMessage(
                "The Chinese translation is missing; English is shown.", LOG, Qgis.MessageLevel.Warning
            )
            return
        QCoreApplication.installTranslator(translator)
        self._undo.append(lambda: QCoreApplication.removeTranslator(translator))

    def _say(self, wording: Wording) -> None:
        sentence = wording.said(lambda template: QCoreApplication.translate(CONTEXT, template))
        QgsMessageLog.logMessage(sentence, LOG, Qgis.MessageLevel.Critical)
        if self._iface is not None:
            self._iface.messageBar().pushMessage(LOG, sentence, Qgis.MessageLevel.Critical, 0)
