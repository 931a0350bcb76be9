"""What exporting and importing parcel coordinates have in common: the zone, and telling remarks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qgis.core import QgsProcessingContext, QgsProcessingFeedback, QgsProcessingParameterNumber

from ...checks.findings import Severity
from ...exchange.coordinates.document import Remark
from ...reports.language import said, tr
from ..algorithm import Parameters, ZhanbuAlgorithm

MOST_TOLD = 100


def add_zone(algorithm: ZhanbuAlgorithm[Any], help_text: str) -> None:
    """Declare ``ZONE`` (带号)."""
    number = QgsProcessingParameterNumber(
        "ZONE",
        tr("Zone number"),
        QgsProcessingParameterNumber.Type.Integer,
        optional=True,
        minValue=13,
        maxValue=45,
    )
    algorithm.add(number, help_text, advanced=True)


def zone_of(algorithm: ZhanbuAlgorithm[Any], parameters: Parameters, context: QgsProcessingContext) -> int | None:
    """Value of ``ZONE``; ``None`` when it is empty."""
    if parameters.get("ZONE") in (None, ""):
        return None
    return algorithm.parameterAsInt(parameters, "ZONE", context)


def tell_remarks(remarks: Sequence[Remark], file: str, feedback: QgsProcessingFeedback) -> None:
    """Every remark with file and line: doubts as warnings, the rest as information."""
    for remark in remarks[:MOST_TOLD]:
        text = said(remark.wording)
        if remark.line:
            text = tr("{file}, line {line}: {text}").format(file=file, line=remark.line, text=text)
        if remark.severity is Severity.INFO:
            feedback.pushInfo(text)
        else:
            feedback.pushWarning(text)
    if len(remarks) > MOST_TOLD:
        feedback.pushWarning(tr("… and {count} more remarks.").format(count=len(remarks) - MOST_TOLD))
