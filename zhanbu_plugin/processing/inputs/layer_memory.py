"""Layers that were read before in this session, as long as their files stay as they are (本次已读图层).

A file stays as it is while names, sizes and times of it and of all that belongs to it (a GeoPackage's write-ahead log,
a shapefile's parts, a geodatabase's tables) are the same. One that was written a moment before it was read could change
once more within the same tick of its disk's clock, and so is read again the next time.
"""

from __future__ import annotations

import os
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from weakref import ref

import shapely

from ...checks.layer import HeldLayer, VectorLayer
from ...checks.snapshots import raster_sha256
from .leaving_layers import leave_gently

Stamp = tuple[tuple[str, int, int], ...]
"""Name, size in bytes and time in ns of every file that a layer is read from."""

MOST_VERTICES = 24_000_000
"""Of all layers together; with what checks make of them about 1 GB."""
_TICK_NS = 3_000_000_000
"""FAT counts time in steps of two seconds."""


@dataclass(frozen=True)
class _Read:
    stamp: Stamp
    layer: VectorLayer
    vertices: int


class LentLayers:
    """Layers that are known as long as somebody else holds them: a survey is too large to be held for its own sake, and
    whoever shows its check holds it anyway.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[str, ...], tuple[Stamp, ref[VectorLayer]]] = {}

    def layer(self, path: str, way: tuple[str, ...], read: Callable[[], VectorLayer]) -> VectorLayer:
        """As ``LayerMemory.layer``."""
        key, before = (path, *way), file_stamp(path)
        stamp, lent = self._known.get(key, ((), None))
        known = lent() if lent is not None else None
        if known is not None and before and stamp == before:
            return known
        del known  # before the next one is read
        layer = read()
        leave_gently(layer)
        if before and before == file_stamp(path) and _is_settled(before):
            self._known[key] = (before, ref(layer))
        return layer


class LayerMemory:
    """Layers by where they come from. The longest unused go first; what is larger than all there may be isn't kept."""

    def __init__(self, most_vertices: int = MOST_VERTICES) -> None:
        self._most = most_vertices
        self._known: OrderedDict[tuple[str, ...], _Read] = OrderedDict()
        self._rasters: dict[str, tuple[Stamp, str]] = {}
        self._lock = Lock()
        self.surveys = LentLayers()

    def __len__(self) -> int:
        return len(self._known)

    def layer(self, path: str, way: tuple[str, ...], read: Callable[[], VectorLayer]) -> VectorLayer:
        """What ``read`` gives of a file, read in some ``way`` (table, declared system), or what it gave before."""
        key, before = (path, *way), file_stamp(path)
        with self._lock:
            known = self._known.pop(key, None)
            if known is not None and known.stamp == before:
                self._known[key] = known
                return known.layer
        layer = read()
        if before and before == file_stamp(path) and _is_settled(before):
            vertices = int(shapely.get_num_coordinates(layer.geometries).sum())
            if vertices <= self._most:
                layer = HeldLayer.of(layer)
                leave_gently(layer)
                self._keep(key, _Read(before, layer, vertices))
        return layer

    def raster_sha256(self, path: str) -> str:
        """Hash of a GeoTIFF, which holds all that is read of it; empty for another raster, which may refer to files."""
        if not path.lower().endswith((".tif", ".tiff")):
            return ""
        before = file_stamp(path)
        known = self._rasters.get(path)
        if known is not None and known[0] == before:
            return known[1]
        sha256 = raster_sha256(path)
        if before and before == file_stamp(path) and _is_settled(before):
            self._rasters[path] = (before, sha256)
        return sha256

    def forget(self) -> None:
        """Let go of everything."""
        with self._lock:
            self._known.clear()
            self._rasters.clear()

    def _keep(self, key: tuple[str, ...], read: _Read) -> None:
        with self._lock:
            self._known[key] = read
            while sum(known.vertices for known in self._known.values()) > self._most:
                self._known.popitem(last=False)


def file_stamp(path: str) -> Stamp:
    """Stamp of a file on disk, or of a folder that is read as one; empty for anything else, as inside an archive."""
    place = Path(path)
    try:
        if place.is_dir():
            return tuple(sorted(_stat(entry) for entry in os.scandir(place) if entry.is_file()))
        if not place.is_file():
            return ()
        begins = (f"{place.stem}.", f"{place.name}-")
        entries = (entry for entry in os.scandir(place.parent) if entry.name.startswith(begins))
        return tuple(sorted(_stat(entry) for entry in entries if not entry.name.endswith("-shm")))
    except OSError:
        return ()


def _stat(entry: os.DirEntry[str]) -> tuple[str, int, int]:
    """Asked of the file itself: what a folder's listing says of it may be old."""
    stat = Path(entry.path).stat()
    return entry.name, stat.st_size, stat.st_mtime_ns


def _is_settled(stamp: Stamp) -> bool:
    return time.time_ns() - max(changed for _, _, changed in stamp) > _TICK_NS
