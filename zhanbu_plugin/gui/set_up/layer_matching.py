"""Which layer of a project probably is the survey, the DEM, or plays a role: by name and fields (图层匹配)."""

from __future__ import annotations

from collections.abc import Iterable

from qgis.core import QgsMapLayer, QgsProviderRegistry, QgsRasterLayer, QgsVectorLayer

from ...regimes.roles import Role
from ...survey.dltb_fields import standard_names

_SURVEY = ("地类图斑", "DLTB")
_DEM = ("高程", "DEM")


def looks_like_survey(layer: QgsMapLayer | None) -> bool:
    """Whether a layer has the class field of the survey's land polygons (DLBM)."""
    return isinstance(layer, QgsVectorLayer) and "DLBM" in standard_names(layer.fields().names())


def names_of(layer: QgsMapLayer) -> tuple[str, ...]:
    """What a layer is called in the project, in its file, and the file itself; in capitals."""
    parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
    table = str(parts.get("layerName") or "")
    stem = str(parts.get("path") or "").replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return tuple(name.strip().upper() for name in (layer.name(), table, "" if table else stem) if name)


def match_survey(layers: Iterable[QgsMapLayer]) -> QgsVectorLayer | None:
    """The layer called DLTB, else the only one with the survey's class field."""
    fitting = [layer for layer in layers if looks_like_survey(layer)]
    named = [layer for layer in fitting if any(name in _SURVEY for name in names_of(layer))]
    return named[0] if named else (fitting[0] if len(fitting) == 1 else None)


def match_dem(layers: Iterable[QgsMapLayer]) -> QgsRasterLayer | None:
    """The raster file whose name says that it holds heights."""
    for layer in layers:
        is_file = isinstance(layer, QgsRasterLayer) and layer.providerType() == "gdal"
        if is_file and any(word in name for word in _DEM for name in names_of(layer)):
            return layer
    return None


def match_role(role: Role, layers: Iterable[QgsMapLayer]) -> QgsVectorLayer | None:
    """The polygon layer that bears the role's name, in any of its spellings, possibly with more behind it."""
    spellings = (role.name_zh, role.id.upper(), *(name.upper() for name in role.layer_names))
    polygons = [layer for layer in layers if isinstance(layer, QgsVectorLayer)]
    for layer in polygons:
        if any(name in spellings for name in names_of(layer)):
            return layer
    for layer in polygons:
        if any(name.startswith(spelling) for spelling in spellings[2:] + spellings[:1] for name in names_of(layer)):
            return layer
    return None
