"""The same content has the same hash, so that a check against it can be told from one against something else."""

from __future__ import annotations

from pathlib import Path

import pytest
import toolbox
from osgeo import gdal, ogr, osr
from qgis.core import QgsCoordinateTransformContext, QgsProject, QgsVectorFileWriter, QgsVectorLayer

from zhanbu_plugin.checks.layer import VectorLayer
from zhanbu_plugin.processing.inputs.sources import UnreadLayer, read_unread, unread_layer

pytestmark = pytest.mark.usefixtures("zhanbu")

FORMATS = {
    "a.gpkg": "GPKG",
    "a.shp": "ESRI Shapefile",
    "a.gdb": "OpenFileGDB",
    "a.geojson": "GeoJSON",
    "a.fgb": "FlatGeobuf",
}


def through_qgis(layer: QgsVectorLayer) -> VectorLayer:
    """Read feature by feature through the provider, as a layer is that has unsaved edits."""
    unread = unread_layer(layer)
    return read_unread(UnreadLayer(**{**vars(unread), "file": None}))


def same(one: VectorLayer, other: VectorLayer) -> None:
    assert list(one.fields) == list(other.fields)
    assert one.fids.tolist() == other.fids.tolist()
    for name, values in one.fields.items():
        assert [(type(v), v) for v in values] == [(type(v), v) for v in other.fields[name]], name
        assert one.definitions[name].type == other.definitions[name].type, name
    assert one.sha256 == other.sha256


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_has_one_hash_whether_it_is_read_as_a_file_or_through_qgis(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    gdal.VectorTranslate(
        str(path),
        str(toolbox.SURVEY),
        layers=["candidates"],
        format=FORMATS[name],
        geometryType="PROMOTE_TO_MULTI",
        layerCreationOptions=["ENCODING=UTF-8"] if name == "a.shp" else [],
    )
    layer = toolbox.opened(str(path))
    unread = unread_layer(layer)
    assert unread.file is not None
    same(read_unread(unread), through_qgis(layer))


def test_an_edit_that_is_taken_back_leaves_the_hash(tmp_path: Path, project: QgsProject) -> None:
    layer = toolbox.opened(toolbox.copied("candidates", tmp_path))
    before = read_unread(unread_layer(layer)).sha256
    feature = next(layer.getFeatures())
    place, old = layer.fields().indexOf("DLBM"), feature["DLBM"]
    assert layer.startEditing()
    assert layer.changeAttributeValue(feature.id(), place, "9999")
    assert read_unread(unread_layer(layer)).sha256 != before
    assert layer.changeAttributeValue(feature.id(), place, old)
    assert layer.isModified(), "so it is read through QGIS"
    assert read_unread(unread_layer(layer)).sha256 == before
    layer.rollBack()


def test_a_layer_in_memory_and_the_geopackage_saved_from_it_have_one_hash(tmp_path: Path) -> None:
    layer = toolbox.parcels(*(toolbox.box(200 * i, 0) for i in range(5)), None)
    path = tmp_path / "saved.gpkg"
    options = QgsVectorFileWriter.SaveVectorOptions()
    ended = QgsVectorFileWriter.writeAsVectorFormatV3(layer, str(path), QgsCoordinateTransformContext(), options)
    assert ended[0] == QgsVectorFileWriter.WriterError.NoError, ended
    saved = toolbox.opened(str(path))
    same(read_unread(unread_layer(layer)), read_unread(unread_layer(saved)))
    same(read_unread(unread_layer(layer)), through_qgis(saved))


def every_type(path: Path) -> None:
    """A GeoPackage with a field of every type, a row of values and one of nulls."""
    system = osr.SpatialReference()
    system.ImportFromEPSG(4527)
    source = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    table = source.CreateLayer("all", system, ogr.wkbMultiPolygon)
    given = {
        "BSM": (ogr.OFTString, 0, "地块"),
        "empty": (ogr.OFTString, 0, ""),
        "flag": (ogr.OFTInteger, ogr.OFSTBoolean, 1),
        "small": (ogr.OFTInteger, ogr.OFSTInt16, -7),
        "whole": (ogr.OFTInteger, 0, 2_000_000_000),
        "long": (ogr.OFTInteger64, 0, 1301230000000000123),
        "single": (ogr.OFTReal, ogr.OFSTFloat32, 0.25),
        "real": (ogr.OFTReal, 0, 1 / 3),
        "day": (ogr.OFTDate, 0, "2026-11-21"),
        "moment": (ogr.OFTDateTime, 0, "2026-11-21 12:34:56"),
        "midnight": (ogr.OFTDateTime, 0, "2026-11-21 00:00:00"),
        "raw": (ogr.OFTBinary, 0, "01AB"),
    }
    for name, (kind, subtype, _) in given.items():
        definition = ogr.FieldDefn(name, kind)
        definition.SetSubType(subtype)
        table.CreateField(definition)
    for filled in (True, False):
        feature = ogr.Feature(table.GetLayerDefn())
        feature.SetGeometry(ogr.CreateGeometryFromWkt(toolbox.box(0 if filled else 500, 0)))
        for name, (_, _, value) in given.items():
            if filled and name == "raw":
                feature.SetFieldBinaryFromHexString(name, value)
            elif filled:
                feature.SetField(name, value)
            else:
                feature.SetFieldNull(name)
        table.CreateFeature(feature)


def test_every_type_of_field_reads_alike(tmp_path: Path) -> None:
    path = tmp_path / "all.gpkg"
    every_type(path)
    layer = toolbox.opened(str(path))
    same(read_unread(unread_layer(layer)), through_qgis(layer))
