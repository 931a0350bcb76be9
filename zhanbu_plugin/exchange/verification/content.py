"""Comparing everything in a submission with everything else (图、数、表、坐标一致).

The layer is read first; areas are measured again from its shapes, and tables, TXT, findings, history and manifest must
all say the same. A manifest with corrected hashes doesn't help: no file is believed because of its hash.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache

import yaml

from ...checks.checked import CheckRun
from ...pool.places import OverlapTolerance
from ...pool.records import PoolBatch, PoolEvent, PoolParcel
from ...regimes.reading.rule_set_file import read_rule_set
from ...regimes.rule_set import RuleSet
from ...survey.problem import InputProblem
from ...survey.wording import translate
from ..scratch import NoRoom, laid_out
from ..submission.content import Heading
from ..submission.format import (
    COORDINATES,
    EVENTS,
    LEDGER,
    LIST,
    MANIFEST,
    MATERIALS,
    MATERIALS_TABLE,
    PARCELS,
    RULE_SET,
    WAIVERS,
    Manifest,
)
from ..submission.ledger_tables import events_up_to
from ..submission.materials import read_materials
from ..submission.reading import PackageParcels, read_parcels
from ..submission.tables import read_events
from .copies import paper_problems, shapefile_problems
from .documents import document_problems, material_problems, waiver_problems
from .ground import coordinate_problems, overlap_problems, shape_problems
from .history import demand_problems, event_problems, identity_problems, run_problems, verdict_problems
from .ledger import ledger_problems, ledger_table_problems
from .packed import PackedBatch
from .report import Problem
from .rules import rule_set_notes, rule_set_problems
from .tables import finding_problems, list_problems, material_list_problems, waiver_list_problems

_MALFORMED = (AttributeError, LookupError, RecursionError, TypeError, ValueError, yaml.YAMLError)
"""What a rule set from a stranger may make the loader stumble over, besides what the loader refuses itself."""


def package_parcels(files: Mapping[str, bytes]) -> PackageParcels:
    """The layer. Raises ``InputProblem``."""
    return read_parcels(files[PARCELS], PARCELS)


def content_problems(
    files: Mapping[str, bytes], manifest: Manifest, layer: PackageParcels, packed: PackedBatch | None = None
) -> Iterator[Problem]:
    """Everything in which the files of a package contradict each other, themselves or the manifest.

    ``packed``, in which nothing was wrong, is what it was made of.
    """
    parcels = layer.parcels
    if packed is not None and packed.reads_back(files, layer):
        yield from _sum_problems(manifest, layer)
        yield from paper_problems(files)
        return
    yield from identity_problems(parcels, manifest.system, manifest.batch)
    yield from verdict_problems(parcels)
    yield from waiver_problems(parcels, manifest.runs)
    materials = read_materials(files[MATERIALS], MATERIALS)
    yield from document_problems(parcels, materials, files)
    yield from shape_problems(parcels, layer.epsg)
    yield from _sum_problems(manifest, layer)
    if parcels:
        yield from coordinate_problems(
            files[COORDINATES],
            parcels,
            layer.epsg,
            template=manifest.txt_template,
            encoding=manifest.txt_encoding,
            as_of=manifest.as_of,
        )
    events = _events(files)
    if isinstance(events, Problem):
        yield events
    else:
        yield from event_problems(events, parcels, materials, manifest.event_head, manifest.as_of)
        yield from ledger_problems(events, parcels, manifest.system)
        yield from material_problems(materials, events, parcels, manifest.system, manifest.batch)
    yield from paper_problems(files)
    try:
        rule_set = packed_rule_set(files[RULE_SET])
    except NoRoom:
        raise
    except InputProblem as problem:
        yield Problem.of("RULE_SET", RULE_SET, problem)
        return
    if (manifest.rule_set, manifest.rule_set_sha256) != (rule_set.id, rule_set.sha256):
        said = translate("zhanbu", "The manifest names another rule set: {id}.", id=manifest.rule_set)
        yield Problem("RULE_SET", MANIFEST, "", said)
    yield from _rule_problems(manifest.county, manifest.system, manifest.as_of, manifest.runs, parcels, rule_set)
    heading = Heading(manifest.county, manifest.batch, manifest.as_of, rule_set)
    checked_on = {key: run.as_of for key, run in manifest.runs.items()}
    yield from list_problems(files[LIST], parcels, checked_on, heading)
    yield from finding_problems(files, parcels, heading)
    yield from waiver_list_problems(files[WAIVERS], parcels, heading)
    yield from material_list_problems(files[MATERIALS_TABLE], materials, parcels, heading)
    history = () if isinstance(events, Problem) else events
    yield from ledger_table_problems(files[LEDGER], history, manifest.system, heading)
    yield from shapefile_problems(files, parcels, layer.epsg, manifest.as_of, rule_set)


def batch_problems(
    batch: PoolBatch, rule_set: RuleSet, as_of: date, evidence: Mapping[str, bytes]
) -> Iterator[Problem]:
    """Why a batch of the pool may not be submitted, before anything is written; ``evidence`` are its documents."""
    parcels, events = batch.parcels, events_up_to(batch.events, batch.system, as_of)
    yield from identity_problems(parcels, batch.system, batch.batch)
    yield from verdict_problems(parcels)
    yield from waiver_problems(parcels, batch.runs)
    yield from document_problems(parcels, batch.materials, evidence)
    yield from material_problems(batch.materials, events, parcels, batch.system, batch.batch)
    yield from shape_problems(parcels, batch.identity.epsg)
    yield from event_problems(events, parcels, batch.materials, events[-1].hash if events else "", as_of)
    yield from ledger_problems(events, parcels, batch.system)
    yield from _rule_problems(batch.identity.county, batch.system, as_of, batch.runs, parcels, rule_set)


def content_notes(files: Mapping[str, bytes]) -> Iterator[Problem]:
    """What a reviewer should know although it may be in order."""
    try:
        packed = packed_rule_set(files[RULE_SET])
    except NoRoom:
        raise
    except InputProblem:
        return
    yield from rule_set_notes(packed)


@lru_cache(maxsize=4)
def packed_rule_set(content: bytes) -> RuleSet:
    """The rule set in a package, which may be another version's. Raises ``InputProblem``."""
    with laid_out(content, RULE_SET) as path:
        try:
            return read_rule_set(path, applied=False)
        except _MALFORMED as error:
            raise InputProblem(
                translate("zhanbu", "The rule set can't be read ({reason}).", reason=error),
                remedy=translate("zhanbu", "Ask the sender for the original file."),
                source=RULE_SET,
            ) from error


def _sum_problems(manifest: Manifest, layer: PackageParcels) -> Iterator[Problem]:
    total = sum(p.area_dm2 for p in layer.parcels)
    stated = (manifest.parcels, manifest.area_dm2, manifest.epsg)
    if stated != (len(layer.parcels), total, layer.epsg):
        said = translate(
            "zhanbu",
            "The manifest states {parcels} parcels with {area} m² in EPSG:{epsg}; the layer has {count} with {total} m²"
            " in EPSG:{own}.",
            parcels=manifest.parcels,
            area=f"{manifest.area_dm2 / 100:.2f}",
            epsg=manifest.epsg,
            count=len(layer.parcels),
            total=f"{total / 100:.2f}",
            own=layer.epsg,
        )
        yield Problem("TOTAL", MANIFEST, "", said)


def _events(files: Mapping[str, bytes]) -> Sequence[PoolEvent] | Problem:
    """The history, or why it can't be read."""
    try:
        return read_events(files[EVENTS], EVENTS)
    except InputProblem as problem:
        return Problem.of("EVENT", EVENTS, problem)


def _rule_problems(
    county: str,
    system: str,
    as_of: date,
    runs: Mapping[str, CheckRun],
    parcels: tuple[PoolParcel, ...],
    rule_set: RuleSet,
) -> Iterator[Problem]:
    unknown_rules = list(rule_set_problems(rule_set))
    yield from unknown_rules
    yield from run_problems(parcels, runs, county=county, system=system, as_of=as_of, rule_set=rule_set)
    yield from demand_problems(parcels, runs, rule_set)
    # Rules that aren't known here may tolerate anything, or state nothing.
    yield from overlap_problems(parcels, OverlapTolerance() if unknown_rules else OverlapTolerance.of(rule_set))
