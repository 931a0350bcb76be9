"""The benchmarks' own arithmetic, and the county that they make where no other maker is at hand."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import shapely
from osgeo import ogr

from benchmarks.figures import growth, left_out, ratio, seconds
from benchmarks.processes import Run
from benchmarks.targets import Target, targets


def job(seconds_: float, **stages: float) -> Run:
    return Run(seconds={"job": seconds_, **stages})


def test_a_ratio_compares_runs_of_the_same_round_only() -> None:
    rounds = {"expert": [job(20), job(90), job(30)], "ours": [job(2), job(3), job(1)]}
    assert ratio(rounds, ("expert", "job"), ("ours", "job")) == 30
    assert seconds(rounds, "expert", "job") == 30


def test_a_chain_that_was_stopped_took_at_least_its_limit_and_is_told() -> None:
    rounds = {"naive": [Run(capped=600.0)], "ours": [job(2), job(2)]}
    assert ratio(rounds, ("naive", "job"), ("ours", "job")) == 300
    assert left_out(rounds) == {"naive": "stopped at its limit of 600 s"}


def test_the_chain_is_compared_without_contiguity_where_we_have_none() -> None:
    ours = Run(seconds={"job": 2.0}, left_out={"contiguity": "not there"})
    rounds = {"expert": [job(20, contiguity=8)], "ours": [ours]}
    assert ratio(rounds, ("expert", "job"), ("ours", "job")) == 6


def test_growth_is_the_exponent_of_the_number_of_parcels() -> None:
    assert growth(10.0, 40.0, (100, 200)) == pytest.approx(2.0)
    assert growth(None, 40.0, (100, 200)) is None


def test_a_target_without_a_figure_is_not_met() -> None:
    assert Target("speed", ">=", 20, "x", 20.0).state == "met"
    assert Target("speed", ">=", 20, "x", 19.9).state == "missed"
    assert Target("memory", "<=", 800, "MB", 801.0).state == "missed"
    assert Target("memory", "<=", 800, "MB", None).state == "not measured"


def test_every_target_is_listed_whatever_was_run(tmp_path: Path) -> None:
    listed = targets({20_000: (20_225, {"ours": [job(2)], "expert": [job(50)]})}, tmp_path / "peers.json")
    assert listed[0].figure == 25
    assert {target.state for target in listed[1:]} == {"not measured"}


def test_our_own_county_is_an_exact_tiling_and_the_same_every_time(repository: Path, tmp_path: Path) -> None:
    maker = repository / "benchmarks" / "own_county.py"
    shapes = []
    for name in ("one", "other"):
        command = [sys.executable, str(maker), "300", str(tmp_path / name), "--dem", "30"]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        source = ogr.Open(str(tmp_path / name / "dltb.gpkg"))
        shapes.append(shapely.from_wkb([bytes(f.GetGeometryRef().ExportToWkb()) for f in source.GetLayer(0)]))
    one, other = shapes
    assert shapely.is_valid(one).all()
    assert shapely.area(shapely.union_all(one)) == pytest.approx(shapely.area(one).sum(), rel=1e-12)
    assert shapely.to_wkb(one).tolist() == shapely.to_wkb(other).tolist()
