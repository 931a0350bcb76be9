"""The work of a review, off the window's thread: the draw, results from a file, opinion and slip (核查任务)."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from qgis.core import QgsProcessingFeedback

from ....exchange.comparing.opened import OpenedPackage
from ....exchange.returns.results import ParcelResult, results_of
from ....exchange.returns.review import Review, review
from ....exchange.returns.slip import slip_texts
from ....exchange.returns.writing import write_slip
from ....exchange.sampling.draw import Draw
from ....processing.inputs.draw_options import DrawOptions
from ....processing.inputs.sources import UnreadLayer
from ....processing.outputs.drawn_parcels import draw_from, drawable_of
from ....processing.outputs.table_rows import table_rows
from ....reports.language import tr
from ....reports.review_opinion import OpinionHead, review_opinion
from ....survey.problem import InputProblem
from ....survey.wording import translate

OPINION, SLIP = "-核查意见.pdf", "-退回单.xlsx"
"""What the papers are called behind the name of the package: they go to the county."""


@dataclass(frozen=True)
class Written:
    """A review and its papers; without a slip where nothing goes back."""

    review: Review
    opinion: Path
    slip: Path | None


@dataclass(frozen=True)
class ReviewTerms:
    """All that a review is made of. ``rows`` are those of the table of results."""

    package: OpenedPackage
    draw: Draw | None
    rows: Sequence[Mapping[str, str]]
    others: Sequence[OpenedPackage]
    return_overlaps: bool
    head: OpinionHead


def drawing(package: OpenedPackage, options: DrawOptions) -> Callable[[QgsProcessingFeedback], Draw]:
    """The work of drawing; it raises ``InputProblem``."""
    return lambda _feedback: draw_from(drawable_of(package), options)


def reading_results(
    layer: UnreadLayer, package: OpenedPackage
) -> Callable[[QgsProcessingFeedback], tuple[ParcelResult, ...]]:
    """The work of reading a table of results; it raises ``InputProblem``."""
    return lambda feedback: results_of(table_rows(layer, feedback), package.parcels, source=layer.name)


def writing_review(terms: ReviewTerms, folder: Path) -> Callable[[QgsProcessingFeedback], Written]:
    """The work of writing a review's papers; it raises ``InputProblem``, and papers that are there stay as they are."""

    def work(_feedback: QgsProcessingFeedback) -> Written:
        _require_something(terms)
        results = results_of(terms.rows, terms.package.parcels, source=tr("Results"))
        found = review(terms.package, terms.draw, results, terms.others, return_overlaps=terms.return_overlaps)
        stem = Path(terms.package.name).stem
        papers = {folder / f"{stem}{OPINION}": review_opinion(found, terms.head)}
        slip = folder / f"{stem}{SLIP}" if found.items else None
        if slip is not None:
            stated, head = found.package.manifest, terms.head
            papers[slip] = write_slip(found.items, batch=stated.batch, day=head.day, doc_no=head.doc_no)
        _write_new(papers)
        return Written(found, folder / f"{stem}{OPINION}", slip)

    return work


def results_table(rows: Sequence[Mapping[str, str]]) -> bytes:
    """The table as CSV that spreadsheets open and ``writereview`` reads."""
    columns = slip_texts()["columns"]
    heads = {
        "parcel_uid": columns["parcel"][2],
        "parcel_no": columns["number"][1],
        "result": columns["result"][2],
        "code": columns["code"][2],
        "reason": columns["text"][7],
    }
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(heads.values())
    for row in rows:
        table.writerow([_guarded(row[key]) for key in heads])
    return text.getvalue().encode("utf-8-sig")


def write_file(path: Path, content: bytes) -> None:
    """Raises ``InputProblem`` where it can't be written."""
    try:
        path.write_bytes(content)
    except OSError as error:
        raise InputProblem(
            translate("zhanbu", "The file can't be written ({reason}).", reason=error.strerror),
            remedy=translate("zhanbu", "Choose another folder, or close the program that has it open."),
            source=str(path),
        ) from error


def _require_something(terms: ReviewTerms) -> None:
    if terms.draw is None and not terms.others and not any(row["result"] or row["code"] for row in terms.rows):
        raise InputProblem(
            translate("zhanbu", "Nothing was looked at: there are neither a draw nor results nor other packages."),
            remedy=translate("zhanbu", "Draw the spot check and fill in what was found."),
            source=terms.package.name,
        )


def _write_new(papers: Mapping[Path, bytes]) -> None:
    for path in papers:
        if path.exists():
            raise InputProblem(
                translate("zhanbu", "The paper is there already, and papers aren't overwritten."),
                remedy=translate("zhanbu", "Choose another folder, or take the earlier paper away first."),
                source=str(path),
            )
    for path, content in papers.items():
        write_file(path, content)


def _guarded(cell: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@") else cell
