"""What follows from a step in the ledger (状态联动记账): lots are opened, cut or taken back in the same transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..checks.layer import Progress
from ..checks.measuring import Surroundings
from ..checks.waivers.waiver import Waiver
from ..pool.database import BUSY_SECONDS, PoolAddress
from ..pool.filing.dossiers import read_dossiers
from ..pool.records import PoolParcel
from ..pool.steps.acts import Act, Journal
from ..pool.steps.advancing import AdvanceReport, advance
from ..pool.steps.stepping import Ready, StepTerms
from ..pool.store import PoolWriter
from ..regimes.rule_set import CheckRule, RuleSet
from ..regimes.workflow import PARCEL
from ..survey.units import to_dm2
from .admitting import admit_in, stands
from .issuing import issue_posting
from .posting import post
from .taking_back import cut_in, take_back_in

_SURVEYED = "SURVEY_CHANGE"
_CAP = "jx.cap_mu"
"""Only rules that issue a quota have it; there the round opens the lots, not the single parcel."""


def advance_and_book(
    path: PoolAddress,
    uids: Sequence[str],
    to_state: str,
    act: Act,
    rule_set: RuleSet,
    surroundings: Surroundings | None = None,
    *,
    waivers: Iterable[Waiver] = (),
    version: str = "",
    progress: Progress = None,
    busy_seconds: float = BUSY_SECONDS,
) -> AdvanceReport:
    """As ``pool.steps.advancing.advance``, with what follows in the ledger, in one transaction.

    A state with ``opens_lot`` opens the lots of its parcels, a state that isn't pooled takes them back, and where the
    yearly survey confirms less than was credited, the difference is cut. Raises ``InputProblem``; nothing is then kept.
    """
    return advance(
        path,
        uids,
        to_state,
        act,
        rule_set,
        surroundings,
        waivers=waivers,
        version=version,
        consequences=book_steps,
        progress=progress,
        busy_seconds=busy_seconds,
    )


def book_steps(pool: PoolWriter, journal: Journal, ready: Sequence[Ready], terms: StepTerms) -> None:
    """Book what follows from steps that parcels have just taken."""
    parcels = pool.parcels_of([one.uid for one in ready])
    if not parcels:
        return
    state = terms.rule_set.workflows[PARCEL].states[terms.to_state]
    if state.opens_lot:
        _open_lots(pool, journal, [p for p in parcels if not stands(pool, p.parcel_uid)], terms)
    elif not state.pooled:
        _take_back(pool, journal, parcels, terms)
    elif any(_asks_the_survey(check) for check in terms.rule_set.guards_of(terms.to_state)):
        _confirm(pool, journal, parcels, terms)


def _asks_the_survey(check: CheckRule) -> bool:
    """Whether a guard looks at what the yearly survey found."""
    values = [value if isinstance(value, tuple) else (value,) for value in check.options.values()]
    return any(str(place).partition(".")[0] == _SURVEYED for each in values for place in each)


def _open_lots(pool: PoolWriter, journal: Journal, parcels: Sequence[PoolParcel], terms: StepTerms) -> None:
    if not parcels:
        return
    if _CAP in terms.rule_set.parameters:
        post(pool, journal, issue_posting(pool, parcels, terms.rule_set, terms.act), terms.act)
        return
    dossiers = {d.uid: d for d in read_dossiers(pool, [p.parcel_uid for p in parcels])}
    admit_in(pool, journal, parcels, dossiers, terms.act, terms.rule_set)


def _take_back(pool: PoolWriter, journal: Journal, parcels: Sequence[PoolParcel], terms: StepTerms) -> None:
    for parcel in parcels:
        for lot in pool.lots_of_parcel(parcel.parcel_uid):
            if pool.standing_dm2(lot.lot_uid) > 0:
                take_back_in(pool, journal, lot, terms.act, terms.rule_set)


def _confirm(pool: PoolWriter, journal: Journal, parcels: Sequence[PoolParcel], terms: StepTerms) -> None:
    """Cut what the yearly survey doesn't confirm. SC-2(七)c."""
    for dossier in read_dossiers(pool, [p.parcel_uid for p in parcels]):
        told = dossier.latest(_SURVEYED)
        confirmed = told.number("area_m2") if told is not None else None
        if confirmed is None:
            continue
        for lot in pool.lots_of_parcel(dossier.uid):
            more = pool.standing_dm2(lot.lot_uid) - to_dm2(confirmed)
            if more > 0:
                cut_in(pool, journal, lot, more, terms.act, terms.rule_set)
