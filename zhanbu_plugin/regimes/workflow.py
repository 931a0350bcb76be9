"""A regulation's own path (状态机): states of a subject, and the transitions between them, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .text import Text

PARCEL = "PARCEL"
"""The subject that every rule set has; the others are matters (事项) such as a plan or an occupation."""


@dataclass(frozen=True)
class State:
    """A state on the path.

    ``pooled``: the regulation itself calls a parcel pooled here; ``opens_lot``: this is where its lot is opened in the
    ledger. ``locked``: shape and area are fixed from here on, a change makes a version. ``ends``: the ground is free
    again. ``repeats`` are checks of earlier states, by id, that are asked once more before this one.
    """

    id: str
    title: Text
    pooled: bool = False
    locked: bool = False
    ends: bool = False
    opens_lot: bool = False
    repeats: tuple[str, ...] = ()


@dataclass(frozen=True)
class Transition:
    """A step between states: from any of ``sources`` (``""`` is a subject not yet on file) to ``to``.

    ``roles`` may take it (resources/codes/actors.csv). An ``external`` step (▲) is decided elsewhere and only recorded,
    with the number of the document. Its guards are the checks whose stage is ``to``. An ``only_in_force`` step can't
    be taken on a day outside the regulation's dates (a pilot that has ended creates no quota, PILOT_ENDED).
    """

    sources: tuple[str, ...]
    to: str
    roles: tuple[str, ...]
    external: bool
    clause: str
    only_in_force: bool = False


@dataclass(frozen=True)
class Workflow:
    """States, main path first, and transitions of one kind of subject."""

    subject: str
    title: Text
    states: Mapping[str, State]
    transitions: tuple[Transition, ...]

    def first_state(self) -> str:
        """The state in which a subject comes on file."""
        return next(iter(self.states))

    def between(self, source: str, to: str) -> Transition | None:
        """The transition from one state to another, or ``None`` where there is no such way."""
        return next((t for t in self.transitions if t.to == to and source in t.sources), None)

    def ways_from(self, source: str) -> tuple[str, ...]:
        """States that a subject may go to next, in order."""
        return tuple(t.to for t in self.transitions if source in t.sources)

    def ahead_of(self, state: str) -> frozenset[str]:
        """States that a subject can still reach from one, in any number of steps: their guards are yet to be asked."""
        found: set[str] = set()
        open_ones = [state]
        while open_ones:
            new = set(self.ways_from(open_ones.pop())) - found
            found |= new
            open_ones += sorted(new)
        return frozenset(found)

    def turns_back(self, state: str) -> bool:
        """Whether a state lies beside the path and only leads back onto it, as returned or to be rectified do."""
        found = self.states.get(state)
        if found is None or found.ends or found.pooled:
            return False
        order = list(self.states)
        on = [to for to in self.ways_from(state) if not self.states[to].ends]
        return bool(on) and all(order.index(to) < order.index(state) for to in on)

    def leads_back(self, source: str, to: str) -> bool:
        """Whether a step leads back, so that what lies ahead of it has to be gone through again.

        From one pooled state to another nothing is gone through again: that is how yearly reviews follow each other.
        """
        if source not in self.states or to not in self.states or source == to:
            return False
        if self.turns_back(to):
            return True
        order = list(self.states)
        onto_the_path = self.turns_back(source) or self.states[to].pooled or self.states[to].ends
        return not onto_the_path and order.index(to) < order.index(source)

    def is_locked(self, state: str) -> bool:
        """Whether shape and area are fixed in a state."""
        return state in self.states and self.states[state].locked
