"""Writing the files so that two runs give the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import shapely
from osgeo import gdal, ogr, osr

from .gazetteer import ORIGIN
from .shapes import Array
from .terrain import CELL, NODATA, SIZE

gdal.UseExceptions()
ogr.UseExceptions()
osr.UseExceptions()

STAMP = "2026-01-15T00:00:00.000Z"
"""What the GeoPackage says about its age."""
TYPES = {"text": ogr.OFTString, "real": ogr.OFTReal, "integer": ogr.OFTInteger}

Field = tuple[str, str, int, int]


def reference(epsg: int) -> osr.SpatialReference:
    """A reference system with axes east, north."""
    system = osr.SpatialReference()
    system.ImportFromEPSG(epsg)
    system.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return system


class GeoPackage:
    """A new GeoPackage; layers are added one after the other."""

    def __init__(self, path: Path) -> None:
        path.unlink(missing_ok=True)
        gdal.SetConfigOption("OGR_CURRENT_DATE", STAMP)
        self._file = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))

    def add(
        self, name: str, title: str, epsg: int, fields: Sequence[Field],
        rows: Iterable[tuple[shapely.Geometry | None, Sequence[object]]],
    ) -> None:  # fmt: skip
        """A layer of multipolygons with a spatial index; values come in the order of the fields."""
        options = [f"IDENTIFIER={name}", f"DESCRIPTION={title}", "SPATIAL_INDEX=YES"]
        layer = self._file.CreateLayer(name, reference(epsg), ogr.wkbMultiPolygon, options)
        for field, kind, width, decimals in fields:
            definition = ogr.FieldDefn(field, TYPES[kind])
            if kind == "text":
                definition.SetWidth(width)
            elif decimals:
                definition.SetPrecision(decimals)
            layer.CreateField(definition)
        layer.StartTransaction()
        for geometry, values in rows:
            feature = ogr.Feature(layer.GetLayerDefn())
            for i, value in enumerate(values):
                if value is not None:
                    feature.SetField(i, value)
            if geometry is not None:
                shape = ogr.CreateGeometryFromWkb(shapely.to_wkb(geometry))
                feature.SetGeometry(ogr.ForceToMultiPolygon(shape))
            layer.CreateFeature(feature)
        layer.CommitTransaction()

    def close(self) -> None:
        """Write everything and pack the file."""
        self._file.SyncToDisk()
        self._file.ExecuteSQL("VACUUM")
        self._file = None
        gdal.SetConfigOption("OGR_CURRENT_DATE", None)


def write_dem(path: Path, heights: Array, epsg: int) -> None:
    """Heights (row 0 in the north) as a compressed GeoTIFF."""
    path.unlink(missing_ok=True)
    options = ["COMPRESS=DEFLATE", "PREDICTOR=3", "ZLEVEL=9", "TILED=YES"]
    raster = gdal.GetDriverByName("GTiff").Create(str(path), SIZE, SIZE, 1, gdal.GDT_Float32, options)
    raster.SetGeoTransform((ORIGIN[0], CELL, 0, ORIGIN[1] + SIZE * CELL, 0, -CELL))
    raster.SetProjection(reference(epsg).ExportToWkt())
    band = raster.GetRasterBand(1)
    band.SetNoDataValue(NODATA)
    band.WriteArray(heights)
    raster.FlushCache()
