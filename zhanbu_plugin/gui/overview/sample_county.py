"""The sample county to try everything on: a copy of its own, opened and set up (示例县)."""

from __future__ import annotations

import shutil
from pathlib import Path

from qgis.core import QgsProject, QgsVectorLayer
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QStandardPaths

from ...paths import resource
from ...reports.language import tr
from ...survey.problem import InputProblem
from ...survey.wording import translate
from ..set_up.project_memory import SCOPE
from ..set_up.set_up_page import SetUpPage

_FILES = ("sample.gpkg", "dem.tif", "sample.qgz")
_PROJECT = "sample.qgz"
_SURVEY = "拟补充地块"
_POOL = "pool.gpkg"
_MARK = "guide"
_MOST_COPIES = 1000


def documents() -> Path:
    """The user's folder for documents."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(place) if place else Path.home()


def copy_of_the_county(folder: Path) -> Path:
    """A copy in a new folder of its own; earlier copies stay as they are. Raises ``InputProblem``."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number in range(1, _MOST_COPIES):
            own = folder / (tr("Zhanbu sample county") + ("" if number == 1 else f" {number}"))
            if not own.exists():
                own.mkdir()
                for name in _FILES:
                    shutil.copyfile(resource("sample", name), own / name)
                return own
    except OSError as error:
        raise InputProblem(
            translate("zhanbu", "The sample county can't be copied ({reason}).", reason=error.strerror or error),
            remedy=translate("zhanbu", "Look whether the folder may be written and the disk has room."),
            source=str(folder),
        ) from error
    raise InputProblem(
        translate("zhanbu", "There are {count} copies of the sample county already.", count=_MOST_COPIES - 1),
        remedy=translate("zhanbu", "Delete some of them."),
        source=str(folder),
    )


def open_sample(iface: QgisInterface, set_up: SetUpPage, folder: Path) -> None:
    """Open a new copy of the county and set it up with an empty pool. Raises ``InputProblem``."""
    project = QgsProject.instance()
    if project.isDirty() and project.mapLayers():
        raise InputProblem(
            translate("zhanbu", "The open project has changes that aren't saved."),
            remedy=translate("zhanbu", "Save it, or begin a new project; then open the sample county."),
        )
    own = copy_of_the_county(folder)
    iface.addProject(str(own / _PROJECT))
    found = [layer for layer in project.mapLayersByName(_SURVEY) if isinstance(layer, QgsVectorLayer)]
    if not found:
        raise InputProblem(
            translate("zhanbu", "The sample county can't be opened."),
            remedy=translate("zhanbu", "Install the plugin anew."),
            source=str(own / _PROJECT),
        )
    set_up.survey.setLayer(found[0])
    set_up.match_layers()
    set_up.make_pool(str(own / _POOL))
    project.writeEntry(SCOPE, _MARK, "1")
    if not project.write():
        raise InputProblem(
            translate("zhanbu", "The project of the sample county can't be saved."),
            remedy=translate("zhanbu", "Save it yourself, so that it knows its pool when it is opened again."),
            source=str(own / _PROJECT),
        )


def is_sample() -> bool:
    """Whether the open project is a copy that was opened from here."""
    return bool(QgsProject.instance().readEntry(SCOPE, _MARK, "")[0])
