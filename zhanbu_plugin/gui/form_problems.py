"""What is wrong with a form, said in the form's own words and where there is room for it (表单提示)."""

from __future__ import annotations

from collections.abc import Mapping

from qgis.PyQt.QtWidgets import QDialog

from ..reports.language import said
from ..survey.problem import InputProblem
from ..survey.wording import translate


def said_in_form(problem: InputProblem, labels: Mapping[str, str]) -> str:
    """A problem with the label of the box in place of the field's name, where the form has such a box."""
    what, field = problem.what, problem.field
    if field in labels:
        what, field = translate("zhanbu", "field {label}: {what}", label=labels[field], what=what), ""
    told = InputProblem(what, remedy=problem.remedy, source=problem.source, parcel=problem.parcel, field=field)
    return said(told.wording())


def grow_to_fit(dialog: QDialog) -> None:
    """Make a dialog as high as its wrapped sentences need; a window doesn't follow them by itself."""
    layout = dialog.layout()
    layout.activate()
    dialog.resize(dialog.width(), max(dialog.height(), layout.totalHeightForWidth(dialog.width())))
