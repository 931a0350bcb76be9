"""What GDAL complains about, kept, whether or not another part of the process has its exceptions switched on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from osgeo import gdal


@contextmanager
def complaints() -> Iterator[list[str]]:
    """Collects GDAL's errors (not its warnings) in the block, in place of printing them.

    GDAL's exceptions are a switch for the whole process, which inside QGIS isn't ours to turn: callers handle both a
    ``None`` and a ``RuntimeError``.
    """
    said: list[str] = []

    def listen(level: int, _number: int, message: str) -> None:
        if level >= gdal.CE_Failure:
            said.append(message)

    gdal.PushErrorHandler(listen)
    try:
        yield said
    finally:
        gdal.PopErrorHandler()
