"""Layers that the pool remembers from earlier checks, for roles that were left empty (design section 5)."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from osgeo import gdal
from qgis.core import QgsProcessingFeedback

from ...checks.layer import VectorLayer
from ...checks.reading.layers import read_layer
from ...checks.snapshots import raster_sha256
from ...pool.reading import role_files
from ...pool.records import RoleLayer
from ...regimes.rule_set import CheckRule
from ...reports.language import said, tr
from ...survey.problem import InputProblem
from .layer_memory import LayerMemory
from .sources import UnreadLayer

_LAYER = "|layername="
_DEM = "dem"
_OF_SLOPE = ("slope", "dem_resolution")


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


def remembered_dem(pool: str, feedback: QgsProcessingFeedback, memory: LayerMemory | None = None) -> str | None:
    """The elevation model that the pool knows, if it can still be read; it is told. Raises ``InputProblem``."""
    known = next((file for file in role_files(pool) if file.role == _DEM), None)
    if known is None or not _is_there(known, feedback):
        return None
    try:
        sha256 = (memory or LayerMemory()).raster_sha256(known.path) or raster_sha256(known.path)
    except InputProblem as problem:
        feedback.pushWarning(f"{known.role}: {said(problem.wording())}")
        return None
    _tell(known, sha256, feedback)
    return known.path


def measures_slope(rules: Iterable[CheckRule]) -> bool:
    """Whether some check looks at an elevation model."""
    return any(rule.kind in _OF_SLOPE for rule in rules)


def _is_there(known: RoleLayer, feedback: QgsProcessingFeedback) -> bool:
    if gdal.VSIStatL(known.path.partition(_LAYER)[0]) is not None:
        return True
    feedback.pushWarning(
        tr("{role}: the pool remembers {file}, which is not there any more. Choose the layer.").format(
            role=known.role, file=known.path
        )
    )
    return False


def _tell(known: RoleLayer, sha256: str, feedback: QgsProcessingFeedback) -> None:
    feedback.pushInfo(
        tr("{role}: no layer was given, so the pool's is taken: {file}").format(role=known.role, file=known.path)
    )
    if sha256 != known.sha256:
        feedback.pushWarning(
            tr("{role}: {file} has changed since the pool's parcels were checked against it.").format(
                role=known.role, file=known.path
            )
        )


def _read(known: RoleLayer, feedback: QgsProcessingFeedback, memory: LayerMemory) -> VectorLayer | None:
    path, _, name = known.path.partition(_LAYER)
    if not _is_there(known, feedback):
        return None
    try:
        layer = memory.layer(path, (name, ""), lambda: read_layer(path, name or None))
    except InputProblem as problem:
        feedback.pushWarning(f"{known.role}: {said(problem.wording())}")
        return None
    _tell(known, layer.sha256, feedback)
    for warning in layer.warnings:
        feedback.pushWarning(f"{known.role}: {layer.name}: {said(warning)}")
    return layer
