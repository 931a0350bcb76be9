"""Mixed actions on a pool and its ledger by a seed, which gives the same history entry by entry, whoever does them.

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

from zhanbu_plugin.ledger.deducting import DeductOrder, deduct
from zhanbu_plugin.ledger.ending_freezes import ExitOrder, end_freeze
from zhanbu_plugin.ledger.freeze_plans import ExitMode
from zhanbu_plugin.ledger.freezing import FreezeOrder, freeze
from zhanbu_plugin.ledger.linking import Project, link
from zhanbu_plugin.ledger.opening import LegacyLot, OldPool, take_over
from zhanbu_plugin.ledger.unlinking import release, write_off
from zhanbu_plugin.pool.database import PoolAddress, pool_for_reading
from zhanbu_plugin.pool.entry.push import push_parcels
from zhanbu_plugin.pool.filing.matters import MatterTerms, link_matter, open_matter
from zhanbu_plugin.pool.filing.subjects import Concern
from zhanbu_plugin.pool.steps.advancing import advance
from zhanbu_plugin.pool.steps.versions import new_version

FREE = rules(guard("CHK-REPORT", "evidence", "INDICATOR", options={"kinds": ("CHECK_REPORT",)}))
ON = date(2026, 12, 1)
DECIDED = act("PROV_NR", ON, "冀自然资〔2026〕7号")
COLUMNS = 200
STEPS = {"CANDIDATE": ("CHECKED", "COUNTY_NR"), "CHECKED": ("COMPLETED", "IMPLEMENTER")}
PAPER_BYTES = 150_000


Do = Callable[[PoolAddress, Path], object]
"""Does it on a pool, with papers from a folder."""


@dataclass(frozen=True)
class Action:
    """One action: its number, what it does, and the doing on a pool with papers from a folder."""

    number: int
    kind: str
    do: Do


class Plan:
    """Draws actions that are all allowed where they stand."""

    def __init__(self, seed: int) -> None:
        self._draw = random.Random(seed)  # noqa: S311 - moves of a test, not secrets
        self._states: dict[str, str] = {}
        self._reshaped: set[str] = set()
        self._links: dict[str, set[str]] = {}
        self._number = 0
        self._available = 0
        self._linked: dict[str, int] = {}
        self._frozen: list[int] = []

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
            "lots": self._lots,
            "project": self._project,
            "written off": self._written_off,
            "released": self._released,
            "freeze": self._freeze,
            "lift": self._lift,
            "cut": self._cut,
        }
        self._number += 1
        while True:
            chosen = kind or self._draw.choice(list(ways))
            do = ways[chosen]()
            if do is not None:
                return Action(self._number - 1, chosen, do)

    def _some(self, *states: str) -> list[str]:
        return [uid for uid, state in self._states.items() if not states or state in states]

    def _push(self) -> Do:
        first, count = len(self._states), self._draw.randint(2, 25)
        for i in range(first, first + count):
            self._states[f"139901-CROP-{i + 1:06d}"] = "CANDIDATE"
        return lambda pool, _: push_parcels(pool, grid_of_parcels(count, COLUMNS, first), **PUSH_TERMS)

    def _paper(self) -> Do:
        on = Concern((self._draw.choice(self._some()),))
        name = f"批复{self._number}.pdf"
        return lambda pool, folder: attach(pool, written(folder, name), on=on)

    def _form(self) -> Do:
        on, holders = Concern((self._draw.choice(self._some()),)), self._draw.randint(1, 9)
        return lambda pool, _: answer(pool, "HOLDERS", {"count": holders}, on)

    def _matter(self) -> Do:
        uid = f"139901-CROP-PLAN-{len(self._links) + 1:06d}"
        links = sorted(self._draw.sample(self._some(), 2))
        self._links[uid] = set(links)
        terms = MatterTerms("PLAN", 2027, f"方案{self._number}")
        return lambda pool, _: open_matter(pool, FREE, terms, act("COUNTY_GOV", ON), links=links)

    def _link(self) -> Do | None:
        if not self._links:
            return None
        matter = self._draw.choice(list(self._links))
        free = [uid for uid in self._some() if uid not in self._links[matter]][:5]
        self._links[matter].update(free)
        terms = act("COUNTY_GOV", ON)
        return (lambda pool, _: link_matter(pool, matter, free, terms, rule_set=FREE)) if free else None

    def _step(self) -> Do | None:
        state = self._draw.choice(list(STEPS))
        uids = self._some(state)[: self._draw.randint(1, 6)]
        to_state, role = STEPS[state]
        self._states.update(dict.fromkeys(uids, to_state))
        return (lambda pool, _: advance(pool, uids, to_state, act(role, ON), FREE)) if uids else None

    def _version(self) -> Do | None:
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

    def _lots(self) -> Do:
        amounts = [self._draw.randint(1_000, 90_000) for _ in range(self._draw.randint(1, 4))]
        self._available += sum(amounts)
        old = OldPool("CROP", tuple(LegacyLot(amount) for amount in amounts))
        return lambda pool, _: take_over(pool, old, DECIDED, RULES)

    def _some_available(self) -> int:
        return self._draw.randint(1, self._available) if self._available else 0

    def _project(self) -> Do | None:
        area = self._some_available()
        if not area:
            return None
        number = f"项目{self._number}"
        self._available -= area
        self._linked[number] = area
        return lambda pool, _: link(pool, Project(number, "高速公路", area), DECIDED, RULES)

    def _written_off(self) -> Do | None:
        if not self._linked:
            return None
        number = self._draw.choice(list(self._linked))
        area = self._linked.pop(number)
        approved = self._draw.randint(1, area)
        self._available += area - approved
        return lambda pool, _: write_off(pool, number, approved, DECIDED, RULES)

    def _released(self) -> Do | None:
        if not self._linked:
            return None
        number = self._draw.choice(list(self._linked))
        self._available += self._linked.pop(number)
        return lambda pool, _: release(pool, number, DECIDED, RULES)

    def _freeze(self) -> Do | None:
        need = self._some_available()
        if not need:
            return None
        self._available -= need
        self._frozen.append(need)
        return lambda pool, _: freeze(pool, FreezeOrder("CROP", "ILLEGAL", need), DECIDED, RULES)

    def _lift(self) -> Do | None:
        active = [number for number, amount in enumerate(self._frozen) if amount]
        if not active:
            return None
        number = self._draw.choice(active)
        self._available += self._frozen[number]
        self._frozen[number] = 0
        order = ExitOrder(f"139901-CROP-F{number + 1:06d}", ExitMode.LIFT)
        return lambda pool, _: end_freeze(pool, order, DECIDED, RULES)

    def _cut(self) -> Do | None:
        area = self._some_available() // 10
        self._available -= area
        order = DeductOrder("CROP", "UNRESOLVED", area)
        return (lambda pool, _: deduct(pool, order, DECIDED, RULES)) if area else None


def written(folder: Path, name: str) -> Path:
    """A scan on the technician's disk, big enough to be copied in more than a moment."""
    path = folder / name
    path.write_bytes((name.encode() * PAPER_BYTES)[:PAPER_BYTES])
    return path


def head_of(pool: PoolAddress) -> tuple[int, str]:
    """Number and hash of the last entry of a pool's history."""
    with pool_for_reading(pool) as reader:
        last = reader.events()[-1:]
    return (last[0].event_no, last[0].hash) if last else (0, "")
