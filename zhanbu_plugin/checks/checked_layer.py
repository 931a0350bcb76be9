"""The checked layer: the columns in which a check travels from ``checkparcels`` to ``pushtopool``.

Whatever the pool must know travels with the parcel: findings, waivers and run as JSON in ``checks``, ``waivers`` and
``run``, closed by ``seal``; ``layers`` tells the file of each role, which the pool remembers. They stand only where the
verdict lets a parcel into a pool, so a screened county stays small.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..survey.dltb_fields import dltb_fields
from ..survey.problem import InputProblem
from ..survey.wording import Wording, translate
from .checked import CheckedParcel, CheckRun, findings_from_json, geometry_hashes, seal_over
from .engine import CheckResult
from .finding_texts import blocks, findings_json, known, reasons
from .findings import Verdict
from .layer import Progress, VectorLayer
from .parcels import ParcelBatch
from .waivers.waiver import waivers_from_json, waivers_to_json

_SLOPES = ("slope_deg", "slope_gr", "slope_over", "slope_na")
_LAST = ("verdict", "reasons", "checks", "waivers", "run", "seal", "layers")
_MAY_ENTER = (Verdict.ELIGIBLE, Verdict.WAIVABLE)
_BARRED = (Verdict.INCOMPLETE.value, Verdict.INELIGIBLE.value)
_UNSEALED = ("", "", "", "")
REQUIRED = ("parcel_id", "area_m2", "verdict", "checks", "waivers", "run", "seal")


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
    result: CheckResult,
    say: Callable[[Wording], str],
    *,
    chinese: bool = False,
    progress: Progress = None,
    layer_paths: Mapping[str, str] | None = None,
) -> Iterator[list[object]]:
    """Values of the added columns, parcel by parcel, with reasons in the language of ``say``.

    ``layer_paths`` tells the file of each role that was read. They are made while they are taken. Raises ``Cancelled``.
    """
    run, layers = result.run.as_json(), json.dumps(dict(sorted((layer_paths or {}).items())), ensure_ascii=False)
    for rows in blocks(len(result.parcels), progress):
        ids, categories = result.parcels.ids[rows].tolist(), result.case.categories[rows].tolist()
        measured = _measured(result, rows)
        verdicts = [verdict.value for verdict in result.verdicts[rows]]
        why = reasons(result, rows, say, chinese=chinese)
        sealed = _sealed(result, rows, measured, run)
        numbers = zip(*measured.values())
        for i, parcel_id, category, own, verdict, reason in zip(rows.tolist(), ids, categories, numbers, verdicts, why):
            yield [parcel_id, category, *own, verdict, reason, *sealed.get(i, _UNSEALED), layers if i in sealed else ""]


def _measured(result: CheckResult, rows: NDArray[np.intp]) -> dict[str, list[Any]]:
    """The measured columns of some parcels as a layer holds them: areas rounded, grades whole, ``None`` for unknown."""
    columns = {name: known(values[rows]) for name, values in result.measures.items()}
    columns["area_m2"] = known(result.areas_m2[rows])
    if "slope_gr" in columns:
        columns["slope_gr"] = [None if grade is None else int(grade) for grade in columns["slope_gr"]]
    return columns


def _sealed(
    result: CheckResult, rows: NDArray[np.intp], measured: dict[str, list[Any]], run: str
) -> dict[int, tuple[str, str, str, str]]:
    """Findings, waivers, run and seal by row, of those among ``rows`` that may enter a pool."""
    entering = [k for k, verdict in enumerate(result.verdicts[rows]) if verdict in _MAY_ENTER]
    chosen = rows[entering]
    shapes, checks = geometry_hashes(result.parcels.geometries[chosen]), findings_json(result, chosen)
    found = {}
    for k, i, shape, findings in zip(entering, chosen.tolist(), shapes, checks):
        waivers = result.applied.of(i)
        seal = seal_over(
            result.parcels.ids[i],
            result.parcels.survey_of(i),
            result.case.categories[i],
            result.area_m2(i),
            {name: values[k] for name, values in measured.items()},
            result.verdicts[i],
            shape=shape,
            findings=findings,
            waivers=waivers_to_json(waivers),
            run=run,
        )
        found[i] = (findings, waivers_to_json(waivers, with_paths=True), run, seal)
    return found


@dataclass(frozen=True)
class CheckedLayer:
    """A checked layer read back: parcels with their sealed check, those whose verdict bars them (id, reasons), and the
    ids of those whose check can't be read any more.

    ``layer_paths`` are the files of roles that all rows agree on. They are a help for the next check and part of none.
    """

    parcels: tuple[CheckedParcel, ...]
    barred: tuple[tuple[str, str], ...]
    unreadable: tuple[str, ...]
    layer_paths: Mapping[str, str] = field(default_factory=dict)


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
    told = layer.fields[own["layers"]] if "layers" in own else ()
    return CheckedLayer(tuple(parcels), tuple(barred), tuple(unreadable), _agreed_paths(told))


def _agreed_paths(told: Iterable[object]) -> dict[str, str]:
    """Files by role as rows tell them, without those that rows tell differently; what isn't a table of them is none."""
    files: dict[str, set[str]] = {}
    for text in sorted({str(text) for text in told if text}):
        try:
            stated = json.loads(text)
        except ValueError:
            continue
        for role, path in stated.items() if isinstance(stated, dict) else ():
            if isinstance(path, str) and path:
                files.setdefault(str(role), set()).add(path)
    return {role: paths.pop() for role, paths in sorted(files.items()) if len(paths) == 1}


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
        waivers=waivers_from_json(parcel_id, str(values["waivers"])),
    )


def is_result(name: str) -> bool:
    """Whether a column, in small letters, is one that checks write. Those of an older check must not outlive it."""
    return name in ("parcel_id", "category", *_LAST) or _is_measure(name)


def _is_measure(name: str) -> bool:
    return name in ("area_m2", "out_county", *_SLOPES) or name.startswith("ov_")
