"""What the shared SQL asks of an engine.

SQL here is portable: named parameters ``:name`` only, dates as ISO text, flags as integers 0 and 1, areas as 64-bit
integers, ``substr``, ``coalesce``, ``CASE`` and window functions, but no casts by ``::``, no ``GLOB``, no ``instr``, no
comparison used as a number. What engines do each in their own way is a method of the session.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from types import MappingProxyType
from typing import Any, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from ...survey.problem import InputProblem
from ...survey.wording import Wording
from ..records import PoolIdentity, SurveyKey

Row = Mapping[str, Any]
Box = tuple[float, float, float, float]
"""Min x, min y, max x, max y."""

NOTHING: Mapping[str, object] = MappingProxyType({})
"""Of a statement without parameters."""


class Session(Protocol):
    """An open pool of some engine. Every method raises ``InputProblem`` for a damaged, busy or unreachable pool."""

    @property
    def source(self) -> str:
        """The pool as messages name it."""

    @property
    def identity(self) -> PoolIdentity:
        """County, reference system and schema."""

    @property
    def idle(self) -> bool:
        """Whether the pool can still be reached and no transaction is open."""

    def rows(self, sql: str, values: Mapping[str, object] = NOTHING) -> list[dict[str, Any]]:
        """Rows of a question, by column name."""

    def run(self, sql: str, values: Mapping[str, object] = NOTHING) -> None:
        """Carry a statement out."""

    def run_many(self, sql: str, rows: Iterable[Mapping[str, object]]) -> None:
        """Carry a statement out once per row, in order."""

    def shapes(self, stored: Sequence[object]) -> NDArray[np.object_]:
        """Geometries (n,) of values of a geometry column. Raises ``ValueError`` for what isn't one."""

    def stored(self, shapes: NDArray[np.object_], epsg: int) -> list[object]:
        """Values for a geometry column of two-dimensional, non-empty geometries (n,)."""

    def transaction(self, kind: Literal["READ", "WRITE"]) -> AbstractContextManager[None]:
        """All or nothing. A reading one is one consistent view; a writing one is alone in the pool."""

    def near(self, boxes: Sequence[Box]) -> list[list[dict[str, Any]]]:
        """For each box the active parcels (``parcel_uid``, ``system``, ``geom``) whose boxes touch it, by uid."""

    def of_shapes(self, hashes: Sequence[str]) -> list[dict[str, Any]]:
        """Active parcels (``parcel_uid``, ``system``, ``geometry_hash``) of any of these shapes."""

    def of_survey_parcels(self, keys: Sequence[SurveyKey]) -> list[dict[str, Any]]:
        """Active claims (``parcel_uid``, ``system``, ``src_year``, ``src_bsm``, ``part_no``) of any of these."""

    def entered(self, box: Box, as_of: date) -> None:
        """Note that parcels in this box have entered, where an engine keeps the extent of its layers."""

    def faults(self) -> list[Wording]:
        """What the engine itself finds wrong: storage, indexes, schema, links between rows."""

    def damaged(self, reason: str) -> InputProblem:
        """The pool holds something that it never wrote."""
