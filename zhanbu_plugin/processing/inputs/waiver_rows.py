"""A table of waivers as the user gives it: CSV, XLSX, or any layer without shapes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from qgis.core import (
    Qgis,
    QgsFeature,
    QgsFeatureRequest,
    QgsProcessingContext,
    QgsProcessingParameterVectorLayer,
    QgsProviderRegistry,
    QgsVectorLayer,
)

from ...checks.waivers.table import TABLE_FIELDS, read_waivers
from ...checks.waivers.waiver import Waiver
from ...reports.language import tr
from ..algorithm import Parameters, ZhanbuAlgorithm
from ..outputs.table_rows import plain_value
from .roles import unread_optional
from .sources import UnreadLayer

WAIVERS = "WAIVERS"


@dataclass(frozen=True)
class UnreadWaivers:
    """The table, still to be read, and the folder to which its files are relative."""

    name: str
    folder: Path | None
    fields: tuple[str, ...]
    features: Callable[[QgsFeatureRequest], Iterable[QgsFeature]]

    def read(self, as_of: date) -> tuple[Waiver, ...]:
        """Waivers as recorded on a day, their files hashed. Raises ``InputProblem`` with row, parcel and field."""
        return read_waivers(self._rows(), source=self.name, folder=self.folder, as_of=as_of)

    def _rows(self) -> Iterable[Mapping[str, object]]:
        for feature in self.features(QgsFeatureRequest().setFlags(QgsFeatureRequest.Flag.NoGeometry)):
            yield dict(zip(self.fields, map(plain_value, feature.attributes())))


def add_waivers(algorithm: ZhanbuAlgorithm[Any]) -> None:
    """Declare ``WAIVERS``."""
    algorithm.add(
        QgsProcessingParameterVectorLayer(
            WAIVERS, tr("Waivers"), [int(Qgis.ProcessingSourceType.Vector.value)], optional=True
        ),
        tr(
            "Table of the documents that lift failed checks, with the fields {fields}. An empty parcel_id, or *, holds "
            "for all parcels; file is the scan, relative to the table. Each file is hashed and goes into the pool with "
            "its parcel."
        ).format(fields=", ".join(TABLE_FIELDS)),
    )


def unread_waivers(
    algorithm: ZhanbuAlgorithm[Any], parameters: Parameters, context: QgsProcessingContext
) -> UnreadWaivers | None:
    """The table given for ``WAIVERS``, or ``None``. Raises when it was named but can't be opened."""
    layer = unread_optional(algorithm, parameters, WAIVERS, context)
    if layer is None:
        return None
    opened = algorithm.parameterAsVectorLayer(parameters, WAIVERS, context)
    return _of(layer, opened)


def _of(unread: UnreadLayer, layer: QgsVectorLayer) -> UnreadWaivers:
    path = str(QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source()).get("path") or "")
    name = Path(path).name if path else unread.name
    return UnreadWaivers(name, Path(path).parent if path else None, tuple(unread.fields.names()), unread.features)
