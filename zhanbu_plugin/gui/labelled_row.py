"""Rows of forms that are made in code (表单行)."""

from __future__ import annotations

from qgis.PyQt.QtWidgets import QFormLayout, QLabel, QWidget


def add_row(rows: QFormLayout, name: str, field: QWidget, tip: str = "") -> None:
    """A row; its name is what screen readers say of the field."""
    label = QLabel(name)
    label.setBuddy(field)
    field.setAccessibleName(name)
    if tip:
        field.setToolTip(tip)
    rows.addRow(label, field)
