"""The file of a parcel in the dock: its history as a timeline, photos dragged in and shown on the map."""

from __future__ import annotations

import shutil
import struct
from pathlib import Path

import pytest
from event_loop import wait_for_pages, wait_until
from pushing import push_and_answer
from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsPointXY, QgsProject
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QMimeData, QObject, QPoint, QRect, Qt, QUrl, pyqtSlot
from qgis.PyQt.QtGui import QDesktopServices, QDropEvent, QImage

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
    return [[item.text(0), *item.text(1).split("\n"), item.text(2)] for item in items]


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


class Opener(QObject):
    """Takes what would be opened by another program."""

    def __init__(self, opened: list[str]) -> None:
        super().__init__()
        self._opened = opened

    @pyqtSlot(QUrl)
    def open(self, url: QUrl) -> None:
        self._opened.append(url.toLocalFile())


def exif_segment() -> bytes:
    """An APP1 segment (EXIF 2.32, big-endian TIFF): DateTimeOriginal, and GPS place and direction as rationals."""

    def rationals(*pairs: tuple[int, int]) -> bytes:
        return b"".join(struct.pack(">II", *pair) for pair in pairs)

    def directory(at: int, entries: list[tuple[int, int, int, bytes]]) -> bytes:
        head, tail = struct.pack(">H", len(entries)), b""
        beyond = at + 2 + 12 * len(entries) + 4
        for tag, kind, count, value in entries:
            inside = value.ljust(4, b"\0") if len(value) <= 4 else struct.pack(">I", beyond + len(tail))
            tail += b"" if len(value) <= 4 else value
            head += struct.pack(">HHI", tag, kind, count) + inside
        return head + b"\0\0\0\0" + tail

    text, long, rational = 2, 4, 5
    exif_at = 8 + 2 + 12 * 2 + 4
    exif = directory(exif_at, [(0x9003, text, 20, b"2026:05:20 09:30:00\0")])
    gps_at = exif_at + len(exif)
    gps = directory(
        gps_at,
        [
            (1, text, 2, b"N\0"),
            (2, rational, 3, rationals((37, 1), (55, 1), (30504, 1000))),  # 37.925140
            (3, text, 2, b"E\0"),
            (4, rational, 3, rationals((117, 1), (0, 1), (12240, 1000))),  # 117.003400
            (16, text, 2, b"T\0"),
            (17, rational, 1, rationals((90, 1))),
        ],
    )
    first = directory(8, [(0x8769, long, 1, struct.pack(">I", exif_at)), (0x8825, long, 1, struct.pack(">I", gps_at))])
    body = b"Exif\0\0" + b"MM\0*" + struct.pack(">I", 8) + first + exif + gps
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


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


def test_a_long_entry_is_read_whole_however_narrow_the_panel_is(
    tab: FileTab, checked_dock: ZhanbuDock, tmp_path: Path
) -> None:
    name = (
        "示例县2026年度第一批补充耕地项目实施后现场照片（" + "从东北角向西南拍摄，含界桩和田埂，" * 2 + "共一张）.jpg"
    )
    drop(tab, [picture(tmp_path / name, Qt.GlobalColor.green)])
    tab.dialog.accept()
    wait_until(lambda: tab.photos.count() == 1 and not tab.reading.is_busy)
    checked_dock.setFloating(True)
    checked_dock.show()
    tree = tab.timeline
    (entry,) = [tree.topLevelItem(i) for i in range(len(lines(tab))) if name in tree.topLevelItem(i).text(1)]

    def needed() -> int:
        room = QRect(0, 0, tree.columnWidth(1), 10_000)
        return int(tree.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, entry.text(1)).height())

    checked_dock.resize(1600, 700)
    wait_until(lambda: tree.viewport().width() > 1300 and tree.visualItemRect(entry).height() >= needed())
    wide = needed()
    checked_dock.resize(checked_dock.minimumSizeHint().width(), 700)
    wait_until(lambda: tree.visualItemRect(entry).height() >= needed() > wide)
    checked_dock.hide()


def test_a_phones_photo_tells_day_place_and_direction_and_is_marked_on_the_map(
    tab: FileTab, county: Path, tmp_path: Path, project: QgsProject
) -> None:
    """A JPEG with the tags that phones write: taken 2026-05-20 at 117.003400, 37.925140, looking east."""
    plain = picture(tmp_path / "plain.jpg", Qt.GlobalColor.darkGreen).read_bytes()
    taken = tmp_path / "IMG_20260520.jpg"
    taken.write_bytes(plain[:2] + exif_segment() + plain[2:])
    drop(tab, [taken])
    tab.dialog.accept()
    wait_until(lambda: tab.photos.count() == 1 and not tab.reading.is_busy)
    tab.photos.setCurrentRow(0)
    about = tab.about.text()
    assert "2026-05-20" in about and "37.925140°, 117.003400°" in about and "looking 90°" in about
    onto_map = QgsCoordinateTransform(QgsCoordinateReferenceSystem("EPSG:4326"), project.crs(), project)
    place = onto_map.transform(QgsPointXY(117.0034, 37.92514))
    assert tab._mark._point.asGeometry().asPoint().distance(place) < 0.01
    shaft = tab._mark._arrow.asGeometry().asMultiPolyline()[0]
    assert shaft[1].x() > shaft[0].x() and shaft[1].y() == pytest.approx(shaft[0].y(), abs=0.5)


def test_a_paper_on_file_is_opened_from_the_timeline_and_a_photo_from_the_binder(
    tab: FileTab, county: Path, tmp_path: Path
) -> None:
    opened: list[str] = []
    drop(tab, [picture(tmp_path / "地块.jpg", Qt.GlobalColor.green)])
    tab.dialog.accept()
    wait_until(lambda: tab.photos.count() == 1 and not tab.reading.is_busy)
    receiver = Opener(opened)
    QDesktopServices.setUrlHandler("file", receiver.open)
    try:
        line = next(tab.timeline.topLevelItem(i) for i in range(2) if "On file" in tab.timeline.topLevelItem(i).text(1))
        tab.timeline.itemActivated.emit(line, 0)
        tab.photos.setCurrentRow(0)
        tab.photos.itemActivated.emit(tab.photos.item(0))
    finally:
        QDesktopServices.unsetUrlHandler("file")
    assert len(opened) == 2 and opened[0] == opened[1]
    assert Path(opened[0]).read_bytes() == (tmp_path / "地块.jpg").read_bytes()


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
