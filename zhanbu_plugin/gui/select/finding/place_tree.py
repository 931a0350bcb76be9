"""Townships and their villages, to be ticked (乡镇、村). Built from the survey's codes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem

from ....reports.language import tr

_CODE = Qt.ItemDataRole.UserRole
_TOWNSHIP = 9
"""Digits of a township's code; a village's begins with them."""
_BESIDE = 24
"""Pixels beside the numbers of a column."""


def prepare_places(tree: QTreeWidget) -> None:
    """Columns of the tree."""
    tree.setHeaderLabels([tr("Township / village"), tr("Polygons")])
    tree.headerItem().setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    tree.header().setStretchLastSection(False)
    tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)  # by contents, each text would cost a measuring


def fill_places(
    tree: QTreeWidget, counts: Mapping[str, int], names: Mapping[str, str], townships: Mapping[str, str]
) -> None:
    """Show villages (code → number of polygons) under their townships; ``townships`` has names of these, if known."""
    tree.blockSignals(True)
    tree.clear()
    totals: Counter[str] = Counter()
    for code, count in counts.items():
        totals[code[:_TOWNSHIP]] += count
    above: dict[str, QTreeWidgetItem] = {}
    for code, count in sorted(counts.items()):
        township = code[:_TOWNSHIP]
        if township not in above:
            own = [names[village] for village in sorted(counts) if village.startswith(township) and names.get(village)]
            words = [townships.get(township, ""), township]
            above[township] = _item(words if words[0] else [township, _known_by(own)], totals[township], "")
            tree.addTopLevelItem(above[township])
        above[township].addChild(_item([names.get(code, ""), code[_TOWNSHIP:]], count, code))
    for item in above.values():
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsAutoTristate)
        item.setExpanded(len(above) < 4)
    wide, most = tree.fontMetrics().horizontalAdvance, max(totals.values(), default=0)
    tree.header().resizeSection(1, max(wide(tree.headerItem().text(1)), wide(_counted(most, most))) + _BESIDE)
    tree.blockSignals(False)


def _known_by(villages: list[str]) -> str:
    """What tells a township where its name isn't known: its first village's."""
    if not villages:
        return ""
    if len(villages) == 1:
        return f"({villages[0]})"
    return tr("({village} and others: {count} villages)").format(village=villages[0], count=len(villages))


def tell_counts(tree: QTreeWidget, found: Mapping[str, int], counts: Mapping[str, int]) -> None:
    """Show of each place how many polygons were found, of how many (village code → number); one number where both
    agree everywhere.
    """
    whole = found == counts
    tree.blockSignals(True)
    for township, villages in _places(tree):
        codes = [village.data(0, _CODE) for village in villages]
        for village, code in zip(villages, codes):
            _tell(village, found[code], counts[code], whole=whole)
        _tell(township, sum(found[code] for code in codes), sum(counts[code] for code in codes), whole=whole)
    tree.blockSignals(False)


def ticked_places(tree: QTreeWidget) -> frozenset[str]:
    """Codes of the villages that are ticked."""
    villages = [village for _, under in _places(tree) for village in under]
    return frozenset(v.data(0, _CODE) for v in villages if v.checkState(0) == Qt.CheckState.Checked)


def untick_places(tree: QTreeWidget) -> None:
    """None is ticked any more."""
    tree.blockSignals(True)
    for i in range(tree.topLevelItemCount()):
        tree.topLevelItem(i).setCheckState(0, Qt.CheckState.Unchecked)
    tree.blockSignals(False)
    tree.viewport().update()


def _places(tree: QTreeWidget) -> Iterator[tuple[QTreeWidgetItem, list[QTreeWidgetItem]]]:
    """Townships, each with its villages."""
    for i in range(tree.topLevelItemCount()):
        township = tree.topLevelItem(i)
        yield township, [township.child(j) for j in range(township.childCount())]


def _tell(item: QTreeWidgetItem, found: int, count: int, *, whole: bool) -> None:
    text = f"{count:,}" if whole else _counted(found, count)
    if text != item.text(1):
        item.setText(1, text)


def _counted(found: int, count: int) -> str:
    return f"{found:,} / {count:,}"


def _item(words: list[str], count: int, code: str) -> QTreeWidgetItem:
    item = QTreeWidgetItem([" ".join(word for word in words if word) or tr("(no code)"), f"{count:,}"])
    item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    item.setData(0, _CODE, code)
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
    item.setCheckState(0, Qt.CheckState.Unchecked)
    return item
