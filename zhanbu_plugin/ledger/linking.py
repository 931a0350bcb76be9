"""Linking a project to lots (挂钩), first in, first out: HB-21, SC-3(十)a, SC-2(五)c, JX-2.2b."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..pool.accounts.records import AREA, AVAILABLE, FROZEN, LIABILITY, LINK, LINKED, PADDY, USED, Occupation, Posting
from ..pool.database import BUSY_SECONDS, PoolAddress, pool_for_writing
from ..pool.steps.acts import Act, Journal, require_act, require_line
from ..pool.store import PoolReader, PoolWriter
from ..regimes.rule_set import RuleSet
from ..survey.problem import InputProblem
from ..survey.units import m2_of
from ..survey.wording import Wording, translate
from .clauses import clause_of
from .fifo import Share, moves, take, usable
from .grades import require_grade
from .lawful import keep_rules, require_amount, require_rules
from .posting import post, require_ref
from .registering import register_occupation
from .spendable import obstacles, read_spendable


@dataclass(frozen=True)
class Project:
    """A project that takes land: how much, how much of it paddy, and the grade that has to be made up (1 is best)."""

    project_no: str
    name: str
    area_dm2: int
    paddy_dm2: int = 0
    grade: float | None = None
    grade_scheme: str = ""
    level: str = ""
    matter_uid: str = ""


@dataclass(frozen=True)
class Linked:
    """A link: its posting, the project on file, what was taken of which lot, and what was and is available."""

    txn_uid: str
    occupation: Occupation
    area: tuple[Share, ...]
    paddy: tuple[Share, ...]
    before_dm2: int
    available_dm2: int


def link(
    path: PoolAddress,
    project: Project,
    act: Act,
    rules: RuleSet,
    *,
    debt_document: str = "",
    busy_seconds: float = BUSY_SECONDS,
) -> Linked:
    """Register a project and link lots to it, one transaction. Legacy lots go first, the last lot is split.

    While something is owed, nothing is linked but by a document that allows it (``debt_document``, HB-20b). Raises
    ``InputProblem`` naming project and field where there isn't enough, not yet, or not good enough.
    """
    with pool_for_writing(path, busy_seconds=busy_seconds) as pool, pool.writing():
        return link_in(pool, Journal(pool), project, act, rules, debt_document=debt_document)


def link_in(
    pool: PoolWriter, journal: Journal, project: Project, act: Act, rules: RuleSet, *, debt_document: str = ""
) -> Linked:
    """As ``link``, in an open transaction."""
    _require_project(project, act)
    require_rules(pool, rules, act)
    clause, holder = clause_of(rules, LINK), pool.identity.county
    _require_unlinked(pool, rules.system, project.project_no)
    _require_no_debt(pool, rules.system, project.project_no, debt_document)
    before = pool.account_dm2(rules.system, holder, AREA, AVAILABLE)
    area = _taken(pool, rules.system, AREA, project.area_dm2, project.project_no, act)
    paddy = _taken(pool, rules.system, PADDY, project.paddy_dm2, project.project_no, act)
    require_grade(area, project.grade, project.grade_scheme, project.project_no)
    keep_rules(pool, rules)
    wanted = Occupation(occupation_uid="", system=rules.system, holder=holder, round=0, **vars(project))
    known = register_occupation(pool, journal, wanted, act, clause=clause, rule_set=rules.id)
    posting = Posting(
        LINK,
        rules.system,
        (
            *moves(area, holder, AREA, LINKED, project.project_no),
            *moves(paddy, holder, PADDY, LINKED, project.project_no),
        ),
        ref=project.project_no,
        clause=clause,
        rule_set=rules.id,
        rule_set_sha256=rules.sha256,
    )
    txn_uid = post(pool, journal, posting, act)
    return Linked(txn_uid, known, area, paddy, before, before - project.area_dm2)


def _require_project(project: Project, act: Act) -> None:
    require_act(act)
    require_line(project.project_no, "PROJECT_NO", needed=True)
    require_ref(project.project_no)
    require_line(project.name, "PROJECT_NAME")
    require_amount(project.area_dm2)
    if not 0 <= project.paddy_dm2 <= project.area_dm2:
        raise InputProblem(
            translate(
                "zhanbu",
                "{paddy:.2f} m² of paddy can't be part of {area:.2f} m².",
                paddy=m2_of(project.paddy_dm2),
                area=m2_of(project.area_dm2),
            ),
            remedy=translate("zhanbu", "Give the paddy among the area that is taken."),
            field="PADDY_M2",
        )
    if (project.grade is None) != (project.grade_scheme == ""):
        raise InputProblem(
            translate("zhanbu", "A grade counts only with its scheme."),
            remedy=translate("zhanbu", "Give both, or none where no grade is asked for."),
            field="GRADE",
        )


def _require_unlinked(pool: PoolReader, system: str, project_no: str) -> None:
    held = [h for h in pool.holdings(system, ref=project_no) if h.bucket in (LINKED, USED) and h.indicator == AREA]
    if held:
        raise InputProblem(
            translate(
                "zhanbu",
                "The project {project} has {area:.2f} m² linked or written off already.",
                project=project_no,
                area=m2_of(sum(h.balance_dm2 for h in held)),
            ),
            remedy=translate("zhanbu", "Release its link first, or give the new part a number of its own."),
            field="PROJECT_NO",
        )


def _require_no_debt(pool: PoolReader, system: str, project_no: str, document: str) -> None:
    owed = -pool.account_dm2(system, pool.identity.county, AREA, LIABILITY)
    if owed <= 0 or document.strip():
        return
    raise InputProblem(
        translate(
            "zhanbu",
            "{owed:.2f} m² are still owed, so nothing is linked to the project {project}.",
            owed=m2_of(owed),
            project=project_no,
        ),
        remedy=translate("zhanbu", "Settle the debt with what comes in next, or give the document that allows it."),
        field="DEBT_DOC",
    )


def _taken(
    pool: PoolReader, system: str, indicator: str, need_dm2: int, project_no: str, act: Act
) -> tuple[Share, ...]:
    """Shares for a project. Raises ``InputProblem`` where the account or the usable lots don't suffice."""
    if need_dm2 == 0:
        return ()
    holder = pool.identity.county
    lots = pool.lot_balances(system, holder, indicator)
    account = pool.account_dm2(system, holder, indicator, AVAILABLE)
    ready = min(account, sum(lot.available_dm2 for lot in lots if usable(lot.lot, act.on)))
    if need_dm2 <= ready:
        return take(lots, need_dm2, act.on)
    later = sorted({lot.lot.usable_from for lot in lots if lot.lot.usable_from > act.on})
    frozen = pool.account_dm2(system, holder, indicator, FROZEN)
    reasons = [translate("zhanbu", "Lift the freeze ({frozen:.2f} m²) first.", frozen=m2_of(frozen))] if frozen else []
    if later and need_dm2 <= account:
        reasons = [
            translate(
                "zhanbu", "NOT_YET_USABLE({year}): wait until {day}.", year=later[-1].year, day=later[-1].isoformat()
            )
        ]
    in_the_way = obstacles(read_spendable(pool, system=system, on=act.on, indicator=indicator))
    raise _insufficient(project_no, indicator, (need_dm2, ready), act, reasons, in_the_way)


def _insufficient(
    project_no: str,
    indicator: str,
    amounts: tuple[int, int],
    act: Act,
    reasons: Sequence[Wording],
    in_the_way: Sequence[Wording],
) -> InputProblem:
    need, ready = amounts
    template = {"project": project_no, "need": m2_of(need), "ready": m2_of(ready), "day": act.on.isoformat()}
    what = (
        translate(
            "zhanbu",
            "INSUFFICIENT: the project {project} needs {need:.2f} m²; {ready:.2f} m² may be used on {day}.",
            **template,
        )
        if indicator == AREA
        else translate(
            "zhanbu",
            "INSUFFICIENT: the project {project} needs {need:.2f} m² of paddy; {ready:.2f} m² may be used on {day}.",
            **template,
        )
    )
    if in_the_way:
        rest = in_the_way[0]
        for obstacle in in_the_way[1:]:
            rest = translate("zhanbu", "{before}; {next}", before=rest, next=obstacle)
        what = translate("zhanbu", "{sentence} Of the rest: {obstacles}.", sentence=what, obstacles=rest)
    return InputProblem(
        what,
        remedy=reasons[0] if reasons else translate("zhanbu", "Link less, or wait until more has come in."),
        field="AREA_M2" if indicator == AREA else "PADDY_M2",
    )
