"""Fields that forms of acts share: an amount with its unit, and a day that may stay open (金额与日期栏)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from qgis.PyQt.QtCore import QDate
from qgis.PyQt.QtWidgets import QCheckBox, QComboBox, QDateEdit, QHBoxLayout, QWidget

from ....reports.language import tr
from ....survey.units import AreaUnit, whole_dm2
from ..area_box import AreaBox


class AmountField(QWidget):
    """An area in mu, hectares or m²; what is typed in is taken as it stands, to the dm²."""

    def __init__(self, tip: str, name: str) -> None:
        super().__init__()
        self.number, self.unit = AreaBox(), QComboBox()
        self.number.setDecimals(4)
        self.number.setMaximum(99_999_999)
        self.number.setGroupSeparatorShown(True)
        self.number.setToolTip(tip)
        self.number.setAccessibleName(name)
        for unit, text in (("mu", tr("mu")), ("ha", tr("ha")), ("m2", tr("m²"))):
            self.unit.addItem(text, unit)
        self.unit.setToolTip(tr("Unit of the area"))
        self.unit.setAccessibleName(tr("Unit of the area"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.number, 1)
        layout.addWidget(self.unit)
        self.setFocusProxy(self.number)

    @property
    def dm2(self) -> int:
        """The amount in dm²."""
        unit: AreaUnit = self.unit.currentData()
        return whole_dm2(Decimal(repr(self.number.value())), unit)


class SomeDayField(QWidget):
    """A day, or none."""

    def __init__(self, day: date, tip: str, name: str) -> None:
        super().__init__()
        self.known, self.day = QCheckBox(), day_edit(day)
        self.known.setToolTip(tr("Whether there is such a day"))
        self.known.setAccessibleName(tr("Whether there is such a day"))
        self.day.setToolTip(tip)
        self.day.setAccessibleName(name)
        self.day.setEnabled(False)
        self.known.toggled.connect(self.day.setEnabled)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.known)
        layout.addWidget(self.day, 1)
        self.setFocusProxy(self.known)

    @property
    def value(self) -> date | None:
        """The day, where there is one."""
        return self.day.date().toPyDate() if self.known.isChecked() else None


def day_edit(day: date) -> QDateEdit:
    """A field for a day, as papers write it."""
    edit = QDateEdit(QDate(day.year, day.month, day.day))
    edit.setDisplayFormat("yyyy-MM-dd")
    edit.setCalendarPopup(True)
    return edit
