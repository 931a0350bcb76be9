"""Names of townships, from whichever layer of the project has the survey's division fields (XZQDM, XZQMC)."""

from __future__ import annotations

from qgis.core import QgsFeatureRequest, QgsProject, QgsVectorLayer

_CODE, _NAME = "XZQDM", "XZQMC"
_MOST = 2000
"""Features of a layer of townships or villages, at most; parcels that carry the fields too aren't asked."""


def township_names(project: QgsProject) -> dict[str, str]:
    """Nine-digit code → name (standards 1.5). Empty where the project has no such layer."""
    found: dict[str, str] = {}
    for layer in project.mapLayers().values():
        if isinstance(layer, QgsVectorLayer) and layer.isValid() and 0 < layer.featureCount() <= _MOST:
            own = {name.upper(): name for name in layer.fields().names()}
            if _CODE in own and _NAME in own:
                found.update(_named(layer, own[_CODE], own[_NAME]))
    return found


def _named(layer: QgsVectorLayer, code: str, name: str) -> dict[str, str]:
    request = QgsFeatureRequest().setFlags(QgsFeatureRequest.Flag.NoGeometry)
    request.setSubsetOfAttributes([code, name], layer.fields())
    named = {
        str(feature[code] or "").strip(): str(feature[name] or "").strip() for feature in layer.getFeatures(request)
    }
    return {own[:9]: text for own, text in named.items() if len(own) in (9, 12) and own[9:] in ("", "000")}
