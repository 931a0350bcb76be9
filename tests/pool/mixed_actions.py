"""Mixed actions on a pool by a seed: the same seed gives the same history, entry by entry, whoever does them and when.

So a pool that was cut off anywhere is sound only if its history is that of a whole number of actions.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from filed_parcels import act, answer, attach, guard, rules
from pool_parcels import PUSH_TERMS, RULES, RUN, checked, grid_of_parcels, square

from zhanbu_plugin.pool.database import pool_for_reading
from zhanbu_plugin.pool.entry.push import push_parcels
from zhanbu_plugin.pool.filing.matters import MatterTerms, link_matter, open_matter
from zhanbu_plugin.pool.filing.subjects import Concern
from zhanbu_plugin.pool.steps.advancing import advance
from zhanbu_plugin.pool.steps.versions import new_version

FREE = rules(guard("CHK-REPORT", "evidence", "INDICATOR", options={"kinds": ("CHECK_REPORT",)}))
ON = date(2026, 12, 1)
COLUMNS = 200
STEPS = {"CANDIDATE": ("CHECKED", "COUNTY_NR"), "CHECKED": ("COMPLETED", "IMPLEMENTER")}
PAPER_BYTES = 150_000


@dataclass(frozen=True)
class Action:
    """One action: its number, what it does, and the doing on a pool with papers from a folder."""

    number: int
    kind: str
    do: Callable[[Path, Path], object]


class Plan:
    """Draws actions that are all allowed where they stand."""

    def __init__(self, seed: int) -> None:
        self._draw = random.Random(seed)  # noqa: S311 - moves of a test, not secrets
        self._states: dict[str, str] = {}
        self._reshaped: set[str] = set()
        self._links: dict[str, set[str]] = {}
        self._number = 0

    def actions(self, count: int) -> list[Action]:
        """The first actions; the very first one is a push, so that the others have something to act on."""
        return [self._next("push" if i == 0 else "") for i in range(count)]

    def _next(self, kind: str) -> Action:
        ways = {
            "push": self._push,
            "paper": self._paper,
            "form": self._form,
            "matter": self._matter,
            "link": self._link,
            "step": self._step,
            "version": self._version,
        }
        self._number += 1
        while True:
            chosen = kind or self._draw.choice(list(ways))
            do = ways[chosen]()
            if do is not None:
                return Action(self._number - 1, chosen, do)

    def _some(self, *states: str) -> list[str]:
        return [uid for uid, state in self._states.items() if not states or state in states]

    def _push(self) -> Callable[[Path, Path], object]:
        first, count = len(self._states), self._draw.randint(2, 25)
        for i in range(first, first + count):
            self._states[f"139901-CROP-{i + 1:06d}"] = "CANDIDATE"
        return lambda pool, _: push_parcels(pool, grid_of_parcels(count, COLUMNS, first), **PUSH_TERMS)

    def _paper(self) -> Callable[[Path, Path], object]:
        on = Concern((self._draw.choice(self._some()),))
        name = f"批复{self._number}.pdf"
        return lambda pool, folder: attach(pool, written(folder, name), on=on)

    def _form(self) -> Callable[[Path, Path], object]:
        on, holders = Concern((self._draw.choice(self._some()),)), self._draw.randint(1, 9)
        return lambda pool, _: answer(pool, "HOLDERS", {"count": holders}, on)

    def _matter(self) -> Callable[[Path, Path], object]:
        uid = f"139901-CROP-PLAN-{len(self._links) + 1:06d}"
        links = sorted(self._draw.sample(self._some(), 2))
        self._links[uid] = set(links)
        terms = MatterTerms("PLAN", 2027, f"方案{self._number}")
        return lambda pool, _: open_matter(pool, FREE, terms, act("COUNTY_GOV", ON), links=links)

    def _link(self) -> Callable[[Path, Path], object] | None:
        if not self._links:
            return None
        matter = self._draw.choice(list(self._links))
        free = [uid for uid in self._some() if uid not in self._links[matter]][:5]
        self._links[matter].update(free)
        terms = act("COUNTY_GOV", ON)
        return (lambda pool, _: link_matter(pool, matter, free, terms, rule_set=FREE)) if free else None

    def _step(self) -> Callable[[Path, Path], object] | None:
        state = self._draw.choice(list(STEPS))
        uids = self._some(state)[: self._draw.randint(1, 6)]
        to_state, role = STEPS[state]
        self._states.update(dict.fromkeys(uids, to_state))
        return (lambda pool, _: advance(pool, uids, to_state, act(role, ON), FREE)) if uids else None

    def _version(self) -> Callable[[Path, Path], object] | None:
        uids = [uid for uid in self._some("CANDIDATE") if uid not in self._reshaped]
        if not uids:
            return None
        uid = self._draw.choice(uids)
        self._reshaped.add(uid)
        place = int(uid[-6:]) - 1
        shape = square(place % COLUMNS, place // COLUMNS, size=self._draw.randint(20, 45))
        run = replace(RUN, as_of=date(2026, 11, 20))
        return lambda pool, _: new_version(
            pool, uid, checked(f"P{place:05d}", shape, run=run), "按验收范围", act("COUNTY_NR", ON), RULES
        )


def written(folder: Path, name: str) -> Path:
    """A scan on the technician's disk, big enough to be copied in more than a moment."""
    path = folder / name
    path.write_bytes((name.encode() * PAPER_BYTES)[:PAPER_BYTES])
    return path


def head_of(pool: Path) -> tuple[int, str]:
    """Number and hash of the last entry of a pool's history."""
    with pool_for_reading(pool) as reader:
        last = reader.events()[-1:]
    return (last[0].event_no, last[0].hash) if last else (0, "")
