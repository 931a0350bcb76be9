"""Packages that were changed after they were built, with or without the hashes put right."""

from __future__ import annotations

import hashlib
import io
import json
import sqlite3
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from zhanbu_plugin.exchange.archive import write_archive


def unpacked(package: Path) -> dict[str, bytes]:
    """Content by name."""
    with zipfile.ZipFile(package) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def repacked(files: Mapping[str, bytes], folder: Path, name: str, /, *, hashes: bool = True, **stated: object) -> Path:
    """The files as a sealed package again; ``hashes`` corrects the manifest, ``stated`` changes what else it says."""
    files = dict(files)
    manifest = json.loads(files["manifest.json"])
    if hashes:
        manifest["files"] = {
            n: {"sha256": hashlib.sha256(c).hexdigest(), "size": len(c)}
            for n, c in files.items()
            if n != "manifest.json"
        }
    manifest.update(stated)
    files["manifest.json"] = (json.dumps(manifest, ensure_ascii=False, sort_keys=True, indent=2) + "\n").encode()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(write_archive(files, sealed=True))
    return path


def with_sql(content: bytes, folder: Path, *statements: str) -> bytes:
    """A GeoPackage after some SQL."""
    path = folder / "edited.gpkg"
    path.write_bytes(content)
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.execute("VACUUM")
    connection.close()
    return path.read_bytes()


def with_part(workbook: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """A workbook with one part changed."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    changed = change(parts[part].decode()).encode()
    assert changed != parts[part], "the edit changed nothing"
    return write_archive(parts | {part: changed})
