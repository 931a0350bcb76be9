"""The question before a posting, which is never deleted: what, how much, whose accounts, by which paper (入账确认)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QComboBox, QDateEdit, QDialog, QFormLayout, QLabel, QLineEdit, QMessageBox, QSpinBox

from ....reports.language import tr
from ....reports.ledger_names import bucket_name, indicator_name
from ...number_formats import mu_text
from .act_fields import AmountField, SomeDayField
from .booking_effect import BalanceChange

_Button, _Role = QMessageBox.StandardButton, QFormLayout.ItemRole


def ask_to_book(
    act: str, lines: Sequence[str], answered: Callable[[bool], None], dialog: QDialog, why: str = ""
) -> QMessageBox:
    """Open the question with what is booked, a line each; Enter answers “Cancel”."""
    paragraphs = [tr("{act}: book it?").format(act=act), "\n".join(lines)]
    paragraphs.append(why or tr("A posting is never deleted; what was booked wrongly is put right by another one."))
    box = QMessageBox(
        QMessageBox.Icon.Question, act, "\n\n".join(filter(None, paragraphs)), _Button.Yes | _Button.No, dialog
    )
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.button(_Button.Yes).setText(tr("Book it"))
    box.button(_Button.No).setText(tr("Cancel"))
    box.setDefaultButton(_Button.No)
    box.finished.connect(lambda answer: answered(answer == _Button.Yes))
    box.open()
    return box


def typed_in(rows: QFormLayout) -> list[str]:
    """What was typed into a form, a line for each field that has something; areas in mu."""
    lines = []
    for row in range(rows.rowCount()):
        label, field = (rows.itemAt(row, role) for role in (_Role.LabelRole, _Role.FieldRole))
        if label is None or field is None or not isinstance(label.widget(), QLabel):
            continue
        value = _value(field.widget())
        if value:
            lines.append(line_of(label.widget().text().replace("&", ""), value))
    return lines


def line_of(name: str, value: str) -> str:
    """A field and what stands in it."""
    return tr("{name}: {value}").format(name=name, value=value)


def moved(change: BalanceChange) -> str:
    """An account before and afterwards."""
    return tr("{account}: {before} → {after}").format(
        account=f"{indicator_name(change.indicator)} · {bucket_name(change.bucket)}",
        before=mu_text(change.before_dm2),
        after=mu_text(change.after_dm2),
    )


def _value(field: object) -> str:
    if isinstance(field, AmountField):
        return mu_text(field.dm2) if field.dm2 else ""
    if isinstance(field, SomeDayField):
        return field.value.isoformat() if field.value else ""
    if isinstance(field, QComboBox):
        return field.currentText()
    if isinstance(field, QSpinBox):
        return str(field.value())
    if isinstance(field, (QDateEdit, QLineEdit)):
        return field.text().strip()
    return ""
