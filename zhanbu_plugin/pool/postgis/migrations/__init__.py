"""Numbered migrations of the schema on PostgreSQL, frozen once released: twins of the GeoPackage's, one by one.

A migration is a file, or a folder of files that run one after the other. A pool keeps the number, name and SHA-256 of
each one it has been through.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from psycopg2 import extensions, sql

_NAME = re.compile(r"(\d{4})_[a-z0-9_]+")
_UNPLACED = """
    SELECT c.relname, a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE c.relnamespace = to_regnamespace(quote_ident(%s)) AND c.relkind = 'r' AND NOT a.attisdropped
        AND format_type(a.atttypid, NULL) LIKE '%%geometry' AND postgis_typmod_srid(a.atttypmod) = 0
    ORDER BY 1, 2
"""


@dataclass(frozen=True)
class Migration:
    """One step of the schema: its text and the hash by which a pool remembers it."""

    number: int
    name: str
    text: str

    @property
    def sha256(self) -> str:
        """Of the text with plain line ends, so that a checkout's line ends don't matter."""
        return hashlib.sha256(self.text.encode()).hexdigest()


@lru_cache(maxsize=1)
def migrations() -> tuple[Migration, ...]:
    """All migrations in order. Raises ``RuntimeError`` when one is missing from the installation."""
    found = []
    places = sorted(p for p in Path(__file__).parent.glob("[0-9]*") if p.is_dir() or p.suffix == ".sql")
    for expected, place in enumerate(places, start=1):
        matched = _NAME.fullmatch(place.stem)
        if matched is None or int(matched[1]) != expected:
            raise RuntimeError(f"migration {expected:04d} is missing: found {place.name}")
        files = sorted(place.glob("*.sql")) if place.is_dir() else [place]
        text = "\n".join(file.read_text(encoding="utf-8") for file in files)
        found.append(Migration(expected, place.stem, text))
    if not found:
        raise RuntimeError("the migrations of the pool are missing from this installation")
    return tuple(found)


def apply(cursor: extensions.cursor, migration: Migration, schema: str, epsg: int) -> None:
    """Run a migration inside the caller's transaction, with ``schema`` in front of the search path, and note it.

    The shapes of new tables get the pool's reference system.
    """
    cursor.execute(migration.text)
    cursor.execute(_UNPLACED, (schema,))
    for table, column in cursor.fetchall():
        cursor.execute(
            sql.SQL("ALTER TABLE {} ALTER COLUMN {} TYPE geometry(MultiPolygon, {})").format(
                sql.Identifier(table), sql.Identifier(column), sql.Literal(epsg)
            )
        )
    cursor.execute(
        "INSERT INTO migration (number, name, sha256) VALUES (%s, %s, %s)",
        (migration.number, migration.name, migration.sha256),
    )
