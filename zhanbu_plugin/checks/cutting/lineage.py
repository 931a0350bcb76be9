"""Which parcel a part came from and what it is called (地块沿革): parent, survey id and part number."""

from __future__ import annotations

import numpy as np

from ..parcels import PART, ParcelBatch

SurveyId = tuple[str, str]


class PartNames:
    """Numbers and names of the parts of parcels. A number occurs once among those that have one survey id.

    A parcel that is a part already (a cut of an earlier day) hands its number on to its first part.
    """

    def __init__(self, parcels: ParcelBatch) -> None:
        ids, years = parcels.texts("BSM"), parcels.texts("SJNF")
        own = parcels.free_texts(PART)
        self._parcels = parcels
        self._used = set(parcels.ids.tolist())
        self._own = [_whole(text) for text in own] if own is not None else [0] * len(parcels)
        self._keys: list[SurveyId | int] = [
            ("" if years is None else years[i], ids[i]) if ids is not None and ids[i] else i
            for i in range(len(parcels))
        ]
        self._last: dict[SurveyId | int, int] = {}
        for key, number in zip(self._keys, self._own):
            self._last[key] = max(self._last.get(key, 0), number)

    def own(self, row: int) -> str:
        """Name of a parcel."""
        return str(self._parcels.ids[row])

    def own_number(self, row: int) -> int | None:
        """Number that a parcel has already, or ``None`` for a whole one."""
        return self._own[row] or None

    def numbers(self, row: int, count: int) -> list[int]:
        """Numbers for ``count`` parts of a parcel. Ask once for each parcel, in an order that rows don't decide."""
        key = self._keys[row]
        first = [self._own[row]] if self._own[row] and count else []
        begin = self._last[key] + 1
        numbers = [*first, *range(begin, begin + count - len(first))]
        self._last[key] = max([self._last[key], *numbers])
        return numbers

    def of_part(self, row: int, number: int) -> str:
        """Name of a part: the parcel's and the number, unless another parcel is called that."""
        name = f"{self._parcels.ids[row]}-{number}"
        while name in self._used:
            name += "+"
        self._used.add(name)
        return name


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0


def by_name(parcels: ParcelBatch) -> list[int]:
    """Rows of parcels in the order of their ids, and of the features where ids are alike."""
    names = np.asarray(parcels.ids).tolist()
    return sorted(range(len(names)), key=lambda row: (names[row], int(parcels.layer.fids[row])))
