"""Linking a project to lots (挂钩): what would be taken and left is shown before anything is booked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from qgis.core import QgsProcessingFeedback
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import QDate, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QDialog, QFormLayout, QLabel, QMessageBox, QWidget

from ...ledger.link_records import LinkRecord, read_link
from ...ledger.linking import Project, link_in
from ...pool.accounts.records import AREA, AVAILABLE, PADDY
from ...pool.steps.acts import Act, Journal
from ...pool.store import PoolWriter
from ...processing.ledger.booking import booked
from ...regimes.actors import COUNTY_NR
from ...regimes.choosing import AUTO, choose_rule_set
from ...regimes.forms.form import forms
from ...reports.language import interface_is_chinese, tr
from ...reports.link_sheet import link_sheet_pdf
from ...reports.link_sheet_of_record import sheet_of
from ...survey.problem import InputProblem
from ...survey.units import AreaUnit, whole_dm2
from ...survey.wording import translate
from ..background import Background
from ..form_loading import load_form
from ..latest_reading import LatestReading
from ..messages import Messenger
from ..number_formats import mu_text
from ..tables import add_row, prepare_table
from .area_box import half_width
from .booking.booking_effect import BalanceChange
from .booking.booking_question import ask_to_book, line_of, moved
from .recording_time import recording_time
from .step_subjects import StepSubject, read_subjects
from .told_problem import told

_PDF = "PDF (*.pdf)"
_OCCUPATION = "OCCUPATION"


@dataclass(frozen=True)
class LinkTerms:
    """Where a link is booked: pool, county, system, and by which rules."""

    pool: str
    county: str
    system: str
    rule_set: str = AUTO


class LinkDialog(QDialog):
    """Asks for a project; “Try” shows what it would come to, “Link” asks, books it and writes the sheet."""

    linked = pyqtSignal(str)
    """Number of the posting, which is that of the sheet."""

    def __init__(self, terms: LinkTerms, day: date, messenger: Messenger, parent: QWidget) -> None:
        super().__init__(parent.window())
        load_form("link", self)
        self._terms, self._messenger = terms, messenger
        self.question: QMessageBox | None = None
        self.work = Background(messenger, self)
        self.reading = LatestReading(tr("Zhanbu: link"), messenger, self)
        self.matter = QComboBox()
        self._ask_for_matter()
        self._fill(day)
        prepare_table(self.lots, [tr("Lot"), tr("Taken (mu)"), tr("Of it paddy (mu)"), tr("Grade"), tr("Admitted on")])
        self.tryButton.clicked.connect(lambda: self._go(self._show, only_try=True))
        self.linkButton.clicked.connect(lambda: self._go(self._ask, only_try=True))
        self.closeButton.clicked.connect(self.reject)
        self.work.started.connect(self._allow)
        self.work.ended.connect(self._allow)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.finished.connect(lambda _code: self.close_down())
        self.reading.ask(lambda _go_on: read_subjects(terms.pool), self._offered)

    def close_down(self) -> None:
        """Let nothing come back."""
        self.work.close()
        self.reading.close()

    def _ask_for_matter(self) -> None:
        """The first row: a matter that was opened on the tab “Steps”, so that its name needn't be typed again."""
        label = QLabel(tr("Matter"))
        label.setBuddy(self.matter)
        self.matter.setAccessibleName(tr("Matter"))
        self.matter.setToolTip(
            tr(
                "The occupation that was opened as a matter on the tab “Steps”. First open the matter, then link here, "
                "then put the link sheet on file of the matter and take its next step."
            )
        )
        self.matter.addItem(tr("– not chosen –"), None)
        self.matter.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.matter.currentIndexChanged.connect(lambda _i: self._matter_chosen())
        rows: QFormLayout = self.layout()
        rows.insertRow(0, label, self.matter)
        self.setTabOrder(self.matter, self.projectNo)

    def _offered(self, found: tuple[StepSubject, ...] | InputProblem) -> None:
        if isinstance(found, InputProblem):
            self.outcome.setText(told(found))
            return
        for one in found:
            if one.workflow == _OCCUPATION and one.system == self._terms.system:
                self.matter.addItem(f"{one.number} ({one.uid})" if one.number else one.uid, one)

    def _matter_chosen(self) -> None:
        chosen: StepSubject | None = self.matter.currentData()
        if chosen is not None and chosen.number:
            self.projectName.setText(chosen.number)

    def _fill(self, day: date) -> None:
        codes, chinese = forms()["OCCUPATION"].fields, interface_is_chinese()
        for unit, name in (("mu", tr("mu")), ("ha", tr("ha")), ("m2", tr("m²"))):
            self.unit.addItem(name, unit)
        for level, text in codes["level"].codes.items():
            self.level.addItem(text.in_language(chinese), level)
        self.level.setCurrentIndex(self.level.findData("COUNTY"))
        self.scheme.addItem(tr("No grade is asked for"), "")
        for scheme, text in codes["scheme"].codes.items():
            self.scheme.addItem(text.in_language(chinese), scheme)
        self.scheme.currentIndexChanged.connect(lambda _i: self.grade.setEnabled(bool(self.scheme.currentData())))
        self.grade.setEnabled(False)
        self.day.setDate(QDate(day.year, day.month, day.day))
        self.sheet.setStorageMode(QgsFileWidget.StorageMode.SaveFile)
        self.sheet.setFilter(_PDF)

    def project(self) -> Project:
        """What was typed in."""
        unit: AreaUnit = self.unit.currentData()
        scheme = str(self.scheme.currentData())
        matter: StepSubject | None = self.matter.currentData()
        return Project(
            project_no=half_width(self.projectNo.text()).strip(),
            name=self.projectName.text().strip(),
            area_dm2=whole_dm2(Decimal(repr(self.area.value())), unit),
            paddy_dm2=whole_dm2(Decimal(repr(self.paddy.value())), unit),
            grade=self.grade.value() if scheme else None,
            grade_scheme=scheme,
            level=str(self.level.currentData()),
            matter_uid=matter.uid if matter is not None else "",
        )

    def _go(self, came: Callable[[LinkRecord], None], *, only_try: bool) -> None:
        terms, project, sheet = self._terms, self.project(), self.sheet.filePath().strip()
        act = Act(COUNTY_NR, self.day.date().toPyDate(), self.docNo.text().strip(), recording_time())

        def work(_feedback: QgsProcessingFeedback) -> LinkRecord | InputProblem:
            try:
                return booked(terms.pool, _linking(terms, project, act, "" if only_try else sheet), only_try=only_try)
            except InputProblem as problem:
                return problem

        self.work.start(tr("Zhanbu: link"), work, lambda found: self._came(found, came))

    def _came(self, found: LinkRecord | InputProblem, came: Callable[[LinkRecord], None]) -> None:
        self.lots.setRowCount(0)
        if isinstance(found, InputProblem):
            self.outcome.setText(told(found))
            return
        came(found)

    def _show(self, found: LinkRecord) -> None:
        for share in found.shares:
            lot = share.lot
            grade = "–" if lot.grade is None else f"{lot.grade:g}"
            texts = [lot.lot_uid, mu_text(share.area_dm2), mu_text(share.paddy_dm2), grade, lot.admitted_on.isoformat()]
            add_row(self.lots, texts, numbers=(1, 2, 3))
        self.outcome.setText(_told(found))

    def _ask(self, found: LinkRecord) -> None:
        """What was typed in and what it comes to, before it is booked for good."""
        self._show(found)
        project, paddy = found.occupation, found.linked_dm2(PADDY)
        lines = [
            line_of(tr("Project no."), project.project_no),
            line_of(tr("Project"), project.name or "–"),
            *([line_of(tr("Matter"), project.matter_uid)] if project.matter_uid else []),
            line_of(tr("Area"), mu_text(found.linked_dm2(AREA))),
            *([line_of(tr("Of it paddy"), mu_text(paddy))] if paddy else []),
            line_of(tr("Date"), self.day.date().toPyDate().isoformat()),
            line_of(tr("Document no."), self.docNo.text().strip() or "–"),
            *(
                moved(BalanceChange(indicator, AVAILABLE, found.before_dm2.get(indicator, 0), _left(found, indicator)))
                for indicator in (AREA, PADDY)
                if found.linked_dm2(indicator)
            ),
        ]
        self.question = ask_to_book(self.windowTitle(), lines, self._answered, self)

    def _answered(self, yes: bool) -> None:
        self.question = None
        if yes:
            self._go(self._done, only_try=False)

    def _done(self, found: LinkRecord) -> None:
        done = tr("Linked as {number}; {left} are left.").format(
            number=found.txn.txn_uid, left=mu_text(_left(found, AREA))
        )
        if not self.sheet.filePath().strip():
            done += " " + tr("No sheet was made: the toolbox prints it (“Print a link sheet again”).")
        self._messenger.tell(done)
        self.linked.emit(found.txn.txn_uid)
        self.accept()

    def _allow(self) -> None:
        for button in (self.tryButton, self.linkButton):
            button.setEnabled(not self.work.is_busy)


def _linking(terms: LinkTerms, project: Project, act: Act, sheet: str) -> Callable[[PoolWriter, Journal], LinkRecord]:
    """The link and its sheet, in one transaction: without the sheet nothing is booked."""

    def action(pool: PoolWriter, journal: Journal) -> LinkRecord:
        rules = choose_rule_set(terms.rule_set, as_of=act.on, county=terms.county, system=terms.system)
        done = link_in(pool, journal, project, act, rules)
        record = read_link(pool, terms.system, project.project_no, txn_uid=done.txn_uid)
        if sheet:
            _write(Path(sheet), link_sheet_pdf(sheet_of(record)))
        return record

    return action


def _write(path: Path, content: bytes) -> None:
    """Raises ``InputProblem``."""
    try:
        path.write_bytes(content)
    except OSError as error:
        raise InputProblem(
            translate("zhanbu", "The sheet can't be written ({reason}).", reason=error.strerror or error),
            remedy=translate("zhanbu", "Choose a folder where you may write; nothing was linked."),
            source=str(path),
        ) from error


def _left(record: LinkRecord, indicator: str) -> int:
    return record.before_dm2.get(indicator, 0) - record.linked_dm2(indicator)


def _told(record: LinkRecord) -> str:
    text = tr("Available before {before}, afterwards {after}; frozen {frozen}.").format(
        before=mu_text(record.before_dm2.get(AREA, 0)),
        after=mu_text(_left(record, AREA)),
        frozen=mu_text(record.frozen_dm2.get(AREA, 0)),
    )
    if record.linked_dm2(PADDY):
        text += " " + tr("Paddy before {before}, afterwards {after}.").format(
            before=mu_text(record.before_dm2.get(PADDY, 0)), after=mu_text(_left(record, PADDY))
        )
    return text
