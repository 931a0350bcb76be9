"""To the city and back (docs/walks/round_trip.py): what came back, and nothing else, differs in the next version."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import toolbox
from toolbox import rows

from zhanbu_plugin.pool.integrity import verify_pool

WALKS = Path(__file__).resolve().parents[2] / "docs" / "walks"
sys.path.insert(0, str(WALKS))

from round_trip import RoundTrip  # noqa: E402

pytestmark = pytest.mark.usefixtures("zhanbu")


@pytest.mark.parametrize("name", ["jiangxi", "sichuan", "hebei"])
def test_three_parcels_come_back_and_just_these_three_differ_in_the_next_version(name: str, tmp_path: Path) -> None:
    """Jiangxi's and Sichuan's batches have three parcels; of Hebei's four, one stays as it was."""
    trip = RoundTrip(name, tmp_path, run=toolbox.run)
    outcome = trip.there_and_back()
    told = outcome.compared
    assert (told["CHANGED"], told["ADDED"], told["REMOVED"], told["UNANSWERED"]) == (3, 0, 0, 0)
    changes = rows(str(tmp_path / "changes.gpkg"))
    assert {row["parcel_uid"] for row in changes} == set(outcome.returned)
    assert len(trip.parcels) - len(changes) == (1 if name == "hebei" else 0)
    reshaped = [row for row in changes if row["old_m2"] != row["new_m2"]]
    assert [row["parcel_uid"] for row in reshaped] == [outcome.returned[0]]
    assert reshaped[0]["new_m2"] < reshaped[0]["old_m2"]
    assert outcome.drawn["DRAWN_AREA"] >= 0.3 * outcome.drawn["FRAME_AREA"]
    assert verify_pool(trip.pool) == ()
    assert (outcome.first.stem[-3:], outcome.second.stem[-3:]) == ("_v1", "_v2")
    merged = toolbox.run("mergepools", PACKAGES=[str(outcome.first), str(outcome.second)], OUTPUT="memory:")
    assert (merged["PACKAGES_COUNTED"], merged["PARCELS"], merged["OVERLAP_COUNT"]) == (1, len(trip.parcels), 0)
