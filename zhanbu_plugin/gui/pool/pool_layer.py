"""The pool's parcels as a layer of the project, coloured by state (储备库图层)."""

from __future__ import annotations

from qgis.core import QgsCategorizedSymbolRenderer, QgsProject, QgsRendererCategory, QgsVectorLayer
from qgis.PyQt.QtGui import QColor

from ...paths import resource
from ...regimes.choosing import rule_sets
from ...regimes.workflow import PARCEL
from ...reports.language import interface_is_chinese, tr
from ...survey.problem import InputProblem
from ...survey.wording import translate
from .pool_source import parcels_of, shows

_FIRST_SYSTEM = "CROP"
_TURN = 137
"""Degrees of hue from one state to the next: the golden angle keeps neighbours apart."""
_OPAQUENESS = 160


def state_title(system: str, state: str, workflow: str = PARCEL) -> str:
    """A state's name on the regulation's own path, in the user's language; its id where no rule set knows it."""
    for rule_set in rule_sets().values():
        path = rule_set.workflows.get(workflow)
        if rule_set.system == system and path is not None and state in path.states:
            return path.states[state].title.in_language(interface_is_chinese())
    return state


def workflow_title(system: str, workflow: str) -> str:
    """What a kind of matter is called, in the user's language; its id where no rule set knows it."""
    for rule_set in rule_sets().values():
        if rule_set.system == system and workflow in rule_set.workflows:
            title = rule_set.workflows[workflow].title.in_language(interface_is_chinese())
            return title[:1].upper() + title[1:]
    return workflow


def system_title(system: str) -> str:
    """A system's name in the user's language."""
    return {
        "CROP": tr("Cropland balance"),
        "FOREST": tr("Forest balance"),
        "INOUT": tr("Yearly in and out of cropland"),
    }.get(system, system)


def pool_layer(pool: str) -> QgsVectorLayer | None:
    """The layer of the project that shows this pool's parcels."""
    for layer in QgsProject.instance().mapLayers().values():
        if isinstance(layer, QgsVectorLayer) and shows(layer, pool):
            return layer
    return None


def show_pool(pool: str, epsg: int = 0) -> QgsVectorLayer:
    """Add the pool's parcels to the project, or read them again where they are there. Raises ``InputProblem``."""
    layer = pool_layer(pool)
    if layer is not None:
        layer.reload()
        _add_states(layer)
        layer.updateExtents()
        layer.triggerRepaint()
        return layer
    layer = parcels_of(pool, tr("Reserve pool"), epsg)
    if not layer.isValid():
        raise InputProblem(
            translate("zhanbu", "The pool's parcels can't be shown."),
            remedy=translate("zhanbu", "Check that it is a pool and that you may read it."),
            source=pool,
        )
    layer.loadNamedStyle(str(resource("styles", "pool_parcel.qml")))
    _say_states(layer)
    _add_states(layer)
    QgsProject.instance().addMapLayer(layer, False)
    QgsProject.instance().layerTreeRoot().insertLayer(0, layer)
    return layer


def _say_states(layer: QgsVectorLayer) -> None:
    """The style speaks Chinese; an English interface gets English names."""
    renderer = layer.renderer()
    if interface_is_chinese() or not isinstance(renderer, QgsCategorizedSymbolRenderer):
        return
    for i, category in enumerate(renderer.categories()):
        titles = {state_title(system, str(category.value())) for system in ("CROP", "FOREST", "INOUT")}
        titles.discard(str(category.value()))
        other = tr("Returned") if category.value() == "RETURNED" else tr("Other state")
        renderer.updateCategoryLabel(i, min(titles) if titles else other)


def _add_states(layer: QgsVectorLayer) -> None:
    """Every state that parcels of this pool can reach gets a colour; the style knows those of the first path."""
    renderer = layer.renderer()
    if not isinstance(renderer, QgsCategorizedSymbolRenderer):
        return
    categories = renderer.categories()  # they own their symbols, so they must live as long as these
    shown = {str(category.value()) for category in categories}
    systems = {str(system) for system in layer.uniqueValues(layer.fields().indexOf("system"))} or {_FIRST_SYSTEM}
    states = [(r.system, state) for r in rule_sets().values() if r.system in systems for state in r.states]
    for number, (system, state) in enumerate(states):
        if state not in shown:
            symbol = categories[0].symbol().clone()
            symbol.setColor(QColor.fromHsv(number * _TURN % 360, 150, 200, _OPAQUENESS))
            renderer.addCategory(QgsRendererCategory(state, symbol, state_title(system, state)))
            shown.add(state)
    layer.triggerRepaint()
