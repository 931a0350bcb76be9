"""What is done in portions gives what Shapely gives in one go."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from zhanbu_plugin.checks import turns
from zhanbu_plugin.checks.measures.overlap.subdividing import polygons_of
from zhanbu_plugin.checks.measures.validity import validity
from zhanbu_plugin.checks.turns import BoxTree, from_wkb, parts_of, plain_wkb_of
from zhanbu_plugin.survey.rings import Rings


@pytest.fixture(autouse=True)
def small_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "_SHAPES", 7)
    monkeypatch.setattr(turns, "_LEAVES", 11)


def shapes(count: int, seed: int = 3) -> np.ndarray:
    """Boxes, some of several parts, some missing or empty."""
    random = np.random.default_rng(seed)
    x, y = random.random((2, count)) * 20
    boxes = shapely.box(x, y, x + random.random(count) * 3, y + random.random(count) * 3)
    boxes[::9] = None
    boxes[4::13] = shapely.from_wkt("POLYGON EMPTY")
    for i in range(2, count - 1, 5):
        boxes[i] = shapely.multipolygons([shapely.box(i, 0, i + 1, 1), shapely.box(i + 2, 0, i + 3, 1)])
    return boxes


@pytest.mark.parametrize("count", [0, 1, 7, 8, 100])
def test_parts_come_in_the_same_order_with_the_same_owners(count: int) -> None:
    parts, owner = parts_of(shapes(count))
    whole, of = shapely.get_parts(shapes(count), return_index=True)
    assert shapely.to_wkb(parts).tolist() == shapely.to_wkb(whole).tolist()
    assert owner.tolist() == of.tolist()


def test_parts_come_out_of_collections_however_deep_these_are() -> None:
    here, there = shapely.box(0, 0, 1, 1), shapely.box(5, 0, 6, 1)
    line = shapely.linestrings([[0, 0], [1, 1]])
    nested = shapely.multipolygons([here, there])
    for _ in range(4):
        nested = shapely.geometrycollections([line, nested, here])
    parts, owner = parts_of(np.array([there, nested, None], dtype=object))
    kinds = shapely.get_type_id(parts)
    assert parts[kinds == shapely.GeometryType.POLYGON].tolist() == [there, here, there, *4 * [here]]
    assert (kinds == shapely.GeometryType.LINESTRING).sum() == 4
    assert owner.tolist() == [0] + 10 * [1]
    assert polygons_of(np.array([nested, None], dtype=object))[0].tolist() == [here, there, *4 * [here]]


def test_shapes_that_another_thread_asks_about_are_taken_apart_as_ever() -> None:
    """Shapely forbids writing to an array for as long as it looks at it, and a slice made meanwhile stays like that."""
    asked = shapes(30)
    asked.flags.writeable = False
    parts, owner = parts_of(asked[3:20])
    whole, of = parts_of(shapes(30)[3:20])
    assert shapely.equals_exact(parts, whole).all()
    assert owner.tolist() == of.tolist()
    assert np.array_equal(Rings.of(asked[3:20]).xy, Rings.of(shapes(30)[3:20]).xy)
    assert validity(asked).code.tolist() == validity(shapes(30)).code.tolist()


@pytest.mark.parametrize("count", [0, 1, 30])
def test_shapes_survive_being_written_and_read(count: int) -> None:
    given = shapes(count)
    given = given[~shapely.is_missing(given)]
    texts = np.empty(len(given), dtype=object)
    texts[:] = plain_wkb_of(given)
    assert shapely.equals_exact(from_wkb(texts), given).all()


@pytest.mark.parametrize(("leaves", "asked"), [(0, 5), (5, 0), (1, 1), (60, 40)])
def test_a_tree_in_strips_finds_what_one_tree_finds(leaves: int, asked: int) -> None:
    here, there = shapes(leaves), shapes(asked, seed=8)
    found = sorted(zip(*(part.tolist() for part in BoxTree(here).query(there))))
    assert found == sorted(zip(*(part.tolist() for part in shapely.STRtree(here).query(there))))
