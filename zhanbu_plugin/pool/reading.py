"""Reading a pool: whose it is, its batches, one batch whole, the ground it claims, the layers it knows."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import numpy as np
from numpy.typing import NDArray

from ..survey.problem import InputProblem
from ..survey.wording import translate
from .database import PoolAddress, evidence_folder, pool_for_reading
from .filing.evidence_files import stored_name
from .filing.filed import batch_uid
from .records import BatchSummary, Material, PoolBatch, PoolIdentity, RoleLayer
from .store import PoolReader


def pool_identity(path: PoolAddress) -> PoolIdentity:
    """County, reference system and schema of a pool. Raises ``InputProblem``."""
    with pool_for_reading(path) as pool:
        return pool.identity


def batches(path: PoolAddress) -> tuple[BatchSummary, ...]:
    """Batches by system and name, with number and area of their active parcels. Raises ``InputProblem``."""
    with pool_for_reading(path) as pool:
        return tuple(pool.batches())


def pool_batch(path: PoolAddress, system: str, batch: str) -> PoolBatch:
    """All that a submission of one batch needs: active parcels by number, their checks and history, and the
    postings of the system.

    Raises ``InputProblem`` when the pool can't be read or has no such batch.
    """
    with pool_for_reading(path) as pool, pool.reading():
        known = [b.batch for b in pool.batches() if b.system == system]
        if batch not in known:
            raise InputProblem(
                translate("zhanbu", "The pool has no batch “{batch}” of {system}.", batch=batch, system=system),
                remedy=translate("zhanbu", "Choose one of: {batches}.", batches=", ".join(known) or "–"),
                source=str(path),
            )
        parcels = tuple(pool.parcels(system, batch))
        uids = {p.parcel_uid for p in parcels}
        runs = pool.runs(sorted({p.run_id for p in parcels}))
        materials = tuple(_materials(pool, {*uids, batch_uid(system, batch)}))
        waived = {stored_name(w.file_sha256, w.file_name) for p in parcels for w in p.waivers}
        on_file = {stored_name(m.evidence.sha256, m.evidence.file_name) for m in materials}
        subjects = uids | {m.evidence.evidence_uid for m in materials} | {t.txn_uid for t in pool.txns(system)}
        followed = {run.rule_set_sha256 for run in runs.values()}
        return PoolBatch(
            identity=pool.identity,
            system=system,
            batch=batch,
            parcels=parcels,
            runs=runs,
            rule_sets={sha256: text for sha256, text in pool.rule_sets().items() if sha256 in followed},
            events=tuple(e for e in pool.events() if e.subject_uid in subjects),
            evidence={name: evidence_folder(path) / name for name in sorted(waived | on_file)},
            materials=materials,
        )


def _materials(pool: PoolReader, concerned: Collection[str]) -> Iterator[Material]:
    """Evidence of these subjects, in the order of recording."""
    for evidence, uids in pool.all_evidence():
        own = tuple(sorted(set(uids).intersection(concerned)))
        if own:
            yield Material(evidence, own)


def active_claims(path: PoolAddress) -> tuple[NDArray[np.object_], tuple[str, ...], int]:
    """Ground under active claims of all systems: shapes (n,), uids (n), EPSG code. Raises ``InputProblem``."""
    with pool_for_reading(path) as pool, pool.reading():
        places = pool.active_places()
        shapes = np.empty(len(places), dtype=object)
        shapes[:] = [place.geometry for place in places]
        return shapes, tuple(place.parcel_uid for place in places), pool.identity.epsg


def role_files(path: PoolAddress) -> tuple[RoleLayer, ...]:
    """The last layer of each role whose file the pool knows, by role. Raises ``InputProblem``."""
    with pool_for_reading(path) as pool:
        known = {layer.role: layer for layer in pool.role_layers() if layer.path}
    return tuple(known[role] for role in sorted(known))
