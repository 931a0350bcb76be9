"""Which layer of a project probably is the survey, the DEM, or plays a role: by name and fields (图层匹配)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from qgis.core import QgsFeatureRequest, QgsMapLayer, QgsProviderRegistry, QgsRasterLayer, QgsVectorLayer, QgsWkbTypes

from ...regimes.layer_recognition import (
    SURVEY,
    Fit,
    LayerKind,
    LayerLook,
    contradicting_kind,
    fit,
    kinds_of,
    name_fit,
    worth_asking,
)
from ...regimes.roles import Role, roles
from ...survey.dltb_fields import standard_names

_SURVEY = ("地类图斑", "DLTB")
_DEM = ("高程", "DEM")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
# Not DLTBGX and the like, which hold only what changed.
_SURVEY_OF_A_YEAR = re.compile(r"(DLTB|地类图斑)[\s_(（-]*20\d\d|20\d\d年?[\s_-]*(DLTB|地类图斑)$")


@dataclass(frozen=True)
class Match:
    """The layer that fits best; or those that fit equally well, and those whose fields contradict their name."""

    layer: QgsMapLayer | None = None
    tied: tuple[QgsMapLayer, ...] = ()
    refused: tuple[tuple[QgsMapLayer, LayerKind], ...] = ()
    beside: tuple[QgsMapLayer, ...] = ()
    """Others that are called like the one that fits best, but of an earlier year."""
    maybe: tuple[tuple[QgsMapLayer, LayerKind], ...] = ()
    """Where nothing fits: layers whose fields allow it, so that it is for the user to say."""


def match_all(layers: Iterable[QgsMapLayer]) -> dict[str, Match]:
    """What fits the survey, the DEM (keys ``survey`` and ``dem``) and each role (``role/ID``) best."""
    ordered = sorted(layers, key=lambda layer: (layer.name(), layer.id()))
    looks = [(layer, look_of(layer)) for layer in ordered if _has_polygons(layer)]
    matches = {"survey": match_survey(looks), "dem": Match(match_dem(ordered))}
    matches.update((f"role/{role.id}", match_role(role, looks)) for role in roles().values())
    return matches


def looks_like_survey(layer: QgsMapLayer | None) -> bool:
    """Whether a layer has the class field of the survey's land polygons (DLBM)."""
    return isinstance(layer, QgsVectorLayer) and "DLBM" in standard_names(layer.fields().names())


def look_of(layer: QgsVectorLayer) -> LayerLook:
    """Its names, and its fields by the standard's names and by their own."""
    own = layer.fields().names()
    return LayerLook(names_of(layer), frozenset([*(name.upper() for name in own), *standard_names(own)]))


def names_of(layer: QgsMapLayer) -> tuple[str, ...]:
    """What a layer is called in the project, in its file, and the file itself; in capitals."""
    parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
    table = str(parts.get("layerName") or parts.get("table") or "")
    stem = str(parts.get("path") or "").replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return tuple(name.strip().upper() for name in (layer.name(), table, "" if table else stem) if name)


def match_survey(looks: Collection[tuple[QgsVectorLayer, LayerLook]]) -> Match:
    """The layer called DLTB, of the newest year where several are; else the only one with the survey's fields."""
    fitting = [
        (layer, look) for layer, look in looks if "DLBM" in look.fields and contradicting_kind(look, SURVEY) is None
    ]
    exactly = [layer for layer, look in fitting if any(name in _SURVEY for name in look.names)]
    called = [
        layer
        for layer, look in fitting
        if layer in exactly or any(_SURVEY_OF_A_YEAR.match(name) for name in look.names)
    ]
    whole = [layer for layer, look in fitting if any(SURVEY in kind.plays for kind in kinds_of(look))]
    for found in (_newest(called), exactly, called, whole, [layer for layer, _ in fitting]):
        if len(found) == 1:
            return Match(found[0], beside=tuple(layer for layer in called if layer != found[0]))
        if found:
            return Match(tied=tuple(found))
    return Match()


def match_dem(layers: Iterable[QgsMapLayer]) -> QgsRasterLayer | None:
    """The raster file whose name says that it holds heights."""
    for layer in layers:
        is_file = isinstance(layer, QgsRasterLayer) and layer.providerType() == "gdal"
        if is_file and any(word in name for word in _DEM for name in names_of(layer)):
            return layer
    return None


def match_role(role: Role, looks: Collection[tuple[QgsVectorLayer, LayerLook]]) -> Match:
    """The polygon layer that fits the role best, by its name in any spelling and by its fields."""
    fits = [(fit(look, role), layer) for layer, look in looks]
    best = max((found for found, _ in fits), default=Fit.NOT)
    fitting = tuple(layer for found, layer in fits if found == best) if best != Fit.NOT else ()
    refused = tuple(
        (layer, kind)
        for layer, look in looks
        if name_fit(look, role) != Fit.NOT and (kind := contradicting_kind(look, role.id)) is not None
    )
    if fitting:
        return Match(fitting[0], refused=refused) if len(fitting) == 1 else Match(tied=fitting, refused=refused)
    asked = ((layer, worth_asking(look, role)) for layer, look in looks)
    return Match(refused=refused, maybe=tuple((layer, kind) for layer, kind in asked if kind is not None))


def year_of(layer: QgsVectorLayer) -> int | None:
    """The year of a survey layer: in its name, else in its first row (SJNF, or the day of GXSJ)."""
    for name in names_of(layer):
        if (found := _YEAR.search(name)) is not None:
            return int(found.group(1))
    own = {name.upper(): name for name in layer.fields().names()}
    field = own.get("SJNF") or own.get("GXSJ")
    if field is None:
        return None
    request = QgsFeatureRequest().setFlags(QgsFeatureRequest.Flag.NoGeometry).setLimit(1)
    for feature in layer.getFeatures(request):
        value = feature[field]
        text = value.toString("yyyy") if hasattr(value, "toString") else str(value)
        return int(found.group(1)) if (found := _YEAR.search(text[:10].replace("-", " "))) is not None else None
    return None


def _newest(layers: Collection[QgsVectorLayer]) -> list[QgsVectorLayer]:
    """The layers of the newest year, where every one tells its year."""
    years = [(year_of(layer), layer) for layer in layers] if len(layers) > 1 else []
    known = [year for year, _ in years if year is not None]
    return [layer for year, layer in years if year == max(known)] if len(known) == len(years) and known else []


def _has_polygons(layer: QgsMapLayer) -> bool:
    return isinstance(layer, QgsVectorLayer) and layer.geometryType() == QgsWkbTypes.GeometryType.PolygonGeometry
