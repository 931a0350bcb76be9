"""What is on file of a subject (卷宗): evidence, answers, and the steps that it has taken.

A subject is a parcel, or a matter (事项) such as a plan, an outflow item or an occupation.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ..regimes.forms.answers import Answer, answer_number
from ..regimes.forms.form import forms

__all__ = ["Answer", "Dossier", "EvidenceItem", "FormRecord", "PoolSums", "Reached", "Step"]


@dataclass(frozen=True)
class EvidenceItem:
    """A paper, photo or data file; ``kind`` stands in resources/codes/evidence_kinds.csv.

    ``intact`` tells whether the stored file still has the SHA-256 under which it was recorded, ``None`` where nobody
    looked. ``lon``, ``lat`` (degrees, CGCS2000) and ``azimuth`` (degrees) come from a photo itself. ``filed_as`` is its
    place in the history of the pool, 0 where that is unknown or where it concerns the whole county.
    """

    kind: str
    title: str
    doc_no: str
    doc_date: date | None
    file_name: str
    sha256: str
    intact: bool | None = None
    taken_on: date | None = None
    lon: float | None = None
    lat: float | None = None
    azimuth: float | None = None
    filed_as: int = 0


@dataclass(frozen=True)
class FormRecord:
    """What somebody answered on a form (resources/codes/forms.yaml): who, when, with which paper.

    Areas among ``values`` are m², shares 0–1. ``own`` is false for what was recorded of the subject's batch or county.
    ``filed_as`` is its place in the history of the pool, 0 where that is unknown or where it concerns the whole county.
    """

    form: str
    values: Mapping[str, Answer]
    answered_by: str
    answered_on: date
    doc_no: str = ""
    own: bool = True
    filed_as: int = 0

    def number(self, field: str) -> float | None:
        """An answer that is a number, ``None`` for anything else."""
        return answer_number(self.values.get(field))


@dataclass(frozen=True)
class Step:
    """A transition that was taken on a day; ``filed_as`` is its place in the history of the pool, 0 if unknown."""

    from_state: str
    to_state: str
    occurred_on: date
    role: str
    doc_no: str = ""
    filed_as: int = 0


@dataclass(frozen=True)
class Reached:
    """Active parcels of a ``batch`` that now are in ``state`` and last came to ``to_state`` in ``year``: how many, and
    how much ground (0.01 m²).
    """

    batch: str
    state: str
    to_state: str
    year: int
    parcels: int
    area_dm2: int


@dataclass(frozen=True)
class PoolSums:
    """What the pool of a ``county`` (code) holds beside a parcel: its ``batch``, how far the parcels of its system have
    come, and the county's control scales in its ledger (year, dm²).
    """

    county: str
    batch: str
    batch_parcels: int
    batch_dm2: int
    reached: tuple[Reached, ...] = ()
    caps: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Dossier:
    """A subject with all that is on file of it, each in the order of recording.

    ``subject`` names the workflow (``PARCEL``, ``PLAN``, …); ``area_m2`` and ``geometry_wkb`` (in ``crs`` as WKT) are
    empty for a matter without a place. ``next_step`` is the step that is now to be taken, if one is. ``linked`` are the
    matters that it belongs to or that belong to it, each without links of its own. ``plan_items`` of an outflow item
    are all parcels and items of its plans, and of other plans that share some of them; itself is left out.
    ``sums`` is what the pool holds beside a parcel. ``booked`` are amounts (dm²) that the ledger knows of a matter, by
    the place (FORM.field) where people would write them; they go before what is written.
    """

    uid: str
    subject: str
    state: str
    area_m2: float | None = None
    evidence: tuple[EvidenceItem, ...] = ()
    records: tuple[FormRecord, ...] = ()
    steps: tuple[Step, ...] = ()
    next_step: Step | None = None
    geometry_wkb: bytes = b""
    crs: str = ""
    linked: tuple[Dossier, ...] = ()
    plan_items: tuple[Dossier, ...] = ()
    sums: PoolSums | None = None
    booked: tuple[tuple[str, int], ...] = ()

    def latest(self, form: str) -> FormRecord | None:
        """The last record of a form."""
        found = self._by_form.get(form)
        return found[-1] if found else None

    def all_of(self, form: str) -> tuple[FormRecord, ...]:
        """Records of a form, in order."""
        return self._by_form.get(form, ())

    @cached_property
    def evidence_counts(self) -> Mapping[str, int]:
        """How many files there are of each kind that there is; one that was put on file twice is still one."""
        files = {(item.kind, item.sha256 or f"{number}") for number, item in enumerate(self.evidence)}
        return Counter(kind for kind, _ in files)

    @cached_property
    def _by_form(self) -> Mapping[str, tuple[FormRecord, ...]]:
        found: dict[str, list[FormRecord]] = {}
        for record in self.records:
            found.setdefault(record.form, []).append(record)
        return {form: tuple(records) for form, records in found.items()}

    def current(self, form: str) -> tuple[FormRecord, ...]:
        """What holds of a form, in order: records that a later one doesn't replace (``Form.one_per``).

        Raises ``KeyError`` for a form that doesn't exist.
        """
        found = self.all_of(form)
        keys = forms()[form].one_per
        if not keys:
            return found[-1:]
        kept: dict[tuple[object, ...], FormRecord] = {}
        for number, record in enumerate(found):
            key = tuple(record.values.get(name) for name in keys)
            alone = all(answer in (None, "") for answer in key)
            kept.pop(key, None)
            kept[(number,) if alone else key] = record
        return tuple(kept.values())

    def reached(self, state: str) -> date | None:
        """The day on which a state was last reached; that of the step to be taken counts."""
        return next((step.occurred_on for step in reversed(self._all_steps) if step.to_state == state), None)

    def first_reached(self, state: str) -> date | None:
        """The day on which a state was reached for the first time; that of the step to be taken counts."""
        return next((step.occurred_on for step in self._all_steps if step.to_state == state), None)

    @property
    def _all_steps(self) -> tuple[Step, ...]:
        return self.steps if self.next_step is None else (*self.steps, self.next_step)
