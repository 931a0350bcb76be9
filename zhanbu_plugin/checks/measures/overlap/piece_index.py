"""Finding the pieces of a layer that shapes meet (空间索引), from several threads at once.

The index is GEOS's R-tree of boxes, packed by sort-tile-recursive (Leutenegger, López and Edgington 1997): O(log m) for
a shape that meets few of m pieces.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

import numpy as np
import shapely
from numpy.typing import NDArray

from ...acyclic_shapes import leave_search
from ...layer import Objects, objects
from ...turns import from_wkb, plain_wkb_of
from .drawn_in import drawn_in
from .joined import united
from .pieces import Pieces
from .subdividing import polygons_of

Floats = NDArray[np.float64]
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

    def equal(self, shapes: Objects, box: Floats) -> NDArray[np.bool_]:
        """Whether each shape, of ``shapes`` (n,) in boxes (n, 4), is its piece (p,) vertex by vertex, as in layers that
        were drawn by copying parcels.
        """
        equal = (box[self.shape] == shapely.bounds(self.pieces)[self.at]).all(axis=1)
        alike = np.flatnonzero(equal)
        equal[alike] = shapely.equals_exact(shapes[self.shape[alike]], self.pieces[self.at[alike]], 0.0)
        return np.asarray(equal)

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
        diagonals = shapely.linestrings(pieces.bounds.reshape(-1, 2, 2))
        leave_search(diagonals)
        self._tree = shapely.STRtree(diagonals)
        self._repeated: dict[int, list[bytes]] = {}

    def near(self, shapes: Objects) -> Encounters:
        """Shapes (n,) and pieces whose boxes meet."""
        shape, piece = self._tree.query(shapes)
        order = np.lexsort((piece, shape))
        number, at = np.unique(piece[order], return_inverse=True)
        return Encounters(shape[order], at, self._pieces.polygons(number), number)

    def repeated(self, piece: Indices) -> tuple[Objects, Indices]:
        """Ground (m,) of pieces (k,) that earlier ones of other features cover too, as new polygons, and the row of
        each: that of piece Pⱼ is Pⱼ ∩ ∪ Pᵢ over i < j. What pieces cover in all is what each covers but for that.
        """
        unknown = np.unique([number for number in piece.tolist() if number not in self._repeated]).astype(np.intp)
        if len(unknown):
            self._repeated.update(self._repeating(unknown))  # another thread may find the same meanwhile
        texts = [self._repeated[number] for number in piece.tolist()]
        return from_wkb(objects(chain.from_iterable(texts))), np.repeat(np.arange(len(piece)), [*map(len, texts)])

    def _repeating(self, numbers: Indices) -> dict[int, list[bytes]]:
        """That ground of pieces with ascending ``numbers`` (k,), as binaries."""
        own = self._pieces.polygons(numbers)
        drawn = drawn_in(own)
        shapely.prepare(drawn)
        near = self.near(drawn)
        earlier = (near.piece < numbers[near.shape]) & (self.feature[near.piece] != self.feature[numbers[near.shape]])
        met = near.where(earlier).that_meet(drawn)
        common, pair = polygons_of(shapely.intersection(own[met.shape], met.pieces[met.at]))
        polygons, of = polygons_of(united(common, met.shape[pair], len(numbers)))
        found: dict[int, list[bytes]] = {number: [] for number in numbers.tolist()}
        for number, text in zip(numbers[of].tolist(), plain_wkb_of(polygons)):
            found[number].append(text)
        return found
