"""Measures of parcels by key, as arrays: a row for each parcel that was ever measured (量测留存).

Rows of earlier checks stay, up to ``MOST_ROWS``, so that a check of the candidates doesn't forget the whole survey.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...survey.crs import Crs
from ..layer import Objects
from .folder import Kept, Key
from .method import method
from .parcel_keys import Keys, found_at, parcel_keys

Columns = Mapping[str, NDArray[Any]]
Indices = NDArray[np.intp]

MOST_ROWS = 1_000_000


@dataclass(frozen=True)
class Memory:
    """What earlier checks measured of parcels of these shapes (n,), as read, in ``crs``; nothing without ``kept``."""

    kept: Kept | None
    geometries: Objects
    crs: Crs

    @cached_property
    def keys(self) -> Keys:
        """Key (n, 4) of each parcel."""
        return parcel_keys(self.geometries)

    @cached_property
    def _by_word(self) -> tuple[Indices, Keys]:
        order = np.argsort(self.keys[:, 0], kind="stable")
        return order, np.ascontiguousarray(self.keys[order])

    def rows_in(self, known: Keys) -> Indices:
        """Row of each parcel (n,) among known keys (m, 4), which stand by their first word; −1 for an unknown one."""
        order, keys = self._by_word
        rows = np.empty(len(keys), dtype=np.intp)
        rows[order] = found_at(known, keys)
        return rows

    def recalled(self, kind: str, source: str, depends_on: Key) -> Recalled:
        """What is known of the parcels, as it was measured against ``source`` with all that it ``depends_on``."""
        if self.kept is None:
            return Recalled(self, (kind, source, {}), np.full(len(self.geometries), -1, dtype=np.intp), {})
        place = (kind, source, self.whole_key(depends_on))
        file = self.kept.find(*place)
        table = (file.arrays() if file is not None else None) or {}
        at = self.rows_in(table["keys"]) if table else np.full(len(self.keys), -1, dtype=np.intp)
        return Recalled(self, place, at, table)

    def whole_key(self, depends_on: Key) -> dict[str, Any]:
        """With the parcels' reference system and the code, on which every measure depends."""
        return {"on": dict(depends_on), "parcels_crs": self.crs.wkt, "method": method()}


@dataclass(frozen=True)
class Recalled:
    """What is known of n parcels: row ``at`` (n,) of each in the ``table``, −1 for unknown. ``filled`` completes it."""

    memory: Memory
    place: tuple[str, str, Key]
    at: Indices
    table: Columns

    @property
    def known(self) -> NDArray[np.bool_]:
        """Which parcels (n,) were measured before."""
        return np.asarray(self.at >= 0)

    @property
    def missing(self) -> Indices:
        """Rows (m,) of parcels to be measured."""
        return np.flatnonzero(self.at < 0)

    def filled(self, measured: Columns, *, keep: NDArray[np.bool_] | None = None) -> dict[str, NDArray[Any]]:
        """Columns of all n parcels, from ``measured`` (m, …) of the missing ones.

        Those are kept, or as many as ``keep`` (m,) chooses.
        """
        missing, known = self.missing, np.flatnonzero(self.known)
        columns = {}
        for name, values in measured.items():
            column = np.empty((len(self.at), *values.shape[1:]), dtype=values.dtype)
            column[missing] = values
            if len(known):
                column[known] = self.table[name][self.at[known]]
            columns[name] = column
        chosen = slice(None) if keep is None else keep
        if self.memory.kept is not None and len(missing[chosen]):
            self._keep(self.memory.kept, missing[chosen], {name: values[chosen] for name, values in measured.items()})
        return columns

    def _keep(self, kept: Kept, rows: Indices, measured: Columns) -> None:
        table = {"keys": self.memory.keys[rows], **measured}
        if self.table:
            stay = np.arange(len(self.table["keys"]))
            if len(stay) + len(rows) > MOST_ROWS:
                stay = np.unique(self.at[self.at >= 0])
            table = {name: np.concatenate([self.table[name][stay], values]) for name, values in table.items()}
        order = np.argsort(table["keys"][:, 0], kind="stable")
        kept.keep(*self.place, {}, {name: values[order] for name, values in table.items()})
