"""The county's checks done again with the reviewer's own layers (复核): same rules, same day, other data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...checks.checked import CheckRun
from ...checks.engine import check_parcels
from ...checks.findings import Finding, Outcome
from ...checks.layer import Progress
from ...checks.measuring import Surroundings
from ...pool.records import PoolParcel
from ...pool.steps.measured_parcels import parcels_as_layer
from ...survey.wording import Wording, translate
from ..submission.format import PARCELS
from ..verification.report import Problem
from .opened import OpenedPackage

REPEATED = "REPEATED"
_NOTHING: Mapping[str, float] = {}
_TOLERANCES = {"m2": 1.0, "1": 0.001, "deg": 0.01, "m": 0.01}
"""How far two measurements of one thing may lie apart, by unit. Shapes in a package lie on a grid of 0.1 mm."""


@dataclass(frozen=True)
class RepeatedCheck:
    """A check that could be repeated: what the county found and what the reviewer finds."""

    parcel: PoolParcel
    told: Finding
    found: Finding

    @property
    def contradicts(self) -> bool:
        """Whether one passes and the other doesn't."""
        return self.told.outcome is not self.found.outcome

    def differs(self, allowed: Mapping[str, float]) -> bool:
        """Whether the measured values lie apart by more than measuring explains, or than ``allowed`` by unit."""
        told, found = self.told.measured, self.found.measured
        if told is None or found is None:
            return (told is None) is not (found is None) and self.contradicts
        unit = self.found.unit
        return abs(told - found) > max(_TOLERANCES.get(unit, 0.0), allowed.get(unit, 0.0))

    def explained(self, allowed: Mapping[str, float]) -> bool:
        """Whether the two values lie no further apart than ``allowed`` for their unit. What isn't there measures 0."""
        told, found = (_value(one) for one in (self.told, self.found))
        return told is not None and found is not None and abs(told - found) <= allowed.get(self.found.unit, -1.0)


def _value(finding: Finding) -> float | None:
    return 0.0 if finding.outcome is Outcome.PASS and finding.measured is None else finding.measured


def repeat_checks(package: OpenedPackage, around: Surroundings, progress: Progress = None) -> tuple[RepeatedCheck, ...]:
    """Every check of a package for which ``around`` has the data, parcel by parcel.

    What the county couldn't check but the reviewer can is repeated too; what the reviewer has no data for is left out.
    Raises ``InputProblem`` for layers that can't be used, ``Cancelled``.
    """
    runs = package.manifest.runs
    groups: dict[str, list[PoolParcel]] = {}
    for parcel in package.parcels:
        groups.setdefault(parcel.run_id, []).append(parcel)
    found: list[RepeatedCheck] = []
    for number, (run_id, parcels) in enumerate(sorted(groups.items())):
        share = _share(progress, number / len(groups), (number + 1) / len(groups))
        found += _repeated(package, parcels, runs[run_id], around, share)
    return tuple(sorted(found, key=lambda one: (one.parcel.parcel_no, one.told.check_id)))


def _share(progress: Progress, start: float, end: float) -> Progress:
    return None if progress is None else lambda done: progress(start + (end - start) * done)


def _repeated(
    package: OpenedPackage, parcels: Sequence[PoolParcel], run: CheckRun, around: Surroundings, progress: Progress
) -> Iterator[RepeatedCheck]:
    result = check_parcels(
        parcels_as_layer(parcels, package.manifest.epsg),
        package.rule_set,
        around,
        as_of=run.as_of,
        stage=run.stage,
        county=run.county,
        progress=progress,
    )
    for row, parcel in enumerate(parcels):
        told: Mapping[str, Finding] = {finding.check_id: finding for finding in parcel.findings}
        for finding in result.findings_of(row):
            if finding.check_id in told and finding.outcome is not Outcome.NOT_CHECKED:
                yield RepeatedCheck(parcel, told[finding.check_id], finding)


def repeated_problems(
    checks: Sequence[RepeatedCheck], allowed: Mapping[str, float] = _NOTHING
) -> tuple[list[Problem], list[Problem]]:
    """Problems where the reviewer finds otherwise, and notes where only the measured value lies apart.

    What passes for the one and fails for the other is but a note where the two values lie no further apart than
    ``allowed``, by unit (``m2``, ``deg``, ``1`` for shares): the reviewer's tolerance.
    """
    problems: list[Problem] = []
    notes: list[Problem] = []
    for one in checks:
        if one.contradicts:
            found = notes if one.explained(allowed) else problems
            found.append(Problem(REPEATED, PARCELS, one.parcel.parcel_no, _otherwise(one)))
        elif one.differs(allowed):
            notes.append(Problem(REPEATED, PARCELS, one.parcel.parcel_no, _apart(one)))
    return problems, notes


def _otherwise(one: RepeatedCheck) -> Wording:
    return translate(
        "zhanbu",
        "{check} ({clause}): the county states {told}, repeated it is {found}. {what}",
        check=one.found.check_id,
        clause=one.found.clause,
        told=one.told.outcome.value,
        found=one.found.outcome.value,
        what=one.found.message,
    )


def _apart(one: RepeatedCheck) -> Wording:
    return translate(
        "zhanbu",
        "{check} ({clause}): the county measured {told} {unit}, repeated it is {found} {unit}.",
        check=one.found.check_id,
        clause=one.found.clause,
        told=f"{one.told.measured:.4f}",
        found=f"{one.found.measured:.4f}",
        unit=one.found.unit,
    )
