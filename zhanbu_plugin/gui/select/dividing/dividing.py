"""What a division takes long for, made on the window's thread and done on another (分割、切除的后台计算)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

import numpy as np
import shapely
from qgis.core import Qgis, QgsGeometry, QgsProcessingFeedback

from ....checks.cutting.by_hand import divided_along
from ....checks.cutting.cut_out import CutOut, cut_out
from ....checks.cutting.lineage import PartNames
from ....checks.cutting.pieces_layer import Piece
from ....checks.parcels import ParcelBatch
from ....processing.algorithm import progress_of
from ....processing.inputs.check_inputs import CheckInputs, run_check_around
from ....processing.inputs.measurable import measurable
from ....processing.inputs.sources import UnreadLayer, read_told
from ...check.pool_holdings import holdings_of
from ...check.session_documents import Lift
from .cut_preview import Preview, new_pieces, preview_of
from .piece_edits import NewPiece

Pieces = dict[int, list[NewPiece]]
"""New pieces by the feature id of their parcel."""
_CHECKED = 60


def dividing(
    layer: UnreadLayer, fids: Collection[int], drawn: QgsGeometry
) -> Callable[[QgsProcessingFeedback], Pieces]:
    """Division of some features of a layer along a line, or the outline of a polygon, in the layer's system.

    The work raises ``InputProblem`` and ``Cancelled``.
    """
    line = shapely.from_wkb(bytes(drawn.asWkb()))
    if drawn.type() == Qgis.GeometryType.Polygon:
        line = shapely.boundary(line)

    def work(feedback: QgsProcessingFeedback) -> Pieces:
        parcels = ParcelBatch.of(read_told(layer, feedback))
        # All are read, for the numbers that other parts of a parcel have; only these are divided.
        shapes = measurable(parcels.layer, feedback)
        shapes[~np.isin(parcels.layer.fids, list(fids))] = None
        return new_pieces(parcels, divided_along(parcels, shapes, line))

    return work


def cutting(
    inputs: CheckInputs, layer: UnreadLayer, layer_titles: Mapping[str, str], lift: Lift
) -> Callable[[QgsProcessingFeedback], Preview]:
    """What ``zhanbu:cutout`` would cut out of the parcels of ``inputs``; ``layer`` is all of their layer, and
    ``layer_titles`` are the project's, by role. ``lift`` lays over a check the documents on which ground stays.

    The work raises ``InputProblem`` and ``Cancelled``.
    """

    def work(feedback: QgsProcessingFeedback) -> Preview:
        result, around = run_check_around(inputs, feedback, again=True, done=_CHECKED)
        found = cut_out(lift(result).result, around, progress=progress_of(feedback, _CHECKED, 98))
        held = holdings_of(inputs.pool, found.result).numbers
        return preview_of(_renumbered(found, ParcelBatch.of(read_told(layer, feedback))), layer_titles, held)

    return work


def _renumbered(found: CutOut, whole: ParcelBatch) -> CutOut:
    """Numbers of the parts such that none occurs twice in the whole layer, of which only some parcels were cut."""
    rows = {fid: row for row, fid in enumerate(whole.layer.fids.tolist())}
    names, parents = PartNames(whole), found.result.parcels.layer.fids.tolist()
    cut: dict[int, list[Piece]] = {}
    for piece in found.pieces:
        if piece.cut:
            cut.setdefault(piece.parent, []).append(piece)
    numbers = {
        (parent, piece.number): number
        for parent, pieces in cut.items()
        for piece, number in zip(pieces, names.numbers(rows[parents[parent]], len(pieces)))
    }
    pieces = [replace(p, number=numbers.get((p.parent, p.number), p.number)) for p in found.pieces]
    return replace(found, pieces=tuple(pieces))
