"""Kinds of checks over what is on file of a subject: the predicates in ``checks/on_file``."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .kind import Kind

ON_FILE: Mapping[str, Kind] = MappingProxyType({})
