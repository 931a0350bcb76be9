"""Building a submission package (打包报送) from a batch: everything in it agrees, or there is none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from ...pool.records import PoolBatch
from ...regimes.rule_set import RuleSet
from ...survey.cancel import Cancelled
from ...survey.problem import InputProblem
from ...survey.wording import Wording, translate
from ..archive import write_archive
from ..verification.content import batch_problems, packed_rule_set
from ..verification.history import identity_problems
from ..verification.packed import PackedBatch
from ..verification.report import Problem
from ..verification.verifying import verify_submission
from ..workbook.writing import write_workbook
from .content import Heading, Say, list_sheet, summary_sheet, waivers_sheet
from .coordinates import coordinates_txt
from .findings_tables import findings_csv, findings_sheet, sentences_of
from .format import (
    COORDINATES,
    EVENTS,
    EVIDENCE,
    FINDINGS,
    FINDINGS_TABLE,
    LEDGER,
    LIST,
    MANIFEST,
    MATERIALS,
    MATERIALS_TABLE,
    PARCELS,
    RULE_SET,
    WAIVERS,
    FileEntry,
    Manifest,
)
from .geopackage import write_parcels
from .ledger_tables import events_up_to, ledger_sheets, packed_postings
from .materials import materials_csv, materials_sheet
from .papers import sealed_papers
from .reading import PackageParcels
from .shapefile import write_shapefile
from .tables import events_csv

_TOLD_REASONS = 10


@dataclass(frozen=True)
class SubmissionReport:
    """What was packed: path, number of parcels, sum of their areas in dm² (0.01 m²), SHA-256 (hex) of the package."""

    path: Path
    parcels: int
    total_dm2: int
    sha256: str


class SubmissionRefused(InputProblem):
    """The batch can't be submitted as it is; ``reasons`` has every reason, with code and parcel number."""

    def __init__(self, batch: str, reasons: tuple[Problem, ...]) -> None:
        self.reasons = reasons
        told = [_told(reason) for reason in reasons[:_TOLD_REASONS]]
        slots = " ".join(f"{{r{i}}}" for i in range(len(told)))
        super().__init__(
            translate(
                "zhanbu", "Batch {batch} can't be submitted, for {count} reasons.", batch=batch, count=len(reasons)
            ),
            remedy=Wording(slots, {f"r{i}": reason for i, reason in enumerate(told)}),
        )


def _told(reason: Problem) -> Wording:
    if not reason.parcel:
        return reason.wording
    return translate("zhanbu", "Parcel {parcel}: {reason}", parcel=reason.parcel, reason=reason.wording)


@dataclass(frozen=True)
class SubmissionOptions:
    """How a package is made: its number in the year and version, the TXT's template and encoding, who produced it."""

    sequence: int = 1
    version_no: int = 1
    txt_template: str = "standard9"
    encoding: str = "GBK"
    producer: str = ""


def build_submission(
    batch: PoolBatch,
    *,
    target_folder: Path,
    as_of: date,
    plugin_version: str,
    papers: Mapping[str, bytes],
    sequence: int = 1,
    version_no: int = 1,
    txt_template: str = "standard9",
    encoding: str = "GBK",
    producer: str = "",
    say: Say = str,
    progress: Callable[[float], bool] | None = None,
) -> SubmissionReport:
    """Pack a batch as ``{xzqdm}_{system}_{year}_{seq}_v{n}.zip`` in a folder, and verify the package before it stands.

    The rules are those that the pool kept with the checks; ``say`` puts the findings' sentences into the language of
    the paper, and ``papers`` are its PDFs, by their names in it. The same batch, options and papers give the same
    bytes. A package that is there already is kept: it is no error when it's the same, and needs a higher
    ``version_no`` when it isn't. ``progress`` gets the share done and answers ``False`` to stop.

    Raises ``ValueError`` unless ``papers`` are those that every package has; ``SubmissionRefused`` with every reason;
    ``InputProblem`` when the folder can't be written or a package of that name differs; ``Cancelled``. Then nothing is
    left in the folder.
    """
    options = SubmissionOptions(sequence, version_no, txt_template, encoding, producer)
    rule_set = _rule_set_of(batch)
    evidence = _evidence(batch)
    reasons = tuple(batch_problems(batch, rule_set, as_of, evidence))
    if reasons:
        raise SubmissionRefused(batch.batch, reasons)
    _go_on(progress, 0.2)
    heading = Heading(batch.identity.county, batch.batch, as_of, rule_set)
    files = {**_files(batch, heading, options, say), **evidence}
    files |= sealed_papers(papers, files[PARCELS])
    _go_on(progress, 0.5)
    manifest = _manifest(batch, as_of, rule_set, plugin_version, options, files)
    files[MANIFEST] = manifest.to_bytes()
    content = write_archive(files, sealed=True)
    _go_on(progress, 0.6)
    events = events_up_to(batch.events, batch.system, as_of)
    packed = PackedBatch(files, PackageParcels(batch.identity.epsg, batch.parcels), events, batch.materials)
    return _placed(content, manifest, packed, target_folder)


def _rule_set_of(batch: PoolBatch) -> RuleSet:
    """The one rule set that a batch was checked by. Raises ``SubmissionRefused``."""
    if len(batch.rule_sets) == 1:
        return packed_rule_set(next(iter(batch.rule_sets.values())))
    said = translate(
        "zhanbu",
        "The batch was checked by {count} versions of rules. Put parcels of one version into a batch.",
        count=len(batch.rule_sets),
    )
    empty = tuple(identity_problems(batch.parcels, batch.system, batch.batch)) if not batch.parcels else ()
    raise SubmissionRefused(batch.batch, empty or (Problem("RULE_SET", RULE_SET, "", said),))


def _go_on(progress: Callable[[float], bool] | None, done: float) -> None:
    if progress is not None and progress(done) is False:
        raise Cancelled


def _files(batch: PoolBatch, heading: Heading, options: SubmissionOptions, say: Say) -> dict[str, bytes]:
    parcels, epsg = batch.parcels, batch.identity.epsg
    events = events_up_to(batch.events, batch.system, heading.as_of)
    checked_on = {key: run.as_of for key, run in batch.runs.items()}
    sentences = sentences_of(parcels, say)
    return {
        PARCELS: write_parcels(parcels, epsg, heading.as_of),
        COORDINATES: coordinates_txt(
            parcels,
            epsg,
            template=options.txt_template,
            encoding=options.encoding,
            as_of=heading.as_of,
            producer=options.producer,
        ),
        LIST: write_workbook([list_sheet(parcels, checked_on, heading), summary_sheet(parcels, heading)]),
        FINDINGS_TABLE: write_workbook([findings_sheet(parcels, heading, sentences)]),
        FINDINGS: findings_csv(parcels, sentences),
        EVENTS: events_csv(events),
        LEDGER: write_workbook(ledger_sheets(packed_postings(events, batch.system), heading)),
        RULE_SET: heading.rule_set.content,
        WAIVERS: write_workbook([waivers_sheet(parcels, heading)]),
        MATERIALS: materials_csv(batch.materials),
        MATERIALS_TABLE: write_workbook([materials_sheet(batch.materials, parcels, heading)]),
        **write_shapefile(parcels, epsg, heading.as_of, heading.rule_set),
    }


def _evidence(batch: PoolBatch) -> dict[str, bytes]:
    """Documents by their names in the package, as far as they are there."""
    found = {}
    for name, path in sorted(batch.evidence.items()):
        try:
            found[EVIDENCE + name] = path.read_bytes()
        except FileNotFoundError:
            continue  # the problems of the batch name parcel and check
        except OSError as error:
            raise InputProblem(
                translate("zhanbu", "The document can't be read ({reason}).", reason=error.strerror or error),
                remedy=translate("zhanbu", "Close the program that has it open, and try again."),
                source=str(path),
            ) from error
    return found


def _manifest(
    batch: PoolBatch,
    as_of: date,
    rule_set: RuleSet,
    plugin_version: str,
    options: SubmissionOptions,
    files: Mapping[str, bytes],
) -> Manifest:
    events = events_up_to(batch.events, batch.system, as_of)
    return Manifest(
        plugin_version=plugin_version,
        county=batch.identity.county,
        system=batch.system,
        batch=batch.batch,
        as_of=as_of,
        sequence=options.sequence,
        version_no=options.version_no,
        epsg=batch.identity.epsg,
        rule_set=rule_set.id,
        rule_set_sha256=rule_set.sha256,
        runs=batch.runs,
        parcels=len(batch.parcels),
        area_dm2=sum(p.area_dm2 for p in batch.parcels),
        event_head=events[-1].hash if events else "",
        txt_template=options.txt_template,
        txt_encoding=options.encoding,
        files={name: FileEntry.of(content) for name, content in files.items()},
    )


def _placed(content: bytes, manifest: Manifest, packed: PackedBatch, folder: Path) -> SubmissionReport:
    """Verified under its own name in a folder of its own, then moved to its place in one step."""
    target = folder / manifest.package_name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".zhanbu-", dir=folder) as scratch:
            made = Path(scratch) / target.name
            made.write_bytes(content)
            report = verify_submission(made, packed=packed)
            if not report.valid:
                raise SubmissionRefused(manifest.batch, report.problems)
            if target.exists():
                _require_same(target, content)
            else:
                made.replace(target)
    except OSError as error:
        raise InputProblem(
            translate("zhanbu", "The package can't be written ({reason}).", reason=error.strerror or error),
            remedy=translate("zhanbu", "Choose a folder on a local disk with room, where you may write."),
            source=str(target),
        ) from error
    return SubmissionReport(target, report.parcels, report.total_dm2, report.sha256)


def _require_same(target: Path, content: bytes) -> None:
    if target.stat().st_size == len(content) and target.read_bytes() == content:
        return
    raise InputProblem(
        translate("zhanbu", "A package of this name was made before, with other content. It stays as it is."),
        remedy=translate("zhanbu", "Give the next version number."),
        source=str(target),
    )
