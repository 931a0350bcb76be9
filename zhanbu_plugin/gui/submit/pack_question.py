"""The question before a batch is packed that isn't ready, or a number that was given already (打包确认)."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QMessageBox, QWidget

from ...exchange.submission.made_before import MadePackage
from ...reports.language import tr
from .batch_states import StateCounts

_Button = QMessageBox.StandardButton


def not_there_yet(states: StateCounts | None) -> str:
    """What to say of parcels that aren't at the step where they are submitted; empty where all are."""
    if states is None or not states.not_yet:
        return ""
    text = tr(
        "{count} of {all} parcels haven't come to the step at which the rules submit them: {states}. "
        "Their steps are taken on the page “Pool”, tab “Steps”."
    )
    return text.format(count=states.not_yet, all=sum(states.counts.values()), states=states.early_text())


def number_taken(made: Iterable[MadePackage], system: str, year: int, sequence: int, version_no: int) -> str:
    """What to say where a package of this number and version was made before, wherever it lies; else empty."""
    wanted = (system, year, sequence, version_no)
    taken = [one for one in made if (one.system, one.year, one.sequence, one.version_no) == wanted]
    if not taken:
        return ""
    text = tr(
        "{name} was packed before. A second package of the same number and version may have other content, and nobody "
        "can tell which one counts. Choose a free number or the next version."
    )
    return text.format(name=taken[0].name)


def ask_before_packing(
    reasons: Iterable[str], go: Callable[[], None], closed: Callable[[], None], parent: QWidget
) -> QMessageBox:
    """Open the question; ``go`` with a yes, ``closed`` with any answer. Enter answers “Cancel”."""
    text = "\n\n".join([*reasons, tr("Pack all the same?")])
    title = tr("Pack for the city")
    box = QMessageBox(QMessageBox.Icon.Warning, title, text, _Button.Yes | _Button.No, parent.window())
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.button(_Button.Yes).setText(tr("Pack all the same"))
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
