"""What an old pool hands over (原储备库): its remainder, as lots that are used first, or a debt (HB-20a, HB-20b)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..pool.accounts.records import AREA, AVAILABLE, LIABILITY, OPENING, PADDY, SOURCE, LedgerEntry, NewLot, Posting
from ..pool.database import BUSY_SECONDS, PoolAddress, pool_for_writing
from ..pool.steps.acts import Act, Journal, require_line
from ..pool.store import PoolReader, PoolWriter
from ..regimes.rule_set import RuleSet
from ..survey.problem import InputProblem
from ..survey.wording import translate
from .clauses import clause_of
from .lawful import keep_rules, require_amount, require_document, require_rules
from .posting import post


@dataclass(frozen=True)
class LegacyLot:
    """A remainder of the old pool, in the order in which it is to be used; a grade goes with its scheme."""

    amount_dm2: int
    paddy_dm2: int = 0
    grade: float | None = None
    grade_scheme: str = ""
    title: str = ""


@dataclass(frozen=True)
class OldPool:
    """What is taken over: lots, and what the old pool owes (positive dm²)."""

    system: str
    lots: tuple[LegacyLot, ...] = ()
    owed_dm2: int = 0
    owed_paddy_dm2: int = 0


@dataclass(frozen=True)
class AccountReport:
    """What the county has available and owes now (dm²)."""

    available_dm2: int
    liability_dm2: int


def take_over(
    path: PoolAddress, old: OldPool, act: Act, rules: RuleSet, *, busy_seconds: float = BUSY_SECONDS
) -> AccountReport:
    """Open the ledger of a system with what the old pool had or owed, by the document that says so.

    Lots of the old pool are used before all others. What it owed is a debt, settled first from whatever comes in; lots
    that come with it settle it at once. Raises ``InputProblem``; the pool is then untouched.
    """
    with pool_for_writing(path, busy_seconds=busy_seconds) as pool, pool.writing():
        return take_over_in(pool, Journal(pool), old, act, rules)


def take_over_in(pool: PoolWriter, journal: Journal, old: OldPool, act: Act, rules: RuleSet) -> AccountReport:
    """As ``take_over``, in an open transaction."""
    require_document(act)
    if not (old.lots or old.owed_dm2 or old.owed_paddy_dm2):
        require_amount(0)
    for lot in old.lots:
        _require_lot(lot)
    require_rules(pool, rules, act, old.system)
    clauses = (clause_of(rules, OPENING), clause_of(rules, OPENING, "DEBT"))
    keep_rules(pool, rules)
    county = pool.identity.county
    debt = _debt(county, act.on.year, ((AREA, old.owed_dm2), (PADDY, old.owed_paddy_dm2)))
    lots = tuple(_new_lot(lot, county, act) for lot in old.lots)
    # The lots come first, so that the old pool's debt is paid out of what it left before anything else.
    for clause, entries, opened in ((clauses[0], (), lots), (clauses[1], debt, ())):
        if entries or opened:
            posting = Posting(
                OPENING,
                old.system,
                entries,
                opened,
                clause=clause,
                rule_set=rules.id,
                rule_set_sha256=rules.sha256,
            )
            post(pool, journal, posting, act)
    return account_report(pool, old.system)


def account_report(pool: PoolReader, system: str) -> AccountReport:
    """What the pool's county has available and owes."""
    county = pool.identity.county
    return AccountReport(
        pool.account_dm2(system, county, AREA, AVAILABLE), -pool.account_dm2(system, county, AREA, LIABILITY)
    )


def _require_lot(lot: LegacyLot) -> None:
    require_amount(lot.amount_dm2)
    require_line(lot.title, "TITLE")
    if not 0 <= lot.paddy_dm2 <= lot.amount_dm2:
        raise InputProblem(
            translate("zhanbu", "The paddy of a lot lies between 0 and its area."),
            remedy=translate("zhanbu", "Look at both areas."),
            field="PADDY_M2",
        )
    if (lot.grade is None) != (not lot.grade_scheme):
        raise InputProblem(
            translate("zhanbu", "A grade means nothing without its scheme."),
            remedy=translate("zhanbu", "Give the grade and the scheme by which it was found, or neither."),
            field="GRADE",
        )


def _new_lot(lot: LegacyLot, county: str, act: Act) -> NewLot:
    return NewLot(
        county,
        lot.amount_dm2,
        lot.paddy_dm2,
        admitted_on=act.on,
        usable_from=act.on,
        year=act.on.year,
        grade=lot.grade,
        grade_scheme=lot.grade_scheme,
        title=lot.title,
    )


def _debt(county: str, year: int, owed: Sequence[tuple[str, int]]) -> tuple[LedgerEntry, ...]:
    return tuple(
        LedgerEntry(county, indicator, bucket, year, "", "", amount)
        for indicator, owed_dm2 in owed
        if owed_dm2
        for bucket, amount in ((LIABILITY, -owed_dm2), (SOURCE, owed_dm2))
    )
