"""What takes steps on a regulation's path: parcels of a batch, and matters such as a plan (办理对象)."""

from __future__ import annotations

from dataclasses import dataclass

from ...pool.database import pool_for_reading
from ...regimes.workflow import PARCEL


@dataclass(frozen=True)
class StepSubject:
    """An active parcel or matter, with its path (``workflow``) in the rule set ``rule_set``.

    ``group`` is the batch of a parcel, the year of a matter. The area of a matter without a place isn't known;
    only a parcel has an id of the survey (``bsm``) and a village.
    """

    uid: str
    number: str
    bsm: str
    village: str
    system: str
    workflow: str
    group: str
    state: str
    area_dm2: int | None
    rule_set: str

    @property
    def place(self) -> tuple[str, str, str, str]:
        """System, path, group and state: those of one place are listed together."""
        return self.system, self.workflow, self.group, self.state


def read_subjects(pool: str) -> tuple[StepSubject, ...]:
    """Active parcels by system, batch and number, then active matters by uid. Raises ``InputProblem``."""
    with pool_for_reading(pool) as opened, opened.reading():
        parcels = [
            StepSubject(
                p.parcel_uid, p.parcel_no, p.bsm, p.village, p.system, PARCEL, p.batch, p.state, p.area_dm2, p.rule_set
            )
            for p in opened.listed_parcels()
        ]
        matters = [
            StepSubject(
                m.matter_uid, m.title, "", "", m.system, m.subject, str(m.year), m.state, m.area_dm2, m.rule_set
            )
            for m in opened.matters()
            if m.is_active
        ]
    return (*parcels, *matters)
