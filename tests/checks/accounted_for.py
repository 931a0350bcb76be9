"""Cut-outs for tests: whether all ground is accounted for, and what they say."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
import shapely
from survey_parcels import COUNTY, ORIGIN, RULES, TODAY

from zhanbu_plugin.checks.cutting.cut_out import CutOut, cut_out
from zhanbu_plugin.checks.engine import check_parcels
from zhanbu_plugin.checks.layer import VectorLayer
from zhanbu_plugin.checks.measuring import Surroundings
from zhanbu_plugin.checks.parcels import ParcelBatch
from zhanbu_plugin.regimes.rule_set import RuleSet

X, Y = ORIGIN


def nothing_is_lost(found: CutOut) -> None:
    """The parts of each parcel sum to it to the last 0.01 m², lie in it, share no ground, and have a number each."""
    for row in range(len(found.result.parcels)):
        parts = [*(p for p in found.pieces if p.parent == row), *(e for e in found.excluded if e.parent == row)]
        assert sum(part.dm2 for part in parts) == found.parent_dm2(row)
        assert all(part.dm2 >= 0 for part in parts)
        numbers = [part.number for part in parts]
        assert len(set(numbers)) == len(numbers)
        whole = found.result.case.measured.geometries[row]
        shapes = [part.shape for part in parts if part.shape is not None]
        if whole is None:
            assert shapes == []
            continue
        assert all(shape.is_valid for shape in shapes)
        united = shapely.union_all(shapes)
        rounding = 1e-4 + 2e-6 * whole.length  # cuts lie on a grid of a thousandth of a millimetre
        assert shapely.area(shapely.symmetric_difference(united, whole)) < rounding
        assert sum(shape.area for shape in shapes) == pytest.approx(whole.area, abs=rounding)


def names(found: CutOut) -> Sequence[tuple[object, ...]]:
    """All that a cut-out says, without the rows of parcels."""
    ids = found.result.parcels.ids
    return [
        *((p.name, p.number, p.dm2, shapely.to_wkb(p.shape, hex=True)) for p in found.pieces),
        *((ids[e.parent], e.number, e.dm2, e.check_id, str(e.message), e.shape.wkb_hex) for e in found.excluded),
    ]


def cut(
    parcels: VectorLayer, around: Surroundings | None = None, rule_set: RuleSet = RULES, *, merge: bool = False
) -> CutOut:
    """The cut-out of a survey layer, every part of it proven to be accounted for."""
    surroundings = around or Surroundings()
    result = check_parcels(ParcelBatch.of(parcels), rule_set, surroundings, as_of=TODAY, county=COUNTY)
    found = cut_out(result, surroundings, merge_slivers=merge)
    nothing_is_lost(found)
    return found


def areas(found: CutOut) -> tuple[list[float], list[tuple[str, str, float]]]:
    """Areas of the pieces, and check, clause and area of what is excluded."""
    return (
        [piece.dm2 / 100 for piece in found.pieces],
        [(part.check_id, part.clause, part.dm2 / 100) for part in found.excluded],
    )


def strip(width: float, column: int = 0) -> shapely.Polygon:
    """Ground of a layer that covers ``width`` metres of a square's west side."""
    return shapely.box(X + 200 * column - 60, Y - 60, X + 200 * column + width, Y + 160)
