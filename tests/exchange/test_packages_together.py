"""Several counties' packages in the city's hands: the valid versions, totals, and ground claimed twice."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import numpy as np
import pytest
import shapely
import shapely.affinity
from submission_example import EPSG, batch_of, built, checked, shape

from zhanbu_plugin.exchange.comparing.opened import OpenedPackage, open_package
from zhanbu_plugin.exchange.comparing.together import gather
from zhanbu_plugin.survey.crs import Crs
from zhanbu_plugin.survey.ellipsoid_area import ellipsoid_areas
from zhanbu_plugin.survey.problem import InputProblem


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, OpenedPackage]:
    """Two submissions of one year, whose parcels 2 and 10 overlap by a strip of 10 m, and a second version of one."""
    folder = tmp_path_factory.mktemp("packages")
    strip = shapely.affinity.translate(shape(2), 61.0)
    made = {
        "one": ([checked(i) for i in range(3)], {"sequence": 1}),
        "other": ([checked(10, strip), checked(11)], {"sequence": 2}),
        "newer": ([checked(i) for i in range(2)], {"sequence": 1, "version_no": 2}),
    }
    found = {}
    for name, (parcels, options) in made.items():
        own = folder / name
        own.mkdir()
        found[name] = open_package(built(batch_of(own, parcels), own, **options).path)
    return found


def ellipsoid_m2(geometry: shapely.Geometry) -> float:
    shapes = np.empty(1, dtype=object)
    shapes[0] = geometry
    return float(ellipsoid_areas(shapes, Crs.of(EPSG))[0])


def test_all_parcels_of_all_packages_are_there_with_their_sums(packages: dict[str, OpenedPackage]) -> None:
    found = gather([packages["one"], packages["other"]])
    assert [(total.package.name, total.parcels) for total in found.totals] == [
        (packages["one"].name, 3),
        (packages["other"].name, 2),
    ]
    stated = packages["one"].manifest.area_dm2 + packages["other"].manifest.area_dm2
    assert sum(total.area_dm2 for total in found.totals) == stated == sum(p.parcel.area_dm2 for p in found.parcels)


def test_ground_that_two_packages_claim_is_found_with_its_area(packages: dict[str, OpenedPackage]) -> None:
    (twice,) = gather([packages["one"], packages["other"]]).twice
    assert (twice.one.parcel.source_id, twice.other.parcel.source_id) == ("2", "10")
    meant = shapely.intersection(twice.one.parcel.geometry, twice.other.parcel.geometry)
    assert meant.area > 100
    assert twice.area_dm2 / 100 == pytest.approx(ellipsoid_m2(meant), abs=0.01)


def test_only_the_latest_version_of_a_submission_counts(packages: dict[str, OpenedPackage]) -> None:
    found = gather([packages["newer"], packages["one"]])
    assert [total.package.name for total in found.totals] == [packages["newer"].name]
    assert [package.name for package in found.replaced] == [packages["one"].name]
    assert found.twice == ()


def test_the_order_in_which_packages_are_given_does_not_matter(packages: dict[str, OpenedPackage]) -> None:
    results = [gather(some) for some in permutations(packages.values())]
    assert all(result == results[0] for result in results)


def test_two_packages_that_call_themselves_the_same_are_refused(
    packages: dict[str, OpenedPackage], tmp_path: Path
) -> None:
    again = open_package(built(batch_of(tmp_path, [checked(20)]), tmp_path, sequence=1).path)
    with pytest.raises(InputProblem, match="differ, but both say that they are"):
        gather([packages["one"], again])
    with pytest.raises(InputProblem, match="No package"):
        gather([])
