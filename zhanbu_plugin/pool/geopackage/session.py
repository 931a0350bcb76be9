"""A GeoPackage pool as the shared SQL sees it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from ...survey.problem import InputProblem
from ...survey.wording import Wording
from ..records import PoolIdentity, SurveyKey
from ..sql.session import NOTHING, Box
from .blob import decode, encode
from .connection import identity_of, transaction
from .faults import storage_faults
from .problems import damaged, told_as_problems

_NEAR = """
    SELECT p.parcel_uid, p.system, p.geom FROM rtree_parcel_geom r JOIN parcel p ON p.fid = r.id
    WHERE r.minx <= :high_x AND r.maxx >= :low_x AND r.miny <= :high_y AND r.maxy >= :low_y AND p.is_active = 1
    ORDER BY p.parcel_uid
"""
_OF_SHAPE = """
    SELECT parcel_uid, system, geometry_hash FROM parcel WHERE geometry_hash = :geometry_hash AND is_active = 1
"""
_OF_SURVEY_PARCEL = """
    SELECT parcel_uid, system, src_year, src_bsm, part_no FROM claim
    WHERE state = 'ACTIVE' AND src_bsm <> '' AND src_year = :year AND src_bsm = :bsm AND part_no = :part
"""
_GROW_EXTENT = """
    UPDATE gpkg_contents SET
        last_change = :day, min_x = min(coalesce(min_x, :low_x), :low_x), min_y = min(coalesce(min_y, :low_y), :low_y),
        max_x = max(coalesce(max_x, :high_x), :high_x), max_y = max(coalesce(max_y, :high_y), :high_y)
    WHERE table_name = 'parcel'
"""


class GeoPackageSession:
    """An open pool file."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._db = connection
        self._path = path
        self._identity: PoolIdentity | None = None

    @property
    def source(self) -> str:
        """The file."""
        return str(self._path)

    @property
    def identity(self) -> PoolIdentity:
        """County, reference system and schema; they never change."""
        if self._identity is None:
            with told_as_problems(self._path):
                self._identity = identity_of(self._db, self._path)
        return self._identity

    @property
    def idle(self) -> bool:
        """Whether no transaction is open."""
        return not self._db.in_transaction

    def rows(self, sql: str, values: Mapping[str, object] = NOTHING) -> list[dict[str, Any]]:
        """Rows of a question, by column name."""
        with told_as_problems(self._path):
            cursor = self._db.execute(sql, dict(values))
            columns = [column[0] for column in cursor.description]
            return [dict(zip(columns, row)) for row in cursor.fetchall()]

    def run(self, sql: str, values: Mapping[str, object] = NOTHING) -> None:
        """Carry a statement out."""
        with told_as_problems(self._path):
            self._db.execute(sql, dict(values))

    def run_many(self, sql: str, rows: Iterable[Mapping[str, object]]) -> None:
        """Carry a statement out once per row, in order."""
        with told_as_problems(self._path):
            self._db.executemany(sql, rows)

    def shapes(self, stored: Sequence[object]) -> NDArray[np.object_]:
        """Geometries (n,) of blobs. Raises ``ValueError``."""
        return decode(stored)

    def stored(self, shapes: NDArray[np.object_], epsg: int) -> list[object]:
        """Blobs of two-dimensional, non-empty geometries (n,)."""
        return list(encode(shapes, epsg))

    def transaction(self, kind: Literal["READ", "WRITE"]) -> AbstractContextManager[None]:
        """All or nothing; a writing one takes the file at once."""
        return transaction(self._db, self._path, kind)

    def near(self, boxes: Sequence[Box]) -> list[list[dict[str, Any]]]:
        """For each box the active parcels whose boxes touch it, by uid."""
        return [self.rows(_NEAR, _sides(box)) for box in boxes]

    def of_shapes(self, hashes: Sequence[str]) -> list[dict[str, Any]]:
        """Active parcels of any of these shapes."""
        return [row for geometry_hash in hashes for row in self.rows(_OF_SHAPE, {"geometry_hash": geometry_hash})]

    def of_survey_parcels(self, keys: Sequence[SurveyKey]) -> list[dict[str, Any]]:
        """Active claims of any of these survey parcels."""
        return [row for key in keys for row in self.rows(_OF_SURVEY_PARCEL, vars(key))]

    def entered(self, box: Box, as_of: date) -> None:
        """A GeoPackage tells the extent of a layer and the day of its last change."""
        self.run(_GROW_EXTENT, {**_sides(box), "day": f"{as_of.isoformat()}T00:00:00.000Z"})

    def faults(self) -> list[Wording]:
        """What is wrong with the file: storage, safeguards, links between rows, the R-tree."""
        with told_as_problems(self._path):
            return storage_faults(self._db)

    def damaged(self, reason: str) -> InputProblem:
        """The file holds something that the pool never wrote."""
        return damaged(self._path, reason)


def _sides(box: Box) -> dict[str, object]:
    return dict(zip(("low_x", "low_y", "high_x", "high_y"), box))
