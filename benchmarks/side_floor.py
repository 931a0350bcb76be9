"""The parsed floor: only read and parse the parcels, read the DEM and write 29 columns. Nothing is measured."""

from __future__ import annotations

import sqlite3
import tempfile
from pathlib import Path

import numpy as np
import shapely
from osgeo import gdal

from benchmarks.counties import County
from benchmarks.results_table import COLUMNS, write_results
from benchmarks.stopwatch import Stopwatch, timed_process

_HEADER = 8
_ENVELOPES = (0, 32, 48, 48, 64)
"""Bytes of the envelope in the header of a GeoPackage geometry, by bits 1–3 of its flags (GeoPackage 1.3, 2.1.3)."""


def floor(county: County, watch: Stopwatch) -> None:
    """Time the three stages."""
    gdal.UseExceptions()
    with watch.stage("read"):
        connection = sqlite3.connect(f"file:{county.survey}?mode=ro", uri=True)
        rows = connection.execute("SELECT fid, geom FROM DLTB").fetchall()
        shapes = shapely.from_wkb([_wkb(blob) for _, blob in rows])
        connection.close()
    with watch.stage("read DEM"):
        gdal.Open(str(county.dem(30))).ReadAsArray()
    numbers = np.random.default_rng(1).random((COLUMNS, len(shapes)))
    with watch.stage("write"):
        write_results(Path(tempfile.mkdtemp()) / "floor.sqlite", list(numbers))
    watch.total("job", ("read", "read DEM", "write"))


def _wkb(blob: bytes) -> bytes:
    return blob[_HEADER + _ENVELOPES[(blob[3] >> 1) & 7] :]


if __name__ == "__main__":
    timed_process(floor)
