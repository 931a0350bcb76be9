"""The guards of a step as a tree: what is missing first, red and in words, with what puts it right (办理条件清单)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem

from ...checks.findings import Verdict
from ...reports.language import interface_is_chinese, said, tr
from ..check.verdict_looks import verdict_colour, verdict_icon
from .steps import GuardItem, Standing, needs_of

_KEY = Qt.ItemDataRole.UserRole
_MOST_TOLD = 50
_LOOKS = {
    Standing.MISSING: Verdict.INELIGIBLE,
    Standing.MET: Verdict.ELIGIBLE,
    Standing.WAITING: Verdict.INCOMPLETE,
    Standing.OPEN: Verdict.INCOMPLETE,
}


class GuardTree:
    """Fills a tree of the form ``steps.ui``. Standing is told by icon, word and colour."""

    def __init__(self, tree: QTreeWidget) -> None:
        self._tree = tree
        self.items: tuple[GuardItem, ...] = ()
        tree.setHeaderLabels([tr("What the step asks for"), tr("Standing"), tr("Clause"), tr("Parcels")])
        header = tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2, 3):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)

    def item_of(self, line: QTreeWidgetItem) -> GuardItem:
        """What a line belongs to."""
        return self.items[line.data(0, _KEY)]

    def show(self, items: Sequence[GuardItem], number_of: Callable[[str], str]) -> None:
        """List guards; ``number_of`` gives what people call a parcel."""
        self._tree.clear()
        self.items = tuple(items)
        for position, item in enumerate(self.items):
            top = self._line(item)
            for text, tip in self._details(item, number_of):
                line = QTreeWidgetItem([text])
                line.setToolTip(0, tip)
                top.addChild(line)
            self._tree.addTopLevelItem(top)
            for line in (top, *(top.child(row) for row in range(top.childCount()))):
                line.setData(0, _KEY, position)
                line.setFirstColumnSpanned(line is not top)
            top.setExpanded(item.standing is Standing.MISSING and len(self.items) == 1)

    @staticmethod
    def _line(item: GuardItem) -> QTreeWidgetItem:
        count = str(len({refusal.uid for refusal in item.refusals})) if item.refusals else ""
        top = QTreeWidgetItem([item.title, standing_name(item.standing), item.clause, count])
        top.setIcon(1, verdict_icon(_LOOKS[item.standing]))
        top.setTextAlignment(3, Qt.AlignmentFlag.AlignRight)
        if item.standing is Standing.MISSING:
            for column in (0, 1):
                top.setForeground(column, verdict_colour(Verdict.INELIGIBLE))
        return top

    @staticmethod
    def _details(item: GuardItem, number_of: Callable[[str], str]) -> list[tuple[str, str]]:
        papers, filled_in = needs_of(item, interface_is_chinese())
        lines = []
        if papers:
            text = tr("Papers: {names}").format(names=papers)
            lines.append((text, tr("Double-click to put them on file.")))
        if filled_in:
            text = tr("To fill in: {names}").format(names=filled_in)
            lines.append((text, tr("Double-click to fill it in.")))
        if item.remedy:
            lines.append((item.remedy, item.remedy))
        for refusal in item.refusals[:_MOST_TOLD]:
            reason = said(refusal.reason)
            own = _without_check(reason, refusal.check_id)
            lines.append((f"{number_of(refusal.uid)}: {own}", f"{number_of(refusal.uid)}: {reason}"))
        return lines


def _without_check(reason: str, check_id: str) -> str:
    """A reason without the check's id and clause before it: the line above tells the check, a column the clause."""
    found = re.match(rf"{re.escape(check_id)}\s*[(（][^)）]*[)）]\s*[:：]\s*", reason) if check_id else None
    return reason[found.end() :] if found is not None else reason


def standing_name(standing: Standing) -> str:
    """How a guard stands, in a word."""
    return {
        Standing.MISSING: tr("Missing"),
        Standing.MET: tr("Met"),
        Standing.OPEN: tr("Not asked"),
        Standing.WAITING: tr("Waits for the photos"),
    }[standing]
