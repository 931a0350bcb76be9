"""Closing a year (年度结转): what may still be used goes into the next year, what has expired is void.

JX-3.3.3c (extra quota ends with the pilot), HB-28 (what isn't used carries over after the survey check).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from ..checks.due_items import DueItem
from ..pool.accounts.records import (
    AREA,
    AVAILABLE,
    CARRY,
    LINKED,
    VOID,
    VOIDING,
    Holding,
    LedgerEntry,
    Lot,
    Posting,
)
from ..pool.database import BUSY_SECONDS, PoolAddress, pool_for_writing
from ..pool.steps.acts import Act, Journal, require_act
from ..pool.steps.due_list import due_list
from ..pool.store import PoolReader, PoolWriter
from ..regimes.rule_set import RuleSet
from ..regimes.workflow import PARCEL
from ..survey.problem import InputProblem
from ..survey.wording import translate
from .clauses import clause_of
from .lawful import keep_rules, require_rules
from .ledger_rules import QuotaRule
from .posting import post

APPROVED = "APPROVED"
"""State of a project whose use is approved."""


@dataclass(frozen=True)
class CloseReport:
    """What was void and what went into the next year (area, dm², of all holders), what the county has now; reviews of
    the year that are missing, and lots admitted in it that the ledger carries without a cut by a survey.
    """

    voided_dm2: int
    carried_dm2: int
    available_dm2: int
    overdue: tuple[DueItem, ...]
    unchecked: tuple[str, ...]


def close_year(
    path: PoolAddress, system: str, year: int, act: Act, rules: RuleSet, *, busy_seconds: float = BUSY_SECONDS
) -> CloseReport:
    """Close a year of a system in one transaction, on a day (``act.on``) after its end.

    Lots that have expired are void, and so is what is linked to projects that weren't approved by the last day; all
    other available amounts of the year and of years before it go into the year after it. A year is closed once.
    Raises ``InputProblem`` for a year that isn't over or is closed; the pool is then untouched.
    """
    overdue = missing_reviews(path, year, rules, act.on)
    with pool_for_writing(path, busy_seconds=busy_seconds) as pool, pool.writing():
        return replace(close_year_in(pool, Journal(pool), system, year, act, rules), overdue=overdue)


def close_year_in(pool: PoolWriter, journal: Journal, system: str, year: int, act: Act, rules: RuleSet) -> CloseReport:
    """As ``close_year``, in an open transaction; it doesn't look for missing reviews."""
    require_act(act)
    _require_over(year, act.on)
    require_rules(pool, rules, act, system)
    _require_open(pool, system, year)
    keep_rules(pool, rules)
    lots = {lot.lot_uid: lot for lot in pool.lots(system)}
    voided = _voided(pool, system, year, lots, act, rules)
    if voided:
        _post(pool, journal, VOIDING, system, year, voided, act, rules)
    carried = 0
    held = [h for h in pool.holdings(system, bucket=AVAILABLE) if h.lot_uid and h.year <= year]
    unchecked = _unchecked(held, lots, year) if system == "CROP" else ()
    for first in range(min((h.year for h in held), default=year), year + 1):
        going = [h for h in pool.holdings(system, bucket=AVAILABLE) if h.lot_uid and h.year == first]
        if going:
            _post(pool, journal, CARRY, system, year, _next_year(going), act, rules)
        carried = sum(h.balance_dm2 for h in going if h.indicator == AREA)
    return CloseReport(
        sum(entry.amount_dm2 for entry in voided if (entry.bucket, entry.indicator) == (VOID, AREA)),
        carried,
        pool.account_dm2(system, pool.identity.county, AREA, AVAILABLE),
        (),
        unchecked,
    )


def missing_reviews(path: PoolAddress, year: int, rules: RuleSet, as_of: date) -> tuple[DueItem, ...]:
    """Yearly reviews of parcels that were due in a year and haven't been done (JX-3.3.4). Raises ``InputProblem``."""
    return tuple(
        item
        for item in due_list(path, rules, as_of)
        if item.deadline.yearly and item.deadline.subject == PARCEL and item.met_on is None and item.due.year == year
    )


def closing_ref(year: int) -> str:
    """What the postings that close a year refer to."""
    return f"YEAR-{year}"


def expired(lot: Lot, on: date) -> bool:
    """Whether the last day of a lot is over."""
    return lot.expires_on is not None and lot.expires_on < on


def _require_over(year: int, on: date) -> None:
    if on > date(year, 12, 31):
        return
    raise InputProblem(
        translate("zhanbu", "The year {year} isn't over on {day}.", year=year, day=on.isoformat()),
        remedy=translate("zhanbu", "Close it on 1 January of the next year, or later."),
        field="AS_OF",
    )


def _require_open(pool: PoolReader, system: str, year: int) -> None:
    """Raises ``InputProblem`` for a year that is closed, or that lies before one."""
    txns = pool.txns(system)
    reversed_ = {txn.reverses for txn in txns}
    for later in (txn for txn in txns if txn.kind in (CARRY, VOIDING) and txn.ref.startswith("YEAR-")):
        closed = int(later.ref.removeprefix("YEAR-"))
        if closed >= year and later.txn_uid not in reversed_:
            raise InputProblem(
                translate(
                    "zhanbu",
                    "The year {closed} of {system} was closed on {day} (posting {uid}).",
                    closed=closed,
                    system=system,
                    day=later.occurred_on.isoformat(),
                    uid=later.txn_uid,
                ),
                remedy=translate("zhanbu", "A year is closed once. What came in since goes along with the next year."),
                field="YEAR",
            )


def _voided(
    pool: PoolReader, system: str, year: int, lots: dict[str, Lot], act: Act, rules: RuleSet
) -> list[LedgerEntry]:
    """Entries that void expired lots: what is available, and what is linked without an approval in time."""
    entries: list[LedgerEntry] = []
    for held in pool.holdings(system, bucket=AVAILABLE):
        if held.lot_uid and expired(lots[held.lot_uid], act.on):
            entries += _to_void(held)
    if system == "FOREST" and QuotaRule.of(rules).void_linked:
        for held in pool.holdings(system, bucket=LINKED):
            lot = lots[held.lot_uid]
            if expired(lot, act.on) and not _approved_by(pool, system, held.ref, lot.expires_on or act.on):
                entries += _to_void(held)
    return entries


def _to_void(held: Holding) -> list[LedgerEntry]:
    return [
        LedgerEntry(held.holder, held.indicator, held.bucket, held.year, held.lot_uid, held.ref, -held.balance_dm2),
        LedgerEntry(held.holder, held.indicator, VOID, held.year, held.lot_uid, held.ref, held.balance_dm2),
    ]


def _approved_by(pool: PoolReader, system: str, project_no: str, day: date) -> bool:
    """Whether the use for a project was approved by a day, as its matter on file says."""
    project = pool.occupation(system, project_no)
    events = pool.events_of(project.matter_uid) if project is not None and project.matter_uid else []
    return any(event.to_state == APPROVED and event.occurred_on <= day for event in events)


def _next_year(going: Sequence[Holding]) -> list[LedgerEntry]:
    return [
        LedgerEntry(held.holder, held.indicator, AVAILABLE, held.year + step, held.lot_uid, "", amount)
        for held in going
        for step, amount in ((0, -held.balance_dm2), (1, held.balance_dm2))
    ]


def _unchecked(held: Sequence[Holding], lots: dict[str, Lot], year: int) -> tuple[str, ...]:
    """Lots admitted in the year: of these the province asks what the newest survey says before they carry over."""
    admitted = {h.lot_uid for h in held if lots[h.lot_uid].admitted_on.year == year and lots[h.lot_uid].parcel_uid}
    return tuple(sorted(admitted))


def _post(
    pool: PoolWriter,
    journal: Journal,
    kind: str,
    system: str,
    year: int,
    entries: Sequence[LedgerEntry],
    act: Act,
    rules: RuleSet,
) -> None:
    posting = Posting(
        kind,
        system,
        tuple(entries),
        ref=closing_ref(year),
        clause=clause_of(rules, kind),
        rule_set=rules.id,
        rule_set_sha256=rules.sha256,
    )
    post(pool, journal, posting, act)
