"""Papers and photos for the walks: small files that say that they are samples; photos know where they were taken."""

from __future__ import annotations

import struct
from datetime import date
from pathlib import Path

import numpy as np
from osgeo import gdal

_ASCII, _RATIONAL, _LONG = 2, 5, 4
_EXIF_IFD, _GPS_IFD, _TAKEN = 0x8769, 0x8825, 0x9003
_LAT_REF, _LAT, _LON_REF, _LON, _AZIMUTH_REF, _AZIMUTH = 1, 2, 3, 4, 16, 17

Tag = tuple[int, int, int, bytes]


def write_paper(path: Path, title: str, number: str) -> None:
    """A sample of a paper."""
    path.write_text(f"样例材料 sample paper\n{title}\n{number}\n", encoding="utf-8")


def write_photo(path: Path, lon: float, lat: float, azimuth: float, taken_on: date) -> None:
    """A grey JPEG with EXIF tags of place (degrees), direction (degrees from north) and day (Exif 2.3)."""
    gdal.UseExceptions()
    grey = gdal.GetDriverByName("MEM").Create("", 16, 16, 1, gdal.GDT_Byte)
    grey.GetRasterBand(1).WriteArray(np.full((16, 16), 128, dtype=np.uint8))
    gdal.GetDriverByName("JPEG").CreateCopy(str(path), grey)
    (path.parent / f"{path.name}.aux.xml").unlink(missing_ok=True)
    plain = path.read_bytes()
    exif = b"Exif\0\0" + _tiff(lon, lat, azimuth, taken_on)
    path.write_bytes(plain[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + plain[2:])


def _tiff(lon: float, lat: float, azimuth: float, taken_on: date) -> bytes:
    """The TIFF structure of the tags: header, first directory, then those of Exif and GPS."""
    taken = [(_TAKEN, _ASCII, 20, f"{taken_on:%Y:%m:%d} 10:00:00\0".encode())]
    place = [
        (_LAT_REF, _ASCII, 2, b"N\0" if lat >= 0 else b"S\0"),
        (_LAT, _RATIONAL, 3, _degrees(abs(lat))),
        (_LON_REF, _ASCII, 2, b"E\0" if lon >= 0 else b"W\0"),
        (_LON, _RATIONAL, 3, _degrees(abs(lon))),
        (_AZIMUTH_REF, _ASCII, 2, b"T\0"),
        (_AZIMUTH, _RATIONAL, 1, struct.pack("<II", round(azimuth * 100), 100)),
    ]
    first = 8
    exif = first + 2 + 2 * 12 + 4
    exif_block = _directory(taken, exif)
    gps = exif + len(exif_block)
    heads = [(_EXIF_IFD, _LONG, 1, struct.pack("<I", exif)), (_GPS_IFD, _LONG, 1, struct.pack("<I", gps))]
    return b"II*\0" + struct.pack("<I", first) + _directory(heads, first) + exif_block + _directory(place, gps)


def _directory(tags: list[Tag], offset: int) -> bytes:
    """A directory of tags that begins at ``offset``, with the values that don't fit into four bytes behind it."""
    entries, values = b"", b""
    behind = offset + 2 + len(tags) * 12 + 4
    for tag, kind, count, value in tags:
        place = value.ljust(4, b"\0") if len(value) <= 4 else struct.pack("<I", behind + len(values))
        values += b"" if len(value) <= 4 else value
        entries += struct.pack("<HHI", tag, kind, count) + place
    return struct.pack("<H", len(tags)) + entries + b"\0\0\0\0" + values


def _degrees(value: float) -> bytes:
    """Degrees, minutes and seconds in hundredths of a thousandth."""
    whole = int(value)
    minutes = int((value - whole) * 60)
    seconds = round(((value - whole) * 60 - minutes) * 60 * 100_000)
    return struct.pack("<6I", whole, 1, minutes, 1, seconds, 100_000)
