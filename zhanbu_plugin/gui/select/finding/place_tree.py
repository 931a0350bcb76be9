"""Townships and their villages, to be ticked (乡镇、村). Built from the survey's codes."""

from __future__ import annotations

from collections.abc import Mapping

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem

from ....reports.language import tr

_CODE = Qt.ItemDataRole.UserRole
_TOWNSHIP = 9
"""Digits of a township's code; a village's begins with them."""


def prepare_places(tree: QTreeWidget) -> None:
    """Columns of the tree."""
    tree.setHeaderLabels([tr("Township / village"), tr("Polygons")])
    tree.header().setStretchLastSection(False)
    tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)


def fill_places(
    tree: QTreeWidget, counts: Mapping[str, int], names: Mapping[str, str], townships: Mapping[str, str]
) -> None:
    """Show villages (code → number of polygons) under their townships; ``townships`` has names of these, if known."""
    tree.blockSignals(True)
    tree.clear()
    above: dict[str, QTreeWidgetItem] = {}
    for code, count in sorted(counts.items()):
        township = code[:_TOWNSHIP]
        if township not in above:
            total = sum(n for other, n in counts.items() if other[:_TOWNSHIP] == township)
            above[township] = _item([townships.get(township, ""), township], total, "")
            tree.addTopLevelItem(above[township])
        above[township].addChild(_item([names.get(code, ""), code[_TOWNSHIP:]], count, code))
    for item in above.values():
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsAutoTristate)
        item.setExpanded(len(above) < 4)
    tree.blockSignals(False)


def ticked_places(tree: QTreeWidget) -> frozenset[str]:
    """Codes of the villages that are ticked."""
    villages = [
        tree.topLevelItem(i).child(j)
        for i in range(tree.topLevelItemCount())
        for j in range(tree.topLevelItem(i).childCount())
    ]
    return frozenset(v.data(0, _CODE) for v in villages if v.checkState(0) == Qt.CheckState.Checked)


def untick_places(tree: QTreeWidget) -> None:
    """None is ticked any more."""
    tree.blockSignals(True)
    for i in range(tree.topLevelItemCount()):
        tree.topLevelItem(i).setCheckState(0, Qt.CheckState.Unchecked)
    tree.blockSignals(False)
    tree.viewport().update()


def _item(words: list[str], count: int, code: str) -> QTreeWidgetItem:
    item = QTreeWidgetItem([" ".join(word for word in words if word) or tr("(no code)"), f"{count:,}"])
    item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    item.setData(0, _CODE, code)
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
    item.setCheckState(0, Qt.CheckState.Unchecked)
    return item
