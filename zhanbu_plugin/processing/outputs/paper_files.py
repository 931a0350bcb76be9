"""Papers of a batch as files (文书文件): what each is made of, and its PDF."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import shapely

from ...checks.dossier import Dossier
from ...exchange.sampling.draw import Draw
from ...ledger.account_statement import Account, account_statement
from ...ledger.balance import balance
from ...ledger.batch_links import links_of_parcels
from ...ledger.year_figures import YearFigures, year_figures
from ...pool.filing.dossiers import dossiers_of
from ...pool.reading import active_claims
from ...pool.records import PoolBatch
from ...reports.language import chinese
from ...reports.link_sheet import link_sheet_pdf
from ...reports.link_sheet_of_record import sheet_of
from ...reports.papers.batch_papers import batch_paper, spot_check_paper
from ...reports.papers.batch_values import BatchSource, rules_of
from ...reports.papers.content import PaperContent
from ...reports.papers.names import FILE_NAMES
from ...reports.papers.parcel_sheets import parcel_sheets
from ...reports.papers.printing import PaperPrinter
from ...reports.papers.specs import PaperBook
from ...reports.papers.year_report import YearSource, year_report
from ...reports.window_thread import GoOn, later_on_window_thread, on_window_thread
from ...reports.year_chart import chart_png, year_chart

LINK_SHEETS = "link_sheet"
_LINK_SHEET_NAME = "挂钩确认单"
_CHART_SCALE = 4.0
_UNFIT = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


@dataclass(frozen=True)
class MadeFile:
    """A paper's file: its name, the PDF, and how many pages or, of link sheets, 0 for not counted."""

    name: str
    content: bytes
    pages: int


@dataclass(frozen=True)
class PaperMaker:
    """Makes papers of one batch, as the pool has it on a day, in an office's name.

    ``go_on`` answers ``False`` to stop. Every method may raise ``InputProblem`` and ``Cancelled``.
    """

    pool: str
    batch: PoolBatch
    as_of: date
    office: str
    book: PaperBook
    english: bool
    go_on: GoOn

    def paper(self, name: str, most: int | None = None) -> MadeFile:
        """A paper of the whole batch; of findings at most so many, and how many there are besides."""
        return self._printed(name, iter([batch_paper(name, self._source(name), self.book, most)]))

    def spot_check(self, drawn: Draw) -> MadeFile:
        """The record of a spot check."""
        return self._printed("spot_check", iter([spot_check_paper(self._source(), drawn, self.book)]))

    def sheets(self, numbers: tuple[str, ...]) -> MadeFile:
        """The sheets of all parcels, or of those with a number, in one file."""
        return self._printed("parcel_sheet", parcel_sheets(self._source("map_sheet"), self.book, numbers))

    def yearly(self) -> MadeFile:
        """The report of the pool's year."""
        rules = rules_of(self.batch)
        system, last = self.batch.system, self.as_of
        figures = year_figures(self.pool, system=system, last=last)
        county = self.batch.identity.county
        source = YearSource(
            county=county,
            system=system,
            year=last.year,
            as_of=last,
            figures=figures,
            balance=balance(self.pool, system=system, as_of=last),
            state_titles={key: state.title.zh for key, state in rules.states.items()},
            head_hash=account_statement(self.pool, Account(system), last=last).head_hash,
            office=self.office,
        )
        title = f"{county} {self.book.systems.get(system, system)}"
        with _picture(title, figures or (YearFigures(last.year, 0, 0, 0, 0),), self.go_on) as chart:
            return self._printed("year_report", iter([year_report(source, self.book, chart)]))

    def links(self) -> list[MadeFile]:
        """The sheet of every link that took of the batch's parcels."""
        uids = {parcel.parcel_uid for parcel in self.batch.parcels}
        records = links_of_parcels(self.pool, self.batch.system, uids, last=self.as_of)
        return [
            MadeFile(self._file(f"{_LINK_SHEET_NAME}_{record.txn.txn_uid}"), link_sheet_pdf(sheet_of(record)), 0)
            for record in records
        ]

    def _source(self, name: str = "") -> BatchSource:
        """What a paper is made of; only some need what is on file or what lies around."""
        dossiers: tuple[Dossier, ...] = ()
        around: tuple[tuple[shapely.Geometry, str], ...] = ()
        if name in ("verification", "notice"):
            dossiers = dossiers_of(self.pool, [parcel.parcel_uid for parcel in self.batch.parcels])
        if name in ("notice", "map_sheet"):
            own = {parcel.parcel_uid for parcel in self.batch.parcels}
            shapes, uids, _ = active_claims(self.pool)
            around = tuple((shape, uid) for shape, uid in zip(shapes, uids) if uid not in own)
        return BatchSource(self.batch, rules_of(self.batch), self.as_of, self.office, dossiers, around)

    def _printed(self, name: str, contents: Iterator[PaperContent]) -> MadeFile:
        """Papers in one file. Layouts belong to the window's thread; between two papers it may do other things."""
        file = self._file(FILE_NAMES[name])
        printer = on_window_thread(lambda: PaperPrinter(self.book, Path(file).stem, english=self.english), self.go_on)
        try:
            for content in contents:
                for step in printer.steps(content):
                    on_window_thread(step, self.go_on)
            return MadeFile(file, on_window_thread(lambda: printer.finished(self.as_of), self.go_on), printer.pages)
        finally:
            later_on_window_thread(printer.close)

    def _file(self, name: str) -> str:
        return f"{_UNFIT.sub('_', self.batch.batch)}_{name}.pdf"


@contextmanager
def _picture(title: str, years: tuple[YearFigures, ...], go_on: GoOn) -> Iterator[str]:
    """Path of the chart of the years, for as long as it is needed."""
    with TemporaryDirectory(prefix="zhanbu-") as folder:
        path = Path(folder) / "years.png"
        path.write_bytes(on_window_thread(lambda: chart_png(year_chart(years, title, tr=chinese), _CHART_SCALE), go_on))
        yield str(path)
