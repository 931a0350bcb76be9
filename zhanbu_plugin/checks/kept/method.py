"""What numbers depend on besides the data: the code that measures and the libraries it calls (算法版本)."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import numpy as np
import shapely
from osgeo import gdal, osr

_PACKAGE = Path(__file__).resolve().parents[2]
_MEASURING = ("checks", "survey")
"""All floors that measures rest on: what they call, and what calls them, also says what a kept number means."""


def text_sha256(package: Path) -> str:
    """SHA-256 (hex) of the text of all modules that measure: whoever changes a constant or a line changes it."""
    digest = hashlib.sha256()
    for folder in _MEASURING:
        for file in sorted((package / folder).rglob("*.py")):
            text = file.read_bytes()
            digest.update(f"{file.relative_to(package).as_posix()}\n{len(text)}\n".encode())
            digest.update(text)
    return digest.hexdigest()


@cache
def _code() -> str:
    """Of the code that runs: read once, at the first check, for files may be replaced later."""
    return text_sha256(_PACKAGE)


def method() -> dict[str, str]:
    """What a kept number is worth nothing without."""
    return {
        "code": _code(),
        "geos": shapely.geos_version_string,
        "shapely": shapely.__version__,
        "numpy": np.__version__,
        "gdal": gdal.__version__,
        "proj": f"{osr.GetPROJVersionMajor()}.{osr.GetPROJVersionMinor()}.{osr.GetPROJVersionMicro()}",
    }
