"""Keeping a pool open for several actions, which otherwise each open it anew and close it behind them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import Literal

from .addresses import PoolAddress, located
from .sql.session import Session

Mode = Literal["ro", "rw"]
Opening = Callable[[], AbstractContextManager[Session]]


class _Kept(threading.local):
    """What this thread keeps: no connection may be used by two."""

    shelves: dict[object, dict[tuple[Mode, float], tuple[Session, ExitStack]]]

    def __init__(self) -> None:
        self.shelves = {}


_kept = _Kept()


@contextmanager
def kept_open(address: PoolAddress) -> Iterator[None]:
    """Within, this thread opens the pool once for reading and once for writing, when first asked for.

    Each action is a transaction of its own as before; in between, other programs may write. Opening anew costs a
    handful of round trips on a server, and the reading of the schema in a file.
    Raises ``InputProblem`` for an address that means nothing.
    """
    place = located(address)
    if place in _kept.shelves:
        yield
        return
    _kept.shelves[place] = {}
    try:
        yield
    finally:
        for _, opened in _kept.shelves.pop(place).values():
            opened.close()


@contextmanager
def session_kept(place: object, mode: Mode, busy_seconds: float, opening: Opening) -> Iterator[Session]:
    """A session that is kept open already or from now on; where nothing is kept, one that is closed afterwards.

    Whoever opens a pool while it is in use gets another session. One that broke, or is left inside a transaction, isn't
    kept.
    """
    shelf = _kept.shelves.get(place)
    if shelf is None:
        with opening() as session:
            yield session
        return
    key = (mode, busy_seconds)
    session, opened = shelf.pop(key) if key in shelf else _new(opening)
    try:
        yield session
    finally:
        if session.idle and key not in shelf and _kept.shelves.get(place) is shelf:
            shelf[key] = (session, opened)
        else:
            opened.close()


def _new(opening: Opening) -> tuple[Session, ExitStack]:
    opened = ExitStack()
    return opened.enter_context(opening()), opened
