"""By which rules what is in a pool got there, and whom an action on the pool is for."""

from __future__ import annotations

from collections.abc import Sequence

from ...survey.problem import InputProblem
from ...survey.wording import translate
from ..database import PoolAddress, pool_for_reading
from ..filing.subjects import Concern, moved_uids
from ..store import PoolReader


def uids_concerned(path: PoolAddress, concern: Concern) -> tuple[str, ...]:
    """Uids of the parcels and matters that a step is for. Raises ``InputProblem`` when none is named."""
    with pool_for_reading(path) as pool, pool.reading():
        return tuple(moved_uids(pool, concern))


def rule_sets_in_use(path: PoolAddress, system: str) -> tuple[str, ...]:
    """Ids of the rule sets by which parcels and matters of a system entered the pool. Raises ``InputProblem``."""
    with pool_for_reading(path) as pool, pool.reading():
        of_matters = {matter.rule_set for matter in pool.matters() if matter.system == system}
        return tuple(sorted(of_matters | set(pool.rule_sets_of_parcels(system).values())))


def one_rule_set_of(path: PoolAddress, uids: Sequence[str]) -> str:
    """Id of the rule set by which all of these entered the pool.

    Raises ``InputProblem`` when there are several, or none of the subjects is known.
    """
    with pool_for_reading(path) as pool, pool.reading():
        found = _own(pool, uids)
    if len(found) == 1:
        return found[0]
    raise InputProblem(
        translate("zhanbu", "They entered the pool by several rule sets: {ids}.", ids=", ".join(found))
        if found
        else translate("zhanbu", "The pool holds none of these parcels and matters."),
        remedy=translate("zhanbu", "Name the rule set, and take those of one rule set at a time.")
        if found
        else translate("zhanbu", "Give ids from the column parcel_uid, or those that matters got when opened."),
        source=str(path),
    )


def _own(pool: PoolReader, uids: Sequence[str]) -> list[str]:
    runs = pool.runs(sorted({parcel.run_id for parcel in pool.parcels_of(uids)}))
    return sorted({run.rule_set for run in runs.values()} | {m.rule_set for m in pool.matters_of(uids)})
