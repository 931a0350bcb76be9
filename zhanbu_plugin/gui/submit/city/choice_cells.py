"""Cells of a table that are filled in by choosing from a list (下拉选填), and that look like it."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.PyQt.QtCore import QAbstractItemModel, QModelIndex, QRect, Qt
from qgis.PyQt.QtGui import QPainter, QPalette
from qgis.PyQt.QtWidgets import QApplication, QComboBox, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ....reports.language import tr

_ARROW = 14
"""Pixels at the right of a cell for the arrow of a list."""
_MARGIN = 6
"""Pixels beside the text of a cell."""
_LIST_WIDTH = 260
"""Pixels that an unfolded list has at least: reasons are longer than their column is wide."""


class ChoiceCells(QStyledItemDelegate):
    """Edits the cells of a column by choosing; ``free`` lets one write several choices, or something else, too."""

    def __init__(self, texts: Sequence[str], name: str, parent: QWidget, *, free: bool = False) -> None:
        super().__init__(parent)
        self._texts, self._name, self._free = texts, name, free

    def createEditor(self, parent: QWidget | None, _option: QStyleOptionViewItem, _index: QModelIndex) -> QWidget:
        """A box with the choices, and with none."""
        box = QComboBox(parent)
        box.setEditable(self._free)
        box.addItems(["", *self._texts])
        box.setAccessibleName(self._name)
        box.view().setMinimumWidth(_LIST_WIDTH if self._free else 0)
        box.activated.connect(lambda _number: self._chosen(box))
        return box

    def setEditorData(self, editor: QWidget | None, index: QModelIndex) -> None:
        """As the cell stands."""
        text = str(index.data() or "")
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(0, editor.findText(text)))
            if self._free:
                editor.setEditText(text)

    def setModelData(self, editor: QWidget | None, model: QAbstractItemModel | None, index: QModelIndex) -> None:
        """What was chosen."""
        if isinstance(editor, QComboBox) and model is not None:
            model.setData(index, editor.currentText())

    def paint(self, painter: QPainter | None, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        """The text, elided before an arrow; where there is none, what is to be done."""
        full = QRect(option.rect)
        super().paint(painter, option, index)
        style = option.widget.style() if option.widget is not None else QApplication.style()
        arrow = QStyleOptionViewItem(option)
        arrow.rect = QRect(full.right() - _ARROW, full.top(), _ARROW, full.height())
        style.drawPrimitive(QStyle.PrimitiveElement.PE_IndicatorArrowDown, arrow, painter, option.widget)

    def initStyleOption(self, option: QStyleOptionViewItem | None, index: QModelIndex) -> None:
        """The look of an empty cell asks for a choice; the words are no part of the table."""
        super().initStyleOption(option, index)
        if option is not None and not str(index.data() or "") and not self._free:
            option.text = tr("choose")
            option.features |= QStyleOptionViewItem.ViewItemFeature.HasDisplay
            grey = option.palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
            option.palette.setColor(QPalette.ColorRole.Text, grey)
        if option is not None:
            room = option.rect.width() - _ARROW - _MARGIN
            option.text = option.fontMetrics.elidedText(option.text, Qt.TextElideMode.ElideRight, room)

    def _chosen(self, box: QComboBox) -> None:
        """A choice from the list stands at once."""
        self.commitData.emit(box)
        self.closeEditor.emit(box)
