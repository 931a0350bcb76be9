"""The packages on a reviewer's desk as rows (报送包清单): whose, which version, how much, and whether it agrees."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QTableWidget

from ....exchange.comparing.several import LookedAt
from ....exchange.comparing.together import GatheredParcel, TwiceClaimed
from ....reports.language import tr
from ....survey.units import m2_of, mu_of
from ...pool.pool_layer import system_title
from ...tables import add_row, prepare_table
from ..batch_states import counted

_KEY = Qt.ItemDataRole.UserRole
_UNKNOWN = "–"


class PackageList:
    """Rows over a table; each stands for a file. What came of the verification is seen in a narrow panel too."""

    def __init__(self, table: QTableWidget) -> None:
        self.table = table
        prepare_table(
            table,
            [
                *(tr("County"), tr("Verified"), tr("States"), tr("Number and version"), tr("Parcels"), tr("mu")),
                *(tr("System"), tr("Year"), tr("File")),
            ],
        )

    def show(self, found: Sequence[LookedAt]) -> None:
        """List these; what was selected stays selected, and the newest row is where nothing was."""
        before = set(self.selected())
        self.table.blockSignals(True)
        self.table.setRowCount(0)
        for one in found:
            row = add_row(self.table, _texts(one), numbers=(4, 5), bold=not one.report.valid)
            self.table.item(row, 0).setData(_KEY, str(one.path))
            self.table.item(row, 2).setToolTip(self.table.item(row, 2).text())
            self.table.item(row, 8).setToolTip(str(one.path))
        rows = [row for row, one in enumerate(found) if one.path in before] or [len(found) - 1]
        self.table.clearSelection()
        if found:
            self.table.setCurrentCell(rows[0], 0)
        self.table.blockSignals(False)
        self.table.itemSelectionChanged.emit()

    def selected(self) -> tuple[Path, ...]:
        """Files of the selected rows, from top to bottom."""
        rows = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        return tuple(Path(self.table.item(row, 0).data(_KEY)) for row in rows)


def _texts(one: LookedAt) -> list[str]:
    stated, amounts = one.stated, (str(one.report.parcels), f"{mu_of(one.report.total_dm2):,}")
    if stated is None:
        return [_UNKNOWN, _verified(one), _UNKNOWN, _UNKNOWN, *amounts, _UNKNOWN, _UNKNOWN, one.path.name]
    number = f"{stated.sequence} v{stated.version_no}"
    whose = system_title(stated.system), str(stated.as_of.year)
    return [stated.county, _verified(one), _states(one), number, *amounts, *whose, one.path.name]


def _states(one: LookedAt) -> str:
    """How far the parcels are by the package's own rules; unknown where it contradicts itself."""
    if one.package is None:
        return _UNKNOWN
    rule_set = one.package.rule_set
    return counted(one.package.manifest.system, ((rule_set.id, p.state) for p in one.package.parcels)).text()


def _verified(one: LookedAt) -> str:
    if not one.report.valid:
        return "✗ " + tr("{count} problems").format(count=len(one.report.problems))
    repeated = tr("{count} checks repeated").format(count=one.repeated) if one.repeated else tr("agrees")
    notes = tr("{count} notes").format(count=len(one.report.notes)) if one.report.notes else ""
    return "✓ " + ", ".join(filter(None, (repeated, notes)))


class TwiceList:
    """Ground that two packages claim, a row for each pair."""

    def __init__(self, table: QTableWidget) -> None:
        self.table = table
        prepare_table(table, [tr("Parcel"), tr("Package"), tr("Other parcel"), tr("Other package"), tr("Area (m²)")])
        self.listed: tuple[TwiceClaimed, ...] = ()

    def show(self, twice: Sequence[TwiceClaimed]) -> None:
        """List these, the largest first."""
        self.listed = tuple(sorted(twice, key=lambda one: (-one.area_dm2, one.one.parcel.parcel_uid)))
        self.table.setRowCount(0)
        for one in self.listed:
            texts = [*_side(one.one), *_side(one.other), f"{m2_of(one.area_dm2):,.2f}"]
            add_row(self.table, texts, numbers=(4,))

    @property
    def current(self) -> TwiceClaimed | None:
        """The pair whose row is selected."""
        row = int(self.table.currentRow())
        return self.listed[row] if 0 <= row < len(self.listed) else None


def _side(one: GatheredParcel) -> list[str]:
    return [one.parcel.parcel_uid, one.package.name]
