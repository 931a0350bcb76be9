"""Opening a pool: the one place that knows which engine a pool's address belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from .addresses import PoolAddress, located
from .geopackage.connection import opened
from .geopackage.session import GeoPackageSession
from .keeping import kept_open, session_kept
from .postgis.address import ServerPool
from .sql.reader import SqlReader
from .sql.session import Session
from .sql.writer import SqlWriter
from .store import PoolReader, PoolWriter

__all__ = ["PoolAddress", "evidence_folder", "kept_open", "pool_for_reading", "pool_for_writing", "session_of"]

BUSY_SECONDS = 5.0
"""How long to wait for another program that is writing."""
BESIDE = ".evidence"
"""What the folder of a pool file's papers and photos is called, after the file."""
EVIDENCE_FOLDER = "evidence_folder"
"""Under which a pool on a server remembers where its files lie."""


@contextmanager
def pool_for_reading(address: PoolAddress, *, busy_seconds: float = BUSY_SECONDS) -> Iterator[PoolReader]:
    """An existing pool, never changed by what follows. Raises ``InputProblem``."""
    with session_of(address, "ro", busy_seconds) as session:
        yield SqlReader(session)


@contextmanager
def pool_for_writing(address: PoolAddress, *, busy_seconds: float = BUSY_SECONDS) -> Iterator[PoolWriter]:
    """An existing pool to change inside ``writing()``. Raises ``InputProblem``."""
    with session_of(address, "rw", busy_seconds) as session:
        yield SqlWriter(session)


@contextmanager
def session_of(
    address: PoolAddress, mode: Literal["ro", "rw"], busy_seconds: float = BUSY_SECONDS
) -> Iterator[Session]:
    """The pool as the shared SQL sees it. Raises ``InputProblem``."""
    place = located(address)
    with session_kept(place, mode, busy_seconds, lambda: _opened_session(place, mode, busy_seconds)) as session:
        yield session


@contextmanager
def _opened_session(place: Path | ServerPool, mode: Literal["ro", "rw"], busy_seconds: float) -> Iterator[Session]:
    if isinstance(place, ServerPool):
        # psycopg2 comes with QGIS, but a pool in a file needs none.
        from .postgis.connection import opened as opened_on_server  # noqa: PLC0415
        from .postgis.session import PostgisSession  # noqa: PLC0415

        with opened_on_server(place, mode, busy_seconds) as connection:
            yield PostgisSession(connection, place)
    else:
        with opened(place, mode, busy_seconds) as file:
            yield GeoPackageSession(file, place)


def evidence_folder(address: PoolAddress) -> Path:
    """Where a pool's files lie: ``<pool>.evidence`` beside a file, or the folder that a pool on a server remembers.

    Raises ``InputProblem`` for a server that can't be reached.
    """
    place = located(address)
    return _remembered_folder(place) if isinstance(place, ServerPool) else Path(f"{place}{BESIDE}")


def _remembered_folder(pool: ServerPool) -> Path:
    with session_of(pool, "ro") as session:
        rows = session.rows("SELECT value FROM meta WHERE key = :key", {"key": EVIDENCE_FOLDER})
        if not rows:
            raise session.damaged(EVIDENCE_FOLDER)
        return Path(rows[0]["value"])
