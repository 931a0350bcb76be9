"""The designed parcels: what each one is for, and by how much it keeps or breaks a rule (Hebei, candidate stage)."""

from __future__ import annotations

from dataclasses import dataclass

OVER = (10.0, 5.1)
"""Metres: a corner of 51 m², 50 m² above the tolerance of 1 m² (domain A-34)."""
UNDER = (1.0, 0.5)
"""Metres: a corner of 0.5 m², half a square metre below the tolerance."""


@dataclass(frozen=True)
class Planned:
    """One check on a designed parcel.

    ``corner`` says where the role's polygon enters (SW SE NW NE), ``WHOLE`` that it covers the parcel, ``TWICE`` that
    two polygons of it cover 40 m² and 30 m² with 10 m² in common, and is empty for checks without a role.
    """

    family: str
    outcome: str
    role: str = ""
    corner: str = ""
    extent: tuple[float, float] = (0.0, 0.0)
    planned_m2: float = 0.0


@dataclass(frozen=True)
class Design:
    """A designed parcel: category, class, planting code, wished south-west corner (local), size and its checks."""

    key: str
    category: str
    dlbm: str
    zzsxdm: str
    wish: tuple[float, float]
    size: tuple[float, float]
    verdict: str
    text: str
    checks: tuple[Planned, ...] = ()
    slopes: tuple[float, float, float] | None = None
    shift: float = 0.0
    year: int = 2025
    beside: str = ""
    hole: bool = False


def _ban(role: str, corner: str, outcome: str = "FAIL") -> Planned:
    extent = OVER if outcome == "FAIL" else UNDER
    return Planned("ban", outcome, role, corner, extent, extent[0] * extent[1])


def _whole(role: str, area: float) -> Planned:
    return Planned("ban", "FAIL", role, "WHOLE", planned_m2=area)


INSIDE = Planned("backup", "PASS", "backup", "WHOLE")
_OK, _WAIVE, _NO, _OPEN = "ELIGIBLE", "WAIVABLE", "INELIGIBLE", "INCOMPLETE"
GENTLE = (6.0, 6.0, 0.0)

# fmt: off
DESIGNS: tuple[Design, ...] = (
    Design("E01", "RESTORE", "0201", "JKHF", (3720, 3200), (120, 80), _OK,
           "orchard on the plain, passes every check"),
    Design("E02", "RESTORE", "0201", "GCHF", (3840, 3200), (100, 80), _OK,
           "shares a whole edge with E01", beside="E01"),
    Design("E03", "RESTORE", "0301", "GCHF", (4600, 3300), (110, 90), _OK, "poplar wood on former cropland"),
    Design("E04", "RESTORE", "0307", "JKHF", (5500, 2750), (100, 80), _OK, "sparse wood on former cropland"),
    Design("E05", "RESTORE", "0305", "GCHF", (3750, 650), (90, 90), _OK, "shrub on former cropland"),
    Design("E06", "RESTORE", "0204", "GCHF", (4550, 5800), (120, 70), _OK, "nursery on former cropland"),
    Design("E07", "RESTORE", "1104", "GCHF", (4750, 2550), (80, 80), _OK, "pond that can be filled"),
    Design("E08", "RESTORE", "0201K", "JKHF", (3600, 5900), (130, 90), _OK, "adjustable orchard"),
    Design("E09", "RESTORE", "0301K", "JKHF", (4500, 1350), (110, 100), _OK, "has a hole: a pond inside", hole=True),
    Design("E10", "RESTORE", "0201", "GCHF", (2850, 3050), (100, 90), _OK, "gentle foot of the hills, 6 degrees",
           (Planned("slope", "PASS"),), GENTLE),
    Design("E11", "RECLAIM", "1206", "", (3780, 2150), (100, 80), _OK, "bare soil inside the reserve-resource area",
           (INSIDE,)),
    Design("E12", "RECLAIM", "1204", "", (5150, 4700), (120, 90), _OK, "saline land inside the reserve-resource area",
           (INSIDE,)),
    Design("E13", "RECLAIM", "0404", "GCHF", (3750, 4950), (100, 70), _OK, "grass inside the reserve-resource area",
           (INSIDE,)),
    Design("E14", "REHAB", "0602", "", (2950, 1750), (130, 110), _OK, "worked-out clay pit, gentle",
           (Planned("slope", "PASS"),), GENTLE),
    Design("E15", "REHAB", "0602", "", (3750, 1600), (100, 90), _OK, "worked-out brick pit"),
    Design("T01", "RESTORE", "0301", "GCHF", (5000, 3050), (100, 80), _OK, "touches three bans by 0.5 m² each",
           (_ban("river", "SE", "PASS"), _ban("desert", "NW", "PASS"), _ban("sandsrc", "SW", "PASS"))),
    Design("T02", "RESTORE", "0201", "GCHF", (2450, 5100), (90, 80), _OK, "touches three bans by 0.5 m² each",
           (_ban("redline", "SW", "PASS"), _ban("keyforest", "NW", "PASS"), _ban("karst", "SE", "PASS")), GENTLE),
    Design("T03", "RESTORE", "0204", "GCHF", (2350, 3250), (90, 80), _OK, "touches three bans by 0.5 m² each",
           (_ban("sfarm", "SW", "PASS"), _ban("reserve", "NW", "PASS"), _ban("dustway", "NE", "PASS")), GENTLE),
    Design("S01", "RESTORE", "0103", "LS", (3950, 2650), (100, 80), _NO, "is cropland already",
           (Planned("class", "FAIL", planned_m2=8000.0),)),
    Design("S02", "RESTORE", "0102", "LS", (5550, 3200), (110, 80), _NO, "is cropland already",
           (Planned("class", "FAIL", planned_m2=8800.0),)),
    Design("S03", "RECLAIM", "1299", "", (3400, 450), (80, 80), _OPEN, "class code that no table knows",
           (Planned("class", "NOT_CHECKED", planned_m2=6400.0),)),
    Design("B01", "RECLAIM", "1206", "", (1800, 5100), (90, 80), _NO, "new reclamation 51 m² inside the red line",
           (_ban("redline", "NW"), INSIDE), GENTLE),
    Design("B02", "RESTORE", "0201", "GCHF", (1720, 1950), (100, 80), _WAIVE, "restoring 51 m² inside the red line",
           (_ban("redline", "SW"),), GENTLE),
    Design("B03", "RECLAIM", "0404", "GCHF", (1220, 4500), (90, 80), _NO, "new reclamation 51 m² inside a reserve",
           (_ban("reserve", "SW"), INSIDE), GENTLE),
    Design("B04", "RESTORE", "0307", "GCHF", (900, 4080), (80, 80), _WAIVE, "restoring 51 m² inside a reserve",
           (_ban("reserve", "NW"),), GENTLE),
    Design("B05", "RESTORE", "0305", "GCHF", (4900, 1150), (100, 80), _WAIVE, "51 m² of severe desert",
           (_ban("desert", "SE"),)),
    Design("B06", "RESTORE", "0204", "GCHF", (1000, 3250), (80, 80), _WAIVE, "51 m² of severe rocky desert",
           (_ban("karst", "SW"),), GENTLE),
    Design("B07", "RESTORE", "0301", "GCHF", (5950, 1500), (100, 90), _WAIVE, "51 m² of a key sand-source area",
           (_ban("sandsrc", "SW"),)),
    Design("B08", "RESTORE", "0201", "JKHF", (5450, 4600), (100, 90), _WAIVE, "51 m² of a dust corridor",
           (_ban("dustway", "NE"),)),
    Design("B09", "RESTORE", "0201", "GCHF", (4450, 4650), (90, 80), _WAIVE, "51 m² of the river zone",
           (_ban("river", "SW"),)),
    Design("B10", "RESTORE", "0307", "GCHF", (2420, 5850), (90, 80), _WAIVE, "51 m² of a key forest area",
           (_ban("keyforest", "NW"),), GENTLE),
    Design("B11", "RESTORE", "0201", "GCHF", (2200, 2950), (90, 80), _WAIVE, "51 m² of a state forest farm",
           (_ban("sfarm", "NW"),), GENTLE),
    Design("B12", "RECLAIM", "1206", "", (1000, 1900), (100, 80), _NO, "wholly inside the red line",
           (_whole("redline", 8000.0), INSIDE), GENTLE),
    Design("B13", "RESTORE", "0305", "GCHF", (5350, 1380), (90, 90), _WAIVE, "wholly inside a key sand-source area",
           (_whole("sandsrc", 8100.0),)),
    Design("B14", "RESTORE", "0404", "GCHF", (4700, 1700), (100, 80), _WAIVE, "desert patches overlap: 60 m², not 70",
           (Planned("ban", "FAIL", "desert", "TWICE", planned_m2=60.0), INSIDE)),
    Design("U01", "RECLAIM", "1206", "", (5700, 3900), (100, 80), _WAIVE, "unused land outside the reserve resources",
           (Planned("backup", "FAIL", "backup", "OUTSIDE", planned_m2=8000.0),)),
    Design("U02", "RECLAIM", "0404", "", (3400, 1050), (100, 80), _WAIVE, "half of it outside the reserve resources",
           (Planned("backup", "FAIL", "backup", "HALF", planned_m2=4000.0),)),
    Design("F01", "RESTORE", "0201", "GCHF", (4550, 2650), (100, 80), _NO, "51 m² of a project filed before",
           (Planned("filed", "FAIL", "filed", "NE", OVER, 51.0),)),
    Design("F02", "RESTORE", "0301", "GCHF", (3700, 5600), (100, 80), _OK, "0.5 m² of a project filed before",
           (Planned("filed", "PASS", "filed", "SE", UNDER, 0.5),)),
    Design("F03", "RESTORE", "0201", "GCHF", (6350, 3350), (90, 80), _NO, "filed before as a whole",
           (Planned("filed", "FAIL", "filed", "WHOLE", planned_m2=7200.0),)),
    Design("P01", "RESTORE", "0301", "GCHF", (1850, 3750), (125, 64), _WAIVE, "8 % of it at 35 degrees: 640 m²",
           (Planned("slope", "FAIL", planned_m2=640.0),), (35.0, 5.0, 10.0)),
    Design("P02", "RESTORE", "0301", "GCHF", (900, 3700), (80, 100), _WAIVE, "all of it at 33 degrees",
           (Planned("slope", "FAIL", planned_m2=8000.0),), (33.0, 33.0, 0.0)),
    Design("P03", "RESTORE", "0204", "GCHF", (1950, 2150), (100, 80), _OK, "200 m² at 35 degrees, less than a patch",
           (Planned("slope", "PASS", planned_m2=200.0),), (35.0, 5.0, 2.5), shift=7.5),
    Design("P04", "RESTORE", "0201", "GCHF", (2600, 3350), (100, 80), _OK, "all of it at 20 degrees",
           (Planned("slope", "PASS"),), (20.0, 20.0, 0.0)),
    Design("N01", "RESTORE", "0301", "GCHF", (5250, 2550), (100, 80), _OPEN, "the heights end in it: 1600 m² unknown",
           (Planned("slope", "NOT_CHECKED", planned_m2=1600.0),)),
    Design("Y01", "RESTORE", "0201", "GCHF", (6050, 2450), (100, 80), _NO, "from an older survey (2023)",
           (Planned("latest", "FAIL"),), year=2023),
    Design("W01", "RESTORE", "0204", "GCHF", (3900, 1100), (60, 1.5), _OK, "a sliver 1.5 m wide, 90 m²",
           (Planned("sliver", "FAIL", planned_m2=90.0),)),
)
# fmt: on
