"""How the sample county is set up in the tests of the desktop face."""

from __future__ import annotations

from qgis.PyQt.QtCore import QDate

ROLES = (
    *("backup", "desert", "dustway", "filed", "hsf", "karst", "keyforest", "pbf"),
    *("pubforest", "redline", "reserve", "river", "sandsrc", "sfarm"),
)
AS_OF = QDate(2026, 11, 21)
COUNTY = "139901"
