"""The check of a batch: measure, apply the rules of a stage, draw verdicts (检查).

Both faces call ``check_parcels``, so the panel and the toolbox can't disagree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import numpy as np

from ..regimes.rule_set import CheckRule, RuleSet
from ..regimes.sources import source_rule_for
from ..regimes.stage import stage_name, stage_of
from ..survey.problem import InputProblem
from ..survey.units import round_m2
from ..survey.wording import translate
from .case import Case, Floats
from .checked import CheckedParcel, CheckRun, Snapshot, seal_of
from .column import FAIL, NOT_CHECKED, CheckColumn, Codes
from .distinct import for_each_distinct
from .dossier import Dossier
from .findings import Finding, Verdict
from .freed_memory import give_back
from .kept.folder import Kept
from .layer import Objects, Progress, report
from .measuring import Surroundings, measure, measured_columns
from .on_file import KINDS as ON_FILE
from .on_file.rounds import dossier_case
from .parcels import ParcelBatch
from .progress_shares import progress_between
from .rules import KINDS as MEASURED
from .waivers.applying import AppliedWaivers, apply_waivers, require_waivable
from .waivers.waiver import Waiver, in_order
from .weighing import heaviest_first, outcome_table, severity_table, verdicts_of

_MEASURING = 0.95
"""Share of a check's time that measuring takes; the rest is for the rules."""


@dataclass(frozen=True)
class CheckResult:
    """What the check of n parcels found, a column for each of k checks, and the documents that were recorded for it;
    everything else follows from that.
    """

    case: Case
    run: CheckRun
    columns: tuple[CheckColumn, ...]
    waivers: tuple[Waiver, ...] = ()

    @property
    def parcels(self) -> ParcelBatch:
        """The parcels that were checked."""
        return self.case.parcels

    @cached_property
    def outcomes(self) -> Codes:
        """Outcome code (n, k) of every check on every parcel."""
        return outcome_table(self.columns, len(self.parcels))

    @cached_property
    def severities(self) -> Codes:
        """Severity code (n, k) of every check for every parcel's category."""
        return severity_table(self.columns, self.case.categories)

    @cached_property
    def verdicts(self) -> Objects:
        """Verdict of every parcel (n,)."""
        return verdicts_of(self.outcomes, self.severities, self.applied.lifted if self.waivers else None)

    @cached_property
    def applied(self) -> AppliedWaivers:
        """What the documents lift, and which of them count for nothing."""
        return apply_waivers(
            self.waivers,
            self.parcels.ids,
            [column.rule for column in self.columns],
            self.outcomes,
            self.severities,
            as_of=self.run.as_of,
            known={rule.id for rule in self.case.rule_set.checks},
        )

    def with_waivers(self, waivers: Iterable[Waiver]) -> CheckResult:
        """The same check with other documents."""
        return replace(self, waivers=in_order(waivers))

    def findings_of(self, i: int) -> tuple[Finding, ...]:
        """Every finding on parcel ``i``, in the rule set's order."""
        parcel_id, category = self.parcels.ids[i], self.case.categories[i]
        return tuple(column.finding(i, parcel_id, category) for column in self.columns)

    def open_findings_of(self, i: int) -> tuple[Finding, ...]:
        """Findings on parcel ``i`` that are not a pass, the heaviest first and the waived ones last."""
        parcel_id, category = self.parcels.ids[i], self.case.categories[i]
        one = slice(i, i + 1)
        (checks,) = heaviest_first(self.outcomes[one], self.severities[one], self.applied.lifted[one])
        return tuple(self.columns[j].finding(i, parcel_id, category) for j in checks)

    def findings(self) -> Iterator[Finding]:
        """Every finding, parcel by parcel."""
        for i in range(len(self.parcels)):
            yield from self.findings_of(i)

    def counts(self) -> dict[Verdict, int]:
        """Number of parcels by verdict."""
        found = Counter(self.verdicts.tolist())
        return {verdict: found[verdict] for verdict in Verdict}

    def failures(self) -> dict[str, tuple[int, int]]:
        """How many parcels failed each check and how many couldn't be checked, by check id."""
        return {
            c.rule.id: (int((c.outcome == FAIL).sum()), int((c.outcome == NOT_CHECKED).sum())) for c in self.columns
        }

    def area_m2(self, i: int) -> float:
        """Ellipsoid area of parcel ``i``, rounded once to 0.01 m²; NaN without a shape."""
        return float(self.areas_m2[i])

    @cached_property
    def areas_m2(self) -> Floats:
        """Ellipsoid areas (n,), each rounded once to 0.01 m²; NaN without a shape."""
        return round_m2(self.case.measured.area_m2)

    @cached_property
    def measures(self) -> dict[str, Floats]:
        """The measured columns (n,) by field name."""
        return measured_columns(self.case.measured)

    def checked_parcel(self, i: int) -> CheckedParcel:
        """Parcel ``i`` as the pool receives it, sealed."""
        area = self.area_m2(i)
        measures = {n: None if np.isnan(values[i]) else float(values[i]) for n, values in self.measures.items()}
        parcel = CheckedParcel(
            parcel_id=self.parcels.ids[i],
            geometry=self.parcels.geometry(i),
            crs=self.parcels.layer.crs.wkt,
            survey=self.parcels.survey_of(i),
            category=self.case.categories[i],
            area_m2=area,
            measures=measures | {"area_m2": None if np.isnan(area) else area},
            verdict=self.verdicts[i],
            findings=self.findings_of(i),
            run=self.run,
            seal="",
            waivers=self.applied.of(i),
        )
        return replace(parcel, seal=seal_of(parcel))


def check_parcels(
    parcels: ParcelBatch,
    rule_set: RuleSet,
    around: Surroundings,
    *,
    as_of: date,
    stage: str = "",
    county: str = "",
    category: str = "",
    version: str = "",
    progress: Progress = None,
    kept: Kept | None = None,
    waivers: Iterable[Waiver] = (),
    dossiers: Sequence[Dossier | None] | None = None,
) -> CheckResult:
    """Check a batch against the rules of a stage and of those before it.

    ``stage`` is a state of parcels, or ``SUBJECT.STATE`` where the polygons are matters (items that leave cropland).
    ``category`` holds for all parcels; where it is empty, the layer's own field ``category`` decides, else the class.
    ``kept`` is where measures of earlier checks are found and those of this one left; the result is the same without.
    ``waivers`` are documents for checks that a document can lift. ``dossiers`` hold what is on file of the n parcels;
    without them, checks of papers and forms stay open.
    Raises ``InputProblem`` for what can't be used at all, ``Cancelled`` when ``progress`` answers ``False``.
    """
    subject, state = stage_of(rule_set, stage)
    documents = in_order(waivers)
    require_waivable(documents, rule_set)
    categories = _categories(parcels, rule_set, category)
    measured = measure(parcels, around, rule_set, progress_between(progress, 0.0, _MEASURING), kept=kept)
    on_file = None if dossiers is None else tuple(dossiers)
    case = Case(parcels, measured, rule_set, as_of, county, categories, on_file)
    columns = _columns(case, rule_set.checks_up_to(state, subject), progress_between(progress, _MEASURING, 1.0))
    run = CheckRun(
        rule_set=rule_set.id,
        rule_set_sha256=rule_set.sha256,
        system=rule_set.system,
        as_of=as_of,
        stage=stage_name(subject, state),
        county=county,
        version=version,
        snapshots=_snapshots(case, around),
    )
    give_back(len(parcels))
    report(progress, 1.0)
    return CheckResult(case, run, columns, documents)


def _columns(case: Case, rules: Sequence[CheckRule], progress: Progress) -> tuple[CheckColumn, ...]:
    columns: list[CheckColumn] = []
    for rule in rules:
        report(progress, (len(columns) + 1) / (len(rules) + 1))
        columns.append(column_of(rule, case))
    return tuple(columns)


def column_of(rule: CheckRule, case: Case) -> CheckColumn:
    """One check on every parcel, over what was measured or over what is on file."""
    if rule.kind in MEASURED:
        return MEASURED[rule.kind](rule, case)
    dossiers = case.dossiers if case.dossiers is not None else (None,) * len(case)
    return ON_FILE[rule.kind](rule, dossier_case(case.rule_set, case.as_of, dossiers))


def _categories(parcels: ParcelBatch, rule_set: RuleSet, chosen: str) -> Objects:
    if chosen and chosen not in rule_set.categories:
        raise InputProblem(
            translate("zhanbu", "The rule set {id} has no category “{name}”.", id=rule_set.id, name=chosen),
            remedy=translate("zhanbu", "Choose one of: {names}.", names=", ".join(rule_set.categories)),
        )
    categories = np.empty(len(parcels), dtype=object)
    categories[:] = chosen
    if chosen:
        return categories
    own = parcels.free_texts("category")
    categories[:] = _suggested(parcels, rule_set)
    if own is not None:
        stated = np.array([text.upper() for text in own], dtype=object)
        categories = np.where(stated != "", stated, categories)
    return categories


def _suggested(parcels: ParcelBatch, rule_set: RuleSet) -> list[str]:
    """Category (n,) that the class and the planting code (种植属性) suggest, empty where they suggest none."""
    classes = parcels.texts("DLBM")
    if classes is None or parcels.code_lost("DLBM") is not None:
        return [""] * len(parcels)
    planting = parcels.texts("ZZSXDM")

    def suggested(dlbm: str, mark: str = "") -> str:
        source = source_rule_for(rule_set, dlbm, mark)
        return source.category if source else ""

    return for_each_distinct(suggested, classes, *([] if planting is None else [planting]))


def _snapshots(case: Case, around: Surroundings) -> tuple[Snapshot, ...]:
    layers = {"survey": case.parcels.layer, **around.roles}
    dates = {"survey": _survey_years(case.parcels)}
    found = [Snapshot(role, layer.name, dates.get(role, ""), layer.sha256) for role, layer in layers.items()]
    if around.claims is not None:
        found.append(Snapshot("claims", around.claims.name, "", around.claims.sha256))
    if case.measured.dem is not None:
        found.append(Snapshot("dem", case.measured.dem.name, "", case.measured.dem_sha256))
    return tuple(sorted(found, key=lambda s: s.role))


def _survey_years(parcels: ParcelBatch) -> str:
    """Year of the survey that the parcels are from, or the first and the last of several (数据年份)."""
    years = parcels.numbers("SJNF")
    if years is None or np.isnan(years).all():
        return ""
    first, last = int(np.nanmin(years)), int(np.nanmax(years))
    return str(last) if first == last else f"{first}–{last}"
