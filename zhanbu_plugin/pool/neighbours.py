"""Ground that others hold, for parcels that are in the pool themselves."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from ..checks.layer import VectorLayer, content_hash
from ..survey.crs import Crs
from .store import PoolReader


def ground_of_others(pool: PoolReader, uids: Iterable[str]) -> VectorLayer:
    """Active claims of all systems but those of these parcels, possibly none."""
    own = set(uids)
    places = [place for place in pool.active_places() if place.parcel_uid not in own]
    shapes = np.empty(len(places), dtype=object)
    shapes[:] = [place.geometry for place in places]
    remarks = np.empty(len(places), dtype=object)
    remarks[:] = [() for _ in places]
    crs, fids = Crs.of(pool.identity.epsg), np.arange(len(places), dtype=np.int64)
    return VectorLayer("parcel", "", crs, fids, shapes, remarks, {}, {}, content_hash(crs, fids, shapes, {}, {}))
