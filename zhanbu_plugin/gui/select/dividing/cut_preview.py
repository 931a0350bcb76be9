"""What a division would do, before it is done: area kept and lost of each parcel, and why (切除预览)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import shapely
from qgis.core import QgsGeometry

from ....checks.cutting.cut_out import CutOut
from ....checks.cutting.pieces_layer import Piece, own_areas
from ....checks.parcels import PART, ParcelBatch
from ....processing.outputs.shapes import qgis_shape
from ....reports.language import interface_is_chinese
from ...check.layer_titles import LayerTitles
from .piece_edits import NewPiece
from .working_copy import PARENT


@dataclass(frozen=True)
class PreviewRow:
    """A parcel that would be divided: feature id, areas in 0.01 m², number of pieces, checks that take ground."""

    fid: int
    parcel: str
    kept_dm2: int
    lost_dm2: int
    pieces: int
    why: str
    reasons: str


@dataclass(frozen=True)
class Preview:
    """All of a division. ``gone``: feature ids of which nothing is left. Shapes are in the layer's system.

    ``held`` is the number of parcels that the pool holds already: they stay as they are.
    """

    rows: list[PreviewRow]
    pieces: dict[int, list[NewPiece]]
    gone: list[int]
    kept: QgsGeometry = field(default_factory=QgsGeometry)
    lost: QgsGeometry = field(default_factory=QgsGeometry)
    held: int = 0

    @property
    def kept_dm2(self) -> int:
        """Area that stays, in 0.01 m²."""
        return sum(row.kept_dm2 for row in self.rows)

    @property
    def lost_dm2(self) -> int:
        """Area that goes, in 0.01 m²."""
        return sum(row.lost_dm2 for row in self.rows)


def new_pieces(parcels: ParcelBatch, pieces: Iterable[Piece]) -> dict[int, list[NewPiece]]:
    """Pieces by the feature id of their parcel, with the values that are their own."""
    own = {name.upper(): name for name in parcels.layer.fields}
    found: dict[int, list[NewPiece]] = defaultdict(list)
    for piece in pieces:
        values = {own.get(PART, PART): piece.number, **own_areas(parcels, piece)}
        parent = own.get(PARENT.upper(), PARENT)
        already = parcels.layer.fields[parent][piece.parent] if parent in parcels.layer.fields else None
        values[parent] = already or str(parcels.ids[piece.parent])
        shape = qgis_shape(piece.shape)
        shape.convertToMultiType()
        found[int(parcels.layer.fids[piece.parent])].append(NewPiece(shape, values))
    return dict(found)


def preview_of(found: CutOut, layer_titles: Mapping[str, str], held: Container[str] = ()) -> Preview:
    """What cutting out would leave of the parcels that lose ground or fall into parts.

    ``layer_titles`` are those of the project, by role; parcels of the ids ``held`` are in the pool already.
    """
    layers = LayerTitles.of(found.result.run, layer_titles)
    parcels = found.result.parcels
    titles = {rule.id: rule.title.in_language(interface_is_chinese()) for rule in found.result.case.rule_set.checks}
    lost, kept = defaultdict(list), defaultdict(list)
    stay = {row for row, parcel in enumerate(parcels.ids.tolist()) if str(parcel) in held}
    excluded = [part for part in found.excluded if part.parent not in stay]
    for part in excluded:
        lost[part.parent].append(part)
    for piece in found.pieces:
        kept[piece.parent].append(piece)
    cut = [piece for piece in found.pieces if piece.cut and piece.parent not in stay]
    rows = []
    for row in sorted({*lost, *(piece.parent for piece in cut)}):
        checks = dict.fromkeys((part.clause, titles.get(part.check_id, part.check_id)) for part in lost[row])
        rows.append(
            PreviewRow(
                int(parcels.layer.fids[row]),
                str(parcels.ids[row]),
                sum(piece.dm2 for piece in kept[row]),
                sum(part.dm2 for part in lost[row]),
                len(kept[row]),
                "; ".join(f"{title} ({clause})" if clause else title for clause, title in checks),
                "\n".join(dict.fromkeys(layers.said(part.message) for part in lost[row])),
            )
        )
    return Preview(
        rows,
        new_pieces(parcels, cut),
        [row.fid for row in rows if row.pieces == 0],
        _together([piece.shape for piece in cut]),
        _together([part.shape for part in excluded if part.shape is not None]),
        len(stay),
    )


def _together(shapes: Sequence[shapely.Geometry]) -> QgsGeometry:
    polygons = [part for shape in shapes for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    return qgis_shape(shapely.MultiPolygon(polygons)) if polygons else QgsGeometry()
