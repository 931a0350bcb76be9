"""The project as an office would lay it out: survey colours, groups in a fixed order, the pool by state (工程模板)."""

from __future__ import annotations

from collections.abc import Iterable

from qgis.core import QgsLayerTreeGroup, QgsLayerTreeNode, QgsMapLayer, QgsProject

from ...reports.language import tr
from ..pool.pool_layer import pool_layer
from .constraint_style import hides_what_is_below, show_through
from .layer_matching import looks_like_survey
from .set_up import SetUp
from .survey_style import colour_survey


def arrange(project: QgsProject, now: SetUp) -> int:
    """Colour a survey without a style of its own, hatch what would hide it, sort layers into groups; how many moved.

    Layers that somebody has put into a group already stay there; done again, nothing moves.
    """
    survey = now.survey
    if survey is not None and looks_like_survey(survey) and hides_what_is_below(survey):
        colour_survey(survey)  # one that somebody has styled keeps its style: candidates have to stand out
    for role, layer in now.roles.items():
        if layer is not now.survey:
            show_through(role, layer)
    moved = 0
    for title, layers in reversed(_groups(now)):
        moved += _gather(project, title, layers, below_all=False)
    return moved + _gather(project, tr("Elevation"), _those(now.dem), below_all=True)


def _groups(now: SetUp) -> list[tuple[str, list[QgsMapLayer]]]:
    """From the top of the map down; the elevation lies below whatever else there is, since it would hide it."""
    pool = pool_layer(now.pool) if now.pool else None
    return [
        (tr("Reserve pool"), _those(pool)),
        (tr("Constraint layers"), _those(*now.roles.values())),
        (tr("Survey"), _those(now.survey)),
    ]


def _those(*layers: QgsMapLayer | None) -> list[QgsMapLayer]:
    return list({layer.id(): layer for layer in layers if layer is not None}.values())


def _gather(project: QgsProject, title: str, layers: Iterable[QgsMapLayer], *, below_all: bool) -> int:
    """Move layers from the top of the tree into a group, which comes first in the tree, or last."""
    root = project.layerTreeRoot()
    nodes = [node for node in map(root.findLayer, (layer.id() for layer in layers)) if node is not None]
    loose = [node for node in nodes if node.parent() is root]
    if not loose:
        return 0
    group = root.findGroup(title)
    if group is None or group.parent() is not root:
        group = root.insertGroup(len(root.children()) if below_all else 0, title)
    _move(root, group, loose)
    return len(loose)


def _move(root: QgsLayerTreeGroup, group: QgsLayerTreeGroup, nodes: list[QgsLayerTreeNode]) -> None:
    for node in nodes:
        group.addChildNode(node.clone())
        root.removeChildNode(node)
