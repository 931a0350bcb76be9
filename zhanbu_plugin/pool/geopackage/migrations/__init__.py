"""Numbered migrations of the GeoPackage schema, frozen once released.

A migration is a file, or a folder of files that run one after the other. A pool keeps the number, name and SHA-256 of
each one it has been through.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

_NAME = re.compile(r"(\d{4})_[a-z0-9_]+")


@dataclass(frozen=True)
class Migration:
    """One step of the schema: SQL statements and the hash by which a pool remembers them."""

    number: int
    name: str
    text: str

    @property
    def sha256(self) -> str:
        """Of the text with plain line ends, so that a checkout's line ends don't matter."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def statements(self) -> Iterator[str]:
        """The statements one by one, so that they run inside the caller's transaction."""
        statement = ""
        for line in self.text.splitlines(keepends=True):
            statement += line
            if statement.rstrip().endswith(";") and sqlite3.complete_statement(statement):
                yield statement.strip()
                statement = ""
        if not sqlite3.complete_statement(statement + ";") or statement.strip():
            raise ValueError(f"{self.name} ends in the middle of a statement")


@lru_cache(maxsize=1)
def migrations() -> tuple[Migration, ...]:
    """All migrations in order. Raises ``RuntimeError`` when one is missing from the installation."""
    places = sorted(p for p in Path(__file__).parent.glob("[0-9]*") if p.is_dir() or p.suffix == ".sql")
    found = []
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


def apply(connection: sqlite3.Connection, migration: Migration) -> None:
    """Run a migration inside the caller's transaction and note it in the pool."""
    for statement in migration.statements():
        connection.execute(statement)
    connection.execute(
        "INSERT INTO migration (number, name, sha256) VALUES (?, ?, ?)",
        (migration.number, migration.name, migration.sha256),
    )


@lru_cache(maxsize=1)
def expected_schema() -> Mapping[str, str]:
    """SQL of each table, index and trigger that the migrations make, by name."""
    connection = sqlite3.connect(":memory:")
    try:
        for migration in migrations():
            apply(connection, migration)
        return MappingProxyType(
            dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall())
        )
    finally:
        connection.close()
