"""What filters ask of a survey layer, read once as columns of codes (图斑属性表); shapes aren't read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from qgis.core import QgsFeatureRequest, QgsProcessingFeedback

from ....processing.algorithm import stop_if_cancelled
from ....processing.inputs.sources import UnreadLayer
from ....survey.cancel import Cancelled
from ....survey.divisions import parse_division
from ....survey.dltb_fields import standard_names
from ...check.findings_filter import Lines, Mask

CLASS, PLANTING, GRADE, VILLAGE = "DLBM", "ZZSXDM", "GDPDJB", "village"
_TEXTS = ("BSM", "TBBH", "DLBM", "ZZSXDM", "GDPDJB", "ZLDWDM", "ZLDWMC", "ZZSXMC")
_AREA = "TBMJ"
_EVERY = 5000


@dataclass(frozen=True)
class Codes:
    """A column of n codes: the number (n,) of each one's ``kinds``, which are in order, empty for none."""

    numbers: NDArray[np.intp]
    kinds: tuple[str, ...]

    @classmethod
    def of(cls, texts: Sequence[str]) -> Codes:
        """Number the codes."""
        kinds = sorted(set(texts))
        number = {kind: i for i, kind in enumerate(kinds)}
        return cls(np.fromiter((number[text] for text in texts), dtype=np.intp, count=len(texts)), tuple(kinds))

    def among(self, wanted: Iterable[str]) -> Mask:
        """Which rows (n,) have one of these codes."""
        chosen = set(wanted)
        return np.array([kind in chosen for kind in self.kinds], dtype=bool)[self.numbers]

    def counts(self, rows: Mask | None = None) -> dict[str, int]:
        """How often each code occurs, among some rows (n,) or all."""
        numbers = self.numbers if rows is None else self.numbers[rows]
        return dict(zip(self.kinds, np.bincount(numbers, minlength=len(self.kinds)).tolist()))


class SurveyTable:
    """The polygons (n,) of a layer: feature ids, survey ids, codes, area as the survey states it (m², NaN for none)."""

    def __init__(self, fids: Sequence[int], columns: dict[str, list[str]], areas_m2: Sequence[float]) -> None:
        self.fids = np.array(fids, dtype=np.int64)
        self.ids = columns["BSM"]
        self.areas_m2 = np.array(areas_m2, dtype=np.float64)
        self.codes = {name: Codes.of(columns[name]) for name in (CLASS, PLANTING, GRADE)}
        self.codes[VILLAGE] = Codes.of([_village(code) for code in columns["ZLDWDM"]])
        self.village_names = dict(zip(columns["ZLDWDM"], columns["ZLDWMC"]))
        self.village_names = {_village(code): name for code, name in self.village_names.items()}
        self.planting_names = {code: name for code, name in zip(columns[PLANTING], columns["ZZSXMC"]) if name}
        lines = zip(columns["BSM"], columns["TBBH"], columns["ZLDWMC"])
        self._lines = Lines([f"{bsm}\t{number}\t{name}".casefold() for bsm, number, name in lines])

    def __len__(self) -> int:
        return len(self.fids)

    def having(self, text: str) -> Mask:
        """Which rows (n,) have this text in the survey id, the polygon's number, or the village's name."""
        return self._lines.having(text.strip().casefold())

    def rows_of(self, fids: Iterable[int]) -> Mask:
        """Which rows (n,) are these features."""
        return np.isin(self.fids, np.fromiter(fids, dtype=np.int64))

    def named(self, rows: Mask) -> dict[int, str]:
        """Feature id → survey id of some rows (n,)."""
        return {int(self.fids[i]): self.ids[i] for i in np.flatnonzero(rows).tolist()}


def read_survey_table(layer: UnreadLayer, feedback: QgsProcessingFeedback) -> SurveyTable:
    """Read it, with the layer's unsaved edits. Raises ``Cancelled``."""
    own = standard_names(layer.fields.names())
    index = {name: layer.fields.indexOf(own[name]) for name in (*_TEXTS, _AREA) if name in own}
    request = QgsFeatureRequest().setFlags(QgsFeatureRequest.Flag.NoGeometry)
    request.setSubsetOfAttributes(sorted(index.values()))
    fids: list[int] = []
    columns: dict[str, list[str]] = {name: [] for name in _TEXTS}
    areas: list[float] = []
    for feature in layer.features(request):
        values = feature.attributes()
        fids.append(feature.id())
        for name in _TEXTS:
            columns[name].append(_text(values[index[name]]) if name in index else "")
        areas.append(_number(values[index[_AREA]]) if _AREA in index else float("nan"))
        if len(fids) % _EVERY == 0:
            stop_if_cancelled(feedback)
            feedback.setProgress(100.0 * len(fids) / max(layer.count, len(fids)))
    if feedback.isCanceled():
        raise Cancelled
    return SurveyTable(fids, columns, areas)


def _village(code: str) -> str:
    """Twelve digits of the village, nine of the township where no village is told, or the code as it is."""
    division = parse_division(code)
    return code if division is None else division.village or division.township or division.county


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else str(value) if isinstance(value, (int, float)) else ""


def _number(value: object) -> float:
    try:
        return float(value) if isinstance(value, (int, float, str)) else float("nan")
    except ValueError:
        return float("nan")
