"""``exportcoordinates`` and ``importcoordinates`` as Processing runs them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from qgis.core import (
    QgsFeature,
    QgsGeometry,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProject,
    QgsVectorLayer,
)

from zhanbu_plugin.processing.submission.export_coordinates import ExportCoordinates
from zhanbu_plugin.processing.submission.import_coordinates import ImportCoordinates

EXAMPLE = Path(__file__).resolve().parents[1] / "exchange" / "coordinates_example.py"


class Log(QgsProcessingFeedback):
    """Keeps what was said."""

    def __init__(self) -> None:
        super().__init__(False)
        self.warnings: list[str] = []

    def pushWarning(self, warning: str | None) -> None:
        self.warnings.append(warning or "")


@pytest.fixture
def example(tmp_path: Path) -> Path:
    values: dict[str, Any] = {}
    exec(EXAMPLE.read_text(encoding="utf-8"), values)  # noqa: S102 - the example is shared with the floor below
    path = tmp_path / "示例.txt"
    path.write_bytes(values["EXAMPLE"].replace("\n", "\r\n").encode("gbk"))
    return path


def run(algorithm: QgsProcessingAlgorithm, log: Log | None = None, **parameters: object) -> dict[str, Any]:
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    results, ok = algorithm.run(parameters, context, log or Log(), {}, False)
    assert ok
    results["LAYER"] = context.takeResultLayer(results["OUTPUT"]) if algorithm.name() == "importcoordinates" else None
    return dict(results)


def features(layer: QgsVectorLayer) -> list[QgsFeature]:
    return list(layer.getFeatures())


def test_a_real_file_becomes_a_layer_in_its_zone_with_both_areas(qgis_app: object, shared: Path) -> None:
    log = Log()
    path = shared / "data" / "txt_parcels_sihui" / "44120000319.txt"
    result = run(ImportCoordinates(), log, INPUT=str(path), OUTPUT="memory:")
    layer = result["LAYER"]
    (feature,) = features(layer)
    assert layer.crs().authid() == "EPSG:4526"
    assert (result["PARCELS"], result["REMARKS"]) == (1, 1)
    assert feature["number"] == "FID_0"
    assert feature["stated_ha"] == 10.3262
    assert feature["plane_m2"] == pytest.approx(103262.23)
    assert feature["area_m2"] == pytest.approx(103224.75, abs=0.011)
    assert feature["stated_is"] == "plane"
    assert feature["points"] == 40
    assert any("44120000319.txt, line 10" in warning for warning in log.warnings)


def test_an_imported_layer_is_exported_as_the_file_it_came_from(
    qgis_app: object, example: Path, tmp_path: Path
) -> None:
    layer = run(ImportCoordinates(), INPUT=str(example), OUTPUT="memory:")["LAYER"]
    out = tmp_path / "out.txt"
    result = run(
        ExportCoordinates(), INPUT=layer, OUTPUT=str(out), DECIMALS=3, UNIT="示例县自然资源局", DATE="2026-01-15"
    )
    assert result["PARCELS"] == 2
    written, original = out.read_bytes().decode("gbk"), example.read_bytes().decode("gbk")
    holes = [line for line in original.splitlines() if line.split(",")[1:2] == ["2"]]
    coordinates = {line.split(",", 2)[2] for line in original.splitlines() if line.startswith("J")}
    assert {line.split(",", 2)[2] for line in written.splitlines() if line.startswith("J")} == coordinates
    kept = [line for line in original.splitlines() if line not in holes]
    assert [line for line in written.splitlines() if line.split(",")[1:2] != ["2"]] == kept
    again = run(ImportCoordinates(), INPUT=str(out), OUTPUT="memory:")["LAYER"]
    assert [f.geometry().asWkt(4) for f in features(again)] == [f.geometry().asWkt(4) for f in features(layer)]


def test_a_bare_list_asks_for_its_zone_and_imports_with_it(qgis_app: object, shared: Path) -> None:
    path = shared / "data" / "boundary_points_csv" / "boundary_429pts_no_zone.csv"
    with pytest.raises(QgsProcessingException) as problem:
        run(ImportCoordinates(), INPUT=str(path), OUTPUT="memory:")
    assert "boundary_429pts_no_zone.csv" in str(problem.value)
    assert "Give the zone number" in str(problem.value)
    layer = run(ImportCoordinates(), INPUT=str(path), ZONE=40, OUTPUT="memory:")["LAYER"]
    assert layer.crs().authid() == "EPSG:4528"


def test_a_damaged_file_stops_the_import_with_file_parcel_and_line(qgis_app: object, example: Path) -> None:
    example.write_bytes(example.read_bytes().replace(b"J3,1,3125418.115", b"J3,1,312541x.115"))
    with pytest.raises(QgsProcessingException, match=r"示例\.txt, parcel F2: line 28"):
        run(ImportCoordinates(), INPUT=str(example), OUTPUT="memory:")


def test_a_shape_that_cannot_be_written_stops_the_export_and_leaves_no_file(qgis_app: object, tmp_path: Path) -> None:
    layer = QgsVectorLayer("Polygon?crs=EPSG:4527&field=number:string", "地块", "memory")
    feature = QgsFeature(layer.fields())
    ring = "39412000 3125000,39412010 3125010,39412010 3125000,39412000 3125010,39412000 3125000"
    feature.setGeometry(QgsGeometry.fromWkt(f"Polygon(({ring}))"))
    feature.setAttributes(["F1"])
    layer.dataProvider().addFeature(feature)
    out = tmp_path / "out.txt"
    with pytest.raises(QgsProcessingException, match="parcel F1: The geometry isn't valid"):
        run(ExportCoordinates(), INPUT=layer, OUTPUT=str(out))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_named(qgis_app: object, example: Path, tmp_path: Path) -> None:
    layer = run(ImportCoordinates(), INPUT=str(example), OUTPUT="memory:")["LAYER"]
    with pytest.raises(QgsProcessingException, match="can't be written"):
        run(ExportCoordinates(), INPUT=layer, OUTPUT=str(example / "x.txt"))


@pytest.mark.parametrize("algorithm", [ExportCoordinates, ImportCoordinates])
def test_every_parameter_has_its_help(qgis_app: object, algorithm: type[QgsProcessingAlgorithm]) -> None:
    made = algorithm().create()
    assert all(p.help() for p in made.parameterDefinitions() if not p.isDestination() or p.name() == "OUTPUT")
    assert made.shortHelpString()
