"""Creating a pool (建库)."""

from __future__ import annotations

from datetime import date

from ..survey.crs import Crs
from ..survey.divisions import county_code
from ..survey.problem import InputProblem
from ..survey.wording import translate
from ..survey.zones import zone_of_epsg
from .database import PoolAddress, geopackage_path, pool_for_reading
from .geopackage.making import make
from .records import PoolIdentity


def create_pool(path: PoolAddress, *, county: str, epsg: int, created_on: date) -> PoolIdentity:
    """A new, empty pool of a county (six digits, 县级行政区代码) in a Gauss–Krüger zone of CGCS2000.

    Made under another name and renamed at the end, so nothing half done is left behind. Raises ``InputProblem`` when
    the file exists, the code or the reference system won't do, or the folder can't be written.
    """
    file = geopackage_path(path)
    code = county_code(county)
    _require_zone(epsg)
    if file.suffix.lower() != ".gpkg":
        raise InputProblem(
            translate("zhanbu", "A pool is a GeoPackage; its name ends in .gpkg."),
            remedy=translate("zhanbu", "Give a name such as {name}.", name=f"{file.stem or 'pool'}.gpkg"),
            source=str(file),
        )
    if file.exists():
        raise InputProblem(
            translate("zhanbu", "The file exists already, and a pool never replaces a file."),
            remedy=translate("zhanbu", "Give another name, or go on working with the pool that is there."),
            source=str(file),
        )
    make(
        file, epsg=epsg, meta={"county": code, "created_on": created_on.isoformat()}, created_on=created_on.isoformat()
    )
    with pool_for_reading(file) as pool:
        return pool.identity


def _require_zone(epsg: int) -> None:
    if zone_of_epsg(epsg) is not None:
        return
    raise InputProblem(
        translate(
            "zhanbu",
            "EPSG:{epsg} ({name}) is not a Gauss–Krüger zone of CGCS2000, in which a pool keeps its parcels.",
            epsg=epsg,
            name=_name(epsg),
        ),
        remedy=translate("zhanbu", "Choose the county's zone, for example EPSG:4527 (3-degree zone 39)."),
    )


def _name(epsg: int) -> str:
    try:
        return Crs.of(epsg).name
    except InputProblem:
        return "?"
