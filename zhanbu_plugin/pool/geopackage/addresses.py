"""How SQLite is told of a file."""

from __future__ import annotations

from pathlib import Path


def address_of(path: Path, mode: str) -> str:
    """URI of a file to be opened for reading (``ro``) or writing (``rw``), never made."""
    uri = path.resolve().as_uri()
    host_follows = not uri.startswith("file:///")
    # A Windows share has no host in SQLite.
    return f"{uri.replace('file://', 'file:////', 1) if host_follows else uri}?mode={mode}"
