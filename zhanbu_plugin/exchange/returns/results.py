"""What reviewers found (核查结果): a row for each parcel that was looked at, on site or at the desk."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ...pool.records import PoolParcel
from ...survey.problem import InputProblem
from ...survey.wording import Wording, translate
from .reasons import return_reasons
from .slip import codes_in, column_of, read_cell, slip_texts

_TOLD = 10
_LONGEST_TEXT = 1000


@dataclass(frozen=True)
class ParcelResult:
    """One parcel's: no code means that it passed."""

    parcel: PoolParcel
    codes: tuple[str, ...]
    text: str

    @property
    def passed(self) -> bool:
        """Whether nothing speaks against it."""
        return not self.codes


def results_of(
    rows: Iterable[Mapping[str, object]], parcels: Sequence[PoolParcel], *, source: str
) -> tuple[ParcelResult, ...]:
    """The results in a table, by number of the parcel; its columns are known by the names of ``return_slip.yaml``.

    A row needs the parcel and a result, or a reason code. Rows with neither are not filled in yet and are left out.
    Raises ``InputProblem`` with every row that says too little, contradicts itself or names no submitted parcel.
    """
    found: dict[str, ParcelResult] = {}
    faults: list[Wording] = []
    for number, row in enumerate(rows, start=1):
        cells = {key: read_cell(key, value) for name, value in row.items() if (key := column_of(name)) is not None}
        if not cells.get("result") and not cells.get("code"):
            continue
        result = _result(cells, parcels)
        if isinstance(result, Wording):
            faults.append(translate("zhanbu", "Row {row}: {what}", row=number, what=result))
        elif found.setdefault(result.parcel.parcel_uid, result) != result:
            twice = translate("zhanbu", "{parcel} has another result already.", parcel=result.parcel.parcel_no)
            faults.append(translate("zhanbu", "Row {row}: {what}", row=number, what=twice))
    if faults:
        raise _refused(faults, source)
    return tuple(sorted(found.values(), key=lambda one: one.parcel.parcel_no))


def _result(cells: Mapping[str, str], parcels: Sequence[PoolParcel]) -> ParcelResult | Wording:
    """One row, or what is wrong with it."""
    uid, number = cells.get("parcel", ""), cells.get("number", "")
    meant = [p for p in parcels if (p.parcel_uid == uid if uid else p.parcel_no == number)]
    if len(meant) != 1:
        return translate("zhanbu", "the submission holds no parcel {parcel}.", parcel=uid or number or "–")
    said, told = cells.get("result", ""), cells.get("code", "")
    passed = _passed(said)
    if said and passed is None:
        return translate("zhanbu", "“{result}” is no result; write {passed} or {failed}.", result=said, **_words())
    codes = codes_in(told)
    unknown = [code for code in codes if code not in return_reasons()]
    if unknown or (re.sub(r"\s", "", told) and not codes):
        return translate("zhanbu", "“{code}” is no reason code.", code=told)
    if passed is True and codes:
        return translate("zhanbu", "{parcel} passed and has a reason code.", parcel=meant[0].parcel_no)
    if passed is False and not codes:
        return translate("zhanbu", "{parcel} failed and has no reason code.", parcel=meant[0].parcel_no)
    return ParcelResult(meant[0], tuple(dict.fromkeys(codes)), cells.get("text", "")[:_LONGEST_TEXT])


def _passed(said: str) -> bool | None:
    words = slip_texts()["results"]
    key = re.sub(r"\s", "", said).lower()
    for name, meaning in (("passed", True), ("failed", False)):
        if key in {str(word).lower() for word in words[name]}:
            return meaning
    return None


def _words() -> dict[str, str]:
    return {name: words[0] for name, words in slip_texts()["results"].items()}


def _refused(faults: Sequence[Wording], source: str) -> InputProblem:
    slots = {f"f{i}": fault for i, fault in enumerate(faults[:_TOLD])}
    listed = Wording(" ".join(f"{{{name}}}" for name in slots), dict(slots))
    codes = list(return_reasons())
    return InputProblem(
        translate("zhanbu", "{count} rows of the results can't be taken: {rows}", count=len(faults), rows=listed),
        remedy=translate(
            "zhanbu",
            "Give each parcel that was looked at a result, and one that failed a code of {first} to {last}.",
            first=codes[0],
            last=codes[-1],
        ),
        source=source,
    )
