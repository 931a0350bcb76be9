"""What a layer is by its name and its fields (图层识别): standards 1.1-1.7; the table of kinds is data."""

from __future__ import annotations

import csv
from collections.abc import Collection
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from ..paths import resource
from .roles import Role, roles

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
    """A layer of the data standards, told by its fields. ``needs`` are groups of which each must have a field.

    By its fields it ``plays`` a role; its name may give it one that it ``may_also_be``. ``ask`` are those for which a
    layer without such a name is worth a question: public-welfare forest is a part of the forest map.
    """

    id: str
    name_zh: str
    name_en: str
    needs: tuple[frozenset[str], ...]
    never: frozenset[str]
    plays: frozenset[str]
    may_also_be: frozenset[str]
    ask: frozenset[str]

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
    kinds = kinds_of(look)
    if not any(kind.plays == {role.id} for kind in kinds):
        return named
    if named == Fit.NOT and (len(kinds) > 1 or _speaks_of_another(look, role)):
        return Fit.NOT
    return {
        Fit.NAME: Fit.NAME_AND_FIELDS,
        Fit.NAME_BEGINS: Fit.NAME_BEGINS_AND_FIELDS,
    }.get(named, Fit.FIELDS)


def worth_asking(look: LayerLook, role: Role) -> LayerKind | None:
    """The kind of a layer that could play the role though neither name nor fields say so; ``None`` for all others."""
    for kind in kinds_of(look):
        if role.id in kind.ask and not any(name_fit(look, roles()[other]) for other in kind.ask - {role.id}):
            return kind
    return None


def _speaks_of_another(look: LayerLook, role: Role) -> bool:
    """Whether the name calls the layer another thing that its kind may be, as “国家级公益林” does."""
    others = [roles()[other] for kind in kinds_of(look) for other in kind.may_also_be - {role.id}]
    return any(name_fit(look, other) or any(other.name_zh in name for name in look.names) for other in others)


def _kind(row: dict[str, str]) -> LayerKind:
    return LayerKind(
        row["kind"],
        row["name_zh"],
        row["name_en"],
        tuple(frozenset(group.split("|")) for group in row["needs"].split()),
        frozenset(row["never"].split()),
        frozenset(row["plays"].split()),
        frozenset(row["may_also_be"].split()),
        frozenset(row["ask"].split()),
    )
