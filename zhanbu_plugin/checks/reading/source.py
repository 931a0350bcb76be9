"""Opening a vector file: what may be opened, what is wrong when it can't be, and what is missing beside it.

Nothing is ever written beside the user's file: a lost ``.shx`` is rebuilt in memory.
"""

from __future__ import annotations

import secrets
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from osgeo import gdal, ogr

from ...survey.problem import InputProblem
from ...survey.wording import Wording, translate
from .gdal_complaints import complaints
from .text import TextEncoding, encoding_of_dbf

DRIVERS = ["GPKG", "ESRI Shapefile", "OpenFileGDB", "GeoJSON", "FlatGeobuf", "MapInfo File", "SQLite"]
"""Formats that offices exchange. A driver that writes beside the file it reads (GML) is left out."""
_IN_ARCHIVES = (".gpkg", ".shp", ".gdb", ".geojson", ".json", ".fgb", ".tab")
_SQLITE = b"SQLite format 3\0"
_POLYGON_KINDS = {0, 3, 6, 7, 10, 12, 14, 15, 16}


@dataclass(frozen=True)
class Source:
    """An opened dataset. ``path`` is what GDAL opened; ``text`` decodes a shapefile's bytes, else ``None``."""

    dataset: Any
    path: str
    name: str
    text: TextEncoding | None
    warnings: tuple[Wording, ...]

    def layer_names(self, *, polygonal: bool = True) -> tuple[str, ...]:
        """Names of the layers, in the file's order; only of those that may hold polygons unless told otherwise."""
        layers = [self.dataset.GetLayer(i) for i in range(self.dataset.GetLayerCount())]
        kinds = [ogr.GT_Flatten(y.GetGeomType()) for y in layers]
        return tuple(y.GetName() for y, kind in zip(layers, kinds) if not polygonal or kind in _POLYGON_KINDS)


@contextmanager
def opened(path: str | Path, *, attributes: bool = True) -> Iterator[Source]:
    """Opens a vector file read-only. Raises ``InputProblem`` naming the file and the way out.

    ``attributes`` says whether a shapefile without its ``.dbf`` is of any use.
    """
    given = str(path)
    name = PurePosixPath(given.replace("\\", "/")).name
    place = _inside_archive(given, name)
    if gdal.VSIStatL(place) is None:
        raise InputProblem(
            translate("zhanbu", "The file does not exist."),
            remedy=translate("zhanbu", "Check the path, or whether the drive is connected."),
            source=given,
        )
    if gdal.VSIStatL(place).IsDirectory() and not place.lower().rstrip("/").endswith((".gdb", ".gdb.zip")):
        raise _not_a_vector_file(name)
    if place.lower().endswith(".shp"):
        with _opened_shapefile(place, name, attributes) as source:
            yield source
        return
    yield Source(_dataset(place, name), place, name, None, ())


def _inside_archive(path: str, name: str) -> str:
    """The one dataset in a ZIP file, as GDAL's path; any other path as it is."""
    if not path.lower().endswith(".zip") or path.lower().endswith(".gdb.zip"):
        return path
    archive = path if path.startswith("/vsizip/") else f"/vsizip/{path}"
    inside = [e for e in gdal.ReadDirRecursive(archive) or [] if e.rstrip("/").lower().endswith(_IN_ARCHIVES)]
    if len(inside) == 1:
        return f"{archive}/{inside[0].rstrip('/')}"
    if not inside:
        raise InputProblem(
            translate("zhanbu", "The archive holds no vector file."),
            remedy=translate("zhanbu", "Choose a GeoPackage, shapefile, file geodatabase or GeoJSON file."),
            source=name,
        )
    raise InputProblem(
        translate("zhanbu", "The archive holds several vector files: {names}.", names=", ".join(sorted(inside))),
        remedy=translate("zhanbu", "Unpack it and choose one of them."),
        source=name,
    )


def _dataset(place: str, name: str, options: tuple[str, ...] = ()) -> Any:  # noqa: ANN401
    with complaints() as said:
        dataset = _open(place, options)
        if dataset is None and place.lower().endswith(".gpkg") and not _has_journal(place):
            # In a folder that can't be written SQLite can't make the lock files of write-ahead mode. With no log
            # beside the file nobody is writing it either.
            dataset = _open(place, (*options, "IMMUTABLE=YES"))
    if dataset is None:
        raise _unopened(place, name, said)
    if dataset.GetLayerCount() == 0:
        raise _not_a_vector_file(name)
    return dataset


def _open(place: str, options: tuple[str, ...]) -> Any:  # noqa: ANN401
    flags = gdal.OF_VECTOR | gdal.OF_READONLY
    try:
        return gdal.OpenEx(place, flags, allowed_drivers=DRIVERS, open_options=list(options))
    except RuntimeError:  # the same as None, where GDAL's exceptions are switched on
        return None


def _has_journal(place: str) -> bool:
    journal = gdal.VSIStatL(place + "-wal")
    return journal is not None and journal.size > 0


def _unopened(place: str, name: str, said: list[str]) -> InputProblem:
    head = _bytes_of(place, 100) if not gdal.VSIStatL(place).IsDirectory() else b""
    if head.startswith(_SQLITE):
        (page, pages) = struct.unpack(">H", head[16:18])[0], struct.unpack(">I", head[28:32])[0]
        whole = (65536 if page == 1 else page) * pages
        size = gdal.VSIStatL(place).size
        if size < whole:
            return InputProblem(
                translate(
                    "zhanbu",
                    "The GeoPackage is cut short: {size} of {whole} bytes are there.",
                    size=size,
                    whole=whole,
                ),
                remedy=translate("zhanbu", "Copy the file again from where it came from."),
                source=name,
            )
    known = (_SQLITE, b"\x00\x00\x27\x0a", b"fgb")
    if said and head.startswith(known):
        return damaged(name, said[0])
    return _not_a_vector_file(name)


def damaged(name: str, reason: str, parcel: str = "") -> InputProblem:
    """The file opens but can't be read to its end."""
    return InputProblem(
        translate("zhanbu", "The file is damaged: {reason}", reason=reason),
        remedy=translate("zhanbu", "Copy the file again from where it came from."),
        source=name,
        parcel=parcel,
    )


def _not_a_vector_file(name: str) -> InputProblem:
    return InputProblem(
        translate("zhanbu", "This is no vector file that can be read."),
        remedy=translate("zhanbu", "Choose a GeoPackage, shapefile, file geodatabase or GeoJSON file."),
        source=name,
    )


@contextmanager
def _opened_shapefile(place: str, name: str, attributes: bool) -> Iterator[Source]:
    dbf, cpg = _beside(place, ".dbf"), _beside(place, ".cpg")
    if dbf is None and attributes:
        raise InputProblem(
            translate("zhanbu", "The .dbf file of the shapefile is missing, and with it every attribute."),
            remedy=translate("zhanbu", "Copy all files of the shapefile (.shp, .shx, .dbf, .prj, .cpg) together."),
            source=name,
        )
    text = encoding_of_dbf(_bytes_of(dbf), _text_of(cpg)) if dbf else TextEncoding("utf-8")
    warnings = text.warnings
    # Bytes come through unchanged (ENCODING empty), and text is decoded here: GDAL's own recoding depends on how
    # it was built, and takes the code page of the header for granted.
    if _beside(place, ".shx") is not None:
        yield Source(_dataset(place, name, ("ENCODING=",)), place, name, text, warnings)
        return
    rebuilt = translate("zhanbu", "The .shx file was missing; it was rebuilt in memory.")
    with _copied_to_memory(place) as copy, _restoring_shx():
        yield Source(_dataset(copy, name, ("ENCODING=",)), place, name, text, (*warnings, rebuilt))


@contextmanager
def _copied_to_memory(place: str) -> Iterator[str]:
    folder = f"/vsimem/zhanbu-{secrets.token_hex(8)}"
    copy = f"{folder}/layer.shp"
    try:
        gdal.FileFromMemBuffer(copy, _bytes_of(place))
        for ending in (".dbf", ".prj"):
            other = _beside(place, ending)
            if other is not None:
                gdal.FileFromMemBuffer(f"{folder}/layer{ending}", _bytes_of(other))
        yield copy
    finally:
        for entry in gdal.ReadDir(folder) or []:
            gdal.Unlink(f"{folder}/{entry}")


@contextmanager
def _restoring_shx() -> Iterator[None]:
    before = gdal.GetThreadLocalConfigOption("SHAPE_RESTORE_SHX")
    gdal.SetThreadLocalConfigOption("SHAPE_RESTORE_SHX", "YES")
    try:
        yield
    finally:
        gdal.SetThreadLocalConfigOption("SHAPE_RESTORE_SHX", before)


def _beside(place: str, ending: str) -> str | None:
    """A companion of a shapefile, in lower or upper case."""
    stem = place[: -len(".shp")]
    for candidate in (stem + ending, stem + ending.upper()):
        if gdal.VSIStatL(candidate) is not None:
            return candidate
    return None


def _text_of(path: str | None) -> str | None:
    return None if path is None else _bytes_of(path, 100).decode("ascii", "replace")


def _bytes_of(path: str, most: int | None = None) -> bytes:
    size = gdal.VSIStatL(path).size
    wanted = size if most is None else min(size, most)
    file = gdal.VSIFOpenL(path, "rb")
    if file is None:
        raise damaged(PurePosixPath(path).name, "VSIFOpenL")
    try:
        return bytes(gdal.VSIFReadL(1, wanted, file) or b"")
    finally:
        gdal.VSIFCloseL(file)


def layer_called(source: Source, layer: str | None) -> Any:  # noqa: ANN401
    """The layer of a source by name, or its only one that may hold polygons. Raises ``InputProblem``."""
    names = source.layer_names()
    if layer is not None:
        found = next((y for y in source.layer_names(polygonal=False) if y == layer), None)
        if found is None:
            raise InputProblem(
                translate("zhanbu", "The file has no layer {layer}.", layer=layer),
                remedy=translate("zhanbu", "Choose one of its layers: {names}.", names=", ".join(names)),
                source=source.name,
            )
        return source.dataset.GetLayerByName(found)
    if len(names) == 1:
        return source.dataset.GetLayerByName(names[0])
    if not names:
        raise no_polygons(source.name, _kind_names(source))
    raise InputProblem(
        translate("zhanbu", "The file has several layers: {names}.", names=", ".join(names)),
        remedy=translate("zhanbu", "Say which one is meant."),
        source=source.name,
    )


def _kind_names(source: Source) -> str:
    layers = [source.dataset.GetLayer(i) for i in range(source.dataset.GetLayerCount())]
    return ", ".join(sorted({ogr.GeometryTypeToName(y.GetGeomType()) for y in layers}))


def no_polygons(name: str, kinds: str) -> InputProblem:
    """The layer holds points, lines or no geometry at all."""
    return InputProblem(
        translate("zhanbu", "The layer holds no polygons but: {kinds}.", kinds=kinds),
        remedy=translate("zhanbu", "Choose a polygon layer."),
        source=name,
    )
