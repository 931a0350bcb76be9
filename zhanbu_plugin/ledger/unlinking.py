"""What becomes of a link (核销与解除挂钩): written off when the use is approved, released when it isn't. HB-21."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..pool.accounts.records import AREA, AVAILABLE, LINKED, PADDY, RELEASE, USED, WRITEOFF, Holding, Posting
from ..pool.database import BUSY_SECONDS, PoolAddress, pool_for_writing
from ..pool.steps.acts import Act, Journal
from ..pool.store import PoolReader, PoolWriter
from ..regimes.rule_set import RuleSet
from ..survey.problem import InputProblem
from ..survey.units import m2_of
from ..survey.wording import translate
from .clauses import clause_of
from .fifo import Share, moves, total
from .lawful import keep_rules, require_amount, require_document, require_rules
from .posting import post


@dataclass(frozen=True)
class Unlinked:
    """What was written off and what went back, and what is available now; postings that didn't happen are empty."""

    used_dm2: int
    released_dm2: int
    available_dm2: int
    writeoff_uid: str = ""
    release_uid: str = ""


def write_off(
    path: PoolAddress,
    project_no: str,
    approved_dm2: int,
    act: Act,
    rules: RuleSet,
    *,
    paddy_dm2: int | None = None,
    busy_seconds: float = BUSY_SECONDS,
) -> Unlinked:
    """Write off what was approved of a project, oldest lots first, and release the rest to the lots it came from.

    Of paddy, ``paddy_dm2`` was approved; left out, as much of what is linked as the approved area can hold. Raises
    ``InputProblem`` for more than is linked; the pool is then untouched.
    """
    with pool_for_writing(path, busy_seconds=busy_seconds) as pool, pool.writing():
        return write_off_in(pool, Journal(pool), project_no, approved_dm2, act, rules, paddy_dm2=paddy_dm2)


def write_off_in(
    pool: PoolWriter,
    journal: Journal,
    project_no: str,
    approved_dm2: int,
    act: Act,
    rules: RuleSet,
    *,
    paddy_dm2: int | None = None,
) -> Unlinked:
    """As ``write_off``, in an open transaction."""
    require_document(act)
    require_amount(approved_dm2)
    require_rules(pool, rules, act)
    area, paddy = (_linked(pool, rules.system, project_no, indicator) for indicator in (AREA, PADDY))
    wet = min(total(paddy), approved_dm2) if paddy_dm2 is None else paddy_dm2
    _require_linked(approved_dm2, total(area), project_no, "AREA_M2")
    _require_linked(wet, total(paddy), project_no, "PADDY_M2")
    _require_not_expired(pool, rules, _first(area, approved_dm2), act, project_no)
    used = {AREA: _first(area, approved_dm2), PADDY: _first(paddy, wet)}
    rest = {AREA: _rest(area, approved_dm2), PADDY: _rest(paddy, wet)}
    writeoff_uid = _move(pool, journal, WRITEOFF, used, project_no, act, rules)
    release_uid = _move(pool, journal, RELEASE, rest, project_no, act, rules) if rest[AREA] or rest[PADDY] else ""
    available = pool.account_dm2(rules.system, pool.identity.county, AREA, AVAILABLE)
    return Unlinked(approved_dm2, total(rest[AREA]), available, writeoff_uid, release_uid)


def release(
    path: PoolAddress, project_no: str, act: Act, rules: RuleSet, *, busy_seconds: float = BUSY_SECONDS
) -> Unlinked:
    """Release all that is linked to a project; the lots keep their places. Raises ``InputProblem``."""
    with pool_for_writing(path, busy_seconds=busy_seconds) as pool, pool.writing():
        return release_in(pool, Journal(pool), project_no, act, rules)


def release_in(pool: PoolWriter, journal: Journal, project_no: str, act: Act, rules: RuleSet) -> Unlinked:
    """As ``release``, in an open transaction."""
    require_document(act)
    require_rules(pool, rules, act)
    rest = {indicator: _linked(pool, rules.system, project_no, indicator) for indicator in (AREA, PADDY)}
    _require_linked(1, total(rest[AREA]) + total(rest[PADDY]), project_no, "PROJECT_NO")
    uid = _move(pool, journal, RELEASE, rest, project_no, act, rules)
    available = pool.account_dm2(rules.system, pool.identity.county, AREA, AVAILABLE)
    return Unlinked(0, total(rest[AREA]), available, release_uid=uid)


def _move(
    pool: PoolWriter,
    journal: Journal,
    kind: str,
    shares: dict[str, tuple[Share, ...]],
    project_no: str,
    act: Act,
    rules: RuleSet,
) -> str:
    keep_rules(pool, rules)
    to_bucket, holder = USED if kind == WRITEOFF else AVAILABLE, pool.identity.county
    entries = [
        entry
        for indicator, own in shares.items()
        for entry in moves(own, holder, indicator, to_bucket, project_no, from_bucket=LINKED)
    ]
    posting = Posting(
        kind,
        rules.system,
        tuple(entries),
        ref=project_no,
        clause=clause_of(rules, kind),
        rule_set=rules.id,
        rule_set_sha256=rules.sha256,
    )
    return post(pool, journal, posting, act)


def _linked(pool: PoolReader, system: str, project_no: str, indicator: str) -> tuple[Share, ...]:
    held: Sequence[Holding] = pool.holdings(system, bucket=LINKED, ref=project_no)
    return tuple(Share(h.lot_uid, h.year, h.balance_dm2) for h in held if h.indicator == indicator)


def _first(shares: Sequence[Share], need_dm2: int) -> tuple[Share, ...]:
    taken = []
    for share in shares:
        part = min(share.amount_dm2, need_dm2)
        if part > 0:
            taken.append(Share(share.lot_uid, share.year, part))
        need_dm2 -= part
    return tuple(taken)


def _rest(shares: Sequence[Share], need_dm2: int) -> tuple[Share, ...]:
    """What ``_first`` leaves."""
    used = {(share.lot_uid, share.year): share.amount_dm2 for share in _first(shares, need_dm2)}
    left = [Share(s.lot_uid, s.year, s.amount_dm2 - used.get((s.lot_uid, s.year), 0)) for s in shares]
    return tuple(share for share in left if share.amount_dm2)


def _require_linked(need_dm2: int, linked_dm2: int, project_no: str, field: str) -> None:
    if 0 <= need_dm2 <= linked_dm2:
        return
    raise InputProblem(
        translate(
            "zhanbu",
            "The project {project} has {linked:.2f} m² linked that aren't written off yet, not {need:.2f} m².",
            project=project_no,
            linked=m2_of(linked_dm2),
            need=m2_of(need_dm2),
        )
        if linked_dm2
        else translate(
            "zhanbu", "The project {project} has nothing linked that isn't written off.", project=project_no
        ),
        remedy=translate("zhanbu", "Look at the number of the project and at its confirmation sheet."),
        field=field,
    )


def _require_not_expired(pool: PoolReader, rules: RuleSet, shares: Sequence[Share], act: Act, project_no: str) -> None:
    """Where a quota ends with its pilot, a use counts only if it was approved by then (JX-3.3.3c)."""
    if "jx.void_linked" not in rules.parameters or not rules.flag("jx.void_linked"):
        return
    lots = {lot.lot_uid: lot for lot in pool.lots(rules.system, pool.identity.county)}
    ends = [lots[share.lot_uid].expires_on for share in shares]
    last = min((day for day in ends if day is not None), default=act.on)
    if last < act.on:
        raise InputProblem(
            translate(
                "zhanbu",
                "What is linked to the project {project} was valid until {last}, and its use was approved on {day}.",
                project=project_no,
                last=last.isoformat(),
                day=act.on.isoformat(),
            ),
            remedy=translate("zhanbu", "Close the year: what wasn't used by then is void."),
            field="DATE",
        )
