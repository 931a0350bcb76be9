"""Ground that is claimed already, as a layer to measure parcels against (占用范围)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePath

import numpy as np
import shapely

from ..checks.layer import VectorLayer, content_hash
from ..survey.crs import Crs
from .database import PoolAddress
from .reading import active_claims
from .store import PoolReader


def claims_layer(path: PoolAddress, *, but: Iterable[object] = ()) -> VectorLayer:
    """Active claims of all systems in a pool, possibly none; ``but`` are uids of parcels that hold their own ground.

    Raises ``InputProblem`` for a pool that can't be read.
    """
    shapes, uids, epsg = active_claims(path)
    own = {str(uid) for uid in but}
    others = [shape for shape, uid in zip(shapes, uids) if uid not in own]
    return _layer(others, epsg, PurePath(str(path)).name, str(path))


def ground_claimed(pool: PoolReader, *, but: Iterable[str] = ()) -> VectorLayer:
    """The same of a pool that is open."""
    own = set(but)
    others = [place.geometry for place in pool.active_places() if place.parcel_uid not in own]
    return _layer(others, pool.identity.epsg, "parcel", "")


def _layer(geometries: Sequence[shapely.Geometry], epsg: int, name: str, path: str) -> VectorLayer:
    shapes, remarks = np.empty(len(geometries), dtype=object), np.empty(len(geometries), dtype=object)
    shapes[:] = geometries
    remarks[:] = [() for _ in geometries]
    crs, fids = Crs.of(epsg), np.arange(len(geometries), dtype=np.int64)
    digest = content_hash(crs, fids, shapes, {}, {})
    return VectorLayer(name, path, crs, fids, shapes, remarks, {}, {}, digest)
