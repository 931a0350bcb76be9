"""The tab “File”: a parcel's history as a timeline, and its photo binder (档案页)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from qgis.core import QgsProcessingFeedback
from qgis.gui import QgsMapCanvas
from qgis.PyQt import sip
from qgis.PyQt.QtCore import Qt, QUrl, pyqtSignal
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QHeaderView, QLabel, QSplitter, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from ....pool.filing.evidence import Paper
from ....pool.filing.subjects import Concern
from ....regimes.actors import COUNTY_NR
from ....regimes.forms.evidence_kinds import Nature, evidence_kinds
from ....reports.language import said, tr
from ....survey.problem import InputProblem
from ...background import Background
from ...latest_reading import LatestReading
from ...messages import Messenger
from ...set_up.set_up import SetUp
from ..paper_dialog import PaperDialog
from ..putting_on_file import put_on_file
from ..recording_time import recording_time
from .parcel_file import ParcelFile, Photo, read_file
from .photo_binder import PhotoBinder, place_of
from .photo_mark import PhotoMark
from .wrapped_column import WrappedColumn

_KEY = Qt.ItemDataRole.UserRole
_COLUMNS, _WHAT = 3, 1


class FileTab(QWidget):
    """Of one parcel at a time; the newest stands on top."""

    filed = pyqtSignal()
    """Something was put on file."""

    def __init__(
        self, canvas: QgsMapCanvas, now: Callable[[], SetUp], messenger: Messenger, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._now, self._messenger = now, messenger
        self.work = Background(messenger, self)
        self.reading = LatestReading(tr("Zhanbu: file"), messenger, self)
        self._mark = PhotoMark(canvas)
        self.dialog: PaperDialog | None = None
        self._pool = self._uid = self._number = ""
        self.title, self.about = QLabel(), QLabel()
        self.timeline, self.photos = QTreeWidget(), PhotoBinder()
        self._lay_out()
        self.photos.dropped.connect(self.ask_what_it_is)
        self.photos.chosen.connect(self._show_photo)
        self.photos.itemActivated.connect(lambda _item: self._open_photo())
        self.timeline.itemActivated.connect(lambda line, _column: self._open(line.data(0, _KEY)))
        self.show_pool("")

    def show_pool(self, pool: str) -> None:
        """Of another pool no parcel is chosen yet; of the same one the parcel is read again."""
        if pool != self._pool:
            self._uid = self._number = ""
        self._pool = pool
        self._read()

    def show_parcel(self, uid: str, number: str) -> None:
        """Show the file of a parcel."""
        self._uid, self._number = uid, number
        self._read()

    def ask_what_it_is(self, files: Sequence[str]) -> None:
        """Ask of which kind files are, then put them on file of the parcel."""
        if not self._uid:
            return
        kinds = [kind for kind, known in evidence_kinds().items() if known.nature is Nature.PHOTO]
        self.dialog = PaperDialog(kinds, self._now().as_of, self, tr("Parcel {number}").format(number=self._number))
        self.dialog.files.setFilePath(_joined(files))
        self.dialog.given.connect(self.put_on_file)
        self.dialog.open()

    def put_on_file(self, paths: Sequence[str], paper: Paper) -> None:
        """Attach files to the parcel, and show them."""
        pool, concern, act = self._pool, Concern((self._uid,)), (COUNTY_NR, recording_time())

        def work(_feedback: QgsProcessingFeedback) -> int:
            return put_on_file(pool, paths, paper, concern, act)

        self.work.start(tr("Zhanbu: papers"), work, self._came_on_file)

    def close_down(self) -> None:
        """Stop what is running, and leave the map."""
        if self.dialog is not None and not sip.isdeleted(self.dialog):
            self.dialog.close()
        self.work.close()
        self.reading.close()
        self._mark.close()

    def _came_on_file(self, count: int) -> None:
        self._messenger.tell(tr("On file: {what}.").format(what=tr("{count} files").format(count=count)))
        self._read()
        self.filed.emit()

    def _read(self) -> None:
        self._mark.clear()
        pool, uid = self._pool, self._uid
        self.photos.setEnabled(bool(uid))
        if not pool or not uid:
            self.reading.forget()
            self._show(ParcelFile("", (), ()))
            self.title.setText(tr("Choose a parcel on the tab “Steps” and press “File…”, or double-click it."))
            return
        self.title.setText(tr("Parcel {number}").format(number=self._number))
        self.reading.ask(lambda go_on: read_file(pool, uid, go_on), self._came)

    def _came(self, found: ParcelFile | InputProblem) -> None:
        if isinstance(found, InputProblem):
            self._show(ParcelFile("", (), ()))
            self.title.setText("⚠ " + said(found.wording()))
        else:
            self._show(found)
            if found.of_matter:
                self.title.setText(tr("Matter {number}").format(number=self._number))

    def _show(self, found: ParcelFile) -> None:
        self.timeline.clear()
        for entry in found.entries:
            by = " · ".join(filter(None, (entry.by, entry.doc_no)))
            line = QTreeWidgetItem([entry.day, "\n".join(filter(None, (entry.what, by))), entry.clause])
            tip = tr("Entry {number} of the history, recorded {when}").format(
                number=entry.number, when=entry.recorded_at
            )
            if entry.path is not None:
                line.setData(0, _KEY, str(entry.path))
                tip += "\n" + tr("Double-click to open the file.")
            for column in range(_COLUMNS):
                line.setTextAlignment(column, Qt.AlignmentFlag.AlignTop)
                line.setToolTip(column, f"{line.text(column)}\n{tip}")
            self.timeline.addTopLevelItem(line)
        self.photos.show_photos(found.photos)
        self._show_photo(None)

    def _show_photo(self, photo: Photo | None) -> None:
        self._mark.clear()
        if photo is None:
            drag = tr("Drag photos in to put them on file; one that is chosen is shown on the map.")
            self.about.setText(drag if self._uid else "")
            return
        self._mark.show(photo.evidence)
        self.about.setText(place_of(photo))

    def _open_photo(self) -> None:
        photo = self.photos.current_photo()
        if photo is not None:
            self._open(str(photo.path))

    def _open(self, path: str | None) -> None:
        """Show a file that was put on file, in the program that the computer has for it."""
        if not path:
            return
        if not Path(path).is_file():
            self._messenger.problem(tr("The file beside the pool is gone: {name}").format(name=path))
        elif not QDesktopServices.openUrl(QUrl.fromLocalFile(path)):
            self._messenger.warn(tr("The computer has no program for this file: {name}").format(name=path))

    def _lay_out(self) -> None:
        layout, parts = QVBoxLayout(self), QSplitter(Qt.Orientation.Vertical)
        layout.setContentsMargins(0, 6, 0, 0)
        for label in (self.title, self.about):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        tree = self.timeline
        tree.setHeaderLabels([tr("Date"), tr("What, by whom, document no."), tr("Clause")])
        tree.setRootIsDecorated(False)
        tree.setAlternatingRowColors(True)
        tree.setAccessibleName(tr("History of the parcel"))
        tree.header().setStretchLastSection(False)
        for column in range(_COLUMNS):
            tree.header().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        tree.header().setSectionResizeMode(_WHAT, QHeaderView.ResizeMode.Stretch)
        WrappedColumn(tree, _WHAT)
        parts.addWidget(tree)
        parts.addWidget(self.photos)
        layout.addWidget(self.title)
        layout.addWidget(parts, 1)
        layout.addWidget(self.about)


def _joined(files: Sequence[str]) -> str:
    """As the field for files writes several."""
    return files[0] if len(files) == 1 else " ".join(f'"{file}"' for file in files)
