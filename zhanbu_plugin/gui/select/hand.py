"""Putting a map tool away: QGIS's hand takes its place (换回平移工具)."""

from __future__ import annotations

from qgis.gui import QgsMapCanvas, QgsMapTool
from qgis.PyQt.QtWidgets import QAction

_HAND = "mActionPan"


def put_away(canvas: QgsMapCanvas, tool: QgsMapTool) -> None:
    """A map without any tool would answer no click, so the hand of QGIS is taken up where the window has it."""
    if canvas.mapTool() != tool:
        return
    canvas.unsetMapTool(tool)
    hand = canvas.window().findChild(QAction, _HAND)
    if hand is not None:
        hand.trigger()
