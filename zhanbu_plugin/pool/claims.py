"""Ground that is claimed already, as a layer to measure parcels against (占用范围)."""

from __future__ import annotations

from pathlib import PurePath

import numpy as np

from ..checks.layer import VectorLayer, content_hash
from ..survey.crs import Crs
from .database import PoolAddress
from .reading import active_claims


def claims_layer(path: PoolAddress) -> VectorLayer:
    """Active claims of all systems in a pool, possibly none. Raises ``InputProblem`` for a pool that can't be read."""
    shapes, uids, epsg = active_claims(path)
    crs = Crs.of(epsg)
    fids = np.arange(len(uids), dtype=np.int64)
    remarks = np.empty(len(uids), dtype=object)
    remarks[:] = [() for _ in uids]
    digest = content_hash(crs, fids, shapes, {}, {})
    return VectorLayer(PurePath(str(path)).name, str(path), crs, fids, shapes, remarks, {}, {}, digest)
