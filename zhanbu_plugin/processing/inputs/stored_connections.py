"""QGIS's stored PostgreSQL connections, by which pools on a server are addressed: ``pg:CONNECTION/SCHEMA``.

A password, whether QGIS keeps it with the connection or in its authentication database, is put into the connection
string in memory only; the plugin writes it nowhere.
"""

from __future__ import annotations

from collections.abc import Mapping

from qgis.core import QgsDataSourceUri, QgsProviderRegistry

from ...pool.addresses import look_up_servers_with, looked_up
from ...pool.postgis.address import is_server_address
from ...survey.problem import InputProblem
from ...survey.wording import translate


def use_stored_connections() -> None:
    """From now on, addresses of pools mean QGIS's stored connections."""
    look_up_servers_with(_connection_string)


def look_up_pools(parameters: Mapping[str, object]) -> None:
    """Look up the servers that parameters name: in the main thread, for QGIS may ask for its master password.

    Raises ``InputProblem``.
    """
    for value in parameters.values():
        if isinstance(value, str) and is_server_address(value.strip()):
            looked_up(value.strip())


def _connection_string(name: str, address: str) -> str:
    stored = QgsProviderRegistry.instance().providerMetadata("postgres").connections(False)
    if name not in stored:
        raise InputProblem(
            translate("zhanbu", "QGIS has no PostgreSQL connection “{name}”.", name=name),
            remedy=translate(
                "zhanbu",
                "Choose one of: {names}. New ones are made in Data Source Manager > PostgreSQL.",
                names=", ".join(sorted(stored)) or "–",
            ),
            source=address,
        )
    uri = QgsDataSourceUri(stored[name].uri())
    expanded = str(uri.connectionInfo(True))
    if uri.authConfigId() and "authcfg=" in expanded:
        raise InputProblem(
            translate("zhanbu", "The authentication of the QGIS connection “{name}” can't be opened.", name=name),
            remedy=translate("zhanbu", "Give QGIS its master password, or store the authentication again."),
            source=address,
        )
    return expanded
