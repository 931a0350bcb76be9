"""What a dialog says of a problem: its fields as the window calls them, areas also in mu (窗口中的问题说明)."""

from __future__ import annotations

import re

from ...reports.language import tr
from ...survey.problem import InputProblem
from ...survey.units import mu_of, to_dm2
from ..form_problems import said_in_form
from ..number_formats import mu_text

_CODE = re.compile(r"(?<![A-Z_])[A-Z]{2,}_?[A-Z_]{2,}[:：]\s*")
_AREA = re.compile(r"(\d[\d,]*\.\d+)\s*(m²|平方米)")


def told(problem: InputProblem) -> str:
    """The whole message with a sign before it."""
    text = _CODE.sub("", said_in_form(problem, _labels()), count=1)
    return "⚠ " + _AREA.sub(_with_mu, text)


def _with_mu(found: re.Match[str]) -> str:
    """The area, and as much in mu where that is anything."""
    area = to_dm2(_number(found.group(1)))
    return f"{found.group()} ({mu_text(area)})" if mu_of(area) else found.group()


def _number(text: str) -> float:
    return float(text.replace(",", ""))


def _labels() -> dict[str, str]:
    """Parameters of the algorithms as the windows call them."""
    return {
        "AREA_M2": tr("Area"),
        "PADDY_M2": tr("Of it paddy"),
        "PROJECT_NO": tr("Project no."),
        "DOC_NO": tr("Document no."),
        "DATE": tr("Date"),
        "AS_OF": tr("Date"),
        "DUE": tr("Due"),
        "RECTIFIED": tr("Rectified on"),
        "YEAR": tr("Year"),
        "FROM": tr("From"),
        "HOLDER": tr("Holder"),
        "PARENT": tr("Out of the scale of"),
        "PARTY_TYPE": tr("Party"),
        "PURPOSE_LEVEL": tr("Level of the project"),
        "APPROVAL": tr("Approval"),
        "CAP_M2": tr("Control scale"),
        "GRADE": tr("Grade asked for"),
        "LOT": tr("Lot"),
        "PARCEL": tr("Parcel"),
        "TXN": tr("Posting"),
        "FREEZE_NO": tr("Number of the freeze"),
        "MODE": tr("How it ends"),
        "REASON": tr("Reason of the cut"),
        "TITLE": tr("Title"),
        "ROLE": tr("By"),
        "SYSTEM": tr("System"),
    }
