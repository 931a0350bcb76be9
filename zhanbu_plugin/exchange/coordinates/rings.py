"""Points of a parcel to closed rings: closing points, repeated points and stated numbers of points (界址点, 圈号)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from ...survey.problem import InputProblem
from ...survey.wording import Wording, translate
from .raw import RawParcel
from .remarks import Remarks, problem_at

FEWEST_LINES = 4
_Places = list[tuple[float, float]]


@dataclass(frozen=True)
class Ring:
    """A ring: line of its first point, closed vertices (n+1, 2), names (n,) of the points without the closing one."""

    line: int
    vertices: NDArray[np.float64]
    names: tuple[str, ...]


@dataclass(frozen=True)
class _Piece:
    """Indices into a parcel's points that make one ring; ``closed`` when the last repeats the first."""

    points: tuple[int, ...]
    closed: bool


def rings_of_parcel(
    parcel: RawParcel, vertices: NDArray[np.float64], *, source: str, remarks: Remarks
) -> tuple[Ring, ...]:
    """Rings of a parcel in the file's order; ``vertices`` (n, 2) belong to its points.

    A ring that doesn't return to its first point is closed where the stated number of points shows that nothing else
    is missing. Raises ``InputProblem`` for rings of fewer than four lines and for anything that isn't certain.
    """
    if not parcel.points:
        raise _problem(
            parcel,
            parcel.line,
            translate("zhanbu", "The parcel has no points."),
            translate("zhanbu", "Write its points under the head line, or remove the head line."),
            source,
        )
    places: _Places = [(x, y) for x, y in vertices.tolist()]
    pieces = [
        p for run in _runs(parcel) for p in _pieces(parcel, places, _distinct(parcel, places, run, remarks), source)
    ]
    for piece in pieces:
        _check_piece(parcel, vertices, piece, source)
    _check_count(parcel, pieces, source, remarks)
    return tuple(_ring(parcel, vertices, piece) for piece in pieces)


def _runs(parcel: RawParcel) -> Iterator[list[int]]:
    """Points that follow each other under one ring number; a number that comes again later begins another ring."""
    for _, run in groupby(range(len(parcel.points)), key=lambda i: parcel.points[i].ring):
        yield list(run)


def _distinct(parcel: RawParcel, places: _Places, run: list[int], remarks: Remarks) -> list[int]:
    kept = run[:1]
    for i in run[1:]:
        if places[i] == places[kept[-1]]:
            point = parcel.points[i]
            said = translate(
                "zhanbu",
                "Point {name} of parcel {parcel} repeats the point before it; it was left out.",
                name=point.name,
                parcel=parcel.label,
            )
            remarks.warn(point.line, said)
        else:
            kept.append(i)
    return kept


def _pieces(parcel: RawParcel, places: _Places, run: list[int], source: str) -> list[_Piece]:
    pieces: list[_Piece] = []
    start = 0
    for end in range(1, len(run)):
        if end > start and places[run[end]] == places[run[start]]:
            pieces.append(_Piece(tuple(run[start : end + 1]), True))
            start = end + 1
    rest = tuple(run[start:])
    if rest and pieces:
        raise _problem(
            parcel,
            parcel.points[pieces[-1].points[-1]].line,
            translate("zhanbu", "The ring returns to its first point before its last line."),
            translate("zhanbu", "Give every ring its own ring number and close it once, at its end."),
            source,
        )
    return [*pieces, _Piece(rest, False)] if rest else pieces


def _check_piece(parcel: RawParcel, vertices: NDArray[np.float64], piece: _Piece, source: str) -> None:
    first, last = parcel.points[piece.points[0]], parcel.points[piece.points[-1]]
    if len(piece.points) < FEWEST_LINES:
        raise _problem(
            parcel,
            first.line,
            translate("zhanbu", "Ring {ring} has {count} lines.", ring=first.ring, count=len(piece.points)),
            translate("zhanbu", "A ring needs at least three points and the first one again: 4 lines."),
            source,
        )
    names = {parcel.points[i].name for i in piece.points}
    if not piece.closed and first.name == last.name and len(names) > 1:
        away = float(np.hypot(*(vertices[piece.points[0]] - vertices[piece.points[-1]])))
        raise _problem(
            parcel,
            last.line,
            translate(
                "zhanbu",
                "Closing point {name} lies {away:.3f} m from the first point of the ring.",
                name=last.name,
                away=away,
            ),
            translate(
                "zhanbu",
                "Give it the coordinates of line {line}, or another name if it is another point.",
                line=first.line,
            ),
            source,
        )


def _check_count(parcel: RawParcel, pieces: list[_Piece], source: str, remarks: Remarks) -> None:
    """The stated number counts all lines or distinct points only (standards 7.1); another one is reported."""
    lines, stated = len(parcel.points), parcel.points_stated
    unclosed = [piece for piece in pieces if not piece.closed]
    closed = len(pieces) - len(unclosed)
    counts = {"parcel": parcel.label, "stated": stated, "lines": lines}
    if unclosed and stated not in (lines, lines + len(unclosed), lines - closed):
        said = translate(
            "zhanbu",
            "The ring doesn't return to its first point, and {lines} points are listed where {stated} are stated.",
            **counts,
        )
        if stated is None:
            said = translate("zhanbu", "The ring doesn't return to its first point, and no number of points is stated.")
        raise _problem(
            parcel,
            parcel.points[unclosed[0].points[-1]].line,
            said,
            translate(
                "zhanbu", "Points may be missing: compare with the original, and end the ring with its first point."
            ),
            source,
        )
    for piece in unclosed:
        point = parcel.points[piece.points[-1]]
        said = translate(
            "zhanbu",
            "Ring {ring} of parcel {parcel} doesn't return to its first point; it was closed.",
            ring=point.ring,
            parcel=parcel.label,
        )
        remarks.warn(point.line, said)
    if not unclosed and stated not in (None, lines, lines - closed):
        said = translate("zhanbu", "Parcel {parcel} states {stated} points, but {lines} are listed.", **counts)
        remarks.warn(parcel.line, said)


def _ring(parcel: RawParcel, vertices: NDArray[np.float64], piece: _Piece) -> Ring:
    indices = piece.points[:-1] if piece.closed else piece.points
    names = tuple(parcel.points[i].name for i in indices)
    first, behind = indices[0], indices[-1] + 1
    run = piece.closed and piece.points[-1] == behind and behind - first == len(indices)
    closed = vertices[first : behind + 1] if run else vertices[[*indices, first]]
    return Ring(parcel.points[first].line, closed, names)


def _problem(parcel: RawParcel, line: int, what: Wording, remedy: Wording, source: str) -> InputProblem:
    return problem_at(line, what, remedy, source=source, parcel=parcel.label)
