"""What a pool holds of the parcels that are to be checked, found by their ids in it."""

from __future__ import annotations

from collections.abc import Iterable

from ...checks.dossier import Dossier
from ...checks.on_file import KINDS as ON_FILE
from ...pool.filing.dossiers import dossiers_of
from ...regimes.rule_set import RuleSet
from ...regimes.stage import stage_of


def dossiers_on_file(pool: str, ids: Iterable[str], rule_set: RuleSet, stage: str) -> list[Dossier | None] | None:
    """Dossiers of parcels that are called by their ``parcel_uid``, ``None`` for those that the pool doesn't hold.

    ``None`` altogether without a pool, and where no check of the stage asks for papers or forms.
    Raises ``InputProblem`` for a pool that can't be read or a stage that the rule set hasn't got.
    """
    subject, state = stage_of(rule_set, stage)
    if not pool or not any(check.kind in ON_FILE for check in rule_set.checks_up_to(state, subject)):
        return None
    names = list(ids)
    found = {dossier.uid: dossier for dossier in dossiers_of(pool, sorted(set(names)), verified=True)}
    return [found.get(name) for name in names]
