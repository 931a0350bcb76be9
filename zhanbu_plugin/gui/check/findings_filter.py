"""Which parcels and checks of a result are listed, worked out on whole arrays (检查结果筛选)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from ...checks.column import FAIL, NOT_CHECKED, PASS
from ...checks.engine import CheckResult
from ...checks.findings import Severity, Verdict
from ...checks.weighing import SEVERITIES
from .layer_titles import LayerTitles

Mask = NDArray[np.bool_]
_WORST_FIRST = (Verdict.INELIGIBLE, Verdict.INCOMPLETE, Verdict.WAIVABLE, Verdict.ELIGIBLE)


class Listed(Enum):
    """Which outcomes are listed."""

    OPEN = "open"
    FAILED = "failed"
    UNKNOWN = "unknown"
    ALL = "all"


@dataclass(frozen=True)
class FindingsFilter:
    """What the user asked for: any weight for ``None``; ``text`` is part of a parcel's id or of a check's name."""

    verdicts: frozenset[Verdict] = frozenset(Verdict)
    listed: Listed = Listed.OPEN
    severity: Severity | None = None
    text: str = ""
    only: Mask | None = field(default=None, compare=False)
    """Parcels (n,) that are meant at all; every one for ``None``."""


class FindingsTable:
    """A result as arrays: outcome and severity (n, k) of n parcels and k checks.

    It is made on the task's thread, with all that takes long for a whole county: numbers of parcels by verdict and
    their orders. What the window asks of it then takes some hundredths of a second.
    """

    def __init__(self, result: CheckResult, *, chinese: bool, layer_titles: Mapping[str, str] | None = None) -> None:
        """``layer_titles`` are those of the project, by role."""
        self.layers = LayerTitles.of(result.run, layer_titles or {})
        self.rules = [column.rule for column in result.columns]
        titles = [rule.title.in_language(chinese) for rule in self.rules]
        self.titles = [title[:1].upper() + title[1:] for title in titles]
        names = [str(name).casefold() for name in result.parcels.ids]
        self._names = Lines(names)
        self._asked: tuple[str, Mask] = ("", np.ones(len(names), dtype=bool))
        areas = np.nan_to_num(result.case.measured.area_m2, nan=-1.0)
        self._orders: dict[tuple[str, bool], NDArray[np.intp]] = {}
        self._sort("id", np.array(names, dtype=str))
        self._sort("area", areas)
        self._bounds = shapely.bounds(result.parcels.geometries)
        self.take(result)

    def take(self, result: CheckResult) -> None:
        """The same check with other documents: only verdicts may differ."""
        self.result = result
        self.counts = result.counts()
        result.areas_m2  # noqa: B018 - worked out here, not when the first row is shown
        # A column for each check lies in one piece: to ask all parcels about each takes a tenth of the time then.
        tables = (result.outcomes, result.severities, result.applied.lifted)
        self.outcomes, self.severities, self.waived = map(np.asfortranarray, tables)
        codes = {verdict: code for code, verdict in enumerate(_WORST_FIRST)}
        self.verdicts = np.array([codes[verdict] for verdict in result.verdicts.tolist()], dtype=np.int8)
        self._sort("verdict", self.verdicts)

    def _sort(self, by: str, keys: NDArray[Any]) -> None:
        for descending in (False, True):
            self._orders[by, descending] = _order(keys, descending=descending)

    def listed(self, wanted: FindingsFilter) -> tuple[NDArray[np.intp], Mask]:
        """Indices of the parcels to list, in order, and which checks (n, k) to list under them."""
        checks = self._outcome_mask(wanted.listed)
        if wanted.severity is not None:
            checks &= self.severities == SEVERITIES.index(wanted.severity)
        parcels = np.array([verdict in wanted.verdicts for verdict in _WORST_FIRST])[self.verdicts]
        if wanted.only is not None:
            parcels &= wanted.only
        narrowed = wanted.severity is not None or wanted.listed in (Listed.FAILED, Listed.UNKNOWN)
        text = wanted.text.strip().casefold()
        if text:
            by_id = self._having(text)
            for check in np.flatnonzero(~self._named(text)):
                checks[:, check] &= by_id
            parcels &= checks.any(axis=1) if narrowed else (by_id | checks.any(axis=1))
        elif narrowed:
            parcels &= checks.any(axis=1)
        return np.flatnonzero(parcels), checks

    def inside(self, x_min: float, y_min: float, x_max: float, y_max: float) -> Mask:
        """Which parcels (n,) reach into a rectangle in their own system, by their extents."""
        with np.errstate(invalid="ignore"):
            low = (self._bounds[:, 0] <= x_max) & (self._bounds[:, 1] <= y_max)
            return np.asarray(low & (self._bounds[:, 2] >= x_min) & (self._bounds[:, 3] >= y_min))

    def number_of(self, parcel_id: str) -> int | None:
        """Index of the parcel that is called so; ``None`` when there is none."""
        alike = np.flatnonzero(self._having(parcel_id.casefold()))
        return next((int(i) for i in alike if self.result.parcels.ids[i] == parcel_id), None)

    def order(self, parcels: NDArray[np.intp], by: str, *, descending: bool) -> NDArray[np.intp]:
        """Parcels sorted by ``id``, ``verdict`` (the worst first) or ``area``; equal ones stay in order."""
        wanted = np.zeros(len(self.verdicts), dtype=bool)
        wanted[parcels] = True
        order = self._orders[by, descending]
        return order[wanted[order]]

    def _having(self, text: str) -> Mask:
        """Which parcels (n,) have the text in their names. One far down the list is asked for three times over."""
        if self._asked[0] != text:
            self._asked = (text, self._names.having(text))
        return self._asked[1]

    def _outcome_mask(self, listed: Listed) -> Mask:
        if listed is Listed.FAILED:
            return np.asarray((self.outcomes == FAIL) & ~self.waived)
        if listed is Listed.UNKNOWN:
            return np.asarray(self.outcomes == NOT_CHECKED)
        return np.asarray(self.outcomes != PASS) if listed is Listed.OPEN else np.ones_like(self.outcomes, dtype=bool)

    def _named(self, text: str) -> Mask:
        names = [f"{rule.id} {rule.clause} {title}" for rule, title in zip(self.rules, self.titles)]
        return np.array([text in name.casefold() for name in names], dtype=bool)


def _order(keys: NDArray[Any], *, descending: bool) -> NDArray[np.intp]:
    ranks = np.unique(keys, return_inverse=True)[1]
    return np.argsort(-ranks if descending else ranks, kind="stable")


class Lines:
    """Texts (n,) without line breaks, as the bytes of one."""

    def __init__(self, texts: Sequence[str]) -> None:
        raw = [text.replace("\n", " ").encode("utf-8", "surrogatepass") for text in texts]
        self._bytes = np.frombuffer(b"\n".join([*raw, b""]), dtype=np.uint8)
        ends = np.cumsum([len(line) + 1 for line in raw], dtype=np.intp)
        self._begins = np.concatenate([[0], ends])[:-1].astype(np.intp)

    def having(self, text: str) -> Mask:
        """Which texts (n,) hold this one."""
        wanted = text.encode("utf-8", "surrogatepass")
        if not wanted or not len(self._begins):
            return np.ones(len(self._begins), dtype=bool)
        # The end first, for ids begin alike.
        width = next(width for width in (8, 4, 2, 1) if width <= len(wanted))
        here = self._places_of(wanted[-width:])
        if len(wanted) > width:
            places = np.flatnonzero(here) - (len(wanted) - width)
            places = places[places >= 0]
            for offset, byte in enumerate(wanted[:-width]):
                places = places[self._bytes[places + offset] == byte]
            here[:] = False
            here[places] = True
        return np.asarray(np.logical_or.reduceat(here, self._begins))

    def _places_of(self, word: bytes) -> Mask:
        """Where (every byte) a word of 1, 2, 4 or 8 bytes stands, compared as one whole number."""
        width = len(word)
        here: Mask = np.zeros(len(self._bytes), dtype=bool)
        for first in range(min(width, len(self._bytes) - width + 1)):
            count = (len(self._bytes) - first) // width
            numbers = np.frombuffer(self._bytes, dtype=f"u{width}", count=count, offset=first)
            here[first : first + count * width : width] = numbers == np.frombuffer(word, dtype=f"u{width}")[0]
        return here
