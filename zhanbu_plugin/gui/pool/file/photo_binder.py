"""Photos of a parcel as small pictures; files are dragged in (照片夹)."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.PyQt.QtCore import QMimeData, QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QIcon, QPixmap
from qgis.PyQt.QtWidgets import QListView, QListWidget, QListWidgetItem, QWidget

from ....reports.language import tr
from .parcel_file import SIDE, Photo, kind_title

_KEY = Qt.ItemDataRole.UserRole


class PhotoBinder(QListWidget):
    """Tells which photo is chosen, and which files were dropped on it."""

    dropped = pyqtSignal(list)
    chosen = pyqtSignal(object)
    """The photo (``Photo``), or ``None``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setIconSize(QSize(SIDE, SIDE))
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setWordWrap(True)
        self.setAcceptDrops(True)
        self.setToolTip(tr("Drag photos or papers here from a folder to put them on file."))
        self.setAccessibleName(tr("Photos of the parcel"))
        self.currentRowChanged.connect(lambda _row: self.chosen.emit(self.current_photo()))

    def show_photos(self, photos: Sequence[Photo]) -> None:
        """Show other photos."""
        self.clear()
        for photo in photos:
            item = QListWidgetItem(_caption(photo))
            if photo.picture is not None:
                item.setIcon(QIcon(QPixmap.fromImage(photo.picture)))
            item.setData(_KEY, photo)
            item.setToolTip(place_of(photo))
            self.addItem(item)

    def current_photo(self) -> Photo | None:
        """The photo that is chosen."""
        item = self.currentItem()
        return None if item is None else item.data(_KEY)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files from a folder are welcome."""
        if _files(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Anywhere in the binder."""
        if _files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand the files over."""
        files = _files(event.mimeData())
        if files:
            event.acceptProposedAction()
            self.dropped.emit(files)


def place_of(photo: Photo) -> str:
    """Day, place and direction as the photo itself says; what it doesn't say is said to be missing."""
    one = photo.evidence
    day = one.taken_on.isoformat() if one.taken_on else tr("day unknown")
    place = tr("place unknown") if one.lon is None or one.lat is None else f"{one.lat:.6f}°, {one.lon:.6f}°"
    way = (
        tr("direction unknown") if one.azimuth is None else tr("looking {degrees}°").format(degrees=round(one.azimuth))
    )
    text = "; ".join([kind_title(one.kind), one.file_name, day, place, way])
    return text if photo.picture is not None else text + "\n⚠ " + tr("The file beside the pool can't be read.")


def _caption(photo: Photo) -> str:
    one = photo.evidence
    day = one.taken_on.isoformat() if one.taken_on else tr("day unknown")
    return ("" if photo.picture is not None else "⚠ ") + f"{kind_title(one.kind)}\n{day}"


def _files(data: QMimeData) -> list[str]:
    return [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
