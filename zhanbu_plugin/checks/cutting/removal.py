"""Taking ground out of parcels, check after check (逐项切除): what one check has taken, no other takes again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from ...regimes.severity import Severity
from ..column import FAIL
from ..engine import CheckResult
from ..layer import Objects, Progress, report
from ..measures.overlap.covered_ground import polygonal_union
from ..weighing import SEVERITIES
from .grounds import GROUND_KINDS, Grounds

Indices = NDArray[np.intp]
_BINDING = (Severity.BLOCK, Severity.OVERRIDE)


@dataclass(frozen=True)
class Removal:
    """What is left of parcels (n,), ``None`` where nothing is, and what was taken of each: the number of the check
    among the result's columns and the ground, in the order of the taking.
    """

    left: Objects
    taken: dict[int, list[tuple[int, shapely.Geometry]]]


def removed(result: CheckResult, rows: Indices, grounds: Grounds, progress: Progress = None) -> Removal:
    """Take out of parcels, by their rows (n,), what failed checks ask for that no document has lifted.

    BLOCK comes before OVERRIDE, and then the rule set's order decides. Raises ``InputProblem``, ``Cancelled``.
    """
    left = result.case.measured.geometries[rows].copy()
    taken: dict[int, list[tuple[int, shapely.Geometry]]] = {}
    for j, failed in _takers(result, rows):
        report(progress, j / len(result.columns))
        some = np.flatnonzero(failed & ~shapely.is_missing(left))
        if not len(some):
            continue
        ground = grounds.taken(result.columns[j].rule, rows[some])
        meant = ~shapely.is_missing(ground)
        some, ground = some[meant], ground[meant]
        with np.errstate(invalid="ignore"):  # GEOS leaves the flag behind where lines meet in points only
            cut = polygonal_union(shapely.intersection(left[some], ground))
            left[some] = polygonal_union(shapely.difference(left[some], ground))
        for k, shape in zip(some.tolist(), cut):
            if shape is not None:
                taken.setdefault(k, []).append((j, shape))
    return Removal(left, taken)


def _takers(result: CheckResult, rows: Indices) -> Iterator[tuple[int, NDArray[np.bool_]]]:
    """Checks that take ground, in the order in which they do, and the parcels (n,) that each of them takes it of."""
    lifted = result.applied.lifted[rows]
    failed = (result.outcomes[rows] == FAIL) & ~lifted
    severities = result.severities[rows]
    for severity in _BINDING:
        for j, column in enumerate(result.columns):
            if column.rule.kind in GROUND_KINDS:
                found = failed[:, j] & (severities[:, j] == SEVERITIES.index(severity))
                if found.any():
                    yield j, found
