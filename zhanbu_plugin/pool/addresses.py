"""Addresses of pools: a file, or the text ``pg:CONNECTION/SCHEMA`` of a schema behind one of the stored connections.

Where connections are stored, only the floors above know; they say here how a text is looked up.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Union

from ..survey.problem import InputProblem
from ..survey.wording import translate
from .postgis.address import PREFIX, ServerPool, is_server_address

PoolAddress = Union[str, Path, ServerPool]
LookUp = Callable[[str, str], str]
"""Connection string of a stored connection, by its name; the second argument is the whole address, for messages."""

_found: dict[str, ServerPool] = {}
_ways: list[LookUp] = []


def look_up_servers_with(way: LookUp) -> None:
    """From now on, look stored connections up in this way."""
    _ways[:] = [way]
    _found.clear()


def looked_up(text: str) -> ServerPool:
    """A pool on a server, looked up anew: its password may have been changed. Raises ``InputProblem``."""
    connection, slash, schema = text[len(PREFIX) :].rpartition("/")
    if not (slash and connection and schema):
        raise InputProblem(
            translate("zhanbu", "“{text}” is no address of a pool on a database server.", text=text),
            remedy=translate("zhanbu", "Write it as pg:CONNECTION/SCHEMA, with the name of a connection in QGIS."),
            source=text,
        )
    if not _ways:
        raise InputProblem(
            translate("zhanbu", "A pool on a database server is reached through QGIS's stored connections only."),
            remedy=translate("zhanbu", "Choose it inside QGIS, or give a .gpkg file."),
            source=text,
        )
    _found[text] = ServerPool(_ways[0](connection, text), schema, text)
    return _found[text]


def located(address: PoolAddress) -> Path | ServerPool:
    """The file or the schema that an address means. Raises ``InputProblem``."""
    if isinstance(address, ServerPool):
        return address
    text = str(address)
    if is_server_address(text):
        return _found.get(text) or looked_up(text)
    return Path(address)
