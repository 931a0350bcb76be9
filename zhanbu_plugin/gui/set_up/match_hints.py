"""What is said of layers that couldn't be matched with a role for certain (图层匹配提示)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qgis.core import QgsVectorLayer

from ...processing.inputs.roles import role_name
from ...regimes.layer_recognition import LayerKind
from ...regimes.roles import roles
from ...reports.language import interface_is_chinese, tr
from .layer_matching import Match, looks_like_survey


def hints_of(matches: Mapping[str, Match]) -> dict[str, list[str]]:
    """Lines for the boxes that stay empty although some layer is called like them or looks like them."""
    return {
        key: list(_lines(key, match)) for key, match in matches.items() if match.tied or match.refused or match.maybe
    }


def surveys_of(match: Match) -> dict[str, str]:
    """Names of the layers that could all be the survey, by their ids; empty where only one could."""
    layers = (*((match.layer,) if match.layer is not None and match.beside else ()), *match.beside, *match.tied)
    return {layer.id(): layer.name() for layer in layers}


def hint_of_survey(layer: QgsVectorLayer, surveys: Mapping[str, str]) -> str:
    """What is doubtful about the survey layer that is chosen; empty where nothing is."""
    if not looks_like_survey(layer):
        return "⚠ " + tr(
            "“{layer}” has no class field (DLBM): it is not a layer of the survey's land polygons."
        ).format(layer=layer.name())
    others = [name for own_id, name in surveys.items() if own_id != layer.id()]
    if layer.id() not in surveys or not others:
        return ""
    return tr("There are other layers of the survey: {others}. Look whether {layer} is the one to work on.").format(
        others=tr(", ").join(others), layer=layer.name()
    )


def _lines(key: str, match: Match) -> Iterator[str]:
    role = roles().get(key.partition("/")[2])
    name = role_name(role) if role is not None else tr("Survey layer")
    if match.tied:
        layers = tr(", ").join(layer.name() for layer in match.tied)
        yield "⚠ " + tr("{role}: {layers} fit equally well. Choose one.").format(role=name, layers=layers)
    for layer, kind in match.refused:
        yield "⚠ " + tr("{role}: “{layer}” isn't taken, since its fields are those of another layer: {kind}.").format(
            role=name, layer=layer.name(), kind=_called(kind)
        )
    for kind in dict.fromkeys(kind for _, kind in match.maybe):
        layers = tr(", ").join(layer.name() for layer, own in match.maybe if own is kind)
        yield tr(
            "{role}: no layer has this name. By the fields ({kind}), {layers} may hold it: look, and choose."
        ).format(role=name, layers=layers, kind=_called(kind))


def _called(kind: LayerKind) -> str:
    return kind.name_zh if interface_is_chinese() else kind.name_en
