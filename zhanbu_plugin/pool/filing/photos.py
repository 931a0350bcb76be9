"""What a photo says of itself (照片信息): place, day and direction from its EXIF tags, read with GDAL."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from osgeo import gdal

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_DAY = re.compile(r"(\d{4})[:.-](\d{2})[:.-](\d{2})(?:[ T]|$)")
_ENDINGS = (".jpg", ".jpeg")


@dataclass(frozen=True)
class PhotoFacts:
    """Day, place (degrees, WGS 84, which CGCS2000 agrees with to centimetres) and direction (degrees from north)."""

    taken_on: date | None = None
    lon: float | None = None
    lat: float | None = None
    azimuth: float | None = None


def photo_facts(path: Path) -> PhotoFacts:
    """What the EXIF tags of a JPEG say; nothing for other files and for tags that make no sense."""
    if path.suffix.lower() not in _ENDINGS:
        return PhotoFacts()
    tags = _tags(path)
    lat = _degrees(tags.get("EXIF_GPSLatitude"), tags.get("EXIF_GPSLatitudeRef"), "NS", 90.0)
    lon = _degrees(tags.get("EXIF_GPSLongitude"), tags.get("EXIF_GPSLongitudeRef"), "EW", 180.0)
    if lat is None or lon is None or (lat == 0.0 and lon == 0.0):  # cameras without a fix write zeros
        lat = lon = None
    return PhotoFacts(_day(tags.get("EXIF_DateTimeOriginal") or tags.get("EXIF_DateTime")), lon, lat, _azimuth(tags))


def _tags(path: Path) -> Mapping[str, str]:
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        photo = gdal.OpenEx(str(path), gdal.OF_RASTER | gdal.OF_READONLY, allowed_drivers=["JPEG"])
        return {} if photo is None else dict(photo.GetMetadata())
    except RuntimeError:
        return {}
    finally:
        gdal.PopErrorHandler()


def _numbers(text: str | None) -> list[float]:
    return [float(number) for number in _NUMBER.findall(text or "")]


def _degrees(text: str | None, side: str | None, sides: str, limit: float) -> float | None:
    """Degrees, minutes and seconds as EXIF has them; which side of the equator or of Greenwich isn't guessed."""
    parts, letter = _numbers(text), (side or "").strip().upper()[:1]
    if not parts or letter not in tuple(sides):
        return None
    value = sum(part / 60.0**power for power, part in enumerate(parts[:3]))
    if not 0.0 <= value <= limit:
        return None
    return -value if letter == sides[1] else value


def _azimuth(tags: Mapping[str, str]) -> float | None:
    """Direction from true north; one from magnetic north differs by up to ten degrees and is left out."""
    parts = _numbers(tags.get("EXIF_GPSImgDirection"))
    if not parts or (tags.get("EXIF_GPSImgDirectionRef") or "T").strip().upper()[:1] != "T":
        return None
    return parts[0] % 360.0 if 0.0 <= parts[0] <= 360.0 else None


def _day(text: str | None) -> date | None:
    found = _DAY.match((text or "").strip())
    try:
        return date(*(int(part) for part in found.groups())) if found else None
    except ValueError:
        return None
