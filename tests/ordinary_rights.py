"""Root without its right to pass over file permissions: what a folder forbids is then forbidden to the tests too.

Another user wouldn't do: it may not even reach a checkout below root's own folder.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterator
from contextlib import contextmanager

_VERSION_3 = 0x20080522
_DAC_OVERRIDE, _DAC_READ_SEARCH = 1, 2


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


class _Sets(ctypes.Structure):
    _fields_ = (("effective", ctypes.c_uint32), ("permitted", ctypes.c_uint32), ("inheritable", ctypes.c_uint32))


def give_up() -> int:
    """Take the right from this thread; answers what was in effect before. Without root there is nothing to take."""
    if os.geteuid() != 0:
        return 0
    sets = _current()
    before = int(sets[0].effective)
    _put(sets, before & ~(1 << _DAC_OVERRIDE | 1 << _DAC_READ_SEARCH))
    return before


@contextmanager
def ordinary_rights() -> Iterator[None]:
    """Without the right for a while."""
    before = give_up()
    try:
        yield
    finally:
        if before:
            _put(_current(), before)


def _current() -> ctypes.Array[_Sets]:
    sets = (_Sets * 2)()
    _call("capget", sets)
    return sets


def _put(sets: ctypes.Array[_Sets], effective: int) -> None:
    sets[0].effective = effective
    _call("capset", sets)


def _call(name: str, sets: ctypes.Array[_Sets]) -> None:
    header = _Header(_VERSION_3, 0)
    if getattr(ctypes.CDLL(None, use_errno=True), name)(ctypes.byref(header), sets) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")
