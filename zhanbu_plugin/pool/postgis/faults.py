"""What can be wrong with a pool on a server itself: safeguards, links between rows, the record of migrations."""

from __future__ import annotations

from functools import partial
from typing import Any

from ...survey.wording import Wording, translate
from ..sql.row_faults import row_faults
from .address import ServerPool
from .catalogue import expected_parts, parts_of
from .identity import identity_of
from .migrations import migrations
from .server import Connection, Cursor

_FREE_TO_ADD = ("index", "table")
"""Parts that somebody may add for purposes of their own without taking a safeguard away."""


def storage_faults(connection: Connection, pool: ServerPool) -> list[Wording]:
    """All of them, as sentences."""
    with connection.cursor() as cursor:
        return [*_safeguards(connection, cursor, pool), *_migrations(cursor), *row_faults(partial(_asked, cursor))]


def _safeguards(connection: Connection, cursor: Cursor, pool: ServerPool) -> list[Wording]:
    """A pool whose triggers were taken away or switched off protects nothing, even when its rows still look right."""
    expected = expected_parts(connection, pool, identity_of(cursor, pool.name).epsg)
    if expected is None:
        return [
            translate(
                "zhanbu",
                "The pool's safeguards were not looked at, for this account may not create schemas in the database.",
            )
        ]
    actual = parts_of(cursor, pool.schema)
    changed = {name for name, text in expected.items() if actual.get(name) != text}
    added = {name for name in actual if name not in expected and not name.startswith(_FREE_TO_ADD)}
    return [
        translate("zhanbu", "The pool's own safeguard {name} was removed or changed.", name=name)
        for name in sorted(changed | added)
    ]


def _migrations(cursor: Cursor) -> list[Wording]:
    cursor.execute("SELECT number, name, sha256 FROM migration ORDER BY number")
    if cursor.fetchall() == [(m.number, m.name, m.sha256) for m in migrations()]:
        return []
    return [translate("zhanbu", "The pool's record of schema changes is not that of this version.")]


def _asked(cursor: Cursor, question: str) -> list[tuple[Any, ...]]:
    cursor.execute(question)
    return cursor.fetchall()
