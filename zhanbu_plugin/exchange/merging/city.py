"""Refreshing the city's database from packages, in a file or on a server."""

from __future__ import annotations

from pathlib import Path

from ...pool.addresses import PoolAddress, located
from ..comparing.together import Gathering
from .city_file import write_city_file
from .city_tables import city_tables


def write_city(address: PoolAddress, found: Gathering) -> None:
    """Replace the city's database at ``address`` by a gathering; its day is that of the latest package.

    Raises ``InputProblem``; then what was there stays.
    """
    tables = city_tables(found)
    as_of = max(total.package.manifest.as_of for total in found.totals)
    place = located(address)
    if isinstance(place, Path):
        write_city_file(place, tables, epsg=found.epsg, as_of=as_of)
        return
    # psycopg2 comes with QGIS, but a database in a file needs none.
    from .city_schema import write_city_schema  # noqa: PLC0415

    write_city_schema(place, tables, epsg=found.epsg, as_of=as_of)
