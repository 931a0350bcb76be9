"""Was every lot opened where its rules open one? What no trigger can know, for the rules are text to it (校验)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from ...regimes.choosing import known_versions
from ...regimes.workflow import PARCEL
from ...survey.wording import Wording, translate
from ..records import PoolEvent
from .records import ADMIT, ISSUE

_UID, _PARCEL, _STATE = 0, 2, 3
"""Where a lot's line (``testimony.lot_line``) names the lot, its parcel and the state in which that stood."""


def lot_state_faults(events: Sequence[PoolEvent]) -> Iterator[Wording]:
    """Lots of parcels that stood in a state in which the rules that the posting names open none.

    A posting names the very version of its rules; one that this installation doesn't know can't be asked.
    """
    for event in events:
        if event.action not in (ADMIT, ISSUE) or event.from_state:
            continue
        said = _facts(event.facts)
        for rules in known_versions(event.rule_set):
            if rules.sha256 != said.get("rule_set_sha256"):
                continue
            opening = {state.id for state in rules.workflows[PARCEL].states.values() if state.opens_lot}
            for line in (line for line in _lines(said) if line[_STATE] not in opening):
                yield translate(
                    "zhanbu",
                    "The lot {lot} was opened for {parcel} in the state {state}, in which the rules open none.",
                    lot=line[_UID],
                    parcel=line[_PARCEL],
                    state=line[_STATE],
                )


def _facts(text: str) -> Mapping[str, object]:
    try:
        said = json.loads(text)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _lines(said: Mapping[str, object]) -> list[list[str]]:
    told = said.get("lots")
    lines = told if isinstance(told, list) else []
    return [line.split("|") for line in lines if isinstance(line, str) and line.count("|") > _STATE]
