"""The file of a parcel in the dock: its history as a timeline, photos dragged in and shown on the map."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from event_loop import wait_for_pages, wait_until
from pushing import push_and_answer
from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsPointXY, QgsProject
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QMimeData, QPoint, Qt, QUrl
from qgis.PyQt.QtGui import QDropEvent, QImage

from zhanbu_plugin.gui.dock import ZhanbuDock
from zhanbu_plugin.gui.pool.file.file_tab import FileTab
from zhanbu_plugin.gui.pool.file.photo_mark import PhotoMark
from zhanbu_plugin.pool.database import evidence_folder, pool_for_reading
from zhanbu_plugin.pool.filing.filed import PoolEvidence


@pytest.fixture
def tab(checked_dock: ZhanbuDock) -> FileTab:
    """The file of the first parcel of a batch that was just pushed."""
    checked_dock.check.batch.setText("first")
    push_and_answer(checked_dock)
    steps = checked_dock.pool.steps
    wait_until(lambda: steps.group.count() > 0)
    steps.parcels.selectRow(0)
    steps.file.click()
    wait_for_pages(checked_dock)
    assert checked_dock.pool.tabs.currentWidget() is checked_dock.pool.file
    return checked_dock.pool.file


def lines(tab: FileTab) -> list[list[str]]:
    items = [tab.timeline.topLevelItem(row) for row in range(tab.timeline.topLevelItemCount())]
    return [[item.text(column) for column in range(5)] for item in items]


def drop(tab: FileTab, files: list[Path]) -> None:
    """As a hand would drop files from a folder."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    copy, left, no_key = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    tab.photos.dropEvent(QDropEvent(QPoint(5, 5), copy, data, left, no_key))


def picture(path: Path, colour: Qt.GlobalColor) -> Path:
    image = QImage(64, 48, QImage.Format.Format_RGB32)
    image.fill(colour)
    assert image.save(str(path))
    return path


def test_the_timeline_begins_with_the_entry_into_the_pool(tab: FileTab) -> None:
    first = lines(tab)[-1]
    assert first[:2] == ["2026-11-21", "Entered the pool: candidate"]
    assert "county" in first[2].casefold()


def test_photos_that_are_dropped_are_put_on_file_with_their_kind_and_shown(
    tab: FileTab, county: Path, tmp_path: Path
) -> None:
    (tmp_path / "有 空格").mkdir()
    colours = (Qt.GlobalColor.green, Qt.GlobalColor.blue)
    files = [picture(tmp_path / "有 空格" / f"地块{number}.jpg", colour) for number, colour in enumerate(colours)]
    drop(tab, files)
    assert tab.dialog.kind.currentData() == "FIELD_PHOTO"
    tab.dialog.accept()
    wait_until(lambda: tab.photos.count() == 2 and not tab.reading.is_busy)
    assert "field photo" in tab.photos.item(0).text() and not tab.photos.item(0).icon().isNull()
    assert sorted(line[1] for line in lines(tab))[-2:] == [f"On file: field photo, 地块{n}.jpg" for n in (0, 1)]
    tab.photos.setCurrentRow(0)
    assert "place unknown" in tab.about.text() and "direction unknown" in tab.about.text()
    with pool_for_reading(county / "pool.gpkg") as pool:
        assert len(pool.all_evidence()) == 2
    shutil.rmtree(evidence_folder(county / "pool.gpkg"))
    tab.show_parcel(tab._uid, "1")
    wait_until(lambda: not tab.reading.is_busy)
    assert tab.photos.item(0).text().startswith("⚠")


def test_a_photo_is_marked_where_it_was_taken_with_an_arrow_where_it_looks(
    project: QgsProject, qgis_canvas: QgsMapCanvas
) -> None:
    mark, before = PhotoMark(qgis_canvas), len(qgis_canvas.scene().items())
    photo = PoolEvidence("E1", "FIELD_PHOTO", "", "", None, "", "a.jpg", "0" * 64, None, 117.0034, 37.92514, 90.0, "")
    assert mark.show(photo)
    onto_map = QgsCoordinateTransform(QgsCoordinateReferenceSystem("EPSG:4326"), project.crs(), project)
    place = onto_map.transform(QgsPointXY(117.0034, 37.92514))
    assert mark._point.asGeometry().asPoint().distance(place) < 0.01
    shaft = mark._arrow.asGeometry().asMultiPolyline()[0]
    assert shaft[0].distance(place) < 0.01
    assert shaft[1].x() - place.x() == pytest.approx(40, abs=0.5)  # due east
    assert shaft[1].y() - place.y() == pytest.approx(0, abs=0.5)
    assert not mark.show(PoolEvidence(**{**vars(photo), "lon": None, "lat": None}))
    mark.close()
    assert len(qgis_canvas.scene().items()) == before - 2
