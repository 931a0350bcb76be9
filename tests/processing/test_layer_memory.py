"""Layers read before in a session: not read again, and never believed once their file is another."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path
from weakref import ref

import pytest
from qgis.core import QgsCoordinateTransformContext, QgsProcessingFeedback, QgsVectorFileWriter, QgsVectorLayer

from zhanbu_plugin.checks.layer import VectorLayer
from zhanbu_plugin.processing.inputs.layer_memory import LayerMemory
from zhanbu_plugin.processing.inputs.sources import read_told, unread_layer


def age(folder: Path) -> None:
    """As if nobody had touched the files for a while."""
    long_ago = time.time_ns() - 60 * 10**9
    for file in folder.iterdir():
        os.utime(file, ns=(long_ago, long_ago))


@pytest.fixture
def county(sample: Path, tmp_path: Path) -> Path:
    shutil.copy(sample / "sample.gpkg", tmp_path)
    return tmp_path


def opened(county: Path, table: str = "redline") -> QgsVectorLayer:
    layer = QgsVectorLayer(f"{county / 'sample.gpkg'}|layername={table}", table, "ogr")
    assert layer.isValid()
    return layer


def read(layer: QgsVectorLayer, memory: LayerMemory) -> VectorLayer:
    return read_told(unread_layer(layer), QgsProcessingFeedback(), memory)


def first_fid(layer: QgsVectorLayer) -> int:
    return int(next(layer.getFeatures()).id())


def test_a_layer_that_nobody_touched_is_not_read_again(qgis_app: object, county: Path) -> None:
    layer, memory = opened(county), LayerMemory()
    age(county)
    first = read(layer, memory)
    assert read(layer, memory) is first
    assert read(opened(county), memory).sha256 == first.sha256


def test_an_edit_saved_in_qgis_is_noticed(qgis_app: object, county: Path) -> None:
    layer, memory = opened(county), LayerMemory()
    age(county)
    first = read(layer, memory)
    assert layer.startEditing()
    assert layer.deleteFeature(first_fid(layer))
    assert layer.commitChanges()
    again = read(layer, memory)
    assert len(again) == len(first) - 1
    assert again.sha256 == read(layer, LayerMemory()).sha256


def test_an_edit_that_is_not_saved_yet_is_noticed_and_so_is_its_end(qgis_app: object, county: Path) -> None:
    layer, memory = opened(county), LayerMemory()
    age(county)
    first = read(layer, memory)
    assert layer.startEditing()
    assert layer.deleteFeature(first_fid(layer))
    assert len(read(layer, memory)) == len(first) - 1
    assert layer.rollBack()
    assert read(layer, memory).sha256 == first.sha256


def test_a_file_that_another_takes_the_place_of_is_noticed(qgis_app: object, county: Path, tmp_path: Path) -> None:
    memory = LayerMemory()
    age(county)
    first = read(opened(county), memory)
    other = tmp_path / "other.gpkg"
    shutil.copy(county / "sample.gpkg", other)
    layer = QgsVectorLayer(f"{other}|layername=redline", "other", "ogr")
    assert layer.startEditing()
    assert layer.deleteFeature(first_fid(layer))
    assert layer.commitChanges()
    del layer
    other.replace(county / "sample.gpkg")
    age(county)
    assert len(read(opened(county), memory)) == len(first) - 1


def test_a_change_that_the_clock_of_the_disk_could_miss_is_noticed(qgis_app: object, tmp_path: Path) -> None:
    """Same size, same time: only of a file that has been at rest is it sure that nothing was written since."""
    file, memory = tmp_path / "layer.geojson", LayerMemory()
    text = (
        '{"type":"Feature","properties":{"n":"%s"},"geometry":'
        '{"type":"Polygon","coordinates":[[[116,39],[117,39],[117,40],[116,39]]]}}'
    )
    file.write_text(text % "a", encoding="utf-8")
    written = file.stat().st_mtime_ns
    layer = QgsVectorLayer(str(file), "layer", "ogr")
    assert read(layer, memory).fields["n"][0] == "a"
    file.write_text(text % "b", encoding="utf-8")
    os.utime(file, ns=(written, written))
    assert read(layer, memory).fields["n"][0] == "b"


def test_a_shapefile_whose_attributes_alone_changed_is_noticed(qgis_app: object, county: Path, tmp_path: Path) -> None:
    folder = tmp_path / "shape"
    folder.mkdir()
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = "ESRI Shapefile"
    QgsVectorFileWriter.writeAsVectorFormatV3(
        opened(county, "candidates"), str(folder / "a.shp"), QgsCoordinateTransformContext(), options
    )
    age(folder)
    layer, memory = QgsVectorLayer(str(folder / "a.shp"), "a", "ogr"), LayerMemory()
    first = read(layer, memory)
    assert layer.startEditing()
    field = layer.fields().indexOf("DLBM")
    assert layer.changeAttributeValue(first_fid(layer), field, "0101")
    assert layer.commitChanges()
    assert read(layer, memory).sha256 != first.sha256


def test_what_is_larger_than_the_memory_may_be_is_read_each_time(qgis_app: object, county: Path) -> None:
    layer, memory = opened(county), LayerMemory(most_vertices=10)
    age(county)
    first = read(layer, memory)
    assert len(memory) == 0
    again = read(layer, memory)
    assert again is not first
    assert again.sha256 == first.sha256


def test_a_choice_of_features_is_never_taken_for_the_layer(qgis_app: object, county: Path) -> None:
    layer, memory = opened(county), LayerMemory()
    age(county)
    whole = read(layer, memory)
    some = read_told(unread_layer(layer, [first_fid(layer)]), QgsProcessingFeedback(), memory)
    assert len(some) == 1
    assert layer.setSubsetString(f"fid <> {first_fid(layer)}")
    assert len(read(layer, memory)) == len(whole) - 1


def test_the_hash_of_a_dem_is_taken_again_when_it_changed(sample: Path, tmp_path: Path) -> None:
    shutil.copy(sample / "dem.tif", tmp_path)
    dem, memory = tmp_path / "dem.tif", LayerMemory()
    age(tmp_path)
    first = memory.raster_sha256(str(dem))
    assert memory.raster_sha256(str(dem)) == first
    dem.write_bytes(dem.read_bytes() + b"\0")
    assert memory.raster_sha256(str(dem)) != first


def test_a_survey_is_known_as_long_as_its_check_is_shown(qgis_app: object, county: Path) -> None:
    layer, memory = opened(county, "candidates"), LayerMemory()
    age(county)
    shown = read_told(unread_layer(layer), QgsProcessingFeedback(), memory.surveys)
    assert read_told(unread_layer(layer), QgsProcessingFeedback(), memory.surveys) is shown
    assert len(memory) == 0
    gone = ref(shown)
    del shown
    assert gone() is None
    assert read_told(unread_layer(layer), QgsProcessingFeedback(), memory.surveys).sha256


def test_a_survey_that_was_edited_is_read_again_while_its_check_is_shown(qgis_app: object, county: Path) -> None:
    layer, memory = opened(county, "candidates"), LayerMemory()
    age(county)
    shown = read_told(unread_layer(layer), QgsProcessingFeedback(), memory.surveys)
    assert layer.startEditing()
    assert layer.deleteFeature(first_fid(layer))
    assert layer.commitChanges()
    again = read_told(unread_layer(layer), QgsProcessingFeedback(), memory.surveys)
    assert len(again) == len(shown) - 1
    assert again.sha256 == read(layer, LayerMemory()).sha256
