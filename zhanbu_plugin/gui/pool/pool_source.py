"""Where QGIS finds a pool's parcels: the one place in the window that tells a file from a server (储备库数据源)."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsCoordinateReferenceSystem, QgsDataSourceUri, QgsProviderRegistry, QgsVectorLayer

from ...pool.postgis.address import PREFIX, is_server_address

_TABLE, _GEOMETRY, _KEY = "parcel", "geom", "fid"
_POSTGRES, _OGR = "postgres", "ogr"


def parcels_of(pool: str, title: str, epsg: int) -> QgsVectorLayer:
    """A layer of the parcels of a pool, which isn't valid where they can't be read."""
    uri = _server_uri(pool)
    if uri is None:
        return QgsVectorLayer(f"{pool}|layername={_TABLE}", title, _OGR)
    layer = QgsVectorLayer(uri.uri(False), title, _POSTGRES)
    if not layer.crs().isValid():
        layer.setCrs(QgsCoordinateReferenceSystem.fromEpsgId(epsg))
    return layer


def shows(layer: QgsVectorLayer, pool: str) -> bool:
    """Whether a layer shows the parcels of this pool."""
    uri = _server_uri(pool)
    if uri is not None:
        own = layer.dataProvider().uri() if layer.providerType() == _POSTGRES and layer.dataProvider() else None
        return own is not None and _place(own) == _place(uri)
    if layer.providerType() != _OGR:
        return False
    parts = QgsProviderRegistry.instance().decodeUri(_OGR, layer.source())
    own_file = Path(str(parts.get("path"))).absolute()
    return parts.get("layerName") == _TABLE and own_file == Path(pool).absolute()


def server_connections() -> list[str]:
    """Names of QGIS's stored PostgreSQL connections."""
    return sorted(QgsProviderRegistry.instance().providerMetadata(_POSTGRES).connections(False))


def _place(uri: QgsDataSourceUri) -> tuple[str, ...]:
    return uri.service(), uri.host(), uri.port(), uri.database(), uri.schema(), uri.table()


def _server_uri(pool: str) -> QgsDataSourceUri | None:
    """As the stored connection has it. A password that stands there stays there: a layer is kept in the project."""
    if not is_server_address(pool):
        return None
    name, _, schema = pool[len(PREFIX) :].rpartition("/")
    stored = QgsProviderRegistry.instance().providerMetadata(_POSTGRES).connections(False).get(name)
    uri = QgsDataSourceUri(stored.uri() if stored is not None else "")
    uri.setPassword("")
    uri.setDataSource(schema, _TABLE, _GEOMETRY, "", _KEY)
    return uri
