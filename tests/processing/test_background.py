"""In the background, as the toolbox runs everything: layers of the project are read as they are, edits included."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import toolbox
from every_algorithm import NAMES
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsProcessingAlgorithm,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QEventLoop, QTimer
from qgis.PyQt.QtTest import QTest
from toolbox import AS_OF, CANDIDATES, COUNTY, Log

from zhanbu_plugin.processing.inputs.qgis_crs import crs_of, whole

pytestmark = pytest.mark.usefixtures("zhanbu")


def in_background(
    name: str, given: dict[str, Any], log: Log, meanwhile: Callable[[], object] = lambda: None
) -> tuple[bool, list[dict[str, Any]]]:
    """Whether a run on another thread ended well, and the rows of its OUTPUT.

    ``meanwhile`` happens in the window while the run waits for its turn.
    """
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
    meanwhile()
    QgsApplication.taskManager().addTask(task)
    loop.exec()
    patience.stop()
    assert ended, "the run didn't end"
    ok, results = ended[0]
    return ok, toolbox.rows(context.takeResultLayer(results["OUTPUT"])) if ok else []


def select(layer: QgsVectorLayer, expression: str) -> None:
    """Select features. From a file just opened for editing QGIS now and then reads nothing at first."""
    for _ in range(20):
        layer.selectByExpression(expression)
        if layer.selectedFeatureCount():
            return
        QTest.qWait(50)
    raise RuntimeError(f"nothing to select in {layer.source()}")


def test_the_background_sees_the_edits_of_the_window(project: QgsProject, tmp_path: Path) -> None:
    layer = toolbox.opened(toolbox.copied("candidates", tmp_path), "候选")
    project.addMapLayer(layer)
    select(layer, "\"DLBM\" = '0201'")
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


def test_a_run_takes_the_layer_as_it_was_when_the_run_was_started(project: QgsProject) -> None:
    layer = toolbox.memory_copy(toolbox.opened(CANDIDATES))
    project.addMapLayer(layer)
    before = layer.featureCount()
    ids = [feature.id() for feature in layer.getFeatures()]
    given = {"INPUT": layer.id(), "OUTPUT": "memory:"}
    log = Log()
    ok, found = in_background("ellipsoidalarea", given, log, lambda: layer.dataProvider().deleteFeatures(ids[:10]))
    assert ok, log.failed
    assert len(found) == before
    ok, found = in_background("ellipsoidalarea", given, log, lambda: project.removeMapLayer(layer.id()))
    assert ok, log.failed
    assert len(found) == before - 10


@pytest.mark.parametrize("edited", [False, True])
@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ({"selectedFeaturesOnly": True}, {"0305": 3, "1206": 4}),
        ({"filterExpression": "\"DLBM\" = '1206'"}, {"1206": 4}),
        ({"featureLimit": 3}, None),
        ({"selectedFeaturesOnly": True, "filterExpression": "\"DLBM\" = '1206'"}, {"1206": 4}),
        ({"selectedFeaturesOnly": True, "filterExpression": "\"DLBM\" = '1206'", "featureLimit": 2}, {"1206": 2}),
    ],
)
def test_the_part_of_a_layer_that_the_dialog_asks_for_is_what_the_background_gets(
    project: QgsProject, tmp_path: Path, terms: dict[str, Any], expected: dict[str, int] | None, edited: bool
) -> None:
    """Class 1206 has four parcels in the sample county, 0305 three; an edit makes one of 0201 the fifth of 1206."""
    layer = toolbox.opened(toolbox.copied("candidates", tmp_path))
    project.addMapLayer(layer)
    if edited:
        changed = next(layer.getFeatures("\"DLBM\" = '0201'")).id()
        assert layer.startEditing()
        assert layer.changeAttributeValue(changed, layer.fields().indexOf("DLBM"), "1206")
    select(layer, "\"DLBM\" IN ('0305', '1206')")
    given = {"INPUT": QgsProcessingFeatureSourceDefinition(layer.id(), **terms), "OUTPUT": "memory:"}
    log = Log()
    ok, found = in_background("ellipsoidalarea", given, log)
    assert ok, log.failed
    counts = dict(Counter(row["DLBM"] for row in found))
    if expected is None:
        assert len(found) == 3
    elif edited and "featureLimit" not in terms:
        assert counts == {**expected, "1206": 5}
    else:
        assert counts == expected
    layer.rollBack()


def test_the_map_may_be_drawn_all_the_time_while_every_algorithm_runs(tmp_path: Path) -> None:
    """A layer looked up on a run's own thread takes from the project what the canvas is reading: QGIS crashes."""
    script = Path(__file__).with_name("busy_window.py")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    ended = subprocess.run(
        [sys.executable, str(script), "4", str(tmp_path)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=500,
        check=False,
    )
    assert ended.returncode == 0, f"ended with {ended.returncode}: {ended.stderr[-2000:]}"
    found = json.loads(ended.stdout.splitlines()[-1])
    assert found["errors"] == []
    assert found["well"] == dict.fromkeys(NAMES, 4)
    assert found["drawn"] > 4


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
