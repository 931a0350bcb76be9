"""The cut-out of a checked batch (切除): creditable pieces, what is excluded with the clause, and no ground lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ...regimes.severity import Severity
from ..column import FAIL
from ..engine import CheckResult, check_parcels
from ..findings import Finding, Verdict
from ..layer import Progress, report
from ..measuring import Surroundings
from ..progress_shares import progress_between
from ..weighing import SEVERITIES
from .division import Division, Excluded, dm2_of
from .grounds import Grounds
from .lineage import by_name
from .pieces_layer import Piece, batch_of
from .removal import Taken, removed, without
from .slivers import SliverRule

__all__ = ["CutOut", "Excluded", "Piece", "cut_out"]

_BLOCK = 512
"""Parcels at a time."""
_ROUNDS = 4
"""Checks of the pieces at most, as long as one of them has ground that must go as well."""
_STATED_AREA = "area_against_survey"
"""Kind of check whose failure every piece of a parcel inherits: in a small piece a wrong area hides in a tolerance."""


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
        return dm2_of(self.result, row)


def cut_out(
    result: CheckResult, around: Surroundings, *, merge_slivers: bool = False, progress: Progress = None
) -> CutOut:
    """Cut out of checked parcels what failed checks ask for; ``around`` is what the parcels were checked against.

    Ground is taken by checks of severity BLOCK and OVERRIDE that no document has lifted: bans, ground that is claimed
    or filed, ground outside the county, of another class or steep. What is left falls into pieces, which are checked
    like any parcel; one that a BLOCK check still bars is excluded by that check. Slivers are excluded on their own or
    merged with the ground cut out beside them. Raises ``InputProblem`` and ``Cancelled``.
    """
    ground = _Ground(result, around, progress_between(progress, 0.0, 0.4))
    rule = SliverRule.of(result.case.rule_set, merge=merge_slivers)
    checked: CheckResult | None = None
    for round_ in range(_ROUNDS):
        made = ground.divided(rule)
        if not made.pieces:
            checked = None
            break
        span = progress_between(progress, 1.0 - 0.6 / 2**round_, 1.0 - 0.3 / 2**round_)
        checked = _checked(result, made.pieces, around, span)
        if not ground.take_more(checked, made.pieces, around):
            break
    report(progress, 1.0)
    return _sorted_out(result, made, checked)


class _Ground:
    """What is left of each parcel, and what was taken of it."""

    def __init__(self, result: CheckResult, around: Surroundings, progress: Progress) -> None:
        self._result = result
        self._order = np.array(by_name(result.parcels), dtype=np.intp)
        self._left = np.full(len(result.parcels), None, dtype=object)
        self._taken: dict[int, list[Taken]] = {}
        grounds, count = Grounds(result, around), len(self._order)
        for start in range(0, count, _BLOCK):
            rows = self._order[start : start + _BLOCK]
            within = progress_between(progress, start / count, (start + len(rows)) / count)
            removal = removed(result, rows, grounds, within)
            self._left[rows] = removal.left
            self._taken.update((int(rows[k]), taken) for k, taken in removal.taken.items())

    def divided(self, rule: SliverRule) -> Division:
        """All parcels in pieces and excluded parts."""
        made = Division(self._result, rule)
        for row in self._order.tolist():
            made.add(row, self._left[row], self._taken.get(row, []))
        return made

    def take_more(self, checked: CheckResult, pieces: Sequence[Piece], around: Surroundings) -> bool:
        """Take what pieces would be cut out of in their turn: of a smaller parcel, steep ground is a larger share."""
        removal = removed(checked, np.arange(len(pieces)), Grounds(checked, around))
        for k, taken in removal.taken.items():
            parent = pieces[k].parent
            self._left[parent] = without(self._left[parent], taken, self._result.parcels.layer.crs)
            self._taken.setdefault(parent, []).extend(taken)
        return bool(removal.taken)


def _checked(result: CheckResult, pieces: Sequence[Piece], around: Surroundings, progress: Progress) -> CheckResult:
    """The check of the pieces, by the same rules on the same day. What is on file of a parcel holds for its pieces."""
    run, applied, on_file = result.run, result.applied, result.case.dossiers
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
        dossiers=None if on_file is None else [on_file[piece.parent] for piece in pieces],
    )


def _sorted_out(result: CheckResult, made: Division, checked: CheckResult | None) -> CutOut:
    """Pieces that a check bars become excluded parts."""
    pieces, excluded = made.pieces, made.excluded
    barring = [] if checked is None else [_barring(result, checked, k, piece) for k, piece in enumerate(pieces)]
    for piece, finding in zip(pieces, barring):
        if finding is not None:
            number = piece.number if piece.cut else None
            excluded.append(Excluded.by(finding, piece.parent, number, piece.shape, piece.dm2))
    rank = {row: place for place, row in enumerate(by_name(result.parcels))}
    excluded.sort(key=lambda part: (rank[part.parent], part.number or 0))
    rows = np.array([k for k, finding in enumerate(barring) if finding is None], dtype=np.intp)
    return CutOut(result, tuple(pieces[k] for k in rows.tolist()), tuple(excluded), checked, rows)


def _barring(result: CheckResult, checked: CheckResult, row: int, piece: Piece) -> Finding | None:
    """What bars a piece: the heaviest finding of its own, or an area that the survey states wrongly of its parcel."""
    if checked.verdicts[row] is Verdict.INELIGIBLE:
        return checked.open_findings_of(row)[0]
    if result.verdicts[piece.parent] is not Verdict.INELIGIBLE:
        return None
    stated = (j for j, column in enumerate(result.columns) if column.rule.kind == _STATED_AREA)
    wrong = [result.columns[j] for j in stated if _bars(result, piece.parent, j)]
    return wrong[0].finding(piece.parent, piece.name, result.case.categories[piece.parent]) if wrong else None


def _bars(result: CheckResult, row: int, j: int) -> bool:
    failed = result.outcomes[row, j] == FAIL
    return bool(failed and SEVERITIES[result.severities[row, j]] is Severity.BLOCK)
