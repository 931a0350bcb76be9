"""One kept file: a signed header, then plain arrays whose SHA-256 stands in the header (留存文件格式).

``zhanbu kept 1\\n``, length of the header (8 bytes), the header as JSON, HMAC-SHA-256 of all that by the user's secret,
the arrays one after the other, little-endian. Nothing in a file is executed, and nothing is read before it is believed.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

Arrays = Mapping[str, NDArray[Any]]

_MAGIC = b"zhanbu kept 1\n"
_LENGTH = 8
_SIGNATURE = 32
_LONGEST_HEADER = 64 << 20
_TYPES = ("<f8", "<i8", "<u8", "<i4", "|i1", "|u1", "|b1")


@dataclass(frozen=True)
class KeptFile:
    """A file whose header was found to be its owner's. ``facts`` are what the header tells besides."""

    path: Path
    facts: Mapping[str, Any]
    _layout: tuple[tuple[str, str, tuple[int, ...]], ...]
    _sha256: str
    _start: int

    def arrays(self) -> dict[str, NDArray[Any]] | None:
        """The arrays, not to be written to; ``None`` where the file is gone, or isn't what the header says."""
        try:
            with self.path.open("rb") as file:
                file.seek(self._start)
                payload = file.read()
        except OSError:
            return None  # deleted meanwhile, which the user may do at any time
        if hashlib.sha256(payload).hexdigest() != self._sha256:
            return None
        return dict(_cut(payload, self._layout))


def _cut(payload: bytes, layout: tuple[tuple[str, str, tuple[int, ...]], ...]) -> Iterator[tuple[str, NDArray[Any]]]:
    at = 0
    for name, dtype, shape in layout:
        count = int(np.prod(shape, dtype=np.int64))
        yield name, np.frombuffer(payload, dtype=dtype, count=count, offset=at).reshape(shape)
        at += count * np.dtype(dtype).itemsize


def written(path: Path, secret: bytes, key: Mapping[str, Any], facts: Mapping[str, Any], arrays: Arrays) -> None:
    """Write a new file. Raises ``OSError``; ``ValueError`` for an array of another type than the format knows."""
    plain = {name: np.ascontiguousarray(values) for name, values in arrays.items()}
    digest = hashlib.sha256()
    for name, values in plain.items():
        if values.dtype.str not in _TYPES:
            raise ValueError(f"{name} is of a type that isn't kept: {values.dtype.str}")
        digest.update(_bytes(values))
    layout = [[name, values.dtype.str, list(values.shape)] for name, values in plain.items()]
    header = {"key": dict(key), "facts": dict(facts), "arrays": layout, "sha256": digest.hexdigest()}
    text = json.dumps(header, sort_keys=True, ensure_ascii=True, default=_plain).encode()
    opening = _MAGIC + len(text).to_bytes(_LENGTH, "little") + text
    with path.open("xb") as file:
        file.write(opening + _signature(secret, opening))
        for values in plain.values():
            file.write(_bytes(values))


def _bytes(values: NDArray[Any]) -> memoryview:
    return values.reshape(-1).view(np.uint8).data


def _plain(value: object) -> object:
    """Numbers of NumPy as Python's own, which are equal to them."""
    if isinstance(value, np.generic):
        return value.item()
    raise TypeError(f"can't be kept: {type(value).__name__}")


def opened(path: Path, secret: bytes, key: Mapping[str, Any]) -> KeptFile | None:
    """The file with that key, or ``None`` where there is none, it can't be read, is another's or damaged."""
    try:
        with path.open("rb") as file:
            text = _believed(file, secret)
    except OSError:
        return None
    if text is None:
        return None
    header = json.loads(text)
    if header["key"] != json.loads(json.dumps(dict(key))):
        return None
    layout = tuple((name, dtype, tuple(shape)) for name, dtype, shape in header["arrays"])
    start = len(_MAGIC) + _LENGTH + len(text) + _SIGNATURE
    return KeptFile(path, header["facts"], layout, header["sha256"], start)


def _believed(file: BinaryIO, secret: bytes) -> bytes | None:
    """Text of the header if its signature fits."""
    opening = file.read(len(_MAGIC) + _LENGTH)
    length = int.from_bytes(opening[len(_MAGIC) :], "little")
    if not opening.startswith(_MAGIC) or length > _LONGEST_HEADER:
        return None
    text = file.read(length)
    fits = hmac.compare_digest(file.read(_SIGNATURE), _signature(secret, opening + text))
    return text if fits else None


def _signature(secret: bytes, opening: bytes) -> bytes:
    return hmac.new(secret, opening, hashlib.sha256).digest()
