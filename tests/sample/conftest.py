"""The sample county, read with OGR alone: nothing of the plugin takes part in judging it."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import shapely
from osgeo import gdal, ogr, osr


@dataclass(frozen=True)
class Layer:
    """A layer's geometries in EPSG:4527 (None where a row has none), its rows and its field definitions."""

    geometries: np.ndarray
    rows: list[dict[str, object]]
    fields: list[tuple[str, int, int]]
    epsg: str

    def by(self, field: str) -> dict[object, int]:
        return {row[field]: i for i, row in enumerate(self.rows)}


def _system(epsg: int) -> osr.SpatialReference:
    system = osr.SpatialReference()
    system.ImportFromEPSG(epsg)
    system.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return system


def _read(path: Path, name: str) -> Layer:
    source = ogr.Open(str(path))
    layer = source.GetLayerByName(name)
    own = layer.GetSpatialRef()
    own.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    move = None if own.IsProjected() else osr.CoordinateTransformation(own, _system(4527))
    definition = layer.GetLayerDefn()
    fields = [definition.GetFieldDefn(i) for i in range(definition.GetFieldCount())]
    geometries, rows = [], []
    for feature in layer:
        shape = feature.GetGeometryRef()
        if shape is not None and move is not None:
            shape.Transform(move)
        geometries.append(None if shape is None else shapely.from_wkb(bytes(shape.ExportToWkb())))
        rows.append({f.GetName(): feature.GetField(f.GetName()) for f in fields})
    described = [(f.GetName(), f.GetType(), f.GetWidth()) for f in fields]
    column = np.empty(len(geometries), dtype=object)
    column[:] = geometries
    return Layer(column, rows, described, own.GetAuthorityCode(None))


@pytest.fixture(scope="session")
def read_layer(sample: Path) -> Callable[[str], Layer]:
    """Reads a layer of the sample once."""
    known: dict[str, Layer] = {}

    def read(name: str) -> Layer:
        if name not in known:
            known[name] = _read(sample / "sample.gpkg", name)
        return known[name]

    return read


@pytest.fixture(scope="session")
def dltb(read_layer: Callable[[str], Layer]) -> Layer:
    return read_layer("dltb")


@pytest.fixture(scope="session")
def candidates(read_layer: Callable[[str], Layer]) -> Layer:
    return read_layer("candidates")


@pytest.fixture(scope="session")
def heights(sample: Path) -> Iterator[str]:
    """File of the heights, a copy in memory, so that no statistics file is left beside them.

    Tests open it themselves: a dataset that outlives them is freed twice when QGIS takes GDAL down with it.
    """
    gdal.FileFromMemBuffer("/vsimem/sample/dem.tif", (sample / "dem.tif").read_bytes())
    yield "/vsimem/sample/dem.tif"
    gdal.Unlink("/vsimem/sample/dem.tif")


@pytest.fixture(scope="session")
def expected(sample: Path) -> list[dict[str, str]]:
    with (sample / "expected.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
