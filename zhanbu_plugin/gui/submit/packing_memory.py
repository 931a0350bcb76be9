"""Which packages were made of a pool on this computer, from one start of QGIS to the next (打包记忆)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import astuple
from pathlib import Path

from qgis.core import QgsSettings

from ...exchange.submission.made_before import MadePackage, manifest_of, packages_in

_KEY = "zhanbu/packages"
_MOST = 500


class PackingMemory:
    """Of one pool. The pool itself doesn't tell: it stays as it was when the package was made."""

    def __init__(self, pool: str) -> None:
        self._key = f"{_KEY}/{hashlib.sha256(pool.encode()).hexdigest()[:16]}"

    def keep(self, made: MadePackage, folder: Path) -> None:
        """Remember a package and the folder that it lies in."""
        rows = [row for row in self._rows() if row != (made, folder)]
        texts = [[*astuple(one), str(where)] for one, where in [*rows, (made, folder)][-_MOST:]]
        QgsSettings().setValue(self._key, json.dumps(texts, ensure_ascii=False), QgsSettings.Section.Plugins)

    def known(self, county: str) -> tuple[MadePackage, ...]:
        """What was made, without packages that were deleted since, and what else lies beside them. Reads folders."""
        rows = self._rows()
        folders = {folder for _, folder in rows}
        there = {one for folder in folders for one in packages_in(folder, county)}
        kept = {one for one, folder in rows if not _is_gone(folder, one.name)}
        return tuple(sorted(_told_apart(kept | there)))

    def parcels_of_last(self, made: Iterable[MadePackage]) -> dict[tuple[str, str], tuple[str, int]]:
        """Name and number of parcels of each batch's (system, name) last package, where it can be read."""
        last = {(one.system, one.batch): one for one in sorted(made) if one.batch}
        folders = sorted({folder for _, folder in self._rows()})
        found = {}
        for batch, one in last.items():
            stated = next(filter(None, (manifest_of(folder / one.name) for folder in folders)), None)
            if stated is not None and (stated.system, stated.batch) == batch:
                found[batch] = (one.name, stated.parcels)
        return found

    def _rows(self) -> list[tuple[MadePackage, Path]]:
        told = str(QgsSettings().value(self._key, "", section=QgsSettings.Section.Plugins) or "[]")
        try:
            return [(MadePackage(*row[:-1]), Path(row[-1])) for row in json.loads(told)]
        except (ValueError, TypeError, IndexError):
            return []


def _is_gone(folder: Path, name: str) -> bool:
    """Whether a folder that can be looked into doesn't hold a file; a drive that is away tells nothing."""
    try:
        return folder.is_dir() and not (folder / name).exists()
    except OSError:
        return False


def _told_apart(made: Iterable[MadePackage]) -> list[MadePackage]:
    """Without those of unknown batch where the batch is known too."""
    found = list(made)
    named = {one.name for one in found if one.batch}
    return [one for one in found if one.batch or one.name not in named]
