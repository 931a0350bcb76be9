"""The draw of a spot check (抽样; domain.md 3.6): a function of seed and frame, so that every office draws the same.

Parcel i gets u = (the first 13 hexadecimal digits of SHA-256("seed|id") + 0.5) / 2^52 and the key ln(u) / area. Parcels
are taken by falling key until their area reaches the ratio of the frame's: a draw without replacement in which large
parcels come first more often. The order of the input, the computer and its arithmetic don't matter.

Three options change which parcels are taken, not their keys: parcels that are looked at in any case come first and
count towards the ratio; strata (townships) each reach the ratio by themselves; and the last parcel of a draw may give
way to the smallest one that reaches the ratio too, since a large last one overshoots.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Context, Decimal
from itertools import accumulate

from ...survey.problem import InputProblem
from ...survey.units import m2_of
from ...survey.wording import translate

_DIGITS = 13
"""Hexadecimal digits of the hash that are used: 52 bits."""
_ARITHMETIC = Context(prec=40)
"""Decimal logarithms are rounded correctly on every computer; those of floating point are not."""


@dataclass(frozen=True)
class Draw:
    """What was drawn from a frame. ``ids`` and ``areas_dm2`` (0.01 m²) stand in the order of drawing, stratum by
    stratum behind those that were ``forced``. ``strata`` holds the stratum of each drawn id, where there are strata,
    and ``trimmed`` the ids that took the place of a larger one.

    ``frame_hash`` is the SHA-256 (hex) of the frame: a line ``id<TAB>area in m² with two decimals`` for each parcel,
    sorted by id, each ended by a line feed, in UTF-8.
    """

    seed: str
    ratio: Decimal
    ids: tuple[str, ...]
    areas_dm2: tuple[int, ...]
    frame_dm2: int
    frame_hash: str
    forced: tuple[str, ...] = ()
    strata: Mapping[str, str] = field(default_factory=dict)
    trimmed: tuple[str, ...] = ()

    @property
    def drawn_dm2(self) -> int:
        """Area drawn in 0.01 m²."""
        return sum(self.areas_dm2)

    @property
    def drawn_share(self) -> Decimal:
        """Share of the frame's area that was drawn."""
        return _ARITHMETIC.divide(Decimal(self.drawn_dm2), Decimal(self.frame_dm2))

    def sums_dm2(self) -> tuple[int, ...]:
        """Area drawn up to each parcel, in the order of drawing."""
        return tuple(accumulate(self.areas_dm2))


def frame_of(parcels: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Areas in 0.01 m² by id, sorted by id. Raises ``InputProblem`` for an id that is empty or occurs twice, for a
    parcel without area, and for no parcels at all.
    """
    frame: dict[str, int] = {}
    for name, area in parcels:
        if not name or name in frame:
            raise InputProblem(
                translate("zhanbu", "A parcel of the frame has no number of its own."),
                remedy=translate("zhanbu", "Choose a field whose values are all different (ID_FIELD)."),
                parcel=name,
            )
        if area <= 0:
            raise InputProblem(
                translate("zhanbu", "The parcel has no area, so it can't be drawn by area."),
                remedy=translate("zhanbu", "Correct the area field, or leave it empty to measure the shapes."),
                parcel=name,
            )
        frame[name] = area
    if not frame:
        raise InputProblem(
            translate("zhanbu", "There are no parcels to draw from."),
            remedy=translate("zhanbu", "Choose a layer or batch with parcels."),
        )
    return dict(sorted(frame.items()))


def draw(
    frame: Mapping[str, int],
    *,
    ratio: Decimal,
    seed: str,
    forced: Collection[str] = (),
    strata: Mapping[str, str] | None = None,
    trim: bool = False,
) -> Draw:
    """Parcels of a frame (areas in 0.01 m² by id) up to ``ratio`` (above 0, at most 1) of its area, at least one.

    ``seed`` is ``SYSTEM|county|year|STAGE|number of the draw``, or a number that was drawn in public. ``forced`` are
    looked at in any case; with ``strata`` (name by id) every stratum reaches the ratio. Raises ``InputProblem`` for a
    ratio out of bounds, an empty seed, a forced id that isn't in the frame, or what ``frame_of`` refuses.
    """
    _require_terms(ratio, seed)
    parcels = frame_of(frame.items())
    first = tuple(sorted(set(forced)))
    _require_known(first, parcels)
    keys = {name: _key(seed, name, area) for name, area in parcels.items()}
    order = sorted(parcels, key=lambda name: (-keys[name], name))
    drawn, trimmed = [*first], []
    for _, members in _strata(order, strata):
        taken, instead = _taken(members, parcels, ratio, first, trim=trim)
        drawn += taken
        trimmed += instead
    return Draw(
        seed,
        ratio,
        tuple(drawn),
        tuple(parcels[name] for name in drawn),
        sum(parcels.values()),
        frame_hash(parcels),
        first,
        {} if strata is None else {name: strata.get(name, "") for name in drawn},
        tuple(trimmed),
    )


def _require_terms(ratio: Decimal, seed: str) -> None:
    if not 0 < ratio <= 1:
        raise InputProblem(
            translate("zhanbu", "The ratio is {ratio}.", ratio=ratio),
            remedy=translate("zhanbu", "Give a share of the area above 0 and up to 1, such as 0.3."),
            field="RATIO",
        )
    if not seed.strip():
        raise InputProblem(
            translate("zhanbu", "The seed is empty."),
            remedy=translate(
                "zhanbu", "Give a seed such as FOREST|360122|2023|CITY|1, so that the draw can be repeated."
            ),
            field="SEED",
        )


def _require_known(forced: Sequence[str], parcels: Mapping[str, int]) -> None:
    unknown = [name for name in forced if name not in parcels]
    if unknown:
        raise InputProblem(
            translate("zhanbu", "The parcels drawn from don't hold it, so it can't be looked at in any case."),
            remedy=translate("zhanbu", "Give numbers of parcels that were submitted."),
            parcel=", ".join(unknown),
            field="FORCED",
        )


def _strata(order: Sequence[str], strata: Mapping[str, str] | None) -> list[tuple[str, list[str]]]:
    """Ids of each stratum in the order of drawing, by name of the stratum; one nameless stratum without any."""
    found: dict[str, list[str]] = {}
    for name in order:
        found.setdefault(strata.get(name, "") if strata is not None else "", []).append(name)
    return sorted(found.items())


def _taken(
    members: Sequence[str], parcels: Mapping[str, int], ratio: Decimal, first: Collection[str], *, trim: bool
) -> tuple[list[str], list[str]]:
    """What is drawn of a stratum besides those taken first, and which of it took the place of a larger one."""
    needed = ratio * sum(parcels[name] for name in members) - sum(parcels[n] for n in members if n in first)
    rest = [name for name in members if name not in first]
    taken: list[str] = []
    reached = 0
    while reached < needed:
        taken.append(rest[len(taken)])
        reached += parcels[taken[-1]]
    if not (trim and taken):
        return taken, []
    before = reached - parcels[taken[-1]]
    enough = [name for name in rest[len(taken) - 1 :] if before + parcels[name] >= needed]
    smallest = min(enough, key=lambda name: (parcels[name], name))
    return [*taken[:-1], smallest], [] if parcels[smallest] == parcels[taken[-1]] else [smallest]


def frame_hash(frame: Mapping[str, int]) -> str:
    """SHA-256 (hex) of a frame, as ``Draw`` says."""
    lines = (f"{name}\t{m2_of(area):.2f}\n" for name, area in sorted(frame.items()))
    return hashlib.sha256("".join(lines).encode("utf-8")).hexdigest()


def _key(seed: str, name: str, area_dm2: int) -> Decimal:
    digits = hashlib.sha256(f"{seed}|{name}".encode()).hexdigest()[:_DIGITS]
    u = _ARITHMETIC.divide(Decimal(2 * int(digits, 16) + 1), Decimal(2**53))
    return _ARITHMETIC.divide(_ARITHMETIC.ln(u), Decimal(area_dm2))
