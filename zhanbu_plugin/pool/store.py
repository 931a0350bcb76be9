"""What the pool's services ask of an engine. Services speak only to this, so nothing above branches on the engine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from typing import Protocol

import shapely

from ..checks.checked import CheckRun
from ..checks.dossier import Reached
from ..survey.wording import Wording
from .accounts.store import LedgerReader, LedgerWriter
from .filing.filed_store import FiledReader, FiledWriter
from .records import (
    BatchSummary,
    ListedParcel,
    Place,
    PoolEvent,
    PoolIdentity,
    PoolParcel,
    RoleLayer,
    StockRow,
    SurveyKey,
)


@dataclass(frozen=True)
class Entry:
    """A parcel that enters the pool: its record, the survey parcel it claims, and the event that lets it in."""

    parcel: PoolParcel
    survey_key: SurveyKey
    event: PoolEvent


@dataclass(frozen=True)
class Holder:
    """Who holds a place, shape or survey parcel already."""

    parcel_uid: str
    system: str


class PoolReader(FiledReader, LedgerReader, Protocol):
    """An open pool. Every method raises ``InputProblem`` for a damaged, busy or unreachable pool."""

    @property
    def identity(self) -> PoolIdentity:
        """County, reference system and schema."""

    def reading(self) -> AbstractContextManager[None]:
        """One consistent view for several questions."""

    def batches(self) -> list[BatchSummary]:
        """Batches by system and name."""

    def parcels(self, system: str | None = None, batch: str | None = None) -> list[PoolParcel]:
        """Parcels by number; without a batch, all of them, ended claims included."""

    def runs(self, run_ids: Sequence[str]) -> dict[str, CheckRun]:
        """Checks by id."""

    def rule_sets(self) -> dict[str, bytes]:
        """Text (YAML) of every rule set that a check followed, by the SHA-256 under which it was kept."""

    def events(self) -> list[PoolEvent]:
        """The whole history in order."""

    def head(self) -> tuple[int, str]:
        """Number and hash of the last event; 0 and the chain's beginning without any."""

    def role_layers(self) -> list[RoleLayer]:
        """Every layer that played a role, in the order in which the pool met it."""

    def listed_parcels(self) -> list[ListedParcel]:
        """Active parcels by system, batch and number."""

    def active_places(self) -> list[Place]:
        """Ground under active claims, by uid."""

    def stock(self, system: str, as_of: date) -> list[StockRow]:
        """Active parcels at the end of a day, with the shapes of that day, by state and year of entry."""

    def reached(self, system: str) -> list[Reached]:
        """Active parcels of a system by batch, present state, every state they came to, and the last year of that."""

    def places_near(self, bounds: Sequence[tuple[float, float, float, float]]) -> list[list[Place]]:
        """For each box (min x, min y, max x, max y) the active places whose boxes touch it."""

    def holders_of_shapes(self, hashes: Iterable[str]) -> dict[str, Holder]:
        """The active parcels of these very shapes, by hash."""

    def holders_of_survey_parcels(self, keys: Iterable[SurveyKey]) -> dict[SurveyKey, Holder]:
        """The active parcels that claim these survey parcels; those without an id (BSM) claim none."""

    def faults(self) -> list[Wording]:
        """What the engine itself finds wrong: storage, indexes, schema, links between rows."""


class PoolWriter(PoolReader, FiledWriter, LedgerWriter, Protocol):
    """An open pool that may be changed."""

    def writing(self) -> AbstractContextManager[None]:
        """One transaction, alone in the pool: all of it is kept, or nothing."""

    def counts(self, system: str, batch: str) -> tuple[int, int]:
        """How many parcels the system and the batch hold so far."""

    def add_batch(self, system: str, batch: str, opened_on: date) -> None:
        """Make sure that a batch exists."""

    def add_rule_sets(self, texts: Mapping[str, bytes]) -> None:
        """Keep the text (YAML) of rule sets by SHA-256."""

    def add_runs(self, runs: Mapping[str, CheckRun], paths: Mapping[str, str]) -> None:
        """Keep checks, whose rule sets are kept already, and their layers; ``paths`` tells the file of a role."""

    def add_entries(self, entries: Sequence[Entry], as_of: date) -> None:
        """Keep findings, waivers, events, claims and parcels."""


def bounds_of(geometry: shapely.Geometry) -> tuple[float, float, float, float]:
    """Min x, min y, max x, max y."""
    low_x, low_y, high_x, high_y = geometry.bounds
    return low_x, low_y, high_x, high_y
