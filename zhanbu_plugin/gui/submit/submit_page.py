"""Page 5, submissions: pack a batch for the city, look at packages, take returns in (报送)."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import TypeVar

from qgis.core import QgsProcessingFeedback
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QMessageBox, QWidget

from ...exchange.comparing.opened import OpenedPackage, open_package
from ...exchange.comparing.versions import Comparison, compare
from ...exchange.returns.importing import ReturnReport, ReturnTerms, import_return
from ...exchange.submission.building import SubmissionReport, build_submission
from ...exchange.submission.made_before import next_numbers, package_named
from ...exchange.verification.page import verification_page
from ...exchange.verification.report import VerificationReport
from ...exchange.verification.verifying import verify_submission
from ...paths import version
from ...pool.reading import pool_batch, pool_identity
from ...pool.steps.acts import Act
from ...processing.algorithm import progress_of
from ...processing.outputs.package_papers import package_papers
from ...reports.comparison_page import comparison_page
from ...reports.language import chinese, said, tr
from ...survey.problem import InputProblem
from ...survey.units import largest_remainder
from ..background import Background
from ..file_link import file_link, open_links_of
from ..file_questions import asked_file, asked_folder
from ..form_loading import load_form
from ..latest_reading import LatestReading
from ..messages import Messenger
from ..number_formats import mu_text
from ..parcel_view import ParcelView
from ..pool.pool_contents import pool_name
from ..pool.pool_layer import system_title
from ..pool.recording_time import recording_time
from ..set_up.set_up_page import SetUpPage
from ..tables import add_row, prepare_table
from .batch_reading import PoolBatches, read_batches
from .city.packages_tab import PackagesTab
from .city.review_tab import ReviewTab
from .pack_question import ask_before_packing, not_there_yet, number_taken
from .packing_memory import PackingMemory
from .page_view import show_page
from .return_page import return_page, rules_followed
from .returned_layer import show_returned

_KEY = Qt.ItemDataRole.UserRole
_ZIP = "ZIP (*.zip)"
Result = TypeVar("Result")


class SubmitPage(QWidget):
    """Each action runs in the background; what came of it stands below, until the next one."""

    pool_changed = pyqtSignal()
    """A return was taken into the pool."""

    def __init__(
        self, set_up: SetUpPage, view: ParcelView, messenger: Messenger, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        load_form("submit", self)
        self._set_up, self._view, self._messenger = set_up, view, messenger
        self.desk = PackagesTab(set_up.current, view, messenger, self)
        self.review = ReviewTab(self.desk, view, messenger, self)
        self.tabs.addTab(self.desk, tr("City: packages"))
        self.tabs.addTab(self.review, tr("City: review"))
        open_links_of(self.outcome)
        self.work = Background(messenger, self)
        self.reading = LatestReading(tr("Zhanbu: batches"), messenger, self)
        prepare_table(self.batches, [tr("Batch"), tr("System"), tr("States"), tr("Opened"), tr("Parcels"), tr("mu")])
        self.pack.clicked.connect(self._ask_to_pack)
        self.verify.clicked.connect(self._ask_for_package)
        self.compare.clicked.connect(self._ask_for_versions)
        self.takeReturn.clicked.connect(self._ask_for_slip)
        self.refresh.clicked.connect(self.read)
        self.batches.itemSelectionChanged.connect(self._selected)
        self.work.started.connect(self._allow)
        self.work.ended.connect(self._allow)
        self._set_up.changed.connect(self.read)
        self._shown = ""
        self._read = PoolBatches()
        self.question: QMessageBox | None = None
        self._proposed: tuple[object, ...] = ()
        self.read()

    def read(self) -> None:
        """Read the pool's batches again."""
        pool = self._set_up.current().pool
        if pool != self._shown:
            self.outcome.clear()
            self.batches.setRowCount(0)
        self._shown = pool
        if pool:
            self.reading.ask(lambda _go_on: read_batches(pool), self._came)
        else:
            self.reading.forget()
            self._came(PoolBatches())
        self.identity.setText(pool_name(pool) if pool else tr("No reserve pool is chosen yet."))

    def export_submission(self, folder: str) -> None:
        """Pack the chosen batch."""
        chosen = self._chosen()
        if chosen is None:
            return
        system, name = chosen
        pool, as_of = self._shown, self._set_up.current().as_of
        sequence, version_no = self.sequence.value(), self.versionNo.value()

        def work(feedback: QgsProcessingFeedback) -> SubmissionReport:
            batch = pool_batch(pool, system, name)
            return build_submission(
                batch,
                target_folder=Path(folder),
                as_of=as_of,
                plugin_version=version(),
                sequence=sequence,
                version_no=version_no,
                papers=package_papers(pool, batch, as_of, lambda: not feedback.isCanceled()),
                say=chinese,
                progress=progress_of(feedback, 30),
            )

        self._do(tr("Zhanbu: submission"), work, lambda report: self._packed(report, pool, name))

    def verify_package(self, path: str) -> None:
        """Read a package again and compare everything in it."""
        self._do(tr("Zhanbu: verification"), lambda _feedback: verify_submission(Path(path)), self._verified)

    def compare_packages(self, old: str, new: str) -> None:
        """Hold a new version against an earlier one."""

        def work(_feedback: QgsProcessingFeedback) -> tuple[Comparison, OpenedPackage, OpenedPackage]:
            before, after = open_package(Path(old)), open_package(Path(new))
            return compare(before, after), before, after

        self._do(tr("Zhanbu: comparison"), work, lambda found: show_page(self.outcome, comparison_page(*found)))

    def take_return(self, path: str) -> None:
        """Take a return slip into the pool, on the day of the set-up."""
        pool = self._shown
        chosen = self._chosen()
        terms = ReturnTerms(
            Act("", self._set_up.current().as_of, self.docNo.text().strip(), recording_time()),
            chosen[1] if chosen is not None else "",
            version=version(),
        )

        def work(_feedback: QgsProcessingFeedback) -> tuple[ReturnReport, str, int]:
            report = import_return(pool, Path(path), terms)
            return report, return_page(report, rules_followed(pool, report)), pool_identity(pool).epsg

        self._do(tr("Zhanbu: return"), work, lambda found: self._returned(*found))

    def close_down(self) -> None:
        """Stop what is running."""
        self.review.close_down()
        self.desk.close_down()
        self.reading.close()
        self.work.close()

    def _do(self, title: str, work: Callable[[QgsProcessingFeedback], Result], done: Callable[[Result], None]) -> None:
        self.outcome.clear()
        self.work.start(title, work, done)

    def _came(self, read: PoolBatches | InputProblem) -> None:
        chosen = self._chosen()
        self.batches.setRowCount(0)
        self._read = PoolBatches() if isinstance(read, InputProblem) else read
        found = self._read.batches
        if isinstance(read, InputProblem):
            self.identity.setText("⚠ " + said(read.wording()))
        mu = largest_remainder([batch.area_dm2 for batch in found], "mu")
        for batch, area in zip(found, mu):
            states = self._read.states.get((batch.system, batch.batch))
            told = states.text() if states is not None else ""
            texts = [batch.batch, system_title(batch.system), told, batch.opened_on.isoformat()]
            row = add_row(self.batches, [*texts, str(batch.parcels), f"{area:,}"], numbers=(4, 5))
            self.batches.item(row, 2).setToolTip(told)
            self.batches.item(row, 0).setData(_KEY, (batch.system, batch.batch))
        if found:
            keys = [(batch.system, batch.batch) for batch in found]
            self.batches.selectRow(keys.index(chosen) if chosen in keys else 0)
        self._selected()

    def _selected(self) -> None:
        """Another batch has other numbers; those that the user wrote stay while nothing else is chosen."""
        chosen = self._chosen()
        now = (self._shown, chosen, self._set_up.current().as_of.year, self._read.made)
        if now != self._proposed:
            self._proposed = now
            self._propose(chosen)
        told = self._read.told_of(chosen) if chosen is not None else ""
        self.made.setText(told)
        self.made.setVisible(bool(told))
        self._allow()

    def _propose(self, chosen: tuple[str, str] | None) -> None:
        """The numbers of the batch's next package."""
        year = self._set_up.current().as_of.year
        numbers = (1, 1) if chosen is None else next_numbers(self._read.made, *chosen, year)
        for box, number in zip((self.sequence, self.versionNo), numbers):
            box.setValue(number)

    def _chosen(self) -> tuple[str, str] | None:
        """System and name of the chosen batch."""
        item = self.batches.item(self.batches.currentRow(), 0)
        return None if item is None else tuple(item.data(_KEY))

    def _allow(self) -> None:
        idle = not self.work.is_busy
        self.pack.setEnabled(idle and self._chosen() is not None)
        self.takeReturn.setEnabled(idle and bool(self._shown))
        for button in (self.verify, self.compare):
            button.setEnabled(idle)

    def _ask_to_pack(self) -> None:
        """Ask first where the batch isn't ready or the number is taken; then for the folder."""
        chosen = self._chosen()
        if chosen is None or self.question is not None:
            return
        year = self._set_up.current().as_of.year
        numbers = self.sequence.value(), self.versionNo.value()
        reasons = [
            not_there_yet(self._read.states.get(chosen)),
            number_taken(self._read.made, chosen[0], year, *numbers),
        ]
        told = [reason for reason in reasons if reason]
        if told:
            self.question = ask_before_packing(told, self._ask_for_folder, self._answered, self)
        else:
            self._ask_for_folder()

    def _answered(self) -> None:
        self.question = None

    def _ask_for_folder(self) -> None:
        folder = asked_folder(self, tr("Folder for the package"))
        if folder:
            self.export_submission(folder)

    def _ask_for_package(self) -> None:
        path = asked_file(self, tr("Package to verify"), _ZIP)
        if path:
            self.verify_package(path)

    def _ask_for_versions(self) -> None:
        old = asked_file(self, tr("Earlier package"), _ZIP)
        new = asked_file(self, tr("New package"), _ZIP) if old else ""
        if new:
            self.compare_packages(old, new)

    def _ask_for_slip(self) -> None:
        kinds = tr("Return slips (*.xlsx *.csv *.txt *.zip)")
        path = asked_file(self, tr("Return slip"), kinds)
        if path:
            self.take_return(path)

    def _packed(self, report: SubmissionReport, pool: str, batch: str) -> None:
        made = package_named(report.path.name, batch)
        if made is not None:
            PackingMemory(pool).keep(made, report.path.parent)
        packed = tr("Packed {count} parcels, {mu}: {file}")
        facts = {"count": report.parcels, "mu": mu_text(report.total_dm2)}
        told = escape(packed).format(**facts, file=file_link(Path(report.path)))
        self.outcome.setHtml(f"<p>{told}</p><p>SHA-256 {escape(report.sha256)}</p>")
        self._messenger.tell(packed.format(**facts, file=report.path))
        self.read()

    def _verified(self, report: VerificationReport) -> None:
        show_page(self.outcome, verification_page(report, say=tr), wide=bool(report.waivers))

    def _returned(self, report: ReturnReport, html: str, epsg: int) -> None:
        show_page(self.outcome, html)
        moved = sum(outcome.moved for outcome in report.outcomes)
        if moved == len(report.outcomes):
            self._messenger.tell(tr("{count} parcels were sent back.").format(count=moved))
        else:
            text = tr("{moved} of {count} parcels of the slip were sent back; the page says why the others weren't.")
            self._messenger.warn(text.format(moved=moved, count=len(report.outcomes)))
        show_returned(report, epsg, self._view)
        self.read()
        self.pool_changed.emit()
