"""Documents recorded in this session, and the verdicts that follow from them at once (批准文件)."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from qgis.PyQt.QtCore import QObject, QUrl, pyqtSignal
from qgis.PyQt.QtWidgets import QDialog, QWidget

from ...checks.engine import CheckResult
from ...checks.findings import Finding, Outcome, Severity
from ...checks.waivers.waiver import ALL_PARCELS, Waiver, in_order
from ...reports.language import interface_is_chinese, tr
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
    """Keeps the documents of the session: they come with the next check of the same layer, and into the pool."""

    changed = pyqtSignal(object)
    """A ``CheckResult`` with other documents."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self._layer_id = ""
        self.waivers: tuple[Waiver, ...] = ()
        self.dialog: WaiverDialog | None = None

    def for_layer(self, layer_id: str) -> tuple[Waiver, ...]:
        """The documents to take into a check of a layer. Those of another layer are for other parcels."""
        if layer_id != self._layer_id:
            self.forget()
            self._layer_id = layer_id
        return self.waivers

    def forget(self) -> None:
        """Close the dialog, and keep no document."""
        self.close()
        self._layer_id, self.waivers = "", ()

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
            self._keep(result, (w for w in self.waivers if not _is_for(w, parcel_id, check)))
        elif link.scheme() == _REMOVE_FOR_ALL:
            self._keep(result, (w for w in self.waivers if not _is_for(w, ALL_PARCELS, check)))

    def _ask(self, result: CheckResult, parcel_id: str, check: str) -> None:
        rules = {rule.id: rule for rule in result.case.rule_set.checks}
        title = rules[check].title.in_language(interface_is_chinese())
        last = self.waivers[-1] if self.waivers else None
        self.dialog = WaiverDialog(parcel_id, check, title, result.run.as_of, last, self._window)
        self.dialog.finished.connect(lambda answer: self._answered(answer, result))
        self.dialog.open()

    def _answered(self, answer: int, result: CheckResult) -> None:
        dialog, self.dialog = self.dialog, None
        if answer == QDialog.DialogCode.Accepted and dialog is not None and dialog.waiver is not None:
            self._keep(result, (*self.waivers, dialog.waiver))

    def _keep(self, result: CheckResult, waivers: Iterable[Waiver]) -> None:
        self.waivers = tuple(waivers)
        self.changed.emit(result.with_waivers(in_order(self.waivers)))


def _is_for(waiver: Waiver, parcel_id: str, check: str) -> bool:
    """Whether a document was recorded for a check of just this parcel, or with ``*`` of all parcels."""
    return waiver.check_id == check and waiver.parcel_id == parcel_id
