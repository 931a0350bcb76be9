"""Layers that the pool remembers from earlier checks, for roles that were left empty (design section 5)."""

from __future__ import annotations

from collections.abc import Collection

from osgeo import gdal
from qgis.core import QgsProcessingFeedback

from ...checks.layer import VectorLayer
from ...checks.reading.layers import read_layer
from ...pool.reading import role_files
from ...pool.records import RoleLayer
from ...reports.language import said, tr
from ...survey.problem import InputProblem
from .layer_memory import LayerMemory
from .sources import UnreadLayer

_LAYER = "|layername="


def remembered_path(layer: UnreadLayer) -> str:
    """File and layer as the pool remembers them; empty for what is no file, or not all of it."""
    if layer.file is None or not layer.whole:
        return ""
    path, name = layer.file
    return f"{path}{_LAYER}{name}" if name else path


def remembered_layers(
    pool: str, wanted: Collection[str], feedback: QgsProcessingFeedback, memory: LayerMemory | None = None
) -> dict[str, VectorLayer]:
    """Layers of roles whose file the pool knows and that can still be read; each is told. Raises ``InputProblem``."""
    found = {}
    for known in role_files(pool):
        if known.role in wanted:
            layer = _read(known, feedback, memory or LayerMemory())
            if layer is not None:
                found[known.role] = layer
    return found


def _read(known: RoleLayer, feedback: QgsProcessingFeedback, memory: LayerMemory) -> VectorLayer | None:
    path, _, name = known.path.partition(_LAYER)
    if gdal.VSIStatL(path) is None:
        feedback.pushWarning(
            tr("{role}: the pool remembers {file}, which is not there any more. Choose the layer.").format(
                role=known.role, file=known.path
            )
        )
        return None
    try:
        layer = memory.layer(path, (name, ""), lambda: read_layer(path, name or None))
    except InputProblem as problem:
        feedback.pushWarning(f"{known.role}: {said(problem.wording())}")
        return None
    feedback.pushInfo(
        tr("{role}: no layer was given, so the pool's is taken: {file}").format(role=known.role, file=known.path)
    )
    for warning in layer.warnings:
        feedback.pushWarning(f"{known.role}: {layer.name}: {said(warning)}")
    if layer.sha256 != known.sha256:
        feedback.pushWarning(
            tr("{role}: {file} has changed since the pool's parcels were checked against it.").format(
                role=known.role, file=known.path
            )
        )
    return layer
