"""Filling in a form (表单填报): a field for each question, as the form itself declares it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QDate, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ...regimes.forms.answers import checked_answers
from ...regimes.forms.form import FieldType, FormField, forms
from ...reports.language import interface_is_chinese, tr
from ...survey.problem import InputProblem
from ..form_problems import said_in_form

_HINTS: Mapping[FieldType, Callable[[], str]] = {
    FieldType.AREA: lambda: tr("square metres, such as 10500.25"),
    FieldType.SHARE: lambda: tr("such as 0.6 or 60%"),
    FieldType.GRADE: lambda: tr("1 is the best"),
    FieldType.YEAR: lambda: tr("such as 2025"),
    FieldType.COUNT: lambda: tr("whole number"),
}
_WIDTH, _HEIGHT = 460, 480


class FormDialog(QDialog):
    """Asks the questions of one form; “Record” hands over typed answers, or says what is wrong with one."""

    answered = pyqtSignal(dict, str, object)
    """Answers by field name, who answered, and the day."""

    def __init__(self, form_id: str, day: date, parent: QWidget) -> None:
        super().__init__(parent.window())
        self._form = forms()[form_id]
        chinese = interface_is_chinese()
        self.setWindowTitle(self._form.title.in_language(chinese))
        self.fields: dict[str, QWidget] = {}
        questions = QFormLayout()
        for field in self._form.fields.values():
            self.fields[field.name] = _widget(field, day)
            mark = " *" if field.required else ""
            questions.addRow(field.title.in_language(chinese) + mark, self.fields[field.name])
        self.by = QLineEdit(QgsApplication.userFullName() or QgsApplication.userLoginName())
        self.by.setToolTip(tr("Who answered: a person or an office."))
        self.day = QDateEdit(QDate(day.year, day.month, day.day))
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.day.setCalendarPopup(True)
        questions.addRow(tr("Answered by") + " *", self.by)
        questions.addRow(tr("Date") + " *", self.day)
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self._lay_out(questions)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def values(self) -> dict[str, object]:
        """Raw answers by field name; questions that were left open aren't there."""
        given = {name: _value(widget) for name, widget in self.fields.items()}
        return {name: value for name, value in given.items() if value not in (None, "")}

    def accept(self) -> None:
        """Hand the answers over, or say what is wrong."""
        open_questions = self._open_questions()
        if open_questions:
            self.problem.setText("⚠ " + tr("Not answered yet: {names}.").format(names=open_questions))
            return
        try:
            checked_answers(self._form.id, self.values())
        except InputProblem as problem:
            self.problem.setText("⚠ " + said_in_form(problem, self._titles()))
            return
        if not self.by.text().strip():
            self.problem.setText("⚠ " + tr("Say who answered."))
            return
        self.answered.emit(self.values(), self.by.text().strip(), self.day.date().toPyDate())
        super().accept()

    def _titles(self) -> dict[str, str]:
        chinese = interface_is_chinese()
        return {field.name: field.title.in_language(chinese) for field in self._form.fields.values()}

    def _open_questions(self) -> str:
        """Every required question that nobody answered."""
        given, titles = self.values(), self._titles()
        names = [titles[f.name] for f in self._form.fields.values() if f.required and f.name not in given]
        return ("、" if interface_is_chinese() else ", ").join(names)

    def _lay_out(self, questions: QFormLayout) -> None:
        inside = QWidget()
        inside.setLayout(questions)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(inside)
        buttons = QDialogButtonBox(self)
        buttons.addButton(tr("Record"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for widget in (scroll, self.problem, buttons):
            layout.addWidget(widget)
        self.resize(_WIDTH, min(_HEIGHT, inside.sizeHint().height() + 110))


def _widget(field: FormField, day: date) -> QWidget:
    if field.type is FieldType.CODE:
        titles = {code: title.in_language(interface_is_chinese()) for code, title in field.codes.items()}
        return _one_of(titles)
    if field.type is FieldType.FLAG:
        return _one_of({True: tr("yes"), False: tr("no")})
    if field.type is FieldType.DATE and field.required:
        edit = QDateEdit(QDate(day.year, day.month, day.day))
        edit.setDisplayFormat("yyyy-MM-dd")
        edit.setCalendarPopup(True)
        return edit
    line = QLineEdit()
    hint = _HINTS.get(field.type)
    line.setPlaceholderText(hint() if hint else (tr("such as 2026-05-31") if field.type is FieldType.DATE else ""))
    return line


def _one_of(titles: Mapping[Any, str]) -> QComboBox:
    """A box in which nothing is chosen at first: an answer that nobody gave must not go into the history."""
    box = QComboBox()
    box.addItem(tr("– not chosen –"), None)
    for answer, title in titles.items():
        box.addItem(title, answer)
    return box


def _value(widget: QWidget) -> object:
    if isinstance(widget, QComboBox):
        return widget.currentData()
    if isinstance(widget, QDateEdit):
        return widget.date().toPyDate()
    return widget.text().strip() if isinstance(widget, QLineEdit) else None
