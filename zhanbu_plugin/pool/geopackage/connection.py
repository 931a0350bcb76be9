"""Connections to a pool file.

A pool is never opened as a plain file: closing any handle of a file drops every lock that this process holds on it
(POSIX), and QGIS may be in the middle of a transaction on the same file.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Literal

from ...survey.problem import InputProblem
from ...survey.wording import translate
from ..records import PoolIdentity
from .addresses import address_of
from .blob import register_functions
from .migrations import migrations
from .network import leave_shared_log
from .problems import damaged, not_a_geopackage, told_as_problems
from .shared_ground import guard_places
from .upgrading import bring_up_to_date
from .writer_note import busy, noted

FORMAT = "zhanbu-pool"
_GEOPACKAGE = 0x47504B47
"""``application_id`` of every GeoPackage: ``GPKG`` in ASCII."""


@contextmanager
def opened(path: Path, mode: Literal["ro", "rw"], busy_seconds: float = 5.0) -> Iterator[sqlite3.Connection]:
    """A connection to an existing pool, checked to be one of ours and of this version. Raises ``InputProblem``.

    A pool of an older version is brought up to date first, with a backup beside it.
    """
    _require_file(path)
    with told_as_problems(path):
        connection = _connect(path, mode, busy_seconds)
        try:
            require_pool(connection, path)
            if _schema_version(connection) < len(migrations()):
                with closing(_prepared(path, "rw", busy_seconds)) as writing:
                    bring_up_to_date(writing, path)
            if mode == "rw":
                leave_shared_log(connection, path)
                guard_places(connection)
            yield connection
        finally:
            connection.close()


def _connect(path: Path, mode: Literal["ro", "rw"], busy_seconds: float) -> sqlite3.Connection:
    try:
        return _prepared(path, mode, busy_seconds)
    except sqlite3.OperationalError as error:
        if mode == "rw" or "locked" in str(error):
            raise
    # A killed writer leaves a journal that only a writing connection may roll back.
    _prepared(path, "rw", busy_seconds).close()
    return _prepared(path, mode, busy_seconds)


def _prepared(path: Path, mode: str, busy_seconds: float) -> sqlite3.Connection:
    connection = sqlite3.connect(address_of(path, mode), uri=True, timeout=busy_seconds, isolation_level=None)
    try:
        register_functions(connection)
        connection.execute("PRAGMA trusted_schema = ON")  # the R-tree triggers call our functions
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = EXTRA")  # also the folder, lest a power cut bring a journal back
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _require_file(path: Path) -> None:
    if not path.is_file():
        raise InputProblem(
            translate("zhanbu", "There is no such file."),
            remedy=translate("zhanbu", "Choose the pool (a .gpkg file), or create a new one."),
            source=str(path),
        )


def require_pool(connection: sqlite3.Connection, path: Path) -> None:
    """Raises ``InputProblem`` unless the file is a pool of a schema that this version knows."""
    if connection.execute("PRAGMA application_id").fetchone()[0] != _GEOPACKAGE:
        raise not_a_geopackage(path)
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not {"meta", "migration", "parcel"} <= tables or _meta(connection).get("format") != FORMAT:
        raise InputProblem(
            translate("zhanbu", "This GeoPackage is not a reserve pool; it belongs to another program."),
            remedy=translate("zhanbu", "Choose the pool, or create a new one under another name."),
            source=str(path),
        )
    _require_known_schema(connection, path)


def _require_known_schema(connection: sqlite3.Connection, path: Path) -> None:
    found, known = _schema_version(connection), len(migrations())
    if found > known:
        raise InputProblem(
            translate(
                "zhanbu",
                "The pool was made by a newer version of this plugin (schema {found}, this version knows {known}).",
                found=found,
                known=known,
            ),
            remedy=translate("zhanbu", "Install the newer version of the plugin; the pool was not touched."),
            source=str(path),
        )


def _meta(connection: sqlite3.Connection) -> dict[str, str]:
    with contextlib.suppress(sqlite3.OperationalError):  # another program's table of this name has other columns
        return dict(connection.execute("SELECT key, value FROM meta").fetchall())
    return {}


def _schema_version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT coalesce(max(number), 0) FROM migration").fetchone()[0])


def identity_of(connection: sqlite3.Connection, path: Path) -> PoolIdentity:
    """County, reference system and schema of an open pool. Raises ``InputProblem`` when they are damaged."""
    meta = _meta(connection)
    srs = connection.execute("SELECT srs_id FROM gpkg_geometry_columns WHERE table_name = 'parcel'").fetchone()
    if srs is None or meta.get("epsg") != str(srs[0]) or "county" not in meta:
        raise damaged(path, "meta")
    return PoolIdentity(meta["county"], int(srs[0]), _schema_version(connection))


@contextmanager
def transaction(connection: sqlite3.Connection, path: Path, kind: Literal["READ", "WRITE"]) -> Iterator[None]:
    """All or nothing. A writing transaction takes the file at once, so what it reads stays true until it ends."""
    with told_as_problems(path):
        _begin(connection, path, kind)
        try:
            with noted(path) if kind == "WRITE" else contextlib.nullcontext():
                yield
                connection.execute("COMMIT")
        except BaseException:
            with contextlib.suppress(sqlite3.Error):  # a full disk has rolled back already; closing does the rest
                connection.execute("ROLLBACK")
            raise


def _begin(connection: sqlite3.Connection, path: Path, kind: Literal["READ", "WRITE"]) -> None:
    try:
        connection.execute("BEGIN IMMEDIATE" if kind == "WRITE" else "BEGIN")
    except sqlite3.OperationalError as error:
        told = busy(path) if "is locked" in str(error) else None
        if told is None:
            raise
        raise told from error
