"""What a layer is by its name and its fields (图层识别): standards 1.1-1.7; the table of kinds is data."""

from __future__ import annotations

import csv
from collections.abc import Collection
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from ..paths import resource
from .roles import Role

SURVEY = "survey"
"""What the table calls the layer that is worked on; it is none of the roles of checks."""


class Fit(IntEnum):
    """How well a layer fits a role. Two layers that fit equally well are for the user to choose from."""

    NOT = 0
    FIELDS = 1
    """The fields are those of the role alone; the name says nothing."""
    NAME_BEGINS = 2
    NAME_BEGINS_AND_FIELDS = 3
    NAME = 4
    NAME_AND_FIELDS = 5


@dataclass(frozen=True)
class LayerKind:
    """A layer of the data standards, told by its fields. ``needs`` are groups of which each must have a field."""

    id: str
    name_zh: str
    name_en: str
    needs: tuple[frozenset[str], ...]
    never: frozenset[str]
    plays: frozenset[str]
    may_also_be: frozenset[str]

    def is_it(self, fields: Collection[str]) -> bool:
        """Whether a layer with these fields (capitals) is of this kind."""
        return all(group.intersection(fields) for group in self.needs) and not self.never.intersection(fields)


@dataclass(frozen=True)
class LayerLook:
    """A layer as it looks from outside: its names and its fields' names, in capitals."""

    names: tuple[str, ...]
    fields: frozenset[str]


@lru_cache(maxsize=1)
def layer_kinds() -> tuple[LayerKind, ...]:
    """Every kind of the table."""
    with resource("codes", "layer_kinds.csv").open(encoding="utf-8", newline="") as file:
        return tuple(_kind(row) for row in csv.DictReader(file))


def kinds_of(look: LayerLook) -> tuple[LayerKind, ...]:
    """The kinds that a layer is by its fields; none where it has only fields of its own."""
    return tuple(kind for kind in layer_kinds() if kind.is_it(look.fields))


def contradicting_kind(look: LayerLook, role_id: str) -> LayerKind | None:
    """What the fields say that the layer is, where that can't be the role."""
    kinds = kinds_of(look)
    if not kinds or any(role_id in kind.plays | kind.may_also_be for kind in kinds):
        return None
    return kinds[0]


def name_fit(look: LayerLook, role: Role) -> Fit:
    """How well the name alone fits: the role's own or a layer's of the standard, or one with more behind it."""
    whole = (role.name_zh, role.id.upper(), *(name.upper() for name in role.layer_names))
    if any(name in whole for name in look.names):
        return Fit.NAME
    beginnings = (role.name_zh, *(name.upper() for name in role.layer_names))
    return Fit.NAME_BEGINS if any(name.startswith(beginnings) for name in look.names) else Fit.NOT


def fit(look: LayerLook, role: Role) -> Fit:
    """How well a layer fits a role by its name and fields. ``NOT`` where the fields contradict the name."""
    if contradicting_kind(look, role.id) is not None:
        return Fit.NOT
    named = name_fit(look, role)
    plays = any(kind.plays == {role.id} for kind in kinds_of(look))
    if not plays:
        return named
    return {
        Fit.NAME: Fit.NAME_AND_FIELDS,
        Fit.NAME_BEGINS: Fit.NAME_BEGINS_AND_FIELDS,
    }.get(named, Fit.FIELDS)


def _kind(row: dict[str, str]) -> LayerKind:
    return LayerKind(
        row["kind"],
        row["name_zh"],
        row["name_en"],
        tuple(frozenset(group.split("|")) for group in row["needs"].split()),
        frozenset(row["never"].split()),
        frozenset(row["plays"].split()),
        frozenset(row["may_also_be"].split()),
    )
