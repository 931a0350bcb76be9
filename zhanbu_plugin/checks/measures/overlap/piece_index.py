"""Finding the pieces of a layer that shapes meet (空间索引), from several threads at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from ...layer import Objects
from .drawn_in import drawn_in
from .pieces import Pieces

Indices = NDArray[np.intp]


@dataclass(frozen=True)
class Encounters:
    """Shapes and pieces that may meet: ``shape`` (p,), its row, in ascending order, and ``at`` (p,), the place of the
    piece in ``pieces`` (m,), which are new polygons of those numbered ``number`` (m,) in ascending order.
    """

    shape: Indices
    at: Indices
    pieces: Objects
    number: Indices

    @property
    def piece(self) -> Indices:
        """Number (p,) of each encounter's piece."""
        return self.number[self.at]

    def where(self, kept: NDArray[np.bool_]) -> Encounters:
        """The encounters (p,) that are kept."""
        return Encounters(self.shape[kept], self.at[kept], self.pieces, self.number)

    def that_meet(self, shapes: Objects) -> Encounters:
        """Those of which the shape, of prepared ``shapes`` (n,), and the piece intersect."""
        return self.where(shapely.intersects(shapes[self.shape], self.pieces[self.at]))

    def within(self, shapes: Objects) -> NDArray[np.bool_]:
        """Whether each shape, of ``shapes`` (n,), lies within its piece (p,) without touching the outline."""
        box, around = shapely.bounds(shapes)[self.shape], shapely.bounds(self.pieces)[self.at]
        within = (around[:, :2] <= box[:, :2]).all(axis=1) & (around[:, 2:] >= box[:, 2:]).all(axis=1)
        boxed = np.flatnonzero(within)
        used = self.pieces[np.unique(self.at[boxed])]
        shapely.prepare(used)
        within[boxed] = shapely.contains_properly(self.pieces[self.at[boxed]], shapes[self.shape[boxed]])
        return np.asarray(within)


class PieceIndex:
    """Pieces (m,) of a layer, each of a ``feature`` (m,), by place; ``rectangle`` (m,) tells which fill their box."""

    def __init__(self, pieces: Pieces) -> None:
        self.feature = pieces.feature
        self.rectangle = pieces.rectangle
        self._pieces = pieces
        # The tree compares nothing but boxes, and a line from corner to corner has the same as the piece.
        self._tree = shapely.STRtree(shapely.linestrings(pieces.bounds.reshape(-1, 2, 2)))
        self._doubled = np.full(len(pieces), -1, dtype=np.int8)

    def near(self, shapes: Objects) -> Encounters:
        """Shapes (n,) and pieces whose boxes meet."""
        shape, piece = self._tree.query(shapes)
        order = np.lexsort((piece, shape))
        number, at = np.unique(piece[order], return_inverse=True)
        return Encounters(shape[order], at, self._pieces.polygons(number), number)

    def doubled(self, piece: Indices) -> NDArray[np.bool_]:
        """Whether pieces (k,) share ground with another feature of the layer."""
        unknown = np.unique(piece[self._doubled[piece] < 0])
        if len(unknown):
            drawn = drawn_in(self._pieces.polygons(unknown))
            shapely.prepare(drawn)
            met = self.near(drawn).that_meet(drawn)
            foreign = self.feature[unknown[met.shape]] != self.feature[met.piece]
            shared = np.zeros(len(unknown), dtype=np.int8)
            shared[met.shape[foreign]] = 1
            self._doubled[unknown] = shared  # another thread may find the same meanwhile
        return np.asarray(self._doubled[piece] == 1)
