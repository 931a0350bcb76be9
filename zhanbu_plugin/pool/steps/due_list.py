"""The due list (期限清单) of a pool: every deadline of a rule set over its parcels and matters, on any day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from ...checks.dossier import Dossier
from ...checks.due_items import DueItem, calendar_items, due_items
from ...regimes.rule_set import RuleSet
from ...regimes.workflow import PARCEL
from ..database import PoolAddress, pool_for_reading
from ..filing.dossiers import read_dossiers, shared_dossier
from ..store import PoolReader

_AT_ONCE = 500


def due_list(
    path: PoolAddress,
    rule_set: RuleSet,
    as_of: date,
    *,
    progress: Callable[[float], None] | None = None,
) -> tuple[DueItem, ...]:
    """What was and is due of the subjects that a rule set is for, by due day; met ones included.

    Parcels and matters count that entered the pool by this rule set, or by the one that it tightens. Raises
    ``InputProblem`` for a pool that can't be read; what ``progress`` raises goes through.
    """
    if not rule_set.deadlines:
        return ()
    found: list[DueItem] = []
    with pool_for_reading(path) as pool, pool.reading():
        uids = _subjects(pool, rule_set)
        for start in range(0, len(uids), _AT_ONCE):
            if progress is not None:
                progress(start / len(uids))
            for dossier in read_dossiers(pool, uids[start : start + _AT_ONCE]):
                found += due_items(dossier, rule_set, as_of)
        found += calendar_items(_county(pool), rule_set, as_of)
    return tuple(sorted(found, key=lambda item: (item.due, item.deadline.id, item.uid)))


def _subjects(pool: PoolReader, rule_set: RuleSet) -> list[str]:
    """Uids of the subjects for which some deadline may run."""
    concerned = {deadline.subject for deadline in rule_set.deadlines}
    rules = (rule_set.id, rule_set.parent)
    parcels: list[str] = []
    if PARCEL in concerned:
        own = pool.rule_sets_of_parcels(rule_set.system)
        parcels = [uid for uid, rule_set_id in own.items() if rule_set_id in rules]
    matters = [
        m.matter_uid
        for m in pool.matters()
        if m.system == rule_set.system and m.rule_set in rules and m.subject in concerned
    ]
    return [*sorted(parcels), *sorted(matters)]


def _county(pool: PoolReader) -> Dossier:
    return shared_dossier(pool, pool.identity.county)
