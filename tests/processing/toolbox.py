"""Running the toolbox as a user does: parameters in, results and a log out. The sample county gives the inputs."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from qgis.core import (
    NULL,
    QgsFeature,
    QgsField,
    QgsFields,
    QgsGeometry,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QMetaType

SAMPLE = Path(__file__).resolve().parents[2] / "resources" / "sample"
SURVEY = SAMPLE / "sample.gpkg"
DEM = SAMPLE / "dem.tif"
DLTB = f"{SURVEY}|layername=dltb"
CANDIDATES = f"{SURVEY}|layername=candidates"
COUNTY = "139901"
AS_OF = "2026-11-21"
BATCH = "139901-2026-001"
CRS = "EPSG:4527"
_ROLES = (
    "backup",
    "desert",
    "dustway",
    "filed",
    "karst",
    "keyforest",
    "redline",
    "reserve",
    "river",
    "sandsrc",
    "sfarm",
)


def role(name: str) -> str:
    """A layer of the sample county as the toolbox takes it."""
    return f"{SURVEY}|layername={name}"


def roles() -> dict[str, str]:
    """Every role layer that the rules ask for, and the county's boundary, as parameters."""
    return {**{name.upper(): role(name) for name in _ROLES}, "COUNTY_LAYER": role("county")}


class Log(QgsProcessingFeedback):
    """Keeps what was said and how far it came; cancels itself when told to."""

    def __init__(self, *, cancelled: bool = False, cancel_at: float | None = None) -> None:
        super().__init__(False)
        self.told: list[str] = []
        self.warned: list[str] = []
        self.failed: list[str] = []
        self.shares: list[float] = []
        self._cancel_at = cancel_at
        self.progressChanged.connect(self._progress)
        if cancelled:
            self.cancel()

    def _progress(self, share: float) -> None:
        self.shares.append(share)
        if self._cancel_at is not None and share >= self._cancel_at:
            self.cancel()

    def pushInfo(self, info: str | None) -> None:
        self.told.append(info or "")

    def pushWarning(self, warning: str | None) -> None:
        self.warned.append(warning or "")

    def reportError(self, error: str | None, fatalError: bool = False) -> None:  # noqa: N803 - Qt's name
        self.failed.append(error or "")

    def __contains__(self, part: str) -> bool:
        return any(part in sentence for sentence in [*self.failed, *self.warned, *self.told])


def run(algorithm: str, log: Log | None = None, **given: object) -> dict[str, Any]:
    """Run ``zhanbu:ALGORITHM`` as the toolbox does. Raises ``QgsProcessingException``."""
    import processing

    results: dict[str, Any] = processing.run(f"zhanbu:{algorithm}", given, feedback=log or Log())
    return results


def refused(algorithm: str, *parts: str, log: Log | None = None, **given: object) -> str:
    """The message with which a run ends; it names each of ``parts``."""
    with pytest.raises(QgsProcessingException) as caught:
        run(algorithm, log, **given)
    message = str(caught.value)
    for part in parts:
        assert part in message, message
    assert "Traceback" not in message
    return message


def check(log: Log | None = None, **given: object) -> dict[str, Any]:
    """Check parcels with everything that the sample county offers, unless told otherwise."""
    terms: dict[str, object] = {
        "INPUT": CANDIDATES,
        "AS_OF": AS_OF,
        "COUNTY": COUNTY,
        "DEM": str(DEM),
        "OUTPUT": "memory:",
        **roles(),
    }
    return run("checkparcels", log, **{name: value for name, value in {**terms, **given}.items() if value is not None})


def push(pool: Path, checked: object, log: Log | None = None, **given: object) -> dict[str, Any]:
    """Push a checked layer into a pool."""
    terms = {"SYSTEM": "CROP", "BATCH": BATCH, "AS_OF": AS_OF, "REFUSALS": "memory:"}
    return run("pushtopool", log, **{"INPUT": checked, "POOL": str(pool), **terms, **given})


def rows(layer: object) -> list[dict[str, Any]]:
    """Attributes of a result, feature by feature; NULL as ``None``. Rows pass through."""
    if isinstance(layer, list):
        return layer
    opened = layer if isinstance(layer, QgsVectorLayer) else QgsVectorLayer(str(layer), "result", "ogr")
    assert opened.isValid(), layer
    return [
        {name: None if value == NULL else value for name, value in feature.attributeMap().items()}
        for feature in opened.getFeatures()
    ]


def by(field: str, layer: object) -> dict[Any, dict[str, Any]]:
    """Rows of a result by one of their fields."""
    return {row[field]: row for row in rows(layer)}


def findings(parcel: str, result: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Findings on one parcel by check."""
    return {row["check_id"]: row for row in rows(result["FINDINGS"]) if row["parcel_id"] == parcel}


def sha256(path: Path) -> str:
    """Hash of a file's bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def copied(layer: str, folder: Path, name: str = "copy.gpkg") -> str:
    """A layer of the sample county alone in a file of its own."""
    from osgeo import gdal

    path = folder / name
    gdal.VectorTranslate(str(path), str(SURVEY), layers=[layer], layerName=layer)
    return str(path)


def memory_copy(layer: QgsVectorLayer) -> QgsVectorLayer:
    """The same features in a layer without a file."""
    copy = layer.materialize(_everything())
    assert isinstance(copy, QgsVectorLayer)
    return copy


def _everything() -> Any:  # noqa: ANN401
    from qgis.core import QgsFeatureRequest

    return QgsFeatureRequest()


def opened(source: str, name: str = "layer") -> QgsVectorLayer:
    """A layer opened by QGIS."""
    layer = QgsVectorLayer(source, name, "ogr")
    assert layer.isValid(), source
    return layer


def parcels(
    *shapes: str | None,
    crs: str = CRS,
    kind: str = "Polygon",
    fields: Iterable[tuple[str, QMetaType.Type]] = (("BSM", QMetaType.Type.QString), ("DLBM", QMetaType.Type.QString)),
    values: Iterable[list[object]] | None = None,
) -> QgsVectorLayer:
    """A layer without a file from WKT; parcels are called P1, P2 … and are orchards unless told otherwise."""
    layer = QgsVectorLayer(f"{kind}{f'?crs={crs}' if crs else ''}", "parcels", "memory")
    definitions = QgsFields()
    for name, type_ in fields:
        definitions.append(QgsField(name, type_))
    layer.dataProvider().addAttributes(definitions)
    layer.updateFields()
    rows_ = list(values) if values is not None else [[f"P{i + 1}", "0201"] for i in range(len(shapes))]
    for shape, row in zip(shapes, rows_):
        add(layer, shape, row)
    return layer


def add(layer: QgsVectorLayer, shape: str | None, values: Iterable[object] = ()) -> None:
    """Add a feature to a layer without a file."""
    feature = QgsFeature(layer.fields())
    if shape is not None:
        feature.setGeometry(QgsGeometry.fromWkt(shape))
    feature.setAttributes(list(values))
    assert layer.dataProvider().addFeature(feature)


def box(x: float, y: float, side: float = 100.0) -> str:
    """WKT of a square ``x``, ``y`` metres from a corner of the sample county's plain."""
    west, south = 39_518_000 + x, 4_306_000 + y
    east, north = west + side, south + side
    return f"POLYGON (({west} {south}, {east} {south}, {east} {north}, {west} {north}, {west} {south}))"


def pool_copy(pool: Path, folder: Path) -> Path:
    """A pool of one's own."""
    return Path(shutil.copy(pool, folder / "储备库.gpkg"))
