"""What stands sent back and isn't mended yet (退回待整改): the due list's part that has no day."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ...pool.database import PoolAddress, pool_for_reading
from ...pool.filing.filed import PoolForm
from ...pool.records import ListedParcel
from .importing import RETURN_FORM, RETURNED


@dataclass(frozen=True)
class SentBack:
    """A parcel that stands returned: by which document, on which day, with which reasons (code and what was said)."""

    parcel: ListedParcel
    on: date | None
    doc_no: str
    reasons: tuple[tuple[str, str], ...]


def outstanding(path: PoolAddress) -> tuple[SentBack, ...]:
    """Parcels that stand returned, by uid, with the reasons of the last return. Raises ``InputProblem``."""
    with pool_for_reading(path) as pool, pool.reading():
        returned = [parcel for parcel in pool.listed_parcels() if parcel.state == RETURNED]
        found = [_sent_back(parcel, pool.forms_of(parcel.parcel_uid)) for parcel in returned]
    return tuple(sorted(found, key=lambda one: one.parcel.parcel_uid))


def _sent_back(parcel: ListedParcel, forms: Sequence[PoolForm]) -> SentBack:
    said = [form for form in forms if form.form == RETURN_FORM]
    if not said:
        return SentBack(parcel, None, "", ())
    last = said[-1]
    same = [form for form in said if (form.doc_no, form.answered_on) == (last.doc_no, last.answered_on)]
    return SentBack(parcel, last.answered_on, last.doc_no, tuple(_reason(json.loads(form.answers)) for form in same))


def _reason(answers: Mapping[str, object]) -> tuple[str, str]:
    return str(answers.get("code", "")), str(answers.get("reason", ""))
