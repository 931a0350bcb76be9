"""An act of an office or a person (经办), and how it gets into the history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ...regimes.actors import actors
from ...survey.problem import InputProblem
from ...survey.wording import translate
from ..chain import canonical, sealed
from ..records import PoolEvent
from ..store import PoolWriter

_LONGEST = 200


@dataclass(frozen=True)
class Act:
    """Who acts (``role`` is one of resources/codes/actors.csv), on which day, by which document (文号).

    ``recorded_at`` (ISO) is when it was entered, which may be much later.
    """

    role: str
    on: date
    doc_no: str = ""
    recorded_at: str = ""


def require_act(act: Act) -> None:
    """Raises ``InputProblem`` for an unknown role, a document number that isn't one, an act after it was entered."""
    if act.role not in actors():
        raise InputProblem(
            translate("zhanbu", "There is no role “{role}”.", role=act.role),
            remedy=translate("zhanbu", "Choose one of: {names}.", names=", ".join(actors())),
        )
    require_line(act.doc_no, "DOC_NO")
    recorded = day_of(act.recorded_at)
    if act.on > recorded:
        raise InputProblem(
            translate(
                "zhanbu",
                "The act of {day} lies after the day on which it is recorded ({recorded}).",
                day=act.on.isoformat(),
                recorded=recorded.isoformat(),
            ),
            remedy=translate("zhanbu", "Give the day on which it was done."),
        )


def day_of(recorded_at: str) -> date:
    """The day of a time of recording. Raises ``InputProblem`` for anything but an ISO date or time."""
    try:
        return date.fromisoformat(recorded_at[:10])
    except ValueError:
        raise InputProblem(
            translate("zhanbu", "“{text}” is no time of recording.", text=recorded_at),
            remedy=translate("zhanbu", "Write it as 2026-11-21T09:30:00Z."),
        ) from None


def require_line(text: str, field: str, *, needed: bool = False) -> None:
    """Raises ``InputProblem`` unless a text stands on one line and isn't too long."""
    if text.isprintable() and len(text) <= _LONGEST and (text.strip() or not needed):
        return
    raise InputProblem(
        translate("zhanbu", "It isn't a text of at most {limit} characters on one line.", limit=_LONGEST)
        if text.strip()
        else translate("zhanbu", "The field is empty."),
        remedy=translate("zhanbu", "Give a text of at most {limit} characters.", limit=_LONGEST),
        field=field,
    )


class Journal:
    """Appends to the history of a pool inside one transaction; each entry names the one before it."""

    def __init__(self, pool: PoolWriter) -> None:
        self._pool = pool
        self._number, self._head = pool.head()

    def append(
        self,
        uid: str,
        way: tuple[str, str],
        action: str,
        act: Act,
        facts: Mapping[str, object],
        *,
        clause: str = "",
        rule_set: str = "",
        run_id: str = "",
        ends_claim: bool = False,
    ) -> PoolEvent:
        """Append an entry about a subject that goes the ``way`` from one state to another (or stays)."""
        event = PoolEvent(
            event_no=self._number + 1,
            subject_uid=uid,
            from_state=way[0],
            to_state=way[1],
            action=action,
            role=act.role,
            occurred_on=act.on,
            clause=clause,
            rule_set=rule_set,
            prev_hash="",
            hash="",
            recorded_at=act.recorded_at,
            run_id=run_id,
            ends_claim=ends_claim,
            facts=canonical(facts),
        )
        linked = sealed(event, self._head)
        self._pool.add_event(linked)
        self._number, self._head = linked.event_no, linked.hash
        return linked
