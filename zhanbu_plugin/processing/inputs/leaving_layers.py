"""Layers that leave the memory without holding up the window (图层释放).

To free the shapes and values of a county takes some tenths of a second with Python's lock in the hand, on whichever
thread lets go of them last: of a result that another one replaces, the window's.
"""

from __future__ import annotations

from threading import Timer
from weakref import finalize

from ...checks.layer import Objects, VectorLayer
from ...checks.turns import let_go

MANY = 10_000
"""Fewer features are gone in some milliseconds."""
_MEANWHILE_S = 0.2
"""Time for the rest of the result to go, which holds the same shapes: whoever lets go last has the work."""


def leave_gently(layer: VectorLayer) -> None:
    """When nobody holds the layer any more, its shapes and values go on a thread of their own, some thousand at a time.

    Arrays that others made of it, or hold for longer, stay as they are.
    """
    if len(layer) > MANY:
        finalize(layer, _leave, [layer.geometries, *layer.fields.values()]).atexit = False


def _leave(arrays: list[Objects]) -> None:
    thread = Timer(_MEANWHILE_S, _emptied, [arrays])
    thread.name = "zhanbu-leaving"
    thread.start()


def _emptied(arrays: list[Objects]) -> None:
    """The arrays may still be somebody's, who would miss what is in them: it is copies that are emptied."""
    held = [array.copy() for array in arrays]
    arrays.clear()
    for array in held:
        let_go(array)
