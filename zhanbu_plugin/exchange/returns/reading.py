"""Reading a return slip as the city saved it: CSV, XLSX from any spreadsheet, or a ZIP that holds one of these.

It comes by e-mail and USB stick. A workbook is looked at as a bounded ZIP first (``archive``), may hold no macros and
no document type (which is how XML entities blow up), and only then goes to GDAL's reader, from a temporary folder.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from osgeo import gdal, ogr

from ...survey.problem import InputProblem
from ...survey.wording import Wording, translate
from ..archive import ArchiveLimits, read_archive
from ..coordinates.text import decoded
from ..scratch import laid_out
from .slip import ReturnItem, items_of

_MOST_BYTES = 32 << 20
_MOST_ROWS = 100_000
_WORKBOOK = ArchiveLimits(entries=200, entry_bytes=64 << 20, total_bytes=96 << 20)
_PACKAGE = ArchiveLimits(entries=500, entry_bytes=64 << 20, total_bytes=128 << 20)
_TABLES = (".xlsx", ".csv", ".txt")
_HOSTILE = (b"<!DOCTYPE", b"<!ENTITY")

Rows = list[list[str]]


def read_slip(path: Path) -> tuple[ReturnItem, ...]:
    """The items of a slip. Raises ``InputProblem`` that names file, row and column."""
    content = _content(path)
    if path.suffix.lower() == ".zip":
        name, content = _packed(content, path.name)
    else:
        name = path.name
    return items_of(_rows(name, content), source=name)


def _content(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size <= _MOST_BYTES:
            return path.read_bytes()
    except (OSError, ValueError) as error:
        raise _refused(translate("zhanbu", "The file can't be read: {reason}.", reason=error), path.name) from error
    what = translate(
        "zhanbu", "The file has {size} bytes; a return slip has at most {limit}.", size=size, limit=_MOST_BYTES
    )
    raise _refused(what, path.name)


def _packed(content: bytes, source: str) -> tuple[str, bytes]:
    """Name and content of the one table in a ZIP; other papers beside it are left alone."""
    entries = read_archive(content, source=source, limits=_PACKAGE)
    tables = [name for name in sorted(entries) if PurePosixPath(name).suffix.lower() in _TABLES]
    if len(tables) != 1:
        raise _refused(
            translate("zhanbu", "The ZIP holds {count} tables; a return has one slip.", count=len(tables)), source
        )
    return PurePosixPath(tables[0]).name, entries[tables[0]]


def _rows(name: str, content: bytes) -> Rows:
    suffix = PurePosixPath(name).suffix.lower()
    if suffix == ".xlsx":
        return _of_workbook(content, name)
    if suffix in (".csv", ".txt"):
        return _of_text(content, name)
    raise _refused(translate("zhanbu", "A file {suffix} is no return slip.", suffix=suffix or "–"), name)


def _of_text(content: bytes, source: str) -> Rows:
    text, _ = decoded(content, source)
    sample = text[:4096]
    delimiter = max(",;\t", key=sample.count)
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise _refused(translate("zhanbu", "The table can't be read: {reason}.", reason=error), source) from error
    return _bounded([[_unquoted(cell) for cell in row] for row in rows], source)


def _unquoted(cell: str) -> str:
    """A text that our tables guard against being taken for a formula, without its guard."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in ("=", "+", "-", "@", "'") else cell


def _of_workbook(content: bytes, source: str) -> Rows:
    _require_harmless(read_archive(content, source=source, limits=_WORKBOOK), source)
    with laid_out(content, "slip.xlsx") as path:
        return _bounded(list(_of_sheet(path, source)), source)


def _require_harmless(parts: Mapping[str, bytes], source: str) -> None:
    """No macros, and no XML that defines entities."""
    for name, part in sorted(parts.items()):
        if PurePosixPath(name).name.lower().startswith("vbaproject"):
            raise _refused(translate("zhanbu", "The workbook holds macros ({part}).", part=name), source)
        if name.lower().endswith((".xml", ".rels")) and any(mark in part for mark in _HOSTILE):
            raise _refused(translate("zhanbu", "The workbook defines XML entities ({part}).", part=name), source)


def _of_sheet(path: Path, source: str) -> Iterator[list[str]]:
    """Every row of the first sheet with content, all cells as text."""
    options = ["HEADERS=DISABLE", "FIELD_TYPES=STRING"]
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        opened = gdal.OpenEx(str(path), gdal.OF_VECTOR, allowed_drivers=["XLSX"], open_options=options)
        layers = [] if opened is None else [opened.GetLayer(i) for i in range(opened.GetLayerCount())]
        filled = next((layer for layer in layers if layer.GetFeatureCount() > 0), None)
        if filled is None:
            raise _refused(translate("zhanbu", "The workbook has no sheet with rows."), source)
        for feature in filled:
            yield [_cell(feature, i) for i in range(feature.GetFieldCount())]
    except RuntimeError as error:
        raise _refused(translate("zhanbu", "The table can't be read: {reason}.", reason=error), source) from error
    finally:
        gdal.PopErrorHandler()


def _cell(feature: ogr.Feature, index: int) -> str:
    return str(feature.GetFieldAsString(index)) if feature.IsFieldSetAndNotNull(index) else ""


def _bounded(rows: Rows, source: str) -> Rows:
    if len(rows) > _MOST_ROWS:
        raise _refused(translate("zhanbu", "The table has more than {limit} rows.", limit=_MOST_ROWS), source)
    return rows


def _refused(what: Wording, source: str) -> InputProblem:
    return InputProblem(
        what,
        remedy=translate("zhanbu", "Choose the return slip as XLSX, CSV, or in a ZIP; nothing was changed."),
        source=source,
    )
