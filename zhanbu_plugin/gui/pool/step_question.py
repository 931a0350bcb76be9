"""The question before a step: the history keeps every step for ever (办理确认)."""

from __future__ import annotations

from collections.abc import Callable

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QMessageBox, QWidget

from ...reports.language import tr

_Button = QMessageBox.StandardButton


def ask_before(
    step: str, what: str, staying: int, go: Callable[[], None], closed: Callable[[], None], parent: QWidget
) -> QMessageBox:
    """Open the question of what goes, and how many stay; ``go`` with a yes, ``closed`` with any answer.

    Enter answers “Cancel”.
    """
    text = tr("{what} will be: {state}.").format(what=what, state=step)
    if staying:
        text += "\n" + tr("{count} stay as they are: something is missing.").format(count=staying)
    text += "\n\n" + tr("The history keeps every step: it can be led back only where the rules have a way back.")
    box = QMessageBox(QMessageBox.Icon.Question, tr("Take the step"), text, _Button.Yes | _Button.No, parent.window())
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.button(_Button.Yes).setText(tr("Take the step"))
    box.button(_Button.No).setText(tr("Cancel"))
    box.setDefaultButton(_Button.No)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def answered(answer: int) -> None:
        closed()
        if answer == _Button.Yes:
            go()

    box.finished.connect(answered)
    box.open()
    return box
