"""Gauss–Krüger zones of CGCS2000 and their EPSG codes, zone prefixes and map-sheet numbers.

The central meridian of 3° zone N is 3·N°, that of 6° zone N 6·N° − 3°. Sources: the EPSG registry, GB/T 13989 (sheets).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

ZoneWidth = Literal[3, 6]

_FIRST_3_PREFIXED, _FIRST_3_PLAIN = 4513, 4534
_FIRST_6_PREFIXED, _FIRST_6_PLAIN = 4491, 4502
_ZONES_3, _ZONES_6 = range(25, 46), range(13, 24)


@dataclass(frozen=True)
class GaussZone:
    """A zone (分带): width and central meridian in degrees; ``prefixed`` eastings carry the zone number (带号)."""

    width: ZoneWidth
    number: int
    prefixed: bool

    @property
    def central_meridian(self) -> int:
        """Degrees east (中央经线)."""
        return 3 * self.number if self.width == 3 else 6 * self.number - 3

    @property
    def false_easting(self) -> float:
        """Metres; with a prefix the zone number stands in the millions."""
        return 500_000.0 + (self.number * 1_000_000 if self.prefixed else 0)


def zone_of_epsg(epsg: int | None) -> GaussZone | None:
    """The CGCS2000 zone of an EPSG code, or ``None`` when the code isn't one."""
    if epsg is None:
        return None
    families: tuple[tuple[ZoneWidth, range, int, bool], ...] = (
        (3, _ZONES_3, _FIRST_3_PREFIXED, True),
        (3, _ZONES_3, _FIRST_3_PLAIN, False),
        (6, _ZONES_6, _FIRST_6_PREFIXED, True),
        (6, _ZONES_6, _FIRST_6_PLAIN, False),
    )
    for width, zones, first, prefixed in families:
        if first <= epsg < first + len(zones):
            return GaussZone(width, zones[epsg - first], prefixed)
    return None


def epsg_of_zone(width: int, number: int, prefixed: bool = True) -> int:
    """EPSG code of a CGCS2000 zone. Raises ``ValueError`` when China has no such zone."""
    if width == 3 and number in _ZONES_3:
        return (_FIRST_3_PREFIXED if prefixed else _FIRST_3_PLAIN) + number - _ZONES_3.start
    if width == 6 and number in _ZONES_6:
        return (_FIRST_6_PREFIXED if prefixed else _FIRST_6_PLAIN) + number - _ZONES_6.start
    raise ValueError(f"CGCS2000 has no {width}-degree zone {number}")


def zone_of_longitude(longitude: float, width: int = 3) -> int:
    """Number of the zone in which a longitude (degrees east) lies."""
    return math.floor(longitude / 6) + 1 if width == 6 else math.floor((longitude + 1.5) / 3)


def zone_of_easting(easting: float) -> tuple[ZoneWidth, int] | None:
    """Width and number that an easting's own prefix states; 13–23 are 6° zones, 25–45 are 3° zones, else ``None``.

    A statement only: an easting that overflows its zone states the next one, so it is compared with the CRS, never
    used instead of it.
    """
    number = int(easting // 1_000_000)
    if number in _ZONES_3:
        return 3, number
    return (6, number) if number in _ZONES_6 else None


def sheet_number(longitude: float, latitude: float) -> str:
    """Number of the 1:10000 map sheet that holds a point (图幅号), e.g. ``J50G017037``.

    A sheet is 2.5′ high and 3.75′ wide, counted from the north-west corner of its 1:1000000 sheet.
    """
    row_band, column_band = math.floor(latitude / 4), math.floor(longitude / 6)
    row = 96 - math.floor((latitude - 4 * row_band) / (2.5 / 60) + 1e-9)
    column = math.floor((longitude - 6 * column_band) / (3.75 / 60) + 1e-9) + 1
    return f"{chr(ord('A') + row_band)}{column_band + 31}G{row:03d}{column:03d}"
