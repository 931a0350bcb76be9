"""Loading of the ``.ui`` files when a page is made."""

from __future__ import annotations

from pathlib import Path

from qgis.PyQt import uic
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QWidget

from ..paths import resource

_FORMS = Path(__file__).with_name("forms")


def load_form(name: str, widget: QWidget) -> None:
    """Fill ``widget`` from ``forms/NAME.ui``. The class of each form is ``zhanbu``, the context of its sentences."""
    uic.loadUi(str(_FORMS / f"{name}.ui"), widget)


def icon(name: str) -> QIcon:
    """An icon of the plugin's own, by the name of its file."""
    return QIcon(str(resource("icons", f"{name}.svg")))
