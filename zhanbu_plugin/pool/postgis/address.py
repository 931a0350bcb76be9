"""Where a pool on a database server is."""

from __future__ import annotations

from dataclasses import dataclass, field

PREFIX = "pg:"


@dataclass(frozen=True)
class ServerPool:
    """A schema of a database. ``dsn`` is libpq's connection string and may hold a password: it is never shown or kept.

    ``name`` is how users write it: ``pg:CONNECTION/SCHEMA`` with one of QGIS's stored connections.
    """

    dsn: str = field(repr=False)
    schema: str
    name: str

    def __str__(self) -> str:
        return self.name


def is_server_address(text: str) -> bool:
    """Whether a text names a pool on a server rather than a file."""
    return text.startswith(PREFIX)
