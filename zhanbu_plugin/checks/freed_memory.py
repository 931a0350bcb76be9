"""Memory that was freed goes back to the system (释放内存).

The C library of Linux keeps what a thread has freed for that thread alone. After a county was read, or a layer cut up,
that is some hundred megabytes, which the threads that work next can't have. Other systems hand them out by themselves.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from typing import Optional

_MANY = 10_000
"""Parcels from which on it is worth the hundredths of a second."""

_Trim = Optional[Callable[[int], int]]


def give_back(parcels: int) -> None:
    """Between two stages of work on so many parcels: what the one has freed is there for the other."""
    if _TRIM is not None and parcels > _MANY:
        _TRIM(0)


def _of_the_c_library() -> _Trim:
    """glibc's ``malloc_trim``, without Python's lock."""
    return getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None


_TRIM = _of_the_c_library()
