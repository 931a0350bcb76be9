"""A working copy in the project, and the layer it was made from, to which the work goes back (作业图层的来源)."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsMapLayer, QgsProject, QgsVectorLayer
from qgis.PyQt.QtXml import QDomDocument

from .working_copy import LAYER_NAME

_FROM = "zhanbu/copied_from"
"""Property of the copy, kept in the project: id of the layer whose candidates it has."""


def add_copy(path: str, source: QgsVectorLayer) -> QgsVectorLayer:
    """Bring the copy at ``path`` into the project; it looks as its source does."""
    made = QgsVectorLayer(f"{path}|layername={LAYER_NAME}", Path(path).stem, "ogr")
    keep_source(made, source)
    QgsProject.instance().addMapLayer(made)
    return made


def keep_source(made: QgsVectorLayer, source: QgsVectorLayer) -> None:
    """A layer that was made from another one looks like it, and knows the way back."""
    look = QDomDocument()
    source.exportNamedStyle(look)
    made.importNamedStyle(look)
    made.setCustomProperty(_FROM, source.id())


def source_of(copy: QgsMapLayer | None) -> QgsVectorLayer | None:
    """The layer a copy was made from, while it is in the project."""
    if copy is None:
        return None
    source = QgsProject.instance().mapLayer(str(copy.customProperty(_FROM) or ""))
    return source if isinstance(source, QgsVectorLayer) else None
