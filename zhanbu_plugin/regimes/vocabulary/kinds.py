"""What a rule set may speak of. One that names something else would only be noticed in the middle of a check."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .kind import Kind
from .measured import MEASURED
from .on_file import ON_FILE
from .parameters import ALWAYS_READ, PARAMETERS, SLOPE_SOURCES

__all__ = ["ALWAYS_READ", "KINDS", "MEASURED", "ON_FILE", "PARAMETERS", "SLOPE_SOURCES"]

KINDS: Mapping[str, Kind] = MappingProxyType({**MEASURED, **ON_FILE})
"""Every kind of check by name."""
