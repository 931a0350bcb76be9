"""A box for an area that also takes digits as a Chinese input method writes them (全角数字)."""

from __future__ import annotations

from qgis.PyQt.QtGui import QValidator
from qgis.PyQt.QtWidgets import QDoubleSpinBox

_HALF = {0xFF01 + i: 0x21 + i for i in range(94)}
_HALF[0x3002] = 0x2E  # 。


def half_width(text: str) -> str:
    """Digits, letters and signs of full width as those of a keyboard; everything else as it stands."""
    return text.translate(_HALF)


class AreaBox(QDoubleSpinBox):
    """Full-width digits would be swallowed without a word."""

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """As a keyboard would have written it."""
        found: tuple[QValidator.State, str, int] = super().validate(half_width(text), position)
        return found

    def valueFromText(self, text: str) -> float:
        """As a keyboard would have written it."""
        return float(super().valueFromText(half_width(text)))
