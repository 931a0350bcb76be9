"""The cut-out of a checked batch (切除): creditable pieces, what is excluded with the clause, and no ground lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely
from numpy.typing import NDArray

from ...regimes.severity import Severity
from ...survey.units import to_dm2
from ...survey.wording import Wording, translate
from ..engine import CheckResult, check_parcels
from ..findings import Finding, Verdict
from ..layer import Progress, report
from ..measures.progress_shares import progress_between
from ..measuring import Surroundings
from ..weighing import SEVERITIES
from .grounds import Grounds
from .levelling import levelled_areas
from .lineage import PartNames, by_name
from .parts import Leftover, Parts, parts_of
from .pieces_layer import Piece, batch_of
from .removal import removed
from .slivers import SliverRule

_BLOCK = 512
"""Parcels at a time."""


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


@dataclass(frozen=True)
class CutOut:
    """Pieces that are left of the parcels of ``result``, and what is excluded.

    Areas of a parcel's pieces and excluded parts sum to its ellipsoid area, rounded to 0.01 m². Both are in the order
    of the parcels' ids and the parts' numbers. ``checked`` is the check of the pieces, of which ``rows`` (k,) tells the
    row of each; ``None`` where nothing was left to check.
    """

    result: CheckResult
    pieces: tuple[Piece, ...]
    excluded: tuple[Excluded, ...]
    checked: CheckResult | None
    rows: NDArray[np.intp]

    def parent_dm2(self, row: int) -> int:
        """Area of a parcel in 0.01 m²; 0 for one without a shape."""
        return _dm2(self.result, row)


def cut_out(
    result: CheckResult, around: Surroundings, *, merge_slivers: bool = False, progress: Progress = None
) -> CutOut:
    """Cut out of checked parcels what failed checks ask for; ``around`` is what the parcels were checked against.

    Ground is taken by checks of severity BLOCK and OVERRIDE that no document has lifted: bans, ground that is claimed
    or filed, ground outside the county, of another class or steep. What is left falls into pieces, which are checked
    like any parcel; one that a BLOCK check still bars is excluded by that check. Slivers are excluded on their own or
    merged with the ground cut out beside them. Raises ``InputProblem`` and ``Cancelled``.
    """
    made = _Parts(result, merge_slivers=merge_slivers)
    made.divide(Grounds(result, around), progress_between(progress, 0.0, 0.5))
    pieces, excluded = made.pieces, made.excluded
    checked = _checked(result, pieces, around, progress_between(progress, 0.5, 1.0)) if pieces else None
    rows = np.arange(len(pieces))
    if checked is not None:
        barred = np.array([verdict is Verdict.INELIGIBLE for verdict in checked.verdicts], dtype=bool)
        excluded += [_barred(pieces[k], checked.open_findings_of(k)[0]) for k in rows[barred].tolist()]
        rows = rows[~barred]
    rank = {row: place for place, row in enumerate(by_name(result.parcels))}
    excluded.sort(key=lambda part: (rank[part.parent], part.number or 0))
    report(progress, 1.0)
    return CutOut(result, tuple(pieces[k] for k in rows.tolist()), tuple(excluded), checked, rows)


def _dm2(result: CheckResult, row: int) -> int:
    area = float(result.case.measured.area_m2[row])
    return 0 if np.isnan(area) else to_dm2(area)


class _Parts:
    """Pieces and excluded parts as they are made, parcel by parcel in the order of their ids."""

    def __init__(self, result: CheckResult, *, merge_slivers: bool) -> None:
        self.pieces: list[Piece] = []
        self.excluded: list[Excluded] = []
        self._result = result
        self._crs = result.parcels.layer.crs
        self._rule = SliverRule.of(result.case.rule_set, merge=merge_slivers)
        self._names = PartNames(result.parcels)

    def divide(self, grounds: Grounds, progress: Progress) -> None:
        """Divide all parcels."""
        order = np.array(by_name(self._result.parcels), dtype=np.intp)
        for start in range(0, len(order), _BLOCK):
            rows = order[start : start + _BLOCK]
            within = progress_between(progress, start / len(order), (start + len(rows)) / len(order))
            removal = removed(self._result, rows, grounds, within)
            for k, row in enumerate(rows.tolist()):
                self._divide_one(row, removal.left[k], removal.taken.get(k, []))

    def _divide_one(
        self, row: int, left: shapely.Geometry | None, taken: Sequence[tuple[int, shapely.Geometry]]
    ) -> None:
        whole = self._result.case.measured.geometries[row]
        if whole is None:
            self._exclude_shapeless(row)
        elif not taken and shapely.get_num_geometries(whole) == 1:
            self._keep_whole(row)
        else:
            self._keep_parts(row, parts_of(left, taken, self._crs, self._rule))

    def _keep_whole(self, row: int) -> None:
        measured, parcels = self._result.case.measured, self._result.parcels
        shape = parcels.geometry(row) if measured.validity.valid[row] else measured.geometries[row]
        number = self._names.own_number(row)
        self.pieces.append(Piece(row, number, self._names.own(row), shape, _dm2(self._result, row), cut=False))

    def _keep_parts(self, row: int, parts: Parts) -> None:
        shapes = np.array([*parts.pieces, *(part.shape for part in parts.excluded), None], dtype=object)[:-1]
        areas = levelled_areas(shapes, self._crs, _dm2(self._result, row))
        if len(shapes) == 1 and not parts.pieces:
            self.excluded.append(self._excluded(row, None, parts.excluded[0], areas[0]))
            return
        numbers = self._names.numbers(row, len(shapes))
        for number, shape, dm2 in zip(numbers, parts.pieces, areas):
            self.pieces.append(Piece(row, number, self._names.of_part(row, number), shape, dm2, cut=True))
        for number, part, dm2 in zip(numbers[len(parts.pieces) :], parts.excluded, areas[len(parts.pieces) :]):
            self.excluded.append(self._excluded(row, number, part, dm2))

    def _exclude_shapeless(self, row: int) -> None:
        finding = self._result.open_findings_of(row)[0]
        self.excluded.append(
            Excluded(row, None, None, 0, finding.check_id, finding.clause, finding.severity, finding.message)
        )

    def _excluded(self, row: int, number: int | None, part: Leftover, dm2: int) -> Excluded:
        if part.taker is None:
            return self._sliver(row, number, part, dm2)
        column = self._result.columns[part.taker]
        severity = SEVERITIES[self._result.severities[row, part.taker]]
        return Excluded(row, number, part.shape, dm2, column.rule.id, column.rule.clause, severity, column.say(row))

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


def _checked(result: CheckResult, pieces: Sequence[Piece], around: Surroundings, progress: Progress) -> CheckResult:
    """The check of the pieces, by the same rules on the same day. A parcel's documents hold for its pieces."""
    run, applied = result.run, result.applied
    documents = [replace(paper, parcel_id=piece.name) for piece in pieces for paper in applied.of(piece.parent)]
    return check_parcels(
        batch_of(result, pieces),
        result.case.rule_set,
        replace(around, dem_sha256=result.case.measured.dem_sha256),
        as_of=run.as_of,
        stage=run.stage,
        county=run.county,
        version=run.version,
        progress=progress,
        waivers=documents,
    )


def _barred(piece: Piece, finding: Finding) -> Excluded:
    return Excluded(
        piece.parent,
        piece.number if piece.cut else None,
        piece.shape,
        piece.dm2,
        finding.check_id,
        finding.clause,
        finding.severity,
        finding.message,
    )
