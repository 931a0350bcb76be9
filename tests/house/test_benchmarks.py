"""The benchmarks' own arithmetic, and the county that they make where no other maker is at hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import shapely

from benchmarks.figures import growth, left_out, ratio, seconds
from benchmarks.own_county import parcels_of
from benchmarks.own_shapes import star
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


def test_a_stopped_chain_meets_a_target_or_leaves_it_open_but_never_misses_it(tmp_path: Path) -> None:
    for limit, state in ((300.0, "not measured"), (500.0, "met")):
        rounds = {"ours": [job(2)], "naive": [Run(capped=limit)]}
        listed = targets({20_000: (20_225, rounds)}, tmp_path / "peers.json")
        assert next(target for target in listed if "naive" in target.what).state == state


def test_our_own_county_is_an_exact_tiling_and_the_same_every_time() -> None:
    one, other = (parcels_of(np.random.default_rng(7), 400)[0] for _ in range(2))
    area = shapely.area(one)
    assert shapely.is_valid(one).all()
    assert shapely.area(shapely.union_all(one)) == pytest.approx(area.sum(), rel=1e-12)
    assert 40 <= shapely.get_num_coordinates(one).mean() <= 65
    assert ((area > 200) & (area < 600)).mean() > 0.03
    assert shapely.to_wkb(one).tolist() == shapely.to_wkb(other).tolist()


def test_red_lines_of_our_own_county_are_valid_with_their_holes() -> None:
    red_line = star(np.random.default_rng(7), np.array([500.0, 500.0]), 100.0, 12, holes=3)
    assert red_line.is_valid
    assert shapely.get_num_coordinates(red_line) > 2**12
