"""Opening a pool: the one place that knows which engine a pool's address belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Union

from ..survey.problem import InputProblem
from ..survey.wording import translate
from .geopackage.connection import opened
from .geopackage.session import GeoPackageSession
from .sql.reader import SqlReader
from .sql.writer import SqlWriter
from .store import PoolReader, PoolWriter

PoolAddress = Union[str, Path]
BUSY_SECONDS = 5.0
"""How long to wait for another program that is writing."""


@contextmanager
def pool_for_reading(address: PoolAddress, *, busy_seconds: float = BUSY_SECONDS) -> Iterator[PoolReader]:
    """An existing pool, never changed by what follows. Raises ``InputProblem``."""
    path = geopackage_path(address)
    with opened(path, "ro", busy_seconds) as connection:
        yield SqlReader(GeoPackageSession(connection, path))


@contextmanager
def pool_for_writing(address: PoolAddress, *, busy_seconds: float = BUSY_SECONDS) -> Iterator[PoolWriter]:
    """An existing pool to change inside ``writing()``. Raises ``InputProblem``."""
    path = geopackage_path(address)
    with opened(path, "rw", busy_seconds) as connection:
        yield SqlWriter(GeoPackageSession(connection, path))


def geopackage_path(address: PoolAddress) -> Path:
    """The file of a pool. Raises ``InputProblem`` for the address of a database server."""
    if str(address).startswith("pg:"):
        raise InputProblem(
            translate("zhanbu", "This version keeps pools in GeoPackage files only."),
            remedy=translate("zhanbu", "Choose a .gpkg file."),
            source=str(address),
        )
    return Path(address)
