"""Zhanbu (占补): reserve pools of land that supplements forest or cropland."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qgis.gui import QgisInterface

    from .plugin import ZhanbuPlugin


def classFactory(iface: QgisInterface) -> ZhanbuPlugin:
    """QGIS's entry point. Nothing is imported before it is called."""
    from .plugin import ZhanbuPlugin  # noqa: PLC0415

    return ZhanbuPlugin(iface)
