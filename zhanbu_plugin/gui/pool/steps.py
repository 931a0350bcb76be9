"""What a step asks for, as the steps tab shows it: offices, ways, and what is missing check by check (办理环节)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...checks.on_file.reads import evidence_read, reads_of
from ...pool.database import pool_for_reading
from ...pool.records import ListedParcel
from ...pool.steps.stepping import StepRefusal
from ...regimes.rule_set import CheckRule, RuleSet


@dataclass(frozen=True)
class MissingItem:
    """One thing that speaks against a step: a check that failed, or an obstacle; of which parcels, in which words.

    ``kinds`` are papers and ``forms`` the forms by which it is put right, where it is.
    """

    title: str
    clause: str
    refusals: tuple[StepRefusal, ...]
    kinds: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()


def read_parcels(pool: str) -> tuple[ListedParcel, ...]:
    """Active parcels of a pool, by system, batch and number. Raises ``InputProblem``."""
    with pool_for_reading(pool) as opened:
        return tuple(opened.listed_parcels())


def missing_items(refusals: Sequence[StepRefusal], rules: RuleSet, chinese: bool) -> tuple[MissingItem, ...]:
    """What is missing, one item for each check in the order of the rules, obstacles first."""
    by_check: dict[str, list[StepRefusal]] = {}
    for refusal in refusals:
        by_check.setdefault(refusal.check_id or refusal.code, []).append(refusal)
    known = {check.id: check for check in rules.checks}
    order = {check.id: position for position, check in enumerate(rules.checks, start=1)}
    return tuple(
        _item(name, own, known.get(name), rules, chinese)
        for name, own in sorted(by_check.items(), key=lambda pair: (order.get(pair[0], 0), pair[0]))
    )


def _item(
    name: str, refusals: Sequence[StepRefusal], check: CheckRule | None, rules: RuleSet, chinese: bool
) -> MissingItem:
    if check is None:
        return MissingItem(name, refusals[0].clause, tuple(refusals))
    return MissingItem(
        check.title.in_language(chinese),
        check.clause,
        tuple(refusals),
        tuple(sorted(evidence_read(check))),
        tuple(sorted(reads_of(check, rules).forms - {""})),
    )
