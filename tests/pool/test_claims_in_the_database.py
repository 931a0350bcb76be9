"""The database itself keeps ground from being claimed twice, when the services let it through."""

from __future__ import annotations

import pytest
import shapely
from engines import Pool
from pool_parcels import PUSH_TERMS, checked, square

from zhanbu_plugin.checks.checked import CheckedParcel
from zhanbu_plugin.pool.entry import push as push_module
from zhanbu_plugin.pool.entry.push import push_parcels
from zhanbu_plugin.pool.integrity import verify_pool
from zhanbu_plugin.pool.reading import active_claims
from zhanbu_plugin.pool.steps import versions
from zhanbu_plugin.survey.problem import InputProblem

BOTH_ENGINES = True
FIRST = square(0, 0)
EAST, NORTH, _, HIGH = FIRST.bounds
FAR_EAST = FIRST.bounds[2]


def strip(width: float, into: float) -> shapely.Polygon:
    """A neighbour to the east that reaches into the first parcel along its whole side."""
    return shapely.box(FAR_EAST - into, NORTH, FAR_EAST + width, HIGH)


@pytest.fixture
def blind(monkeypatch: pytest.MonkeyPatch) -> None:
    """Services that see no overlap."""
    monkeypatch.setattr(push_module, "refusals_of_claims", lambda *_: {})


@pytest.mark.usefixtures("blind")
@pytest.mark.parametrize(
    "other",
    [
        FIRST.buffer(-10),
        strip(50, 5),
        strip(50, 0.6),
        shapely.box(EAST - 1, NORTH + 10, FAR_EAST + 1, NORTH + 10.1),
        shapely.box(EAST + 5, NORTH + 5, EAST + 6.2, NORTH + 6.2),
    ],
    ids=["inside", "deep", "wider than drawing", "thin, but lying in it", "small, but all of it"],
)
def test_ground_that_is_claimed_is_refused_by_the_database(pool: Pool, other: shapely.Polygon) -> None:
    push_parcels(pool, [checked("A", FIRST)], **PUSH_TERMS)
    with pytest.raises(InputProblem, match=r"PLACE_TAKEN.*该地块已被其他图斑占用"):
        push_parcels(pool, [checked("B", other)], **PUSH_TERMS)
    assert len(active_claims(pool)[1]) == 1
    assert verify_pool(pool) == ()


@pytest.mark.usefixtures("blind")
def test_of_two_in_one_push_neither_enters(pool: Pool) -> None:
    with pytest.raises(InputProblem, match="PLACE_TAKEN"):
        push_parcels(pool, [checked("A", FIRST), checked("B", strip(50, 5))], **PUSH_TERMS)
    assert active_claims(pool)[1] == ()


@pytest.mark.usefixtures("blind")
@pytest.mark.parametrize(
    "other",
    [strip(50, 0), strip(50, 0.4), square(1, 1), shapely.box(FAR_EAST - 0.9, HIGH - 0.9, FAR_EAST + 30, HIGH + 30)],
    ids=["side by side", "a sliver of drawing", "apart", "a corner of less than 1 m²"],
)
def test_neighbours_may_share_what_drawing_makes_of_them(pool: Pool, other: shapely.Polygon) -> None:
    report = push_parcels(pool, [checked("A", FIRST), checked("B", other)], **PUSH_TERMS)
    assert len(report.admitted) == 2
    assert verify_pool(pool) == ()


def test_a_new_shape_takes_no_ground_of_others(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    from test_versions import ACT, RULES, smaller

    push_parcels(pool, [checked("P00000", FIRST), checked("P00001", square(1, 0))], **PUSH_TERMS)
    monkeypatch.setattr(versions, "overlapping_places", lambda *_: [])
    taking: CheckedParcel = smaller(50, column=1)
    with pytest.raises(InputProblem, match="PLACE_TAKEN"):
        versions.new_version(pool, "139901-CROP-000001", taking, "移动", ACT, RULES)
    assert verify_pool(pool) == ()
