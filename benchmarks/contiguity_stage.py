"""Contiguity (连片) as a stage: a third of the parcels, joined where they are up to 20 m apart."""

from __future__ import annotations

import importlib.util

REASON = "the engine has no contiguity measure (checks/measures/adjacency/contiguity.py) yet"


def has_contiguity() -> bool:
    """Whether the engine can do it."""
    return importlib.util.find_spec("zhanbu_plugin.checks.measures.adjacency.contiguity") is not None
