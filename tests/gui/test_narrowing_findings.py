"""The list of findings by place and by candidates, the ground that is lost on the map, and the list as a workbook."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from event_loop import wait_until
from osgeo import gdal
from pytest_qgis.qgis_interface import QgisInterface
from qgis.core import QgsGeometry, QgsRectangle

from zhanbu_plugin.checks.findings import Outcome, Verdict
from zhanbu_plugin.gui.check.check_page import CheckPage
from zhanbu_plugin.gui.check.findings_filter import Listed
from zhanbu_plugin.gui.dock import ZhanbuDock


@pytest.fixture
def page(checked_dock: ZhanbuDock, qgis_iface: QgisInterface) -> CheckPage:
    """The page after a check of all designed parcels, beside a map of some size."""
    qgis_iface.mapCanvas().resize(400, 400)
    return checked_dock.check


def extents_of(page: CheckPage) -> dict[int, QgsRectangle]:
    shapes = enumerate(page.result.parcels.geometries)
    return {i: QgsGeometry.fromWkt(shape.wkt).boundingBox() for i, shape in shapes if shape is not None}


def row_failing(page: CheckPage, check_id: str) -> int:
    """A parcel that fails this check and no other."""
    for i in range(len(page.result.parcels)):
        failed = [f.check_id for f in page.result.open_findings_of(i) if f.outcome is Outcome.FAIL]
        if failed == [check_id]:
            return i
    raise AssertionError(f"no parcel fails {check_id} alone")


def test_only_in_view_lists_what_the_map_shows_and_follows_it(page: CheckPage, qgis_iface: QgisInterface) -> None:
    canvas, extents = qgis_iface.mapCanvas(), extents_of(page)
    for some in (extents[min(extents)], extents[max(extents)]):
        box = QgsRectangle(some)
        box.scale(4)
        canvas.setExtent(box)
        page.inView.setChecked(True)
        wait_until(lambda: not page.list._pause.isActive())
        seen = canvas.mapSettings().visibleExtent()
        assert page.model.listed()
        assert sorted(page.model.listed()) == [i for i, box in extents.items() if seen.intersects(box)]
    page.inView.setChecked(False)
    assert len(page.model.listed()) == len(page.result.parcels)


def test_only_mine_lists_the_candidates(page: CheckPage, checked_dock: ZhanbuDock) -> None:
    mine = [int(fid) for fid in page.result.parcels.layer.fids[3:9]]
    checked_dock.select.tagged.tag(mine)
    page.onlyMine.setChecked(True)
    assert sorted(page.model.listed()) == list(range(3, 9))
    wait_until(lambda: not checked_dock.select.candidates.reading.is_busy)


def test_what_is_pointed_at_stays_so_when_the_list_is_narrowed(page: CheckPage) -> None:
    parcel = str(page.result.parcels.ids[row_failing(page, "CHK-BAN-redline")])
    assert page.select_parcel(parcel)
    details = page.details.toPlainText()
    page.outcome.setCurrentIndex(page.outcome.findData(Listed.FAILED))
    pointed = page.model.pointed(page.tree.currentIndex())
    assert pointed is not None
    assert str(page.result.parcels.ids[pointed.parcel]) == parcel
    assert page.details.toPlainText().startswith(details[:20])


def test_pan_only_keeps_the_scale_of_the_map(page: CheckPage, qgis_iface: QgisInterface) -> None:
    canvas = qgis_iface.mapCanvas()
    canvas.setExtent(extents_of(page)[0].buffered(300))
    page.panOnly.setChecked(True)
    scale = canvas.scale()
    index = len(page.result.parcels) - 1
    assert page.select_parcel(str(page.result.parcels.ids[index]))
    assert abs(canvas.scale() - scale) < 1e-6 * scale
    middle = QgsGeometry.fromWkt(page.result.parcels.geometry(index).wkt).boundingBox().center()
    assert canvas.center().distance(middle) < 1.0
    wait_until(lambda: not page.ground.reading.is_busy)


def test_the_ground_that_a_parcel_loses_is_crosshatched(page: CheckPage) -> None:
    i = row_failing(page, "CHK-BAN-redline")
    overlap = page.result.measures["ov_redline"][i]
    assert page.select_parcel(str(page.result.parcels.ids[i]))
    wait_until(lambda: page.ground.marks.lost_parts > 0)
    assert "Crosshatched" in page.details.toPlainText()
    hatched = page.ground.marks._lost.asGeometry().area()
    assert abs(hatched - overlap) < 0.01 * overlap + 1
    clear = next(k for k, verdict in enumerate(page.result.verdicts) if verdict is Verdict.ELIGIBLE)
    assert page.select_parcel(str(page.result.parcels.ids[clear]))
    assert page.ground.marks.lost_parts == 0


def test_the_list_as_a_workbook_has_what_is_listed(page: CheckPage, tmp_path: Path) -> None:
    page.outcome.setCurrentIndex(page.outcome.findData(Listed.FAILED))
    target = tmp_path / "findings.xlsx"
    page.outputs.write_list(str(target))
    wait_until(lambda: not page.work.is_busy)
    book = gdal.OpenEx(str(target), gdal.OF_VECTOR, open_options=["HEADERS=DISABLE"])
    cells = [[row.GetField(k) for k in range(row.GetFieldCount())] for row in book.GetLayer(0)]
    titles, rows = cells[2], cells[3:]
    result = page.result
    lifted = result.applied.lifted
    wanted = {
        (str(result.parcels.ids[i]), f.check_id)
        for i in range(len(result.parcels))
        for j, f in enumerate(result.findings_of(i))
        if f.outcome is Outcome.FAIL and not lifted[i, j]
    }
    check = titles.index("Check id")
    assert {(row[0], row[check]) for row in rows} == wanted
    assert len(rows) == len(wanted)
    first = result.parcels.ids.tolist().index(rows[0][0])
    assert np.isclose(float(rows[0][2]), result.area_m2(first))
