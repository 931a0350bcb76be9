"""Opening a pool on a server: checked to be one of ours, of a version that we know."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from ...survey.problem import InputProblem
from ...survey.wording import translate
from .address import ServerPool
from .identity import FORMAT, meta_of, schema_version
from .migrations import migrations
from .problems import not_a_pool
from .server import Connection, Cursor, connected
from .upgrading import bring_up_to_date


@contextmanager
def opened(pool: ServerPool, mode: Literal["ro", "rw"], busy_seconds: float = 5.0) -> Iterator[Connection]:
    """A connection to an existing pool. Raises ``InputProblem``.

    A pool of an older version is brought up to date first, with a copy of its tables beside it.
    """
    with connected(pool) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, false)", (str(max(1, round(busy_seconds * 1000))),))
        _require_pool(cursor, pool)
        if schema_version(cursor) < len(migrations()):
            bring_up_to_date(connection, pool)
        if mode == "ro":
            cursor.execute("SET default_transaction_read_only = on")
        yield connection


def _require_pool(cursor: Cursor, pool: ServerPool) -> None:
    cursor.execute(
        "SELECT count(*) FROM pg_class WHERE relnamespace = to_regnamespace(quote_ident(%s)) AND relkind = 'r' "
        "AND relname IN ('meta', 'migration', 'parcel')",
        (pool.schema,),
    )
    if cursor.fetchone() != (3,) or meta_of(cursor).get("format") != FORMAT:
        raise not_a_pool(pool.name)
    found, known = schema_version(cursor), len(migrations())
    if found > known:
        raise InputProblem(
            translate(
                "zhanbu",
                "The pool was made by a newer version of this plugin (schema {found}, this version knows {known}).",
                found=found,
                known=known,
            ),
            remedy=translate("zhanbu", "Install the newer version of the plugin; the pool was not touched."),
            source=pool.name,
        )
