"""Documents recorded in this session, and the verdicts that follow from them at once (批准文件)."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from qgis.PyQt.QtCore import QObject, QUrl, pyqtSignal
from qgis.PyQt.QtWidgets import QDialog, QWidget

from ...checks.engine import CheckResult
from ...checks.findings import Finding, Outcome, Severity
from ...checks.waivers.waiver import ALL_PARCELS, Waiver
from ...reports.language import interface_is_chinese, tr
from .session_documents import Document, Lift, Lifted, document_of, lifted
from .waiver_dialog import WaiverDialog

_RECORD, _REMOVE, _REMOVE_FOR_ALL = "record", "remove", "removeforall"


def document_link(result: CheckResult, i: int, finding: Finding) -> str:
    """HTML that offers to record a document for a failure that one can lift, or to take it back; empty for others.

    A document that holds for all parcels is taken back by a link of its own, which says so.
    """
    if finding.severity is not Severity.OVERRIDE or finding.outcome is not Outcome.FAIL:
        return ""
    check = finding.check_id
    if check not in result.applied.by_check(i):
        return _link(_RECORD, check, tr("Record a document…"))
    links, parcel_id = [], str(result.parcels.ids[i])
    if any(_is_for(w, parcel_id, check) for w in result.waivers):
        links.append(_link(_REMOVE, check, tr("Remove this document")))
    for_all = [n for w, n in result.applied.counting if _is_for(w, ALL_PARCELS, check)]
    if for_all:
        text = tr("Remove the document for all parcels ({count} of this check)").format(count=max(for_all))
        links.append(_link(_REMOVE_FOR_ALL, check, text))
    return " · ".join(links)


def _link(scheme: str, check: str, text: str) -> str:
    return f"<a href='{scheme}:{escape(check)}'>{escape(text)}</a>"


class Waiving(QObject):
    """Keeps the documents of the session: they come with every check of their parcels, and into the pool."""

    changed = pyqtSignal(object)
    """A ``CheckResult`` with other documents."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self._layer_id = ""
        self._documents: tuple[Document, ...] = ()
        self.shown: Lifted | None = None
        self.dialog: WaiverDialog | None = None

    @property
    def waivers(self) -> tuple[Waiver, ...]:
        """The documents of the check that is shown."""
        return self.shown.result.waivers if self.shown is not None else ()

    def for_layer(self, layer_id: str) -> Lift:
        """Lays the documents there are now over a check of a layer; on any thread."""
        documents = self._documents
        return lambda result: lifted(result, documents, layer_id)

    def show(self, check: Lifted, layer_id: str) -> None:
        """This check of a layer is shown now."""
        self.shown, self._layer_id = check, layer_id

    def forget(self) -> None:
        """Close the dialog, and keep no document."""
        self.close()
        self._layer_id, self._documents, self.shown = "", (), None

    def close(self) -> None:
        """Close the dialog."""
        if self.dialog is not None:
            self.dialog.reject()

    def follow(self, link: QUrl, result: CheckResult, i: int) -> None:
        """Do what a link of ``document_link`` under parcel ``i`` says."""
        parcel_id, check = str(result.parcels.ids[i]), link.path()
        if link.scheme() == _RECORD and self.dialog is None:
            self._ask(result, parcel_id, check)
        elif link.scheme() == _REMOVE:
            self._take_back(result, parcel_id, check)
        elif link.scheme() == _REMOVE_FOR_ALL:
            self._take_back(result, ALL_PARCELS, check)

    def _ask(self, result: CheckResult, parcel_id: str, check: str) -> None:
        rules = {rule.id: rule for rule in result.case.rule_set.checks}
        title = rules[check].title.in_language(interface_is_chinese())
        last = self._documents[-1].waiver if self._documents else None
        self.dialog = WaiverDialog(parcel_id, check, title, result.run.as_of, last, self._window)
        self.dialog.finished.connect(lambda answer: self._answered(answer, result))
        self.dialog.open()

    def _answered(self, answer: int, result: CheckResult) -> None:
        dialog, self.dialog = self.dialog, None
        if answer == QDialog.DialogCode.Accepted and dialog is not None and dialog.waiver is not None:
            self._keep(result, (*self._documents, document_of(dialog.waiver, result, self._layer_id)))

    def _take_back(self, result: CheckResult, parcel_id: str, check: str) -> None:
        """Those that are for parcels of the check shown; one for another shape of that name stays."""
        left = self.shown.left if self.shown is not None else ()
        self._keep(result, (d for d in self._documents if d in left or not _is_for(d.waiver, parcel_id, check)))

    def _keep(self, result: CheckResult, documents: Iterable[Document]) -> None:
        self._documents = tuple(documents)
        self.shown = lifted(result, self._documents, self._layer_id)
        self.changed.emit(self.shown.result)


def _is_for(waiver: Waiver, parcel_id: str, check: str) -> bool:
    """Whether a document was recorded for a check of just this parcel, or with ``*`` of all parcels."""
    return waiver.check_id == check and waiver.parcel_id == parcel_id
