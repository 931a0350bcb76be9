"""Several layers as one mask (多图层并集): ground that two of them cover counts once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ...checks.measures.overlap.constraint import MadeGround, PreparedConstraint
from ...checks.measures.overlap.pieces import Pieces


def as_one(masks: Sequence[PreparedConstraint | None]) -> PreparedConstraint | None:
    """Prepared layers of one CRS as one, in the order given; ``None`` where there is none."""
    there = [mask for mask in masks if mask is not None]
    if len(there) < 2:
        return there[0] if there else None
    grounds = [mask.ground_in_pieces for mask in there]
    after = np.cumsum([0, *(int(ground.feature.max(initial=-1)) + 1 for ground in grounds)])
    together = Pieces(
        np.concatenate([ground.feature + shift for ground, shift in zip(grounds, after.tolist())]),
        np.concatenate([ground.bounds for ground in grounds]),
        np.concatenate([ground.area for ground in grounds]),
        np.concatenate([ground.size for ground in grounds]),
        np.concatenate([ground.wkb for ground in grounds]),
    )
    return replace(there[0], name=", ".join(mask.name for mask in there), sha256="", ground=MadeGround(together))
