"""Packages that somebody changed on their way, by chance and yet the same every time: the number decides which."""

from __future__ import annotations

import io
import random
import re
import sqlite3
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import shapely
from package_mutations import repacked, unpacked
from submission_example import BATCH, COUNTY, batch_of, built, checked

from zhanbu_plugin.exchange.archive import write_archive
from zhanbu_plugin.pool.filing.evidence import Paper, attach_evidence
from zhanbu_plugin.pool.filing.subjects import Concern
from zhanbu_plugin.pool.geopackage.blob import decode, encode
from zhanbu_plugin.pool.reading import pool_batch

Files = Mapping[str, bytes]
_DIGIT = re.compile(rb"[0-9]")
_TOLD_ONCE = re.compile(rb'"(plugin_version|format_version|size)": ')
"""Lines of the manifest that no number follows from: who wrote it. Sizes are put right with the hashes."""


@dataclass(frozen=True)
class Mutation:
    """What was done, in words, and the package that came of it."""

    told: str
    path: Path


def package_with_papers(folder: Path) -> Path:
    """Eight parcels with holes and parts, a report on all of them and an appraisal of one, two printed papers."""
    batch_of(folder, [checked(i) for i in range(8)])
    for name, kind, concern in (
        ("检查报告.pdf", "CHECK_REPORT", Concern((), "CROP", BATCH)),
        ("初鉴.pdf", "QUALITY_APPRAISAL", Concern((f"{COUNTY}-CROP-000001",))),
    ):
        (folder / name).write_bytes(f"%PDF-1.4 {name} 2026 7 13 面积 2345.67".encode())
        paper = Paper(kind, "示例县〔2026〕5号", date(2026, 11, 5), "示例县农业农村局", name)
        attach_evidence(
            folder / "pool.gpkg", folder / name, paper, concern, role="COUNTY_NR", recorded_at="2026-11-10T09:00:00"
        )
    return built(pool_batch(folder / "pool.gpkg", "CROP", BATCH), folder).path


class Mutations:
    """Changed packages of one package, by number. ``folder`` holds one of them at a time."""

    def __init__(self, package: Path, folder: Path) -> None:
        self.name, self.folder = package.name, folder
        self.whole, self.files = package.read_bytes(), unpacked(package)

    def mutation(self, number: int) -> Mutation:
        """The package of a number: kinds take turns."""
        chance = random.Random(f"2026-11-22/{number}")  # noqa: S311
        kinds = (self.flipped, self.flipped_inside, self.removed, self.swapped, self.renamed, *[self.edited] * 5)
        for _ in range(100):
            made = kinds[number % len(kinds)](chance)
            if made is not None:
                return made
        raise AssertionError(f"no change came of number {number}")

    def flipped(self, chance: random.Random) -> Mutation | None:
        """Some bits of the ZIP file, or its end cut off."""
        content = bytearray(self.whole)
        if chance.random() < 0.1:
            del content[chance.randrange(len(content)) :]
        for _ in range(chance.choice((1, 1, 2, 8, 64))):
            if content:
                content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        if bytes(content) == self.whole:
            return None
        path = self.folder / self.name
        path.write_bytes(content)
        return Mutation("bytes flipped", path)

    def flipped_inside(self, chance: random.Random) -> Mutation:
        """A bit of one file, packed and sealed again; the manifest as it was."""
        name = chance.choice(sorted(set(self.files) - {"manifest.json"}))
        content = bytearray(self.files[name])
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        return self._packed(f"a byte of {name} flipped", {**self.files, name: bytes(content)}, hashes=False)

    def removed(self, chance: random.Random) -> Mutation:
        """One file or several left out."""
        gone = chance.sample(sorted(self.files), chance.choice((1, 1, 2, 3)))
        left = {name: content for name, content in self.files.items() if name not in gone}
        return self._packed(f"{', '.join(gone)} removed", left, hashes=chance.random() < 0.5)

    def swapped(self, chance: random.Random) -> Mutation | None:
        """The content of two files exchanged."""
        one, other = chance.sample(sorted(set(self.files) - {"manifest.json"}), 2)
        files = {**self.files, one: self.files[other], other: self.files[one]}
        return self._packed(f"{one} and {other} swapped", files, hashes=chance.random() < 0.5)

    def renamed(self, chance: random.Random) -> Mutation:
        """A file under another name."""
        files = dict(self.files)
        name = chance.choice(sorted(files))
        other = chance.choice((name.upper(), f"{name}.bak", f"_{name}", f"a/{name}", name[:-1], f"．{name}"))
        files[other] = files.pop(name)
        return self._packed(f"{name} renamed to {other}", files, hashes=chance.random() < 0.5)

    def edited(self, chance: random.Random) -> Mutation | None:
        """A number in a file, mostly with hashes and seal put right."""
        name = chance.choice(sorted(self.files))
        change = _edit_of(name)
        content = change(self.files[name], chance, self.folder)
        if content is None or content == self.files[name]:
            return None
        hashes = chance.random() < 0.7
        told = f"a number in {name} edited" + (", hashes put right" if hashes else "")
        return self._packed(told, {**self.files, name: content}, hashes=hashes)

    def _packed(self, told: str, files: Files, *, hashes: bool) -> Mutation:
        if "manifest.json" in files and files["manifest.json"] != self.files["manifest.json"]:
            hashes = False
        if "manifest.json" in files and hashes:
            return Mutation(told, repacked(files, self.folder, self.name))
        path = self.folder / self.name
        path.write_bytes(write_archive(files, sealed=True))
        return Mutation(told, path)


def _edit_of(name: str) -> Callable[[bytes, random.Random, Path], bytes | None]:
    if name.endswith(".xlsx"):
        return _edited_workbook
    return _edited_layer if name.endswith(".gpkg") else _edited_text


def _edited_text(content: bytes, chance: random.Random, _folder: Path) -> bytes | None:
    """One digit of a text, or of a paper that has some."""
    places = [m.start() for m in _DIGIT.finditer(content) if not _stands_alone(content, m.start())]
    if not places:
        return None
    at = chance.choice(places)
    return content[:at] + _other_digit(content[at : at + 1], chance) + content[at + 1 :]


def _stands_alone(content: bytes, at: int) -> bool:
    return _TOLD_ONCE.search(content, content.rfind(b"\n", 0, at) + 1, at) is not None


def _other_digit(digit: bytes, chance: random.Random) -> bytes:
    return chance.choice([d for d in "0123456789" if d.encode() != digit]).encode()


def _edited_workbook(content: bytes, chance: random.Random, folder: Path) -> bytes | None:
    """One digit of a cell or a text of a workbook."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    part = chance.choice(sorted(name for name in parts if "sheet" in name or "sharedStrings" in name))
    changed = _edited_text(parts[part], chance, folder)
    return None if changed is None else write_archive({**parts, part: changed})


def _edited_layer(content: bytes, chance: random.Random, folder: Path) -> bytes | None:
    """One number of a parcel's row, or one vertex by a centimetre or a kilometre."""
    path = folder / "edited.gpkg"
    path.write_bytes(content)
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        names = [row[1] for row in connection.execute("PRAGMA table_info(parcels)") if row[1] != "fid"]
        name = chance.choice(names)
        fid, value = chance.choice(connection.execute(f'SELECT fid, "{name}" FROM parcels').fetchall())
        other = _moved(value, chance) if name == "geom" else _other(value, chance)
        connection.execute(f'UPDATE parcels SET "{name}" = ? WHERE fid = ?', (other, fid))
        connection.execute("VACUUM")
    finally:
        connection.close()
    return path.read_bytes() if other != value else None


def _other(value: object, chance: random.Random) -> object:
    if isinstance(value, (int, float)):
        return value + chance.choice((1, -1, 10, 0.25, 1e6))
    if isinstance(value, str):
        edited = _edited_text(value.encode(), chance, Path())
        return value if edited is None else edited.decode()
    return value


def _moved(value: bytes, chance: random.Random) -> bytes:
    shape = decode([value])[0]
    points = shapely.get_coordinates(shape)
    # The first point of a ring is its last too, so a middle one is moved.
    points[1] += (chance.choice((0.01, -0.01, 1.0, 1000.0)), 0.0)
    return encode(shapely.set_coordinates(shapely.from_wkb(shapely.to_wkb([shape])), points), 4527)[0]
