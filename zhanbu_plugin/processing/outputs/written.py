"""What was written is looked at again: formats that write at the end tell nobody that the disk was full."""

from __future__ import annotations

import contextlib
import os
import struct
from pathlib import Path
from typing import Any

from osgeo import gdal
from qgis.core import (
    QgsProcessingContext,
    QgsProcessingException,
    QgsProviderRegistry,
    QgsVectorFileWriter,
)

from ...checks.reading.gdal_complaints import complaints
from ...reports.language import tr
from .destinations import is_file
from .drafts import cannot_be_written
from .outputs import Outputs

_BESIDE = ("-wal", "-shm", "-journal")
_COUNTABLE = (".gpkg", ".shp", ".geojson", ".json", ".fgb", ".csv", ".dbf", ".sqlite")
"""Formats that give back as many features as were put in."""
_DATABASES = (".gpkg", ".sqlite")


def require_whole(sink_id: str, count: int, outputs: Outputs, output: str) -> None:
    """Raises ``QgsProcessingException`` unless the file of a closed sink holds ``count`` features, shapes included."""
    file, layer_name = _file_of(sink_id, outputs.context)
    if file is None or file.suffix.lower() not in _COUNTABLE:
        return
    with complaints() as said:
        found = _features_in(file, layer_name)
    if found < count or said or not _ends_properly(file, count):
        raise QgsProcessingException(
            tr(
                "{output}: {file} could not be written to its end ({found} of {count} rows). Make room on the disk, or "
                "choose another folder, and run it again."
            ).format(output=output, file=outputs.drafts.published(str(file)), found=found, count=count)
        )


def discard(sink_id: str, context: QgsProcessingContext) -> None:
    """Remove the file of a closed sink that isn't whole. A table in a database is left to the database."""
    file, layer_name = _file_of(sink_id, context)
    if file is None or layer_name:
        return
    if file.suffix.lower() == ".shp":
        QgsVectorFileWriter.deleteShapeFile(str(file))
        return
    for path in (file, *(file.with_name(file.name + ending) for ending in _BESIDE)):
        path.unlink(missing_ok=True)


def _file_of(sink_id: str, context: QgsProcessingContext) -> tuple[Path | None, str]:
    """File and layer name of a sink; no file for a layer in memory or on a server."""
    if context.temporaryLayerStore().mapLayer(sink_id) is not None:
        return None, ""
    parts = QgsProviderRegistry.instance().decodeUri("ogr", sink_id)
    path = str(parts.get("path") or "")
    return (Path(path) if is_file(path) else None), str(parts.get("layerName") or "")


def _features_in(file: Path, layer_name: str) -> int:
    try:
        dataset = gdal.OpenEx(str(file), gdal.OF_VECTOR | gdal.OF_READONLY)
        if dataset is None or dataset.GetLayerCount() == 0:
            return 0
        layer = dataset.GetLayerByName(layer_name) if layer_name else dataset.GetLayer(0)
        return _counted(layer, file.suffix.lower() in _DATABASES) if layer is not None else 0
    except RuntimeError:  # the same as None, where GDAL's exceptions are switched on
        return 0


def _ends_properly(file: Path, count: int) -> bool:
    """Whether a file reaches as far as its own head promises. Formats that may be cut off unnoticed are looked at."""
    kind = file.suffix.lower()
    if kind == ".csv":
        with file.open("rb") as content:
            content.seek(-1, os.SEEK_END)
            return content.read(1) == b"\n"
    if kind in (".shp", ".dbf"):
        table = file.with_suffix(".dbf")
        with table.open("rb") as content:
            version, records, head, length = struct.unpack("<B3xIHH", content.read(12))
        promised = head + records * length
        return bool(version and head and length and records >= count and table.stat().st_size >= promised)
    return True


def _counted(layer: Any, is_database: bool) -> int:  # noqa: ANN401
    """Features that can be read, each with its shape; the attributes are left unread.

    A database holds a row whole or not at all, so there it is enough to count, and not to believe a count kept apart.
    """
    if is_database:
        layer.SetAttributeFilter("1 = 1")
        return int(layer.GetFeatureCount())
    definition = layer.GetLayerDefn()
    layer.SetIgnoredFields([definition.GetFieldDefn(i).GetName() for i in range(definition.GetFieldCount())])
    return sum(1 for _ in layer)


def save(path: Path, content: bytes, output: str) -> None:
    """Write beside the target and move over it, so that a failure leaves no half file.

    Raises ``QgsProcessingException``.
    """
    draft = path.with_name(f".{path.name}.part")
    try:
        draft.write_bytes(content)
        draft.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):  # the folder itself may be what is missing
            draft.unlink()
        raise cannot_be_written(output, path, error) from error
