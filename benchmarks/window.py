"""The dock over a bench county: how long the window stands still while a whole survey is checked, cancelled and checked
again, and how soon a parcel picked on the map answers.

Without a screen: ``QT_QPA_PLATFORM=offscreen .venv/bin/python benchmarks/window.py COUNTY OUT.json``. In a real QGIS
window: ``ZHANBU_BENCH_COUNTY=COUNTY ZHANBU_PICTURES=FOLDER scripts/take_screenshots.sh benchmarks/window.py``.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from weakref import ref

from osgeo import ogr
from qgis.core import QgsApplication, QgsCoordinateReferenceSystem, QgsProject, QgsRasterLayer, QgsVectorLayer
from qgis.gui import QgsMapCanvas, QgsMessageBar
from qgis.PyQt.QtCore import QDate, Qt, QTimer
from qgis.PyQt.QtWidgets import QAction, QDockWidget, QMainWindow
from qgis.utils import iface

sys.path.insert(0, os.environ.get("ZHANBU_ROOT") or str(Path(__file__).resolve().parents[1]))
sys.path.insert(1, str(Path(sys.path[0]) / "scripts"))
from walker import Condition, Walker, after

from benchmarks.pulse import TICK_MS, Measured, Pulse

ROLES = {
    "redline": "eco_redline",
    "pbf": "basic_farmland",
    "reserve": "nature_reserve",
    "pubforest": "welfare_forest",
    "river": "river_zone",
    "desert": "desertification",
    "karst": "state_forest_farm",
    "filed": "reserve_pool",
}
"""Layers of the bench county by the role they play. Farms stand in for karst, which the rules of Hebei ask for."""
AS_OF = QDate(2026, 11, 21)
COUNTY, YEAR = "139901", 2025
"""Of the survey, so that not every parcel fails for where and when it is from."""
TIMES_PICKED = 12
CANCEL_AT = (5, 35, 50, 80)
"""Percent of a check at which it is cancelled."""


def walk(dock: Any, county: Path, folder: Path, measured: Measured, save: Callable[[str], None]) -> Iterator[Condition]:  # noqa: ANN401
    """Set up, cancel half-way, check, narrow and sort, check again, check a parcel picked on the map."""
    measured.begin()
    survey = set_up(dock, county, folder)
    measured.end("set up", parcels=survey.featureCount())
    yield after(1000)
    page = dock.check
    dock.turn_to(page)
    page.scope.setCurrentIndex(page.scope.findData("whole"))
    before = listing(folder)
    yield from cancelled(page, measured)
    said = {"result": page.result is None, "rows": page.model.rowCount(), "files": sorted(listing(folder) - before)}
    print("after cancel", said, "run enabled", page.run.isEnabled(), "cancel enabled", page.cancel.isEnabled())
    shutil.rmtree(folder / "pool.kept", ignore_errors=True)
    yield from whole(page, measured, "check", save)
    first = digest(page.result)
    yield from looked_at(page, measured)
    yield from whole(page, measured, "check again", save)
    if digest(page.result) != first:
        raise RuntimeError("the second check isn't equal to the first")
    yield from picked(dock, survey, measured)


def set_up(dock: Any, county: Path, folder: Path) -> QgsVectorLayer:  # noqa: ANN401
    """The county's layers in their roles, its DEM, and a new pool."""
    project = QgsProject.instance()
    project.setCrs(QgsCoordinateReferenceSystem("EPSG:4526"))
    survey = layer_of(folder / "dltb.gpkg", "DLTB")
    project.addMapLayer(survey)
    page = dock.set_up
    boxes = page._rows.boxes
    for role, name in ROLES.items():
        layer = layer_of(folder / "constraints.gpkg", name)
        project.addMapLayer(layer)
        boxes[role].setLayer(layer)
    dem = QgsRasterLayer(str(county / "dem30.tif"), "dem")
    project.addMapLayer(dem)
    page.dem.setLayer(dem)
    page.survey.setLayer(survey)
    page.county.setText(COUNTY)
    page.asOf.setDate(AS_OF)
    if not page.make_pool(str(folder / "pool.gpkg")):
        raise RuntimeError("the pool wasn't made")
    return survey


def layer_of(path: Path, name: str) -> QgsVectorLayer:
    """A layer of a GeoPackage."""
    layer = QgsVectorLayer(f"{path}|layername={name}", name, "ogr")
    if not layer.isValid():
        raise RuntimeError(f"{path} has no layer {name}")
    return layer


def listing(folder: Path) -> set[str]:
    """Files under a folder."""
    return {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()}


def cancelled(page: Any, measured: Measured) -> Iterator[Condition]:  # noqa: ANN401
    """Cancel early, half-way and late: from the click until the window is idle."""
    for at in CANCEL_AT:
        measured.begin()
        page.run.click()
        yield lambda at=at: page.progress.value() >= at or not page.work.is_busy
        if not page.work.is_busy:
            raise RuntimeError(f"over before {at} %")
        reached, clicked = measured.seconds, time.perf_counter()
        page.cancel.click()
        yield lambda: not page.work.is_busy
        took = time.perf_counter() - clicked
        measured.end(f"cancel at {at} %", reached_s=round(reached, 3), idle_after_s=round(took, 3))
        if page.result is not None or page.model.rowCount():
            raise RuntimeError("a cancelled check is shown")


def whole(page: Any, measured: Measured, name: str, save: Callable[[str], None]) -> Iterator[Condition]:  # noqa: ANN401
    """A check of the whole survey."""
    before = None if page.result is None else ref(page.result)  # else it would stay in memory for longer
    measured.begin()
    page.run.click()
    yield lambda: page.progress.value() > 0 or not page.work.is_busy
    first = measured.seconds
    yield lambda: page.progress.value() >= 50 or not page.work.is_busy
    save(f"{name} half-way")
    measured.pulse.overlook()
    yield lambda: not page.work.is_busy
    if page.result is None or (before is not None and page.result is before()):
        raise RuntimeError("the check gave nothing")
    yield after(300)
    counts = {verdict.value: count for verdict, count in page.result.counts().items()}
    measured.end(name, first_progress_s=round(first, 3), parcels=len(page.result.parcels), verdicts=counts)
    save(name)


def digest(result: Any) -> str:  # noqa: ANN401
    """What a check found, in one word."""
    summed = hashlib.sha256(result.outcomes.tobytes() + result.areas_m2.tobytes())
    summed.update("".join(verdict.value for verdict in result.verdicts).encode())
    for column in result.columns:
        summed.update(repr(column.measured).encode() if column.measured is None else column.measured.tobytes())
    return summed.hexdigest()


def looked_at(page: Any, measured: Measured) -> Iterator[Condition]:  # noqa: ANN401
    """Narrow, sort and unfold the findings, and point at some."""
    model = page.model
    last = str(min(page.result.parcels.ids))
    actions: dict[str, Callable[[], object]] = {
        "hide eligible": page.eligible.click,
        "only failed": lambda: page.outcome.setCurrentIndex(1),
        "all checks": lambda: page.outcome.setCurrentIndex(3),
        "text": lambda: page.text.setText("slope"),
        "number": lambda: page.text.setText("00123"),
        "no text": lambda: page.text.setText(""),
        "sort by area": lambda: page.tree.sortByColumn(2, Qt.SortOrder.DescendingOrder),
        "sort by id": lambda: page.tree.sortByColumn(0, Qt.SortOrder.DescendingOrder),
        "point": lambda: page.tree.setCurrentIndex(model.index(5, 0)),
        "find the last": lambda: page.select_parcel(last),
    }
    for name, act in actions.items():
        measured.begin()
        act()
        took = measured.seconds
        yield after(150)
        measured.end(name, action_ms=round(1000 * took, 1))


def picked(dock: Any, survey: QgsVectorLayer, measured: Measured) -> Iterator[Condition]:  # noqa: ANN401
    """One parcel after the other is selected on the map and checked."""
    page = dock.check
    page.scope.setCurrentIndex(page.scope.findData("selected"))
    fids = page.result.parcels.layer.fids
    took: list[float] = []
    for i in range(TIMES_PICKED):
        measured.begin()
        survey.selectByIds([int(fids[(i * 7919) % len(fids)])])
        before = ref(page.result)
        page.run.click()
        yield lambda: not page.work.is_busy
        if page.result is before():
            raise RuntimeError("the parcel wasn't checked")
        took.append(round(measured.seconds, 3))
    measured.end("picked", each_s=took)
    yield after(100)


def copy_of(county: Path) -> Path:
    """A copy of the layers, for GeoPackages change when they are opened, with the survey of this county and year."""
    folder = Path(tempfile.mkdtemp(prefix="zhanbu-window-"))
    for name in ("dltb.gpkg", "constraints.gpkg"):
        shutil.copy(county / name, folder)
    ogr.Open(str(folder / "dltb.gpkg"), update=1).ExecuteSQL(
        f"UPDATE DLTB SET SJNF = {YEAR}, ZLDWDM = '{COUNTY}' || substr(ZLDWDM, 7)"  # noqa: S608 - our own constants
    )
    return folder


def ending(measured: Measured, answer: Path, folder: Path, leave: Callable[[int], None]) -> Callable[[int], None]:
    """What happens when the walk is over: the figures are left, the copy goes, and so does the process."""

    def ended(code: int) -> None:
        answer.write_text(json.dumps(measured.steps, ensure_ascii=False, indent=1), encoding="utf-8")
        shutil.rmtree(folder, ignore_errors=True)
        sys.stdout.flush()
        sys.stderr.flush()
        leave(code)

    return ended


def offscreen(county: Path, answer: Path) -> int:
    """Body of the process without a screen. Answers with its exit code."""
    application = QgsApplication([], True, tempfile.mkdtemp(prefix="zhanbu-profile-"))
    application.initQgis()
    from zhanbu_plugin.gui.dock import ZhanbuDock  # noqa: PLC0415 - it makes icons, for which there must be a QGIS

    window = QMainWindow()
    canvas = QgsMapCanvas(window)
    window.setCentralWidget(canvas)
    bar = QgsMessageBar(canvas)
    dock = ZhanbuDock(SimpleNamespace(mapCanvas=lambda: canvas, messageBar=lambda: bar), QAction("tag"))
    window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
    window.resize(1366, 768)
    window.show()
    folder, measured = copy_of(county), Measured(Pulse())
    # QGIS's own tidying up can crash when layers of the run still live
    ended = ending(measured, answer, folder, os._exit)
    walker = Walker(walk(dock, county, folder, measured, lambda _name: None), ended, TICK_MS)
    measured.pulse.start()
    QTimer.singleShot(500, walker.start)
    return int(application.exec())


def in_window() -> Walker:
    """The same in the QGIS that runs this as its start script, with pictures."""
    county, pictures = Path(os.environ["ZHANBU_BENCH_COUNTY"]), Path(os.environ["ZHANBU_PICTURES"])
    window = iface.mainWindow()
    dock = window.findChild(QDockWidget, "ZhanbuDock")
    dock.show()
    window.findChild(QDockWidget, "ZhanbuTables").show()  # it follows the list, and has its share of the work
    window.resize(1366, 768)
    window.resizeDocks([dock], [532], Qt.Orientation.Horizontal)
    folder, measured = copy_of(county), Measured(Pulse())

    def leave(code: int) -> None:
        QgsProject.instance().clear()
        QTimer.singleShot(0, lambda: QgsApplication.instance().exit(code))

    def save(name: str) -> None:
        window.grab().save(str(pictures / f"{name}.png"))

    walker = Walker(
        walk(dock, county, folder, measured, save),
        ending(measured, pictures / "window.json", folder, leave),
        TICK_MS,
    )
    measured.pulse.start()
    QTimer.singleShot(1500, walker.start)
    return walker


if iface is not None:
    started = in_window()
elif __name__ == "__main__":
    raise SystemExit(offscreen(Path(sys.argv[1]), Path(sys.argv[2])))
