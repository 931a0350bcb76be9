"""Layers whose shapes leave the memory once they are prepared: the same results, and no silent absence."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import shapely
from survey_parcels import CRS, check, layer, square, survey

from zhanbu_plugin.checks.checked_layer import checked_rows
from zhanbu_plugin.checks.kept.folder import Kept
from zhanbu_plugin.checks.kept.layers import prepared_layer
from zhanbu_plugin.checks.layer import PassingLayer, VectorLayer
from zhanbu_plugin.checks.measuring import Surroundings
from zhanbu_plugin.survey.crs import Crs

PARCELS = survey([square(column) for column in range(12)])


def river() -> VectorLayer:
    return layer([shapely.box(*square(3).bounds).buffer(30), square(7, side=40)])


@pytest.mark.parametrize("run", ["nothing kept", "first", "second"])
def test_a_check_finds_the_same(run: str, tmp_path: Path) -> None:
    kept = None if run == "nothing kept" else Kept(tmp_path / "pool.kept", b"of this user")
    if run == "second":
        check(PARCELS, Surroundings(roles={"river": river()}), kept=kept)
    passing = PassingLayer.of(river())
    found = check(PARCELS, Surroundings(roles={"river": passing}), kept=kept)
    plain = check(PARCELS, Surroundings(roles={"river": river()}))
    assert list(checked_rows(found, str)) == list(checked_rows(plain, str))
    assert found.run == plain.run


def test_the_shapes_go_when_the_layer_is_prepared_and_those_of_the_caller_stay() -> None:
    own = river()
    passing = PassingLayer.of(own)
    made = prepared_layer(None, passing, "river", CRS)
    assert passing.geometries is None
    assert not shapely.is_missing(own.geometries).any()
    assert prepared_layer(None, passing, "river", CRS) is made
    assert shapely.area(made.pieces).sum() == pytest.approx(shapely.area(own.geometries).sum())


def test_what_was_kept_of_a_passing_layer_is_made_anew_where_it_is_damaged(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "pool.kept", b"of this user")
    expected = prepared_layer(kept, river(), "river", CRS).pieces
    again = prepared_layer(kept, PassingLayer.of(river()), "river", CRS)
    (file,) = kept.folder.glob("layer-*.kept")
    file.write_bytes(file.read_bytes()[:-1])
    assert np.array_equal(again.pieces, expected)


def test_to_ask_for_something_else_is_an_error_and_no_empty_layer() -> None:
    passing = PassingLayer.of(river())
    prepared_layer(None, passing, "river", CRS)
    with pytest.raises(RuntimeError, match="gone"):
        prepared_layer(None, passing, "river", Crs.of(4490))
