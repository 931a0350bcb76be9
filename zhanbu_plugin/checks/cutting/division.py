"""Parcels divided into pieces and excluded ground (地块分割), numbered, named, with areas that sum to the parcel's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from ...regimes.severity import Severity
from ...survey.units import to_dm2
from ...survey.wording import Wording, translate
from ..engine import CheckResult
from ..findings import Finding
from ..layer import objects
from .levelling import dealt_out, levelled_areas
from .lineage import PartNames
from .parts import Leftover, Parts, parts_of
from .pieces_layer import Piece
from .removal import Taken
from .slivers import SliverRule


@dataclass(frozen=True)
class Excluded:
    """Ground of parcel ``parent`` (its row) that isn't creditable: ``number`` of the part (``None`` where all of the
    parcel is), shape (``None`` where the parcel has none), area in 0.01 m², the check that takes it and why.
    """

    parent: int
    number: int | None
    shape: shapely.Geometry | None
    dm2: int
    check_id: str
    clause: str
    severity: Severity
    message: Wording

    @classmethod
    def by(
        cls, finding: Finding, parent: int, number: int | None, shape: shapely.Geometry | None, dm2: int
    ) -> Excluded:
        """Ground that a finding bars."""
        said = (finding.check_id, finding.clause, finding.severity, finding.message)
        return cls(parent, number, shape, dm2, *said)


def dm2_of(result: CheckResult, row: int) -> int:
    """Area of a parcel in 0.01 m²; 0 for one without a shape."""
    area = float(result.case.measured.area_m2[row])
    return 0 if np.isnan(area) else to_dm2(area)


class Division:
    """Pieces and excluded parts as they are made. Divide parcels in an order that rows don't decide."""

    def __init__(self, result: CheckResult, rule: SliverRule) -> None:
        self.pieces: list[Piece] = []
        self.excluded: list[Excluded] = []
        self._result, self._rule = result, rule
        self._crs = result.parcels.layer.crs
        self._names = PartNames(result.parcels)
        stated = result.parcels.numbers("TBMJ")
        self._survey_areas = np.full(len(result.parcels), np.nan) if stated is None else stated

    def add(self, row: int, left: shapely.Geometry | None, taken: Sequence[Taken]) -> None:
        """Divide a parcel of which ``left`` is left."""
        whole = self._result.case.measured.geometries[row]
        if whole is None:
            self.excluded.append(Excluded.by(self._result.open_findings_of(row)[0], row, None, None, 0))
        elif not taken and shapely.get_num_geometries(whole) == 1:
            self._keep_whole(row)
        else:
            self._keep_parts(row, parts_of(whole, left, taken, self._crs, self._rule))

    def _keep_whole(self, row: int) -> None:
        measured, parcels = self._result.case.measured, self._result.parcels
        shape = parcels.geometry(row) if measured.validity.valid[row] else measured.geometries[row]
        number = self._names.own_number(row)
        self.pieces.append(Piece(row, number, self._names.own(row), shape, dm2_of(self._result, row), cut=False))

    def _keep_parts(self, row: int, parts: Parts) -> None:
        shapes = objects([*parts.pieces, *(part.shape for part in parts.excluded)])
        areas = levelled_areas(shapes, self._crs, dm2_of(self._result, row))
        if len(shapes) == 1 and not parts.pieces:
            self.excluded.append(self._excluded(row, None, parts.excluded[0], areas[0]))
            return
        numbers = self._names.numbers(row, len(shapes))
        for number, shape, dm2, stated in zip(numbers, parts.pieces, areas, self._stated_areas(row, areas)):
            name = self._names.of_part(row, number)
            self.pieces.append(Piece(row, number, name, shape, dm2, cut=True, survey_dm2=stated))
        for number, part, dm2 in zip(numbers[len(parts.pieces) :], parts.excluded, areas[len(parts.pieces) :]):
            self.excluded.append(self._excluded(row, number, part, dm2))

    def _stated_areas(self, row: int, areas: list[int]) -> Sequence[int | None]:
        """What the survey states (TBMJ) of a parcel, dealt out to its parts (``levelling``)."""
        stated = self._survey_areas[row]
        return dealt_out(areas, to_dm2(float(stated))) if stated > 0 and np.isfinite(stated) else [None] * len(areas)

    def _excluded(self, row: int, number: int | None, part: Leftover, dm2: int) -> Excluded:
        taken = part.taken
        if taken is None:
            return self._sliver(row, number, part, dm2)
        said = (taken.rule.id, taken.rule.clause, taken.severity, taken.message)
        return Excluded(row, number, part.shape, dm2, *said)

    def _sliver(self, row: int, number: int | None, part: Leftover, dm2: int) -> Excluded:
        kind = "sliver" if part.small else "narrow"
        rule = next((check for check in self._result.case.rule_set.checks if check.kind == kind), None)
        if part.small:
            message = translate(
                "zhanbu",
                "A piece of {area:.2f} m² would be left; at least {least:.0f} m² stand alone.",
                area=part.area_m2,
                least=self._rule.min_patch_m2,
            )
        else:
            message = translate(
                "zhanbu",
                "A piece of {area:.2f} m² would be left that is {width:.2f} m wide on average; at least {least:.1f} m.",
                area=part.area_m2,
                width=part.width_m,
                least=self._rule.min_width_m,
            )
        check_id, clause = ("SLIVER", "") if rule is None else (rule.id, rule.clause)
        return Excluded(row, number, part.shape, dm2, check_id, clause, Severity.WARN, message)
