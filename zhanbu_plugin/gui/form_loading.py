"""Loading of the ``.ui`` files when a page is made."""

from __future__ import annotations

from pathlib import Path

from qgis.gui import QgsFileWidget
from qgis.PyQt import uic
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QTextBrowser,
    QWidget,
)

from ..paths import resource

_FORMS = Path(__file__).with_name("forms")


def load_form(name: str, widget: QWidget) -> None:
    """Fill ``widget`` from ``forms/NAME.ui``. The class of each form is ``zhanbu``, the context of its sentences."""
    uic.loadUi(str(_FORMS / f"{name}.ui"), widget)
    for field in fields_of(widget):
        if not has_name(field, widget):
            field.setAccessibleName(field.toolTip().split(".")[0])  # what a screen reader says of it


def fields_of(form: QWidget) -> list[QWidget]:
    """What a user acts on in a form, without what such widgets are made of."""
    kinds = (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QAbstractItemView, QTextBrowser, QgsFileWidget)
    named = [child for child in form.findChildren(QWidget) if child.objectName() and isinstance(child, kinds)]
    return [child for child in named if not _is_inside(child, form, kinds) and not child.objectName().startswith("qt_")]


def has_name(field: QWidget, form: QWidget) -> bool:
    """Whether a screen reader has a name for a field: its own, its text, or that of the label beside it."""
    if field.accessibleName() or (isinstance(field, QAbstractButton) and field.text().strip()):
        return True
    return any(label.buddy() is field and label.text().strip() for label in form.findChildren(QLabel))


def _is_inside(child: QWidget, form: QWidget, kinds: tuple[type[QWidget], ...]) -> bool:
    parent = child.parentWidget()
    while parent is not None and parent is not form:
        if isinstance(parent, kinds):
            return True
        parent = parent.parentWidget()
    return False


def icon(name: str) -> QIcon:
    """An icon of the plugin's own, by the name of its file."""
    return QIcon(str(resource("icons", f"{name}.svg")))
