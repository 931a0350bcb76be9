"""In the background, as the toolbox runs everything: layers of the project are read as they are, edits included."""

from __future__ import annotations

import gc
import threading
from pathlib import Path
from typing import Any

import pytest
import toolbox
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsProcessingAlgorithm,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProject,
)
from qgis.PyQt.QtCore import QEventLoop, QTimer
from toolbox import AS_OF, COUNTY, Log

from zhanbu_plugin.processing.qgis_crs import crs_of, whole

pytestmark = pytest.mark.usefixtures("zhanbu")


def in_background(name: str, given: dict[str, Any], log: Log) -> tuple[bool, list[dict[str, Any]]]:
    """Whether a run on another thread ended well, and the rows of its OUTPUT."""
    algorithm = QgsApplication.processingRegistry().algorithmById(f"zhanbu:{name}")
    assert not algorithm.flags() & QgsProcessingAlgorithm.Flag.FlagNoThreading
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    context.setFeedback(log)
    ended: list[tuple[bool, dict[str, Any]]] = []
    loop, patience = QEventLoop(), QTimer()
    task = QgsProcessingAlgRunnerTask(algorithm, given, context, log)
    task.executed.connect(lambda ok, results: (ended.append((ok, results)), loop.quit()))
    patience.timeout.connect(loop.quit)
    patience.start(30_000)
    # What other tests left in cycles may be widgets: collected by the task's thread, they would take the process along.
    gc.collect()
    gc.disable()
    try:
        QgsApplication.taskManager().addTask(task)
        loop.exec()
    finally:
        patience.stop()
        gc.enable()
    assert ended, "the run didn't end"
    ok, results = ended[0]
    return ok, toolbox.rows(context.takeResultLayer(results["OUTPUT"])) if ok else []


def test_the_background_sees_the_edits_of_the_window(project: QgsProject, tmp_path: Path) -> None:
    layer = toolbox.opened(toolbox.copied("candidates", tmp_path), "候选")
    project.addMapLayer(layer)
    layer.selectByExpression("\"DLBM\" = '0201'")
    ids = layer.selectedFeatureIds()
    assert layer.startEditing()
    layer.changeAttributeValue(ids[0], layer.fields().indexOf("DLBM"), "0103")
    given = {
        "INPUT": QgsProcessingFeatureSourceDefinition(layer.id(), selectedFeaturesOnly=True),
        "REDLINE": toolbox.role("redline"),
        "COUNTY": COUNTY,
        "AS_OF": AS_OF,
        "OUTPUT": "memory:",
    }
    log = Log()
    ok, there = in_background("checkparcels", given, log)
    assert ok, log.failed
    here = toolbox.rows(toolbox.run("checkparcels", **given)["OUTPUT"])
    assert there == here
    assert len(there) == len(ids)
    assert [row["DLBM"] for row in there].count("0103") == 1
    layer.rollBack()


def test_an_error_in_the_background_ends_the_task_with_its_message(project: QgsProject) -> None:
    log = Log()
    given = {"INPUT": toolbox.CANDIDATES, "AS_OF": "soon", "COUNTY": COUNTY, "OUTPUT": "memory:"}
    ok, _ = in_background("checkparcels", given, log)
    assert not ok
    assert "“soon” is not a date" in log


def test_cancelling_in_the_background_is_heard(project: QgsProject) -> None:
    log = Log(cancel_at=20)
    given = {"INPUT": toolbox.DLTB, "DEM": str(toolbox.DEM), "OUTPUT": "memory:"}
    ok, _ = in_background("slopegrades", given, log)
    assert not ok
    assert max(log.shares) < 90


def left_behind(name: str) -> QgsCoordinateReferenceSystem:
    """A system as QGIS gives it after the thread that asked for it first has ended, and a second has asked too."""
    known_to_one, known_to_two, looked_at = (threading.Event() for _ in range(3))

    def first() -> None:
        QgsCoordinateReferenceSystem(name).toWkt()
        known_to_one.set()
        known_to_two.wait()

    def second() -> None:
        known_to_one.wait()
        QgsCoordinateReferenceSystem(name).toWkt(QgsCoordinateReferenceSystem.WktVariant.WKT1_GDAL)
        known_to_two.set()
        looked_at.wait()

    threads = [threading.Thread(target=first), threading.Thread(target=second)]
    for thread in threads:
        thread.start()
    threads[0].join()
    found = QgsCoordinateReferenceSystem(name)
    looked_at.set()
    threads[1].join()
    return found


def test_a_system_that_another_thread_has_left_without_its_text_is_known_by_its_code(qgis_app: object) -> None:
    left = left_behind("EPSG:4531")  # a zone that no other test uses
    if left.toWkt(left.WktVariant.WKT_PREFERRED):
        pytest.skip("this QGIS keeps the text")
    assert crs_of(left) == crs_of(QgsCoordinateReferenceSystem.fromWkt(crs_of(left).wkt))
    assert crs_of(left).epsg == 4531
    assert "zone 43" in whole(left).toWkt(left.WktVariant.WKT_PREFERRED)
