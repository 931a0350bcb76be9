"""Recording documents in the dock: the verdict follows at once, and the pool receives the document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from event_loop import wait_until
from pushing import push_and_answer
from qgis.core import QgsVectorLayer
from qgis.PyQt.QtCore import QDate, QUrl
from qgis.PyQt.QtWidgets import QDialogButtonBox
from sample_set_up import AS_OF

from zhanbu_plugin.checks.findings import Outcome, Severity, Verdict
from zhanbu_plugin.gui.check.check_page import WHOLE, CheckPage
from zhanbu_plugin.gui.check.findings_filter import Listed
from zhanbu_plugin.gui.check.findings_model import Pointed
from zhanbu_plugin.gui.check.waiver_dialog import WaiverDialog
from zhanbu_plugin.gui.dock import ZhanbuDock
from zhanbu_plugin.pool.filing.evidence_files import evidence_folder
from zhanbu_plugin.pool.integrity import verify_pool

DOC_NO = "冀自然资函〔2026〕12号"


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """The document's file."""
    path = tmp_path / "批复.pdf"
    path.write_bytes(b"%PDF-1.4 the province allows it")
    return path


def lone_failure(page: CheckPage) -> tuple[str, str]:
    """A parcel that one document makes eligible, and the check that it is for."""
    for i, verdict in enumerate(page.result.verdicts):
        failed = [
            f.check_id
            for f in page.result.findings_of(i)
            if f.severity is Severity.OVERRIDE and f.outcome is Outcome.FAIL
        ]
        if verdict is Verdict.WAIVABLE and len(failed) == 1:
            return page.result.parcels.ids[i], failed[0]
    raise LookupError("no such parcel in the sample")


def verdict_of(page: CheckPage, parcel: str) -> Verdict:
    found: Verdict = page.result.verdicts[page.result.parcels.ids.tolist().index(parcel)]
    return found


def click(page: CheckPage, link: str) -> None:
    """Click a link of the details, which must be there."""
    assert f'href="{link}"' in page.details.toHtml()
    page.details.anchorClicked.emit(QUrl(link))


def dialog_of(page: CheckPage) -> WaiverDialog:
    dialog = page.waiving.dialog
    assert dialog is not None
    return dialog


def press_ok(dialog: WaiverDialog) -> None:
    dialog.buttons.button(QDialogButtonBox.StandardButton.Ok).click()


def fill(dialog: WaiverDialog, scan: Path) -> None:
    dialog.docNo.setText(DOC_NO)
    dialog.docDate.setDate(QDate(2026, 5, 31))
    dialog.issuer.setText("河北省自然资源厅")
    dialog.file.setFilePath(str(scan))
    dialog.enteredBy.setText("王工")


def record(page: CheckPage, parcel: str, check: str, scan: Path, *, for_all: bool = False) -> None:
    """As a user does: choose the parcel, follow the link, fill in the dialog."""
    assert page.select_parcel(parcel)
    click(page, f"record:{check}")
    dialog = dialog_of(page)
    fill(dialog, scan)
    dialog.forAll.setChecked(for_all)
    press_ok(dialog)
    assert page.waiving.dialog is None


def test_a_document_makes_a_parcel_eligible_at_once(checked_dock: ZhanbuDock, scan: Path) -> None:
    page = checked_dock.check
    before = page.result.counts()
    parcel, check = lone_failure(page)
    record(page, parcel, check, scan)
    after = page.result.counts()
    assert verdict_of(page, parcel) is Verdict.ELIGIBLE
    assert after[Verdict.ELIGIBLE] == before[Verdict.ELIGIBLE] + 1
    assert after[Verdict.WAIVABLE] == before[Verdict.WAIVABLE] - 1
    assert page.eligible.text().endswith(f" {after[Verdict.ELIGIBLE]}")
    assert page.model.data(page.tree.currentIndex()) == parcel, "the list stays with the parcel"
    assert DOC_NO in page.details.toPlainText()
    index = page.tree.currentIndex()
    states = [page.model.data(page.model.index(k, 1, index)) for k in range(page.model.rowCount(index))]
    assert "Waived" in states
    page.outcome.setCurrentIndex(page.outcome.findData(Listed.FAILED))
    page.severity.setCurrentIndex(page.severity.findData(Severity.OVERRIDE))
    assert not page.select_parcel(parcel), "what is waived isn't listed as failed"


def test_a_document_that_was_removed_lifts_nothing_any_more(checked_dock: ZhanbuDock, scan: Path) -> None:
    page = checked_dock.check
    parcel, check = lone_failure(page)
    record(page, parcel, check, scan)
    click(page, f"remove:{check}")
    assert verdict_of(page, parcel) is Verdict.WAIVABLE
    assert DOC_NO not in page.details.toPlainText()
    assert page.waiving.waivers == ()


def test_a_parcel_waived_in_the_dock_enters_the_pool_with_its_document(checked_dock: ZhanbuDock, scan: Path) -> None:
    page = checked_dock.check
    parcel, check = lone_failure(page)
    record(page, parcel, check, scan)
    reports: list[object] = []
    page.pushed.connect(reports.append)
    push_and_answer(checked_dock)
    (report,) = reports
    assert parcel in report.admitted  # type: ignore[attr-defined]
    pool = Path(checked_dock.set_up.current().pool)
    assert [path.read_bytes() for path in evidence_folder(pool).iterdir()] == [scan.read_bytes()]
    assert verify_pool(pool) == ()


def test_a_file_changed_before_the_push_is_refused_with_its_parcel(checked_dock: ZhanbuDock, scan: Path) -> None:
    page = checked_dock.check
    parcel, check = lone_failure(page)
    record(page, parcel, check, scan)
    scan.write_bytes(b"another")
    reports: list[object] = []
    page.pushed.connect(reports.append)
    push_and_answer(checked_dock)
    (report,) = reports
    refused = {refusal.parcel_id: refusal.code for refusal in report.refused}  # type: ignore[attr-defined]
    assert refused == {parcel: "WRONG_WAIVER"}


def test_one_document_may_hold_for_all_parcels_of_a_check(checked_dock: ZhanbuDock, scan: Path) -> None:
    page = checked_dock.check
    found = [f for f in page.result.findings() if (f.severity, f.outcome) == (Severity.OVERRIDE, Outcome.FAIL)]
    ((check, count),) = Counter(f.check_id for f in found).most_common(1)
    failing = {f.parcel_id for f in found if f.check_id == check}
    assert len(failing) == count > 1
    parcel = min(failing)
    record(page, parcel, check, scan, for_all=True)
    lifted = page.result.applied.lifted.any(axis=1)
    assert set(page.result.parcels.ids[lifted]) == failing


def test_a_document_for_all_parcels_is_taken_back_only_by_a_link_that_says_so(
    checked_dock: ZhanbuDock, scan: Path
) -> None:
    page = checked_dock.check
    found = [f for f in page.result.findings() if (f.severity, f.outcome) == (Severity.OVERRIDE, Outcome.FAIL)]
    ((check, count),) = Counter(f.check_id for f in found).most_common(1)
    parcel = min(f.parcel_id for f in found if f.check_id == check)
    record(page, parcel, check, scan, for_all=True)
    assert f'href="remove:{check}"' not in page.details.toHtml()
    assert f"for all parcels ({count} of this check)" in page.details.toPlainText()
    page.waiving.follow(QUrl(f"remove:{check}"), page.result, list(page.result.parcels.ids).index(parcel))
    assert len(page.waiving.waivers) == 1, "an own document isn't there"
    click(page, f"removeforall:{check}")
    assert page.waiving.waivers == ()
    assert not page.result.applied.lifted.any()


@pytest.mark.parametrize(
    ("empty", "says"),
    [
        (lambda dialog: dialog.docNo.setText(" "), "field Document no."),
        (lambda dialog: dialog.issuer.clear(), "field Issuer"),
        (lambda dialog: dialog.file.setFilePath(""), "field File"),
        (lambda dialog: dialog.file.setFilePath("/nowhere/批复.pdf"), "批复.pdf"),
        (lambda dialog: dialog.enteredBy.clear(), "field Entered by"),
    ],
    ids=["number", "issuer", "file", "file that is not there", "who"],
)
def test_the_dialog_stays_open_and_says_what_is_missing(
    checked_dock: ZhanbuDock, scan: Path, empty: Callable[[WaiverDialog], None], says: str
) -> None:
    page = checked_dock.check
    parcel, check = lone_failure(page)
    page.select_parcel(parcel)
    click(page, f"record:{check}")
    dialog = dialog_of(page)
    fill(dialog, scan)
    empty(dialog)
    press_ok(dialog)
    assert page.waiving.dialog is dialog
    assert says in dialog.problem.text() and parcel in dialog.problem.text()
    assert verdict_of(page, parcel) is Verdict.WAIVABLE
    dialog.reject()
    assert page.waiving.dialog is None
    assert page.waiving.waivers == ()


def test_the_dialog_names_all_empty_boxes_at_once_and_its_link_stands_above_the_table(
    checked_dock: ZhanbuDock,
) -> None:
    page = checked_dock.check
    parcel, check = lone_failure(page)
    i = page.result.parcels.ids.tolist().index(parcel)
    j = next(j for j, column in enumerate(page.result.columns) if column.rule.id == check)
    page._show_details(Pointed(i, j))
    told = page.details.toPlainText()
    assert told.index("Record a document…") < told.index("Measured")
    page._tell_ground(51.0)
    assert page.details.verticalScrollBar().value() == 0, "what is told of the ground moves nothing out of sight"
    click(page, f"record:{check}")
    dialog = dialog_of(page)
    dialog.enteredBy.clear()
    press_ok(dialog)
    assert "empty: Document no., Issuer, File, Entered by." in dialog.problem.text()
    dialog.reject()


def test_the_dialog_takes_no_date_after_the_day_of_the_check(checked_dock: ZhanbuDock) -> None:
    page = checked_dock.check
    parcel, check = lone_failure(page)
    page.select_parcel(parcel)
    click(page, f"record:{check}")
    dialog = dialog_of(page)
    dialog.docDate.setDate(AS_OF.addDays(1))
    assert dialog.docDate.date() == AS_OF
    dialog.reject()


def test_the_last_document_is_offered_for_the_next_parcel(checked_dock: ZhanbuDock, scan: Path) -> None:
    page = checked_dock.check
    parcel, check = lone_failure(page)
    record(page, parcel, check, scan)
    following, other = lone_failure(page)
    assert following != parcel
    page.select_parcel(following)
    click(page, f"record:{other}")
    dialog = dialog_of(page)
    assert (dialog.docNo.text(), dialog.file.filePath()) == (DOC_NO, str(scan))
    press_ok(dialog)
    assert verdict_of(page, following) is Verdict.ELIGIBLE


def test_only_a_failure_that_a_document_can_lift_offers_one(checked_dock: ZhanbuDock) -> None:
    page = checked_dock.check
    offered = 0
    for i in range(len(page.result.parcels)):
        for j, finding in enumerate(page.result.findings_of(i)):
            if finding.outcome is Outcome.PASS:
                continue
            page._show_details(Pointed(i, j))
            liftable = finding.severity is Severity.OVERRIDE and finding.outcome is Outcome.FAIL
            assert (f'href="record:{finding.check_id}"' in page.details.toHtml()) == liftable
            offered += liftable
    assert offered > 0


def test_documents_come_with_the_next_check_of_the_same_layer(checked_dock: ZhanbuDock, scan: Path) -> None:
    page = checked_dock.check
    parcel, check = lone_failure(page)
    record(page, parcel, check, scan)
    page.run.click()
    wait_until(lambda: not page.work.is_busy)
    assert verdict_of(page, parcel) is Verdict.ELIGIBLE
    assert page.result.applied.idle == []


def check_again(page: CheckPage) -> None:
    page.scope.setCurrentIndex(page.scope.findData(WHOLE))
    page.run.click()
    wait_until(lambda: not page.work.is_busy)


def copied(dock: ZhanbuDock, county: Path) -> QgsVectorLayer:
    """A working copy of all candidates, which is the survey layer now."""
    select, survey = dock.select, dock.set_up.current().survey
    select.tagged.tag([feature.id() for feature in survey.getFeatures()])
    wait_until(lambda: not select.candidates.reading.is_busy)
    select.dividing.make_copy(str(county / "work.gpkg"))
    wait_until(lambda: not select.dividing.work.is_busy)
    wait_until(lambda: not select.candidates.reading.is_busy)
    copy = dock.set_up.current().survey
    assert copy is not None and copy is not survey
    return copy


def test_documents_come_with_their_parcels_into_a_working_copy_and_back(
    checked_dock: ZhanbuDock, scan: Path, county: Path
) -> None:
    page = checked_dock.check
    parcel, check = lone_failure(page)
    record(page, parcel, check, scan)
    copied(checked_dock, county)
    check_again(page)
    assert verdict_of(page, parcel) is Verdict.ELIGIBLE
    assert DOC_NO not in page.stateLine.text()
    checked_dock.select.dividing.toSource.click()
    check_again(page)
    assert verdict_of(page, parcel) is Verdict.ELIGIBLE


def test_the_preview_leaves_the_ground_that_a_document_lifts(
    checked_dock: ZhanbuDock, scan: Path, county: Path
) -> None:
    page, panel = checked_dock.check, checked_dock.select.dividing

    def cut() -> set[str]:
        panel.previewCut.click()
        wait_until(lambda: not panel.work.is_busy)
        assert panel.preview is not None
        return {row.parcel for row in panel.preview.rows}

    copied(checked_dock, county)
    check_again(page)
    before = cut()
    found = [f for f in page.result.findings() if f.parcel_id in before and f.outcome is Outcome.FAIL]
    failing = Counter(f.parcel_id for f in found if f.severity in (Severity.OVERRIDE, Severity.BLOCK))
    lone = next(f for f in found if f.severity is Severity.OVERRIDE and failing[f.parcel_id] == 1)
    record(page, lone.parcel_id, lone.check_id, scan)
    assert cut() == before - {lone.parcel_id}


def test_a_document_is_not_for_a_parcel_that_has_another_shape_in_the_other_layer_and_the_page_says_so(
    checked_dock: ZhanbuDock, scan: Path, county: Path
) -> None:
    page = checked_dock.check
    parcel, check = lone_failure(page)
    record(page, parcel, check, scan)
    copy = copied(checked_dock, county)
    (feature,) = [f for f in copy.getFeatures() if str(f["BSM"]) == parcel]
    shape = feature.geometry()
    shape.translate(0.01, 0)
    assert copy.startEditing() and copy.changeGeometry(feature.id(), shape) and copy.commitChanges()
    check_again(page)
    assert verdict_of(page, parcel) is Verdict.WAIVABLE
    assert page.waiving.waivers == ()
    assert "1 recorded documents don't count here" in page.stateLine.text() and DOC_NO in page.stateLine.text()
    checked_dock.select.dividing.toSource.click()
    check_again(page)
    assert verdict_of(page, parcel) is Verdict.ELIGIBLE, "it wasn't lost"


def test_the_report_of_the_dock_lists_the_document_first(checked_dock: ZhanbuDock, scan: Path, tmp_path: Path) -> None:
    page = checked_dock.check
    parcel, check = lone_failure(page)
    record(page, parcel, check, scan)
    target = tmp_path / "report.html"
    page.outputs.write_report(str(target))
    first = target.read_text(encoding="utf-8").split("</table>", 1)[0]
    assert DOC_NO in first and parcel in first and check in first


def test_a_new_check_closes_the_dialog(checked_dock: ZhanbuDock) -> None:
    page = checked_dock.check
    parcel, check = lone_failure(page)
    page.select_parcel(parcel)
    click(page, f"record:{check}")
    page.run.click()
    assert page.waiving.dialog is None
    wait_until(lambda: not page.work.is_busy)
