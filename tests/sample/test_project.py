"""The sample project opens on any machine, shows every layer, and knows every class."""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path

import pytest

from .conftest import Layer


@pytest.fixture(scope="module")
def text(sample: Path) -> str:
    with zipfile.ZipFile(sample / "sample.qgz") as packed:
        assert packed.namelist() == ["sample.qgs"]
        return packed.read("sample.qgs").decode()


def test_sources_are_relative_and_nothing_tells_of_the_machine_it_was_made_on(text: str) -> None:
    sources = set(re.findall(r"<datasource>([^<]*)</datasource>", text)) - {""}
    assert len(sources) == 18
    assert all(s.startswith("./sample.gpkg|layername=") or s == "./dem.tif" for s in sources)
    assert "/home/" not in text and "/work/" not in text and "file://" not in text
    assert set(re.findall(r' save(?:User|UserFull|DateTime)="([^"]*)"', text)) == {""}


def test_every_class_of_the_survey_has_a_colour(text: str, dltb: Layer) -> None:
    coloured = {value for tag in re.findall(r"<val [^>]*>", text) for value in re.findall(r'value="([^"]+)"', tag)}
    assert {str(r["DLBM"]) for r in dltb.rows} <= coloured


def test_every_layer_of_the_project_opens_in_qgis(sample: Path, tmp_path: Path, qgis_new_project: None) -> None:
    from qgis.core import QgsProject

    for name in ("sample.qgz", "sample.gpkg", "dem.tif"):
        shutil.copy(sample / name, tmp_path / name)
    project = QgsProject.instance()
    assert project.read(str(tmp_path / "sample.qgz"))
    layers = project.mapLayers().values()
    assert len(layers) == 19
    assert [layer.name() for layer in layers if not layer.isValid()] == []
    assert project.crs().authid() == "EPSG:4527"
    assert not [node for node in project.layerTreeRoot().findLayers() if node.layer() is None]
