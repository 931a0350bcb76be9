"""The papers that go into a submission package: report of the check and map (报送包文书)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ...exchange.submission.format import CHECK_REPORT, MAP_SHEET
from ...pool.records import PoolBatch
from ...reports.papers.specs import read_papers
from ...reports.window_thread import GoOn
from .paper_files import PaperMaker

_MOST_FINDINGS = 500
"""Findings in the report of a package; the table has all of them, and the report says so."""


def package_papers(
    pool: str, batch: PoolBatch, as_of: date, go_on: GoOn = lambda: True, *, templates: Path | None = None
) -> dict[str, bytes]:
    """PDFs by their names in the package; none for a batch without parcels, which is refused anyway.

    ``templates`` is the folder of a county's own layouts. May be asked for on any thread. Raises ``InputProblem`` where
    there is no Chinese font or a template can't be used, ``Cancelled``.
    """
    if not batch.parcels:
        return {}
    maker = PaperMaker(pool, batch, as_of, "", read_papers(templates), False, go_on)
    return {
        CHECK_REPORT: maker.paper("check_report", _MOST_FINDINGS).content,
        MAP_SHEET: maker.paper("map_sheet").content,
    }
