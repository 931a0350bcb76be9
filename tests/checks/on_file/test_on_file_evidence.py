"""CHK-EVID: papers and photos are on file, unchanged, and taken where the parcel lies."""

from __future__ import annotations

import pytest
import shapely
from geographiclib.geodesic import Geodesic
from on_file_cases import dossier, finding, paper, rule
from shapely.geometry.base import BaseGeometry

from zhanbu_plugin.checks.findings import Outcome
from zhanbu_plugin.survey.crs import Crs

BOTH = rule("evidence", kinds=["FIELD_PHOTO", "OWNERSHIP"])
LOCATED = rule("evidence_located", kinds=["FIELD_PHOTO"])
ZONE_39 = "EPSG:4527"


def test_every_kind_of_evidence_must_be_there() -> None:
    assert finding(BOTH, dossier(paper("FIELD_PHOTO"), paper("OWNERSHIP"))).outcome is Outcome.PASS


def test_what_is_missing_is_named_in_both_languages() -> None:
    found = finding(BOTH, dossier(paper("FIELD_PHOTO")))
    assert found.outcome is Outcome.FAIL
    assert str(found.message) == "Not on file: proof of ownership."
    assert found.message.said(lambda text: text.replace("{name_en}{name_zh:.0}", "{name_zh}{name_en:.0}")).endswith(
        "权属证明."
    )
    assert (found.measured, found.threshold) == (1, 2)


def test_an_empty_file_lacks_everything_and_is_not_an_open_question() -> None:
    found = finding(BOTH, dossier())
    assert found.outcome is Outcome.FAIL
    assert str(found.message) == "Not on file: field photo, proof of ownership."


def test_a_parcel_that_is_not_in_the_pool_is_an_open_question() -> None:
    found = finding(BOTH, None)
    assert found.outcome is Outcome.NOT_CHECKED
    assert "Nothing is on file" in str(found.message)


def test_one_photo_put_on_file_twice_is_one_photo() -> None:
    two = rule("evidence", kinds=["FIELD_PHOTO"], count=2)
    again = paper("FIELD_PHOTO", title="put right")
    assert finding(two, dossier(paper("FIELD_PHOTO"), again)).outcome is Outcome.FAIL
    assert finding(two, dossier(paper("FIELD_PHOTO"), paper("FIELD_PHOTO", sha256="cd" * 32))).outcome is Outcome.PASS


@pytest.mark.parametrize(("photos", "outcome"), [(1, Outcome.FAIL), (2, Outcome.PASS), (3, Outcome.PASS)])
def test_as_many_as_are_asked_for(photos: int, outcome: Outcome) -> None:
    taken = [paper("FIELD_PHOTO", sha256=f"{number:064d}") for number in range(photos)]
    found = finding(rule("evidence", kinds=["FIELD_PHOTO"], count=2), dossier(*taken))
    assert found.outcome is outcome
    if outcome is Outcome.FAIL:
        assert str(found.message) == "Not on file: field photo (1 of 2)."


def test_one_of_several_kinds_can_be_enough() -> None:
    either = rule("evidence", kinds=["ACCEPTANCE_PROJECT", "ACCEPTANCE_REPORT"], any=True)
    assert finding(either, dossier(paper("ACCEPTANCE_REPORT"))).outcome is Outcome.PASS
    found = finding(either, dossier(paper("MAP")))
    assert found.outcome is Outcome.FAIL
    assert str(found.message) == "None of these is on file: acceptance of the project, acceptance report."


def test_a_file_that_was_changed_is_named() -> None:
    intact = rule("evidence_intact")
    good, bad, unread = (paper("MAP", intact=state, file_name=f"{state}.pdf") for state in (True, False, None))
    assert finding(intact, dossier(good)).outcome is Outcome.PASS
    found = finding(intact, dossier(good, bad, unread))
    assert found.outcome is Outcome.FAIL
    assert str(found.message) == "1 files are missing or changed since, first False.pdf."
    assert finding(intact, dossier(good, unread)).outcome is Outcome.NOT_CHECKED


def photo_at(metres: float, *, shape: BaseGeometry, crs: str, lon: float, lat: float) -> Outcome:
    """Outcome for a photo so many metres of geodesic east of a place (degrees) in a parcel's shape."""
    end = Geodesic(6378137.0, 1 / 298.257222101).Direct(lat, lon, 90, metres)
    subject = dossier(
        paper("FIELD_PHOTO", lon=end["lon2"], lat=end["lat2"]), geometry_wkb=shape.wkb, crs=Crs.of(crs).wkt
    )
    found = finding(LOCATED, subject)
    if found.outcome is Outcome.FAIL:
        assert found.measured == pytest.approx(metres, abs=0.05)
        assert f"was taken {metres:.0f} m from the parcel; 50 m are allowed" in str(found.message)
    return found.outcome


@pytest.mark.parametrize(("metres", "outcome"), [(0, Outcome.PASS), (49.9, Outcome.PASS), (50.1, Outcome.FAIL)])
@pytest.mark.parametrize("lon", [115.6, 117.0, 118.4])
def test_a_photo_taken_farther_off_than_the_limit_fails(metres: float, outcome: Outcome, lon: float) -> None:
    """The distance is that of the geodesic, at the middle of a zone as at its edge, in degrees as in a plane."""
    corner = shapely.box(lon - 0.001, 38.0, lon, 38.001)
    assert photo_at(metres, shape=corner, crs="EPSG:4490", lon=lon, lat=38.0005) is outcome


def test_the_parcels_own_plane_gives_the_same_distance() -> None:
    """At the central meridian of zone 39 the plane has no scale: 117°E is 39 500 000 m."""
    northing = Geodesic(6378137.0, 1 / 298.257222101).Inverse(0, 117, 38, 117)["s12"]
    shape = shapely.box(39_499_900, northing - 50, 39_500_000, northing + 50)
    assert photo_at(49.9, shape=shape, crs=ZONE_39, lon=117.0, lat=38.0) is Outcome.PASS
    assert photo_at(50.1, shape=shape, crs=ZONE_39, lon=117.0, lat=38.0) is Outcome.FAIL


def test_a_photo_without_a_place_fails_and_other_papers_need_none() -> None:
    shape = shapely.box(116.0, 38.0, 116.01, 38.01)
    found = finding(LOCATED, dossier(paper("FIELD_PHOTO"), geometry_wkb=shape.wkb, crs=Crs.of(4490).wkt))
    assert found.outcome is Outcome.FAIL
    assert str(found.message) == "field photo field_photo.jpg doesn't say where it was taken."
    assert finding(LOCATED, dossier(paper("OWNERSHIP"))).outcome is Outcome.PASS


def test_a_matter_without_a_shape_leaves_the_place_of_a_photo_open() -> None:
    found = finding(LOCATED, dossier(paper("FIELD_PHOTO", lon=116.0, lat=38.0)))
    assert found.outcome is Outcome.NOT_CHECKED


def test_a_place_that_is_none_on_earth_is_too_far() -> None:
    shape = shapely.box(116.0, 38.0, 116.01, 38.01)
    subject = dossier(paper("FIELD_PHOTO", lon=1e6, lat=1e6), geometry_wkb=shape.wkb, crs=Crs.of(4490).wkt)
    assert finding(LOCATED, subject).outcome is Outcome.FAIL
