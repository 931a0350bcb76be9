"""``busy_window.py RUNS FOLDER``: a map that is drawn without a pause while the toolbox works in the background.

Run it in a process of its own, which a fault of threads takes along. It prints, as JSON, how many runs of each
algorithm ended well, and the errors of the others.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsApplication,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProject,
    QgsTask,
)
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QEventLoop, QTimer

ROOT = Path(__file__).resolve().parents[2]
AT_ONCE = 4
"""Runs under way at the same time."""


def start() -> tuple[QgsApplication, Any]:
    """QGIS with Processing and the plugin."""
    sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]
    app = QgsApplication([], True)
    app.initQgis()
    sys.path.append(str(Path(app.pkgDataPath()) / "python" / "plugins"))
    from processing.core.Processing import Processing

    Processing.initialize()
    from zhanbu_plugin.plugin import ZhanbuPlugin

    plugin = ZhanbuPlugin(None)
    plugin.initProcessing()
    return app, plugin


def busy_canvas(name: str) -> tuple[QgsMapCanvas, QTimer]:
    """A canvas that is drawn again at once; the project has so many variables that to ask for them takes a while."""
    project = QgsProject.instance()
    project.setCustomVariables({f"variable_{i}": i for i in range(10_000)})
    canvas = QgsMapCanvas()
    canvas.setLayers(project.mapLayersByName(name))
    canvas.resize(60, 40)
    canvas.zoomToFullExtent()
    canvas.show()
    timer = QTimer()
    timer.timeout.connect(canvas.refresh)  # from Qt to Qt: Python's lock is not held meanwhile
    timer.start(0)
    return canvas, timer


class Runs:
    """Background runs, some at a time, until all are done.

    QGIS 3.40 may lose a task from its threads' queue when another ends just then (QGIS issue 53806): that one is begun
    anew.
    """

    def __init__(self, terms: Iterator[tuple[str, dict[str, Any]]]) -> None:
        self.well: dict[str, int] = {}
        self.errors: list[str] = []
        self._terms = terms
        self._under_way: dict[int, _Run] = {}
        self._number = 0
        self._loop = QEventLoop()
        self._watch = QTimer()
        self._watch.timeout.connect(self._look_after)

    def all(self) -> None:
        """Returns when the last has ended."""
        for _ in range(AT_ONCE):
            self._next()
        self._watch.start(300)
        if self._under_way:
            self._loop.exec()
        self._watch.stop()

    def _next(self) -> None:
        name, given = next(self._terms, ("", {}))
        if name:
            self._begin(name, given)
        elif not self._under_way:
            self._loop.quit()

    def _begin(self, name: str, given: dict[str, Any]) -> None:
        run = _Run(name, given)
        self._number += 1
        number = self._number
        self._under_way[number] = run

        def ended(ok: bool, _results: object) -> None:
            self.well[name] = self.well.get(name, 0) + ok
            self.errors += [] if ok else [f"{name}: {' '.join(run.log.failed)}"]
            QTimer.singleShot(0, lambda: (self._under_way.pop(number), self._next()))

        run.task.executed.connect(ended)
        QgsApplication.taskManager().addTask(run.task)

    def _look_after(self) -> None:
        for number, run in list(self._under_way.items()):
            if run.was_dropped():
                run.task.executed.disconnect()
                run.task.cancel()
                del self._under_way[number]
                self._begin(run.name, run.given)


class _Run:
    """One run with all that must live as long, layers among its inputs too."""

    def __init__(self, name: str, given: dict[str, Any]) -> None:
        from toolbox import Log

        self.name, self.given = name, given
        self.context, self.log = QgsProcessingContext(), Log()
        self.context.setProject(QgsProject.instance())
        self.context.setFeedback(self.log)
        algorithm = QgsApplication.processingRegistry().algorithmById(f"zhanbu:{name}")
        self.task = QgsProcessingAlgRunnerTask(algorithm, given, self.context, self.log)
        self._looks = 0

    def was_dropped(self) -> bool:
        """Whether it waited at several looks in a row though a thread was free."""
        threads = QgsApplication.taskManager().threadPool()
        waits = self.task.status() == QgsTask.TaskStatus.Queued
        free = threads.activeThreadCount() < threads.maxThreadCount()
        self._looks = self._looks + 1 if waits and free else 0
        return self._looks > 10


def terms(runs: int, folder: Path, wanted: list[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every algorithm in turn, each run in a folder of its own: now by path, now with layers of the project."""
    import toolbox
    from every_algorithm import inputs_of

    project, layers = QgsProject.instance(), {}
    for source in (toolbox.role("county"), toolbox.CANDIDATES, toolbox.role("redline"), toolbox.role("pbf")):
        layers[source] = toolbox.opened(source, source.rpartition("=")[2])
        project.addMapLayer(layers[source])
    layers[toolbox.CANDIDATES].selectByExpression("\"DLBM\" LIKE '02%'")
    made = folder / "made"
    made.mkdir()
    pool, checked = made / "pool.gpkg", made / "checked.gpkg"
    toolbox.run("createpool", POOL=str(pool), COUNTY=toolbox.COUNTY, CRS=toolbox.CRS)
    toolbox.check(POOL=str(pool), OUTPUT=str(checked))
    toolbox.push(pool, str(checked))
    layers[str(checked)] = toolbox.opened(str(checked))
    project.addMapLayer(layers[str(checked)])
    ids = {source: layer.id() for source, layer in layers.items()}

    def all_of_them() -> Iterator[tuple[str, dict[str, Any]]]:
        for number in range(runs):
            for name in wanted:
                own = folder / f"{name}{number}" / "out"
                own.mkdir(parents=True)
                own_pool = toolbox.pool_copy(pool, own.parent)
                given = inputs_of(name, own_pool, str(checked), own)
                given |= {"INPUT": toolbox.CANDIDATES} if given.get("INPUT") == toolbox.DLTB else {}
                if number % 2:
                    given = {key: _by_id(value, ids) for key, value in given.items()}
                    given |= {"CRS": ids[toolbox.CANDIDATES]} if name == "createpool" else {}
                if number % 4 == 3 and given.get("INPUT") == ids[toolbox.CANDIDATES]:
                    given["INPUT"] = QgsProcessingFeatureSourceDefinition(
                        ids[toolbox.CANDIDATES], selectedFeaturesOnly=True
                    )
                yield name, given

    return all_of_them()


def _by_id(value: Any, ids: dict[str, str]) -> Any:  # noqa: ANN401
    """A layer, or each of several, by its id in the project."""
    if isinstance(value, list):
        return [_by_id(one, ids) for one in value]
    return ids.get(value, value) if isinstance(value, str) else value


def main(runs: int, folder: Path, wanted: list[str]) -> None:
    app, plugin = start()
    from every_algorithm import NAMES

    all_of_them = terms(runs, folder, wanted or list(NAMES))
    canvas, timer = busy_canvas("county")
    drawn: list[int] = []
    canvas.mapCanvasRefreshed.connect(lambda: drawn.append(1))
    background = Runs(all_of_them)
    background.all()
    timer.stop()
    canvas.stopRendering()
    print(json.dumps({"well": background.well, "errors": background.errors, "drawn": len(drawn)}), flush=True)
    canvas.deleteLater()
    QgsProject.instance().clear()
    plugin.unload()
    app.exitQgis()


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
