"""Python's search for cyclic garbage, which waits while long work goes on (垃圾回收).

With a county in memory one search takes a tenth of a second or more, in which the window stands still. And it runs on
whichever thread asks for memory just then: what it deletes may be a widget, which belongs to the window's thread alone.
"""

from __future__ import annotations

import gc
from threading import Lock


class GarbageCollection:
    """Switches the search off while anybody wants that. Memory that isn't in a cycle is freed as ever.

    Where somebody else has switched it off, it stays off.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._waiting_for = 0
        self._was_on = False

    def pause(self) -> None:
        """Nothing is searched for until ``go_on`` was called as often."""
        with self._lock:
            if self._waiting_for == 0:
                self._was_on = gc.isenabled()
                gc.disable()
            self._waiting_for += 1

    def go_on(self) -> None:
        """The search may run again. Call it on the window's thread, which is then the one to search first."""
        with self._lock:
            self._waiting_for -= 1
            if self._waiting_for == 0 and self._was_on:
                _count_as_old()
                gc.enable()


def _count_as_old() -> None:
    """Put what there is among what is seldom searched: a county that has just been read lives long.

    Else the next searches, for young objects, would look at every shape of it. Where somebody has frozen objects,
    nothing is moved, for they would thaw.
    """
    if gc.get_freeze_count() == 0:
        gc.freeze()
        gc.unfreeze()


garbage_collection = GarbageCollection()
"""Of this process, as the search is."""
