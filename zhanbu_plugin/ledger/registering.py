"""What postings refer to (登记): projects, freezes and how they end, control scales. Each comes with its event."""

from __future__ import annotations

from dataclasses import replace

from ..pool.accounts.records import Cap, Freeze, FreezeExit, Occupation
from ..pool.accounts.testimony import cap_facts, freeze_exit_facts, freeze_facts, occupation_facts
from ..pool.filing.filed import Subject, SubjectKind
from ..pool.steps.acts import Act, Journal
from ..pool.store import PoolWriter
from .posting import next_uid

REGISTERED, ACTIVE, ENDED = "REGISTERED", "ACTIVE", "ENDED"
"""The one state of a project or control scale; a freeze that still holds something, and one that doesn't."""


def register_occupation(
    pool: PoolWriter, journal: Journal, occupation: Occupation, act: Act, *, clause: str = "", rule_set: str = ""
) -> Occupation:
    """Keep a project before anything is linked to it; uid, round and event number are given here.

    Raises ``InputProblem`` where something is linked to the project or was written off for it already.
    """
    before = pool.occupation(occupation.system, occupation.project_no)
    number = pool.ledger_head(occupation.system).occupations + 1
    own = replace(
        occupation,
        occupation_uid=f"{pool.identity.county}-{occupation.system}-K{number:06d}",
        round=1 if before is None else before.round + 1,
    )
    pool.add_subject(Subject(own.occupation_uid, SubjectKind.OCCUPATION))
    way = ("", REGISTERED)
    facts = occupation_facts(own, act.doc_no)
    event = journal.append(own.occupation_uid, way, "OCCUPATION", act, facts, clause=clause, rule_set=rule_set)
    own = replace(own, event_no=event.event_no)
    pool.add_occupation(own)
    return own


def register_freeze(
    pool: PoolWriter, journal: Journal, freeze: Freeze, act: Act, *, clause: str = "", rule_set: str = ""
) -> Freeze:
    """Keep a freeze before its amount is posted; uid and event number are given here."""
    number = pool.ledger_head(freeze.system).freezes + 1
    own = replace(freeze, freeze_uid=f"{pool.identity.county}-{freeze.system}-F{number:06d}")
    pool.add_subject(Subject(own.freeze_uid, SubjectKind.FREEZE))
    facts = freeze_facts(own, act.doc_no)
    event = journal.append(own.freeze_uid, ("", ACTIVE), "FREEZE", act, facts, clause=clause, rule_set=rule_set)
    own = replace(own, event_no=event.event_no)
    pool.add_freeze(own)
    return own


def register_exit(
    pool: PoolWriter, journal: Journal, ended: FreezeExit, act: Act, *, clause: str = "", rule_set: str = ""
) -> FreezeExit:
    """Keep how some of a freeze ends, just before its posting if an amount of the county is in it (uid given here).

    Raises ``InputProblem`` for more than is still frozen, and ``KeyError`` for an unknown freeze.
    """
    freeze = pool.freeze(ended.freeze_uid)
    if freeze is None:
        raise KeyError(ended.freeze_uid)
    own = replace(ended, txn_uid=next_uid(pool, freeze.system) if ended.county_dm2 else "")
    so_far = sum(x.county_dm2 + x.city_dm2 + x.uncovered_dm2 for x in pool.freeze_exits(freeze.freeze_uid))
    whole = so_far + own.county_dm2 + own.city_dm2 + own.uncovered_dm2 == freeze.need_dm2
    event = journal.append(
        own.freeze_uid,
        (ACTIVE, ENDED if whole else ACTIVE),
        own.mode,
        act,
        freeze_exit_facts(own, act.doc_no),
        clause=clause,
        rule_set=rule_set,
        ends_claim=whole,
    )
    own = replace(own, event_no=event.event_no)
    pool.add_freeze_exit(own)
    return own


def register_cap(
    pool: PoolWriter, journal: Journal, cap: Cap, act: Act, *, clause: str = "", rule_set: str = ""
) -> Cap:
    """Keep a control scale; uid, document and event number are given here.

    Raises ``InputProblem`` where the parts would exceed the whole.
    """
    number = pool.ledger_head(cap.system).caps + 1
    own = replace(cap, cap_uid=f"{pool.identity.county}-{cap.system}-C{number:06d}", doc_no=act.doc_no)
    pool.add_subject(Subject(own.cap_uid, SubjectKind.CAP))
    way = ("", REGISTERED)
    event = journal.append(own.cap_uid, way, "CAP", act, cap_facts(own), clause=clause, rule_set=rule_set)
    own = replace(own, event_no=event.event_no)
    pool.add_cap(own)
    return own
