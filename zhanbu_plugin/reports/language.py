"""Sentences in the language of the interface, or always in Chinese for papers that leave the county."""

from __future__ import annotations

from functools import lru_cache

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QLocale, QTranslator

from ..paths import translation_folder
from ..survey.wording import CONTEXT, Wording

CHINESE_FILE = "zhanbu_zh_CN.qm"


def tr(text: str) -> str:
    """A sentence of the interface in the user's language."""
    return str(QCoreApplication.translate(CONTEXT, text))


def said(wording: Wording) -> str:
    """A sentence of a lower floor in the user's language."""
    return wording.said(tr)


def chinese(text: str) -> str:
    """A template in Chinese, whatever language the interface speaks: papers read the same from every desk."""
    return str(chinese_translator().translate(CONTEXT, text.encode()) or text)  # Qt takes UTF-8 here


def said_in_chinese(wording: Wording) -> str:
    """A sentence of a lower floor in Chinese."""
    return wording.said(chinese)


def speaks_chinese(language: str) -> bool:
    """Whether a language code, as QGIS or the system spells it (``zh-Hans``, ``zh_CN``), is simplified Chinese."""
    tag = language.replace("_", "-").split(".", maxsplit=1)[0].lower()
    return tag in {"zh", "zh-hans", "zh-cn", "zh-sg"} or tag.startswith("zh-hans-")


def interface_is_chinese() -> bool:
    """Whether the interface speaks Chinese: QGIS's own choice, else the system's."""
    application = QgsApplication.instance()
    chosen = application.translation() if application is not None else ""
    return speaks_chinese(chosen or QgsApplication.locale() or QLocale().name())


@lru_cache(maxsize=1)
def chinese_translator() -> QTranslator:
    """The Chinese of every sentence; empty where the plugin's file is missing."""
    file = translation_folder() / CHINESE_FILE
    return _HeldTranslator(file.read_bytes() if file.exists() else b"")


class _HeldTranslator(QTranslator):
    """Sentences held in memory: Qt would map the file, and crash when somebody replaces it, as an update does."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self._content = content  # Qt reads it for as long as the translator lives
        self.loadFromData(content)
