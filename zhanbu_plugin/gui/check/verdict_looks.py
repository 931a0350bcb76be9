"""How verdicts and outcomes look: a word, a colour and a shape, so that colour alone never has to tell."""

from __future__ import annotations

from qgis.PyQt.QtGui import QColor, QIcon
from qgis.PyQt.QtWidgets import QApplication

from ...checks.findings import Outcome, Severity, Verdict
from ...reports.language import tr
from ..form_loading import icon

_COLOURS = {
    Verdict.ELIGIBLE: QColor(27, 122, 61),
    Verdict.WAIVABLE: QColor(166, 98, 0),
    Verdict.INCOMPLETE: QColor(90, 98, 112),
    Verdict.INELIGIBLE: QColor(185, 28, 38),
}


def verdict_colour(verdict: Verdict) -> QColor:
    """Colour of a verdict's word, lighter where the theme is dark."""
    on_dark = QApplication.palette().base().color().lightness() < 128
    return _COLOURS[verdict].lighter(190) if on_dark else _COLOURS[verdict]


def verdict_icon(verdict: Verdict) -> QIcon:
    """Check mark, sheet of paper, question mark, or cross."""
    return icon(f"verdict_{verdict.value.lower()}")


def short_verdict_name(verdict: Verdict) -> str:
    """A verdict in a word or two, for narrow columns."""
    return {
        Verdict.ELIGIBLE: tr("Eligible"),
        Verdict.WAIVABLE: tr("Waivable"),
        Verdict.INCOMPLETE: tr("Incomplete"),
        Verdict.INELIGIBLE: tr("Not eligible"),
    }[verdict]


def outcome_name(outcome: Outcome, severity: Severity, *, waived: bool = False) -> str:
    """How a check ended, in the user's language; a failure that only warns is called a remark."""
    if waived:
        return tr("Waived")
    if outcome is Outcome.PASS:
        return tr("Passed")
    if outcome is Outcome.NOT_CHECKED:
        return tr("Not checked")
    return tr("Failed") if severity in (Severity.BLOCK, Severity.OVERRIDE) else tr("Remark")


def _verdict_like(outcome: Outcome, severity: Severity, waived: bool) -> Verdict:
    if waived or outcome is Outcome.PASS:
        return Verdict.ELIGIBLE
    if outcome is Outcome.NOT_CHECKED:
        return Verdict.INCOMPLETE
    return Verdict.INELIGIBLE if severity is Severity.BLOCK else Verdict.WAIVABLE


def outcome_icon(outcome: Outcome, severity: Severity, *, waived: bool = False) -> QIcon:
    """The shape of the verdict that this outcome leads to."""
    if outcome is Outcome.FAIL and severity in (Severity.WARN, Severity.INFO):
        return icon("remark")
    return verdict_icon(_verdict_like(outcome, severity, waived))


def outcome_colour(outcome: Outcome, severity: Severity, *, waived: bool = False) -> QColor:
    """The colour of the verdict that this outcome leads to."""
    return verdict_colour(_verdict_like(outcome, severity, waived))


def severity_name(severity: Severity) -> str:
    """Weight of a check in the user's language."""
    return {
        Severity.BLOCK: tr("Blocks"),
        Severity.OVERRIDE: tr("Needs a document"),
        Severity.WARN: tr("Warns"),
        Severity.INFO: tr("Informs"),
    }[severity]
