"""A pool on a server as the shared SQL sees it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from functools import lru_cache
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from psycopg2.extensions import TRANSACTION_STATUS_IDLE
from psycopg2.extras import execute_batch, execute_values

from ...survey.problem import InputProblem
from ...survey.wording import Wording
from ..records import PoolIdentity, SurveyKey
from ..sql.session import NOTHING, Box
from .address import ServerPool
from .faults import storage_faults
from .identity import identity_of
from .problems import damaged, told_as_problems
from .server import Connection
from .shapes import shapes_of, stored_shapes
from .transactions import transaction

_PAGE = 500
"""Statements that travel to the server together."""
_PARAMETER = re.compile(r"'(?:[^']|'')*'|:([a-z_][a-z0-9_]*)|%", re.IGNORECASE)
_WHOLE_ROW = re.compile(r"\s*INSERT INTO (\w+)\s*\([^()]*\)\s*VALUES\s*(\([^()]*(?:%\(\w+\)s[^()]*)+\))\s*")
"""A statement that puts in whole rows, which many rows may share: the server then plans it once."""
_MOVING = ("event", "txn")
"""Rows after each of which something moves; one by one, lest it move when later ones are there already."""
_NEAR = """
    SELECT b.ord, p.parcel_uid, p.system, p.geom
    FROM unnest(%(low_x)s::float8[], %(low_y)s::float8[], %(high_x)s::float8[], %(high_y)s::float8[])
        WITH ORDINALITY AS b (low_x, low_y, high_x, high_y, ord)
    JOIN parcel p ON p.geom && ST_MakeEnvelope(b.low_x, b.low_y, b.high_x, b.high_y, %(epsg)s) AND p.is_active = 1
    ORDER BY b.ord, p.parcel_uid
"""
_OF_SHAPES = """
    SELECT p.parcel_uid, p.system, p.geometry_hash FROM unnest(%(hashes)s::text[]) AS w (geometry_hash)
    JOIN parcel p ON p.geometry_hash = w.geometry_hash AND p.is_active = 1
"""
_OF_SURVEY_PARCELS = """
    SELECT c.parcel_uid, c.system, c.src_year, c.src_bsm, c.part_no
    FROM unnest(%(years)s::bigint[], %(ids)s::text[], %(parts)s::bigint[]) AS w (src_year, src_bsm, part_no)
    JOIN claim c ON c.src_year = w.src_year AND c.src_bsm = w.src_bsm AND c.part_no = w.part_no
        AND c.state = 'ACTIVE' AND c.src_bsm <> ''
"""


class PostgisSession:
    """An open pool of a server."""

    def __init__(self, connection: Connection, pool: ServerPool) -> None:
        self._connection = connection
        self._pool = pool
        self._identity: PoolIdentity | None = None

    @property
    def source(self) -> str:
        """The pool as users write it, without a password."""
        return self._pool.name

    @property
    def identity(self) -> PoolIdentity:
        """County, reference system and schema; they never change."""
        if self._identity is None:
            with told_as_problems(self.source), self._connection.cursor() as cursor:
                self._identity = identity_of(cursor, self.source)
        return self._identity

    @property
    def idle(self) -> bool:
        """Whether the server still answers and no transaction is open."""
        connection = self._connection
        return not connection.closed and connection.get_transaction_status() == TRANSACTION_STATUS_IDLE

    def rows(self, sql: str, values: Mapping[str, object] = NOTHING) -> list[dict[str, Any]]:
        """Rows of a question, by column name."""
        return self._answers(translated(sql), values)

    def run(self, sql: str, values: Mapping[str, object] = NOTHING) -> None:
        """Carry a statement out."""
        with told_as_problems(self.source), self._connection.cursor() as cursor:
            cursor.execute(translated(sql), dict(values))

    def run_many(self, sql: str, rows: Iterable[Mapping[str, object]]) -> None:
        """Carry a statement out once per row, in order; many of them travel together."""
        text, whole = translated(sql), _WHOLE_ROW.fullmatch(translated(sql))
        with told_as_problems(self.source), self._connection.cursor() as cursor:
            if whole and whole[1].strip() not in _MOVING:
                execute_values(cursor, f"{text[: whole.start(2)]}%s", rows, template=whole[2], page_size=_PAGE)
            else:
                execute_batch(cursor, text, rows, page_size=_PAGE)

    def shapes(self, stored: Sequence[object]) -> NDArray[np.object_]:
        """Geometries (n,) of EWKB in hexadecimal digits. Raises ``ValueError``."""
        return shapes_of(stored)

    def stored(self, shapes: NDArray[np.object_], epsg: int) -> list[object]:
        """EWKB in hexadecimal digits of two-dimensional, non-empty geometries (n,)."""
        return stored_shapes(shapes, epsg)

    def transaction(self, kind: Literal["READ", "WRITE"]) -> AbstractContextManager[None]:
        """All or nothing. A reading one is one consistent view; a writing one is alone in the pool."""
        return transaction(self._connection, self._pool, kind)

    def near(self, boxes: Sequence[Box]) -> list[list[dict[str, Any]]]:
        """For each box the active parcels whose boxes touch it, by uid: one question for all of them."""
        found: list[list[dict[str, Any]]] = [[] for _ in boxes]
        sides = zip(("low_x", "low_y", "high_x", "high_y"), map(list, zip(*boxes)))
        if boxes:
            for row in self._answers(_NEAR, {**dict(sides), "epsg": self.identity.epsg}):
                found[row.pop("ord") - 1].append(row)
        return found

    def of_shapes(self, hashes: Sequence[str]) -> list[dict[str, Any]]:
        """Active parcels of any of these shapes: one question for all of them."""
        return self._answers(_OF_SHAPES, {"hashes": list(hashes)})

    def of_survey_parcels(self, keys: Sequence[SurveyKey]) -> list[dict[str, Any]]:
        """Active claims of any of these survey parcels: one question for all of them."""
        asked = {"years": [k.year for k in keys], "ids": [k.bsm for k in keys], "parts": [k.part for k in keys]}
        return self._answers(_OF_SURVEY_PARCELS, asked)

    def entered(self, box: Box, as_of: date) -> None:
        """PostGIS finds the extent of a layer by itself."""

    def faults(self) -> list[Wording]:
        """What is wrong with the schema: safeguards, links between rows, the spatial index."""
        with told_as_problems(self.source):
            return storage_faults(self._connection, self._pool)

    def damaged(self, reason: str) -> InputProblem:
        """The schema holds something that the pool never wrote."""
        return damaged(self.source, reason)

    def _answers(self, sql: str, values: Mapping[str, object]) -> list[dict[str, Any]]:
        with told_as_problems(self.source), self._connection.cursor() as cursor:
            cursor.execute(sql, dict(values))
            columns = [column.name for column in cursor.description or ()]
            return [dict(zip(columns, row)) for row in cursor.fetchall()]


@lru_cache(maxsize=512)
def translated(sql: str) -> str:
    """Portable SQL in psycopg2's way of writing parameters; text in quotes stays as it is."""

    def written(found: re.Match[str]) -> str:
        if found[1]:
            return f"%({found[1]})s"
        return found[0].replace("%", "%%")

    return _PARAMETER.sub(written, sql)
