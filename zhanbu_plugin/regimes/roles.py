"""Roles that a layer can play in a check; the table is data."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache

from ..paths import resource


@dataclass(frozen=True)
class Role:
    """A role, its names, and the layer names under which databases usually hold it."""

    id: str
    name_zh: str
    name_en: str
    layer_names: tuple[str, ...]


@lru_cache(maxsize=1)
def roles() -> dict[str, Role]:
    """Every role by its id, in the order of the table."""
    with resource("codes", "roles.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["role"]: Role(row["role"], row["name_zh"], row["name_en"], tuple(row["layer_names"].split()))
            for row in csv.DictReader(file)
        }
