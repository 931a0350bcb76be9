"""``slopegrades`` as Processing runs it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from osgeo import gdal, osr
from qgis.core import (
    NULL,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeature,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProject,
    QgsVectorLayer,
)

from zhanbu_plugin.processing.check.slope_grades import SlopeGrades

X0, Y0, CELL = 39_500_000.0, 4_100_000.0, 10.0
SHARES = [f"slope_g{grade}" for grade in range(1, 6)]


class Log(QgsProcessingFeedback):
    """Keeps what was said."""

    def __init__(self) -> None:
        super().__init__(False)
        self.warnings: list[str] = []

    def pushWarning(self, warning: str | None) -> None:
        self.warnings.append(warning or "")


@pytest.fixture
def dem(tmp_path: Path) -> Path:
    """Ten columns of flat land, then a slope of exactly 25 degrees, both with a row of cells to spare."""
    rise = np.tan(np.radians(25.0)) * CELL
    heights = np.tile(np.concatenate([np.zeros(10), np.arange(11) * rise]), (12, 1))
    path = tmp_path / "dem.tif"
    dataset = gdal.GetDriverByName("GTiff").Create(str(path), heights.shape[1], heights.shape[0], 1, gdal.GDT_Float64)
    dataset.SetGeoTransform((X0, CELL, 0, Y0, 0, -CELL))
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(4527)
    dataset.SetProjection(reference.ExportToWkt())
    dataset.GetRasterBand(1).SetNoDataValue(-9999)
    dataset.GetRasterBand(1).WriteArray(heights)
    dataset.FlushCache()
    return path


def parcels(*boxes: tuple[float, float, float, float] | None, crs: str = "EPSG:4527") -> QgsVectorLayer:
    """A layer of rectangles given in cells of the DEM: left, top, right, bottom."""
    layer = QgsVectorLayer(f"Polygon?crs={crs}&field=name:string&field=slope_gr:integer", "parcels", "memory")
    for number, box in enumerate(boxes):
        feature = QgsFeature(layer.fields())
        feature.setAttributes([f"P{number}", 9])
        if box is not None:
            left, top, right, bottom = box
            x, y = (X0 + left * CELL, X0 + right * CELL), (Y0 - bottom * CELL, Y0 - top * CELL)
            ring = f"{x[0]} {y[0]}, {x[1]} {y[0]}, {x[1]} {y[1]}, {x[0]} {y[1]}, {x[0]} {y[0]}"
            feature.setGeometry(QgsGeometry.fromWkt(f"Polygon (({ring}))"))
        layer.dataProvider().addFeature(feature)
    return layer


def run(layer: QgsVectorLayer | str, dem: Path | str, log: Log | None = None, **more: object) -> list[dict[str, Any]]:
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    given = {"INPUT": layer, "DEM": str(dem), "OUTPUT": "memory:", **more}
    results, ok = SlopeGrades().run(given, context, log or Log(), {}, False)
    assert ok
    output = context.takeResultLayer(results["OUTPUT"])
    return [feature.attributeMap() for feature in output.getFeatures()]


def test_each_parcel_gets_mean_grade_shares_and_what_is_over_the_limit(qgis_app: object, dem: Path) -> None:
    flat, steep, both = run(parcels((2, 2, 8, 9), (11, 2, 18, 9), (7, 3, 13, 8)), dem)
    assert (flat["slope_deg"], flat["slope_gr"], flat["slope_g1"], flat["slope_over"]) == (0, 1, 1, 0)
    assert steep["slope_deg"] == pytest.approx(25, abs=1e-6)
    assert (steep["slope_gr"], steep["slope_g4"], steep["slope_over"], steep["slope_na"]) == (4, 1, 1, 0)
    assert both["slope_g1"] == pytest.approx(3 / 6)  # three flat columns, one between, two steep ones
    assert both["slope_g3"] == pytest.approx(1 / 6)
    assert both["slope_over"] == pytest.approx(2 / 6)
    assert sum(both[name] for name in SHARES) + both["slope_na"] == pytest.approx(1)


def test_the_limit_is_free_and_counts_its_own_degree(qgis_app: object, dem: Path) -> None:
    layer = parcels((11, 2, 18, 9))
    assert run(layer, dem, LIMIT=25)[0]["slope_over"] == 1
    assert run(layer, dem, LIMIT=25.001)[0]["slope_over"] == 0
    assert run(layer, dem, LIMIT=15)[0]["slope_over"] == 1


def test_the_input_keeps_its_fields_and_an_older_result_is_replaced(qgis_app: object, dem: Path) -> None:
    (row,) = run(parcels((2, 2, 8, 9)), dem)
    assert set(row) == {"name", "slope_deg", "slope_gr", *SHARES, "slope_over", "slope_na"}
    assert (row["name"], row["slope_gr"]) == ("P0", 1)


def test_unknown_ground_is_null_and_named_never_flat(qgis_app: object, dem: Path) -> None:
    log = Log()
    inside, away, shapeless, across = run(parcels((2, 2, 8, 9), (90, 2, 95, 9), None, (2, -5, 8, 5)), dem, log)
    assert inside["slope_na"] == 0
    for row in (away, shapeless):
        assert (row["slope_deg"], row["slope_gr"], row["slope_over"]) == (NULL, NULL, NULL)
        assert (row["slope_na"], sum(row[name] for name in SHARES)) == (1, 0)
    assert across["slope_na"] == pytest.approx(0.6)
    assert any("#2, #3" in warning for warning in log.warnings)


def test_parcels_in_degrees_give_the_same_as_in_the_zone(qgis_app: object, dem: Path) -> None:
    there = parcels((7, 3, 13, 8), (2.5, 2.25, 9.125, 7.5))
    degrees = QgsVectorLayer("Polygon?crs=EPSG:4490&field=name:string", "degrees", "memory")
    turn = QgsCoordinateTransform(there.crs(), QgsCoordinateReferenceSystem("EPSG:4490"), QgsProject.instance())
    for feature in there.getFeatures():
        shape = feature.geometry()
        shape.transform(turn)
        moved = QgsFeature(degrees.fields())
        moved.setGeometry(shape)
        degrees.dataProvider().addFeature(moved)
    for one, other in zip(run(there, dem), run(degrees, dem)):
        for name in (*SHARES, "slope_over", "slope_na"):
            assert one[name] == pytest.approx(other[name], abs=1e-6)


def test_a_bow_tie_is_measured_as_repaired_and_named(qgis_app: object, dem: Path) -> None:
    layer = parcels(None)
    corners = [(2, 2), (8, 8), (8, 2), (2, 8), (2, 2)]
    ring = ", ".join(f"{X0 + u * CELL} {Y0 - v * CELL}" for u, v in corners)
    (feature,) = layer.getFeatures()
    layer.dataProvider().changeGeometryValues({feature.id(): QgsGeometry.fromWkt(f"Polygon (({ring}))")})
    log = Log()
    (row,) = run(layer, dem, log)
    assert row["slope_g1"] == pytest.approx(1)
    assert any("#1" in warning for warning in log.warnings)


@pytest.mark.parametrize("fault", ["no crs", "not there", "a text file"])
def test_an_unfit_dem_stops_the_run_with_its_name_and_the_way_out(
    fault: str, qgis_app: object, dem: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.tif"
    if fault == "no crs":
        dataset = gdal.GetDriverByName("GTiff").Create(str(bad), 20, 20, 1, gdal.GDT_Float32)
        dataset.SetGeoTransform((X0, CELL, 0, Y0, 0, -CELL))
        dataset.FlushCache()
    elif fault == "a text file":
        bad.write_text("heights")
    with pytest.raises(QgsProcessingException, match=r"bad\.tif"):
        run(parcels((2, 2, 8, 9)), bad)


def test_a_dem_without_nodata_and_a_coarse_one_are_warned_about(qgis_app: object, shared: Path) -> None:
    log = Log()
    farms = QgsVectorLayer(str(shared / "data/swellendam/farms_33S.shp"), "farms", "ogr")
    rows = run(farms, shared / "data/swellendam/srtm_41_19.tif", log)
    assert len(rows) == 2008
    assert all(abs(sum(row[name] for name in SHARES) + row["slope_na"] - 1) < 2e-9 for row in rows)
    assert any("no missing data" in warning for warning in log.warnings)
    assert any("82.0 m" in warning for warning in log.warnings)


def test_cancelling_ends_the_run_and_says_so(qgis_app: object, dem: Path) -> None:
    class Stopped(Log):
        def isCanceled(self) -> bool:
            return True

    with pytest.raises(QgsProcessingException, match="cancelled"):
        run(parcels((2, 2, 8, 9)), dem, Stopped())
