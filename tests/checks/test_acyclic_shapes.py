"""Shapes of a layer in memory: out of Python's search for cyclic garbage, and freed all the same."""

from __future__ import annotations

import gc
import weakref

import numpy as np
import pytest
import shapely

from zhanbu_plugin.checks.acyclic_shapes import leave_search
from zhanbu_plugin.checks.reading.shapes import flat_polygons


def test_shapes_that_are_read_are_not_searched() -> None:
    boxes = shapely.to_wkb(shapely.box(np.arange(4.0), 0, np.arange(1.0, 5.0), 1))
    read = flat_polygons([*boxes.tolist(), None], 1.0).geometries
    assert [gc.is_tracked(shape) for shape in read] == [False] * 5


def test_a_shape_out_of_the_search_is_freed_when_nobody_holds_it() -> None:
    shapes = shapely.points(np.zeros((3, 2)))
    leave_search(shapes)
    last = weakref.ref(shapes[2])
    gc.collect()
    assert last() is shapes[2]
    del shapes
    assert last() is None


def test_shapes_can_hold_no_other_object_and_so_are_in_no_cycle() -> None:
    """What this rests on, of whatever Shapely the tests run with."""
    for kind in (shapely.Polygon, shapely.MultiPolygon, shapely.LineString):
        assert kind.__dictoffset__ == 0
    with pytest.raises(AttributeError):
        shapely.box(0, 0, 1, 1).note = []
