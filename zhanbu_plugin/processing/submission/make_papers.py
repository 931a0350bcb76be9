"""``zhanbu:makepapers``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterString,
)

from ...pool.reading import pool_batch
from ...pool.records import PoolBatch
from ...reports.language import tr
from ...reports.papers.batch_papers import BATCH_PAPERS
from ...reports.papers.specs import read_papers
from ..algorithm import Parameters, ZhanbuAlgorithm, stop_if_cancelled
from ..inputs.draw_options import DrawOptions, add_draw_options, draw_options
from ..inputs.paper_templates import add_templates, templates_of
from ..inputs.systems import add_batch, add_pool, add_system
from ..outputs.drawn_parcels import draw_from, drawable_batch
from ..outputs.outputs import Outputs
from ..outputs.paper_files import LINK_SHEETS, MadeFile, PaperMaker

PAPERS = (*BATCH_PAPERS, "spot_check", "parcel_sheet", "year_report", LINK_SHEETS)


@dataclass(frozen=True)
class _Inputs:
    pool: str
    system: str
    batch: str
    as_of: date
    papers: tuple[str, ...]
    parcels: tuple[str, ...]
    office: str
    templates: Path | None
    english: bool
    draw: DrawOptions
    folder: Path


class MakePapers(ZhanbuAlgorithm[_Inputs]):
    """The papers of a batch."""

    NAME = "makepapers"
    GROUP = "submission"

    def title(self) -> str:
        """Displayed name."""
        return tr("Make the papers of a batch")

    def help(self) -> str:
        """What it does."""
        return tr(
            "Prints the papers of a batch as PDF, in Chinese, from the pool: application (申请表), verification form "
            "(核查表), public notice with map (公示), summary by township and class (汇总表), map (位置图), report of "
            "the check (检查报告), record of a spot check (抽查记录表), a sheet for each parcel with map, boundary "
            "points, findings and photos (地块信息表), the pool's yearly report (年度报告) and the sheets of links "
            "that took of its parcels (挂钩确认单). The layouts are templates of QGIS: copy the folder "
            "resources/papers of the plugin, edit texts and columns in papers.yaml and the layouts (.qpt) in the "
            "layout designer, and give the copy as TEMPLATES. Without SEED, the spot check is drawn with "
            "SYSTEM|county|year|CITY|1. The same pool gives the same files to the byte."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        """Declare the parameters."""
        add_pool(self)
        add_system(self)
        add_batch(self)
        self.add_day()
        self.add(
            QgsProcessingParameterEnum(
                "PAPERS",
                tr("Papers"),
                options=list(PAPERS),
                allowMultiple=True,
                optional=True,
                usesStaticStrings=True,
            ),
            tr("Which papers to make. Empty: all of them."),
        )
        self.add(
            QgsProcessingParameterString("OFFICE", tr("Office"), optional=True),
            tr("Name of the office that makes the papers. Empty leaves room to write it."),
        )
        self._add_more()
        self.add(
            QgsProcessingParameterFolderDestination("FOLDER", tr("Folder of the papers")),
            tr("Where the files go; one of the same name is replaced."),
        )
        self.addOutput(QgsProcessingOutputNumber("FILES", tr("Number of files")))
        self.addOutput(QgsProcessingOutputNumber("PAGES", tr("Number of pages")))

    def _add_more(self) -> None:
        add_templates(self)
        self.add(
            QgsProcessingParameterString("PARCELS", tr("Parcels"), optional=True),
            tr("Numbers or ids of parcels to make sheets of, with commas between. Empty: all of the batch."),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterBoolean("ENGLISH", tr("English title too"), defaultValue=False),
            tr("Put the English title under the Chinese one."),
            advanced=True,
        )
        add_draw_options(self, seed_optional=True)

    def look_up(self, parameters: Parameters, context: QgsProcessingContext) -> _Inputs:
        """Pool, batch, which papers, and where they go."""
        chosen = [name for name in self.parameterAsEnumStrings(parameters, "PAPERS", context) if name]
        numbers = self.parameterAsString(parameters, "PARCELS", context).replace("，", ",").split(",")
        return _Inputs(
            pool=self.parameterAsString(parameters, "POOL", context).strip(),
            system=self.parameterAsEnumString(parameters, "SYSTEM", context),
            batch=self.parameterAsString(parameters, "BATCH", context).strip(),
            as_of=self.day(parameters, context),
            papers=tuple(paper for paper in PAPERS if not chosen or paper in chosen),
            parcels=tuple(number.strip() for number in numbers if number.strip()),
            office=self.parameterAsString(parameters, "OFFICE", context).strip(),
            templates=templates_of(self, parameters, context),
            english=self.parameterAsBoolean(parameters, "ENGLISH", context),
            draw=draw_options(self, parameters, context),
            folder=Path(self.parameterAsFileOutput(parameters, "FOLDER", context)),
        )

    def work(self, inputs: _Inputs, outputs: Outputs, feedback: QgsProcessingFeedback) -> Parameters:
        """Read the batch, make each paper."""
        book = read_papers(inputs.templates)
        batch = pool_batch(inputs.pool, inputs.system, inputs.batch)
        numbers = _numbers(batch, inputs.parcels)
        maker = PaperMaker(
            inputs.pool, batch, inputs.as_of, inputs.office, book, inputs.english, lambda: not feedback.isCanceled()
        )
        files = pages = 0
        for share, name in enumerate(inputs.papers):
            stop_if_cancelled(feedback)
            feedback.setProgress(100 * share / len(inputs.papers))
            for made in _made(maker, name, inputs, numbers):
                outputs.save(inputs.folder / made.name, made.content, "FOLDER")
                feedback.pushInfo(made.name)
                files, pages = files + 1, pages + made.pages
        return {"FOLDER": str(inputs.folder), "FILES": files, "PAGES": pages}


def _numbers(batch: PoolBatch, named: tuple[str, ...]) -> tuple[str, ...]:
    """Numbers of parcels that are named by number or ``parcel_uid``."""
    known = {name: p.parcel_no for p in batch.parcels for name in (p.parcel_uid, p.parcel_no)}
    unknown = sorted({*named} - {*known})
    if unknown:
        raise QgsProcessingException(
            tr("PARCELS: the batch has no parcel {numbers}.").format(numbers=", ".join(unknown))
        )
    return tuple(known[name] for name in named)


def _made(maker: PaperMaker, name: str, inputs: _Inputs, numbers: tuple[str, ...]) -> Iterator[MadeFile]:
    if name == LINK_SHEETS:
        yield from maker.links()
    elif name == "year_report":
        yield maker.yearly()
    elif name == "parcel_sheet":
        yield maker.sheets(numbers)
    elif name == "spot_check":
        seed = inputs.draw.seed or f"{inputs.system}|{maker.batch.identity.county}|{inputs.as_of.year}|CITY|1"
        frame = drawable_batch(inputs.pool, inputs.system, inputs.batch)
        yield maker.spot_check(draw_from(frame, replace(inputs.draw, seed=seed)))
    else:
        yield maker.paper(name)
