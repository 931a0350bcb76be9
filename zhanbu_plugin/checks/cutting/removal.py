"""Taking ground out of parcels, check after check (逐项切除): what one check has taken, no other takes again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from ...regimes.rule_set import CheckRule
from ...regimes.severity import Severity
from ...survey.crs import Crs
from ...survey.wording import Wording
from ..column import FAIL
from ..engine import CheckResult
from ..layer import Objects, Progress, objects, report
from ..overlay import Overlay
from ..weighing import SEVERITIES
from .grounds import GROUND_KINDS, Grounds

Indices = NDArray[np.intp]
_BINDING = (Severity.BLOCK, Severity.OVERRIDE)


@dataclass(frozen=True)
class Taken:
    """Ground that a check takes of a parcel, how much it weighs there, and what it says."""

    shape: shapely.Geometry
    rule: CheckRule
    severity: Severity
    message: Wording


@dataclass(frozen=True)
class Removal:
    """What is left of parcels (n,), ``None`` where nothing is, and what was taken of each, in the order of the taking;
    parcels that nothing was taken of aren't among them.
    """

    left: Objects
    taken: dict[int, list[Taken]]


def removed(result: CheckResult, rows: Indices, grounds: Grounds, progress: Progress = None) -> Removal:
    """Take out of parcels, by their rows (n,), what failed checks ask for that no document has lifted.

    BLOCK comes before OVERRIDE, and then the rule set's order decides. Raises ``InputProblem``, ``Cancelled``.
    """
    overlay = Overlay(result.parcels.layer.crs)
    left = result.case.measured.geometries[rows].copy()
    taken: dict[int, list[Taken]] = {}
    for severity, j, failed in _takers(result, rows):
        report(progress, j / len(result.columns))
        some = np.flatnonzero(failed & ~shapely.is_missing(left))
        column = result.columns[j]
        ground = grounds.taken(column.rule, rows[some])
        meant = ~shapely.is_missing(ground)
        some, ground = some[meant], ground[meant]
        cut, left[some] = overlay.common(left[some], ground), overlay.rest(left[some], ground)
        for k, shape in zip(some.tolist(), cut):
            if shape is not None:
                taken.setdefault(k, []).append(Taken(shape, column.rule, severity, column.say(int(rows[k]))))
    return Removal(left, taken)


def without(shape: shapely.Geometry | None, taken: list[Taken], crs: Crs) -> shapely.Geometry | None:
    """What is left of ground after more was taken of it."""
    overlay = Overlay(crs)
    return overlay.rest(objects([shape]), objects([overlay.joined([part.shape for part in taken])]))[0]


def _takers(result: CheckResult, rows: Indices) -> Iterator[tuple[Severity, int, NDArray[np.bool_]]]:
    """Checks that take ground, in the order in which they do, and the parcels (n,) that each of them takes it of."""
    lifted = result.applied.lifted[rows]
    failed = (result.outcomes[rows] == FAIL) & ~lifted
    severities = result.severities[rows]
    for severity in _BINDING:
        for j, column in enumerate(result.columns):
            if column.rule.kind in GROUND_KINDS:
                found = failed[:, j] & (severities[:, j] == SEVERITIES.index(severity))
                if found.any():
                    yield severity, j, found
