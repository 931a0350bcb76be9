"""When something is recorded: now, in local time with its offset (登记时间)."""

from __future__ import annotations

from qgis.PyQt.QtCore import QDateTime, Qt


def recording_time() -> str:
    """Now (ISO)."""
    now = QDateTime.currentDateTime()
    return str(now.toOffsetFromUtc(now.offsetFromUtc()).toString(Qt.DateFormat.ISODate))
