"""The checked layer: the columns in which a check travels from ``checkparcels`` to ``pushtopool``.

Whatever the pool must know travels with the parcel: findings and run as JSON in ``checks`` and ``run``, closed by
``seal``. They stand only where the verdict lets a parcel into a pool, so a screened county stays small.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from ..survey.dltb_fields import dltb_fields
from ..survey.problem import InputProblem
from ..survey.wording import Wording, translate
from .checked import CheckedParcel, CheckRun, findings_from_json, findings_to_json
from .engine import CheckResult
from .findings import Finding, Verdict
from .layer import VectorLayer
from .parcels import ParcelBatch

_SLOPES = ("slope_deg", "slope_gr", "slope_over", "slope_na")
_LAST = ("verdict", "reasons", "checks", "run", "seal")
_MAY_ENTER = (Verdict.ELIGIBLE, Verdict.WAIVABLE)
_BARRED = (Verdict.INCOMPLETE.value, Verdict.INELIGIBLE.value)
REQUIRED = ("parcel_id", "area_m2", "verdict", "checks", "run", "seal")


@dataclass(frozen=True)
class CheckedColumn:
    """A column of the checked layer: ``text``, ``integer`` or ``real``."""

    name: str
    type: str


def checked_columns(result: CheckResult) -> list[CheckedColumn]:
    """The columns that a check adds to its parcels, in order."""
    measured = [CheckedColumn(n, "integer" if n == "slope_gr" else "real") for n in result.measures]
    return [
        CheckedColumn("parcel_id", "text"),
        CheckedColumn("category", "text"),
        *measured,
        *(CheckedColumn(name, "text") for name in _LAST),
    ]


def checked_rows(
    result: CheckResult, say: Callable[[Wording], str], *, chinese: bool = False
) -> Iterator[list[object]]:
    """Values of the added columns, parcel by parcel, with reasons in the language of ``say``."""
    measured = result.measures
    run = result.run.as_json()
    titles = {c.rule.id: c.rule.title.in_language(chinese) for c in result.columns}
    for i in range(len(result.parcels)):
        numbers: list[object] = [
            None if np.isnan(values[i]) else int(values[i]) if name == "slope_gr" else float(values[i])
            for name, values in measured.items()
        ]
        area = result.area_m2(i)
        numbers[0] = None if np.isnan(area) else area
        parcel = result.checked_parcel(i) if result.verdicts[i] in _MAY_ENTER else None
        sealed = (findings_to_json(parcel.findings), run, parcel.seal) if parcel else ("", "", "")
        yield [
            result.parcels.ids[i],
            result.case.categories[i],
            *numbers,
            result.verdicts[i].value,
            _reasons(result.open_findings_of(i), say, titles),
            *sealed,
        ]


def _reasons(findings: tuple[Finding, ...], say: Callable[[Wording], str], titles: Mapping[str, str]) -> str:
    """Why a parcel isn't simply eligible: subject, check, clause and sentence of every open finding."""
    return "; ".join(
        f"{titles[f.check_id]} {f.check_id} ({f.clause}, {f.severity.value}): {say(f.message)}" for f in findings
    )


@dataclass(frozen=True)
class CheckedLayer:
    """A checked layer read back: parcels with their sealed check, those whose verdict bars them (id, reasons), and the
    ids of those whose check can't be read any more.
    """

    parcels: tuple[CheckedParcel, ...]
    barred: tuple[tuple[str, str], ...]
    unreadable: tuple[str, ...]


def read_checked(layer: VectorLayer) -> CheckedLayer:
    """Parcels of a checked layer as the pool receives them.

    Raises ``InputProblem`` when the layer isn't a result of ``checkparcels``.
    """
    own = {name.lower(): name for name in layer.fields}
    missing = [name for name in REQUIRED if name not in own]
    if missing:
        raise InputProblem(
            translate(
                "zhanbu", "This layer is not the result of a check: {names} are missing.", names=", ".join(missing)
            ),
            remedy=translate("zhanbu", "Run “Check parcels” first and push its output; save it as GeoPackage."),
            source=layer.name,
        )
    batch = ParcelBatch.of(layer, own["parcel_id"])
    parcels: list[CheckedParcel] = []
    barred, unreadable = [], []
    for i in range(len(batch)):
        values = {name: layer.fields[spelling][i] for name, spelling in own.items()}
        if values["verdict"] in _BARRED:
            barred.append((str(values["parcel_id"]), str(values.get("reasons") or values["verdict"])))
            continue
        try:
            parcels.append(_parcel(batch, i, values))
        except (ValueError, KeyError, TypeError):
            unreadable.append(str(values["parcel_id"]))
    return CheckedLayer(tuple(parcels), tuple(barred), tuple(unreadable))


def _parcel(batch: ParcelBatch, i: int, values: dict[str, object]) -> CheckedParcel:
    parcel_id, verdict = str(values["parcel_id"]), Verdict(str(values["verdict"]))
    standard = {name.lower() for name in dltb_fields()}
    measures = {
        name: float(value)
        for name, value in values.items()
        if isinstance(value, (int, float)) and name not in standard and _is_measure(name)
    }
    return CheckedParcel(
        parcel_id=parcel_id,
        geometry=batch.geometry(i),
        crs=batch.layer.crs.wkt,
        survey=batch.survey_of(i),
        category=str(values.get("category") or ""),
        area_m2=float(str(values["area_m2"])) if values["area_m2"] is not None else float("nan"),
        measures=measures,
        verdict=verdict,
        findings=findings_from_json(parcel_id, str(values["checks"])),
        run=CheckRun.from_json(str(values["run"])),
        seal=str(values["seal"] or ""),
    )


def is_result(name: str) -> bool:
    """Whether a column, in small letters, is one that checks write. Those of an older check must not outlive it."""
    return name in ("parcel_id", "category", *_LAST) or _is_measure(name)


def _is_measure(name: str) -> bool:
    return name in ("area_m2", "out_county", *_SLOPES) or name.startswith("ov_")
