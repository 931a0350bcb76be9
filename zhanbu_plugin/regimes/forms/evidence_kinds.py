"""Kinds of evidence (附件类别): papers, photos and data that states ask for; the table is data."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from ...paths import resource
from ..text import Text


class Nature(str, Enum):
    """What a piece of evidence is. Only a photo tells where it was taken."""

    PAPER, PHOTO, DATA = "PAPER", "PHOTO", "DATA"


@dataclass(frozen=True)
class EvidenceKind:
    """A kind of evidence and its names."""

    id: str
    name: Text
    nature: Nature


@lru_cache(maxsize=1)
def evidence_kinds() -> dict[str, EvidenceKind]:
    """Every kind of evidence by its id, in the order of the table."""
    with resource("codes", "evidence_kinds.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["kind"]: EvidenceKind(row["kind"], Text(row["name_zh"], row["name_en"]), Nature(row["nature"]))
            for row in csv.DictReader(file)
        }
