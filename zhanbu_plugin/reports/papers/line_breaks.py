"""Breaking text into lines that fit a width (换行): QGIS breaks at blanks only, and Chinese has none."""

from __future__ import annotations

from functools import lru_cache

from qgis.core import Qgis, QgsTextFormat
from qgis.PyQt.QtGui import QFont, QFontMetricsF

_UNIT = 1000
_POINT_MM = 25.4 / 72
_SLACK = 0.97
"""Share of a line that is filled: the printer's own measure of a text may differ a little."""
_NEVER_FIRST = frozenset("，。、；：！？）】》”’％…,.;:!?)]%")
_NEVER_LAST = frozenset("（【《“‘([")


class Ruler:
    """Measures text of one format, in millimetres of paper."""

    def __init__(self, form: QgsTextFormat) -> None:
        font = form.font()
        size = form.size() if form.sizeUnit() != Qgis.RenderUnit.Millimeters else form.size() / _POINT_MM
        self.size_mm = size * _POINT_MM
        self._look = (font.family(), font.bold(), font.italic())

    def width(self, text: str) -> float:
        """Width of a line."""
        return sum(_advance(self._look, character) for character in text) * self.size_mm

    @property
    def line_mm(self) -> float:
        """Height of a line."""
        return _metrics(self._look).lineSpacing() / _UNIT * self.size_mm

    def broken(self, text: str, width: float) -> str:
        """The text with line ends wherever a line would be wider than ``width``."""
        return "\n".join(line for paragraph in text.split("\n") for line in self._lines(paragraph, width * _SLACK))

    def _lines(self, paragraph: str, width: float) -> list[str]:
        lines, start = [], 0
        while start < len(paragraph):
            end = self._reach(paragraph, start, width)
            if end < len(paragraph):
                end = _good_break(paragraph, start, end)
            lines.append(paragraph[start:end].rstrip(" "))
            start = end
            while start < len(paragraph) and paragraph[start] == " ":
                start += 1
        return lines or [""]

    def _reach(self, paragraph: str, start: int, width: float) -> int:
        """End of the longest piece that fits, at least one character."""
        used, end = 0.0, start
        while end < len(paragraph):
            used += _advance(self._look, paragraph[end]) * self.size_mm
            if used > width and end > start:
                break
            end += 1
        return end


def _good_break(text: str, start: int, end: int) -> int:
    """The last place up to ``end`` where a line may end: in its second half, else anywhere, else ``end`` itself."""
    for least in (start + (end - start) // 2, start):
        for place in range(end, least, -1):
            if _may_break(text[place - 1], text[place]):
                return place
        if not _is_ill(text[end - 1], text[end]):
            break  # a long word or number is cut rather than pushed down whole
    return end


def _may_break(before: str, after: str) -> bool:
    return not _is_ill(before, after) and not (_joins(before) and _joins(after))


def _is_ill(before: str, after: str) -> bool:
    return after in _NEVER_FIRST or before in _NEVER_LAST


def _joins(character: str) -> bool:
    """Whether a character belongs to a word or number that is better kept whole."""
    return character.isascii() and (character.isalnum() or character in "-_./")


@lru_cache(maxsize=20_000)
def _advance(look: tuple[str, bool, bool], character: str) -> float:
    return _metrics(look).horizontalAdvance(character) / _UNIT


@lru_cache(maxsize=32)
def _metrics(look: tuple[str, bool, bool]) -> QFontMetricsF:
    family, bold, italic = look
    font = QFont(family)
    font.setPixelSize(_UNIT)
    font.setBold(bold)
    font.setItalic(italic)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return QFontMetricsF(font)
