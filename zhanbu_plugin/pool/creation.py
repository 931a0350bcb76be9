"""Creating a pool (建库)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ..survey.crs import Crs
from ..survey.divisions import county_code
from ..survey.problem import InputProblem
from ..survey.wording import translate
from ..survey.zones import zone_of_epsg
from .addresses import PoolAddress, located
from .database import EVIDENCE_FOLDER, pool_for_reading
from .geopackage.making import make
from .postgis.address import ServerPool
from .records import PoolIdentity
from .sql.tables import Filling


def create_pool(
    path: PoolAddress, *, county: str, epsg: int, created_on: date, evidence: str | Path = ""
) -> PoolIdentity:
    """A new, empty pool of a county (six digits, 县级行政区代码) in a Gauss–Krüger zone of CGCS2000.

    Nothing half done is left behind. Files of a pool on a server lie in the folder ``evidence``, which everybody who
    works with the pool must reach under this name. Raises ``InputProblem`` when the file or schema exists, the code or
    the reference system won't do, or the folder or the database can't be written.
    """
    code = county_code(county)
    _require_zone(epsg)
    make_pool(path, code, epsg, created_on.isoformat(), evidence)
    with pool_for_reading(path) as pool:
        return pool.identity


def make_pool(
    path: PoolAddress, county: str, epsg: int, created_on: str, evidence: str | Path = "", fill: Filling | None = None
) -> None:
    """A new pool, with the rows that ``fill`` puts into it. Raises ``InputProblem``."""
    meta, place = {"county": county, "created_on": created_on}, located(path)
    if isinstance(place, ServerPool):
        from .postgis.making import make as make_on_server  # noqa: PLC0415 - psycopg2 only where it is needed

        folder = str(_shared_folder(evidence, place))
        make_on_server(place, epsg=epsg, meta={**meta, EVIDENCE_FOLDER: folder}, fill=fill)
    else:
        _require_new_file(place)
        make(place, epsg=epsg, meta=meta, created_on=created_on, fill=fill)


def _require_new_file(file: Path) -> None:
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


def _shared_folder(folder: str | Path, pool: ServerPool) -> Path:
    """The folder for the files of a pool on a server. Raises ``InputProblem`` unless it is there."""
    path = Path(folder)
    if str(folder).strip() and path.is_dir():
        return path.absolute()
    raise InputProblem(
        translate("zhanbu", "The folder for the pool's evidence “{folder}” can't be reached.", folder=str(folder)),
        remedy=translate(
            "zhanbu",
            "Give a folder that everybody who works with this pool reaches under the same name, such as a share.",
        ),
        source=pool.name,
        field="EVIDENCE_FOLDER",
    )


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
