"""Packages that a county made before (已打的报送包): which they are, and the numbers that the next one takes."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from ..archive import UNREADABLE
from .format import MANIFEST, MANIFEST_BYTES, Manifest

_NAME = re.compile(r"(\d{6})_([A-Z]+)_(\d{4})_(\d{1,6})_v(\d{1,6})\.zip", re.ASCII)
_MOST = 200
"""Packages of a folder that are looked into for their batch: the newest."""


@dataclass(frozen=True, order=True)
class MadePackage:
    """A package by its name, and the batch that it holds: empty where that can't be told."""

    county: str
    system: str
    year: int
    sequence: int
    version_no: int
    batch: str = ""

    @property
    def name(self) -> str:
        """As its file is called."""
        return f"{self.county}_{self.system}_{self.year}_{self.sequence}_v{self.version_no}.zip"


def packages_in(folder: Path, county: str) -> list[MadePackage]:
    """Packages of a county in a folder, by their names; a folder that can't be read has none."""
    try:
        named = [one for path in folder.iterdir() if (one := package_named(path.name, "")) is not None]
    except OSError:
        return []
    newest = sorted((one for one in named if one.county == county), key=_newest_last, reverse=True)
    told = [replace(one, batch=_batch_of(folder / one.name)) for one in newest[:_MOST]]
    return sorted([*told, *newest[_MOST:]])


def package_named(name: str, batch: str) -> MadePackage | None:
    """A package by the name of its file; ``None`` where it isn't called as a package is."""
    parts = _NAME.fullmatch(name)
    if parts is None:
        return None
    county, system, year, sequence, version_no = parts.groups()
    return MadePackage(county, system, int(year), int(sequence), int(version_no), batch)


def next_numbers(made: Iterable[MadePackage], system: str, batch: str, year: int) -> tuple[int, int]:
    """Number in the year and version of a batch's next package: the next version of its own number, else version 1 of
    the first number that is free.
    """
    alike = [one for one in made if (one.system, one.year) == (system, year)]
    own = [one.sequence for one in alike if one.batch == batch]
    if not own:
        return max((one.sequence for one in alike), default=0) + 1, 1
    return max(own), max(one.version_no for one in alike if one.sequence == max(own)) + 1


def _newest_last(one: MadePackage) -> tuple[int, int, int, str]:
    return one.year, one.sequence, one.version_no, one.system


def manifest_of(path: Path) -> Manifest | None:
    """What a package says of itself, unverified; ``None`` where it can't be read. The manifest alone is read."""
    try:
        with zipfile.ZipFile(path) as archive:
            info = archive.getinfo(MANIFEST)
            if info.compress_type != zipfile.ZIP_DEFLATED or info.file_size > MANIFEST_BYTES:
                return None
            with archive.open(info) as file:
                return Manifest.from_bytes(file.read(MANIFEST_BYTES))
    except (KeyError, *UNREADABLE):
        return None


def _batch_of(path: Path) -> str:
    """The batch that a package says it holds."""
    stated = manifest_of(path)
    return "" if stated is None else stated.batch
