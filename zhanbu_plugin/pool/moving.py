"""Moving a pool from one engine to the other, or making a copy of it: every row, every file, the same history."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from ..checks.checked import compact_json
from ..survey.problem import InputProblem
from ..survey.wording import translate
from .addresses import PoolAddress
from .creation import make_pool
from .database import evidence_folder, session_of
from .filing.evidence_files import is_stored_name, keep_file
from .integrity import verify_pool
from .records import PoolIdentity
from .sql.session import Session
from .sql.tables import ALL_ROWS, SHAPES, Fill, Stored

_FEW = 1000
"""Rows between which shapes are turned into what the other engine stores."""


def copy_pool(source: PoolAddress, target: PoolAddress, *, evidence: str | Path = "") -> PoolIdentity:
    """A new pool with all that ``source`` holds, of either engine; ``source`` stays as it is.

    ``evidence`` is the folder for files where the target is on a server. The copy is compared with the original, row by
    row; of one that differs nothing stays unsaid. Raises ``InputProblem`` for a pool with faults, which isn't copied,
    a target that is there already, or an engine that can't be used.
    """
    faults = verify_pool(source)
    if faults:
        raise InputProblem(
            translate("zhanbu", "The pool isn't sound, so it is not copied: {fault}", fault=faults[0]),
            remedy=translate("zhanbu", "Verify the pool, and restore its last sound backup."),
            source=str(source),
        )
    with session_of(source, "ro") as session, session.transaction("READ"):
        identity, before = session.identity, digest_of(session)

        def fill(put: Fill, stored: Stored) -> None:
            for table, sql in ALL_ROWS.items():
                put(table, rows_for(session, sql, stored))

        made_on = session.rows("SELECT value FROM meta WHERE key = :key", {"key": "created_on"})[0]["value"]
        make_pool(target, identity.county, identity.epsg, str(made_on), evidence, fill)
    _copy_files(source, target)
    with session_of(target, "ro") as session:
        if digest_of(session) != before:
            raise session.damaged(str(translate("zhanbu", "the copy differs from the original")))
    return identity


def digest_of(session: Session) -> str:
    """SHA-256 over every row of a pool, whichever engine keeps it."""
    digest = hashlib.sha256()
    for table, sql in ALL_ROWS.items():
        digest.update(table.encode())
        for row in rows_for(session, sql, lambda shapes: shapely.to_wkb(shapes, byte_order=1, output_dimension=2)):
            plain = {name: value.hex() if isinstance(value, bytes) else value for name, value in row.items()}
            digest.update(compact_json(plain).encode())
    return digest.hexdigest()


def rows_for(session: Session, sql: str, stored: Stored) -> Iterator[Mapping[str, Any]]:
    """Rows of a question, by column name, with shapes as ``stored`` makes them."""
    rows = session.rows(sql)
    for first in range(0, len(rows), _FEW):
        some = rows[first : first + _FEW]
        if SHAPES in some[0]:
            shapes = np.asarray(session.shapes([row[SHAPES] for row in some]), dtype=object)
            some = [{**row, SHAPES: kept} for row, kept in zip(some, stored(shapes))]
        yield from some


def _copy_files(source: PoolAddress, target: PoolAddress) -> None:
    folder = evidence_folder(source)
    if folder.is_dir():
        for file in sorted(folder.iterdir()):
            if is_stored_name(file.name):
                keep_file(target, file, sha256=file.name[:64])
