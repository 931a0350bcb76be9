"""Shapes that Python's search for cyclic garbage needn't look at (不参与循环垃圾回收).

A shape holds numbers alone, so it is never part of a cycle; but its type can be derived from, and Python therefore
counts it among what might be. With 550,000 shapes of a county in memory each search takes a tenth of a second, in which
every thread stands still. What Python does for a tuple of numbers is done here for shapes: they leave the search, and
are freed as ever when nobody holds them.
"""

from __future__ import annotations

import ctypes

from .layer import Objects

_untrack = ctypes.pythonapi.PyObject_GC_UnTrack
_untrack.argtypes = [ctypes.py_object]
_untrack.restype = None


def leave_search(shapes: Objects) -> None:
    """Take shapes (n,) out of the search for garbage; ``None`` among them stays what it is."""
    for shape in shapes:
        if shape is not None:
            _untrack(shape)
