"""What leaves the page “Check” as a file: the report, and the list of findings as a workbook (检查结果输出)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qgis.PyQt.QtWidgets import QFileDialog, QWidget

from ...checks.engine import CheckResult
from ...reports.check_page import check_page
from ...reports.language import interface_is_chinese, said, tr
from ...survey.problem import InputProblem
from ...survey.wording import translate
from ..background import Background
from ..messages import Messenger
from .findings_export import export_findings
from .findings_model import FindingsModel

_BOOK, _PAGE = ".xlsx", ".html"


class CheckOutputs:
    """Writes what is shown; ``shown`` gives the check, or raises ``InputProblem`` while there is none."""

    def __init__(
        self, shown: Callable[[], CheckResult], model: FindingsModel, work: Background, messenger: Messenger
    ) -> None:
        self._shown, self._model, self._work, self._messenger = shown, model, work, messenger

    def write_report(self, path: str) -> None:
        """Write the check as a page."""
        with self._messenger.telling_problems():
            page = check_page(self._shown(), said, chinese=interface_is_chinese())
            try:
                Path(path).write_text(page, encoding="utf-8")
            except OSError as error:
                raise InputProblem(
                    translate("zhanbu", "The report can't be written ({reason}).", reason=error.strerror),
                    remedy=translate("zhanbu", "Choose another folder, or close the program that has it open."),
                    source=path,
                ) from error
            self._messenger.tell(tr("Report written: {file}").format(file=path))

    def write_list(self, path: str) -> None:
        """Write what is listed now as a workbook, in the background."""
        with self._messenger.telling_problems():
            self._shown()
            self._work.start(
                tr("Zhanbu: list of findings"),
                export_findings(self._model, path),
                lambda rows: self._messenger.tell(tr("{rows} rows written: {file}").format(rows=rows, file=path)),
            )

    def ask(self, window: QWidget) -> None:
        """Ask where to, and as what."""
        page, book = "HTML (*.html)", tr("List as a workbook") + f" (*{_BOOK})"
        path, kind = QFileDialog.getSaveFileName(window, tr("Report"), "", f"{page};;{book}")
        if path.lower().endswith(_BOOK) or (path and kind == book):
            self.write_list(path if path.lower().endswith(_BOOK) else f"{path}{_BOOK}")
        elif path:
            self.write_report(path if path.lower().endswith((_PAGE, ".htm")) else f"{path}{_PAGE}")
