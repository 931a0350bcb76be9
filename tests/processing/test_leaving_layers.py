"""A county's layer that nobody looks at any more leaves the memory beside the window, not in its way."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from weakref import ref

import numpy as np
import shapely

from zhanbu_plugin.checks.layer import VectorLayer
from zhanbu_plugin.checks.reading.layers import read_layer
from zhanbu_plugin.processing.inputs.leaving_layers import MANY, leave_gently


class Value:
    """Something that tells whether it is still there."""


def large_layer(sample: Path) -> VectorLayer:
    """One that no fixture holds."""
    one = read_layer(sample / "sample.gpkg", "redline")
    values = np.empty(MANY + 1, dtype=object)
    values[:] = [Value() for _ in values]
    shapes = shapely.points(np.zeros((len(values), 2)))
    return replace(one, fids=np.arange(len(values)), geometries=shapes, fields={"value": values})


def wait_for_those_who_leave() -> None:
    for thread in threading.enumerate():
        if thread.name == "zhanbu-leaving":
            thread.join(30)


def test_its_values_go_with_it(sample: Path) -> None:
    layer = large_layer(sample)
    values = [ref(value) for value in layer.fields["value"]]
    leave_gently(layer)
    del layer
    wait_for_those_who_leave()
    assert not any(value() for value in values)


def test_what_others_made_of_it_stays_whole(sample: Path) -> None:
    layer = large_layer(sample)
    shapes, some = layer.geometries, replace(layer, fields={"value": layer.fields["value"][:5]})
    leave_gently(layer)
    del layer
    wait_for_those_who_leave()
    assert all(shape is not None for shape in shapes)
    assert all(isinstance(value, Value) for value in some.fields["value"])
