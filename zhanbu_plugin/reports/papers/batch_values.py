"""What papers about a batch may say of it (批次要素): identity, sums, checks, what is on file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import shapely

from ...checks.dossier import Dossier, FormRecord
from ...checks.findings import Outcome, Verdict
from ...checks.waivers.waiver import waived_checks
from ...exchange.sampling.draw import frame_hash
from ...exchange.submission.content import group_of, printed_total, survey_text
from ...exchange.verification.content import packed_rule_set
from ...pool.records import PoolBatch, PoolParcel
from ...regimes.forms.form import forms
from ...regimes.rule_set import RuleSet
from ...survey.problem import InputProblem
from ...survey.wording import translate
from .specs import PaperBook


@dataclass(frozen=True)
class BatchSource:
    """A batch as papers tell of it: its rules, its parcels' dossiers, other parcels around them with their numbers, the
    office that makes the paper, and the day.
    """

    batch: PoolBatch
    rule_set: RuleSet
    as_of: date
    office: str = ""
    dossiers: Sequence[Dossier] = ()
    around: Sequence[tuple[shapely.Geometry, str]] = ()


def rules_of(batch: PoolBatch) -> RuleSet:
    """The rules by which a batch was checked, those of its first parcel. Raises ``InputProblem`` for an empty batch."""
    if not batch.parcels:
        raise InputProblem(
            translate("zhanbu", "The batch has no parcels."),
            remedy=translate("zhanbu", "Push parcels into it first."),
            field="BATCH",
        )
    return packed_rule_set(batch.rule_sets[batch.runs[batch.parcels[0].run_id].rule_set_sha256])


def common_values(source: BatchSource, book: PaperBook) -> dict[str, str]:
    """What every paper about the batch or one of its parcels may say."""
    batch, rules, day = source.batch, source.rule_set, source.as_of
    return {
        "office": source.office or book.blank,
        "county": batch.identity.county,
        "batch": batch.batch,
        "as_of": day.isoformat(),
        "as_of_zh": day_in_chinese(day),
        "system_name": book.systems.get(batch.system, batch.system),
        "rule_title": rules.title.zh,
        "document": rules.document,
        "rule_set": rules.id,
        "rule_sha256": rules.sha256,
        "epsg": str(batch.identity.epsg),
    }


def batch_values(source: BatchSource, book: PaperBook) -> dict[str, str]:
    """What papers about the whole batch may say besides."""
    batch, parcels = source.batch, source.batch.parcels
    total = printed_total(parcels)
    titles = {key: category.title.zh for key, category in source.rule_set.categories.items()}
    named = (survey_text(p.survey.get("DLMC")) or survey_text(p.survey.get("DLBM")) for p in parcels)
    return {
        **common_values(source, book),
        "count": str(len(parcels)),
        "area_m2": f"{total.m2:.2f}",
        "area_mu": str(total.mu),
        "area_ha": str(total.ha),
        "township_count": str(len({group_of(p)[0] for p in parcels} - {""})),
        "classes": listed(named),
        "categories": listed(titles.get(p.category, p.category) for p in parcels),
        "checked_on": listed(sorted({run.as_of.isoformat() for run in batch.runs.values()})),
        "rule_days": f"{day_in_chinese(source.rule_set.valid_from)}至{day_in_chinese(source.rule_set.valid_to)}",
        "checked_with": listed(sorted({f"Zhanbu {run.version}" for run in batch.runs.values()})),
        "data_hash": frame_hash({p.parcel_uid: p.area_dm2 for p in parcels}),
        "waiver_count": str(len({w.file_sha256 for p in parcels for w in p.waivers})),
        "material_count": str(len(batch.materials)),
        **_verdicts(parcels),
        **_on_file(source.dossiers, book),
    }


def _verdicts(parcels: Sequence[PoolParcel]) -> dict[str, str]:
    told = {verdict.value.lower(): sum(p.verdict == verdict.value for p in parcels) for verdict in Verdict}
    told["by_waiver"] = sum(bool(p.waivers) and p.verdict == Verdict.ELIGIBLE.value for p in parcels)
    return {name: str(count) for name, count in told.items()}


def _on_file(dossiers: Sequence[Dossier], book: PaperBook) -> dict[str, str]:
    """Answers that are recorded of the parcels or their batch, where they agree; room to write where there are none."""
    records = [record for dossier in dossiers for record in dossier.records]
    told = {}
    for name, form, field_name in (
        ("office_check_date", "OFFICE_CHECKLIST", "date"),
        ("office_check_team", "OFFICE_CHECKLIST", "team"),
        ("field_check_date", "FIELD_CHECKLIST", "date"),
        ("field_check_team", "FIELD_CHECKLIST", "team"),
    ):
        told[name] = listed(str(r.values[field_name]) for r in _of(records, form)) or book.blank
    notices = _of(records, "NOTICE")
    days = {(r.values.get("start"), r.values.get("end")) for r in notices}
    spans = [(a, b) for a, b in days if isinstance(a, date) and isinstance(b, date)]
    sites = forms()["NOTICE"].fields["site"].codes
    told["notice_days"] = (
        listed(f"{day_in_chinese(a)}至{day_in_chinese(b)}" for a, b in sorted(spans)) or book.blank_days
    )
    named = (str(r.values.get("site", "")) for r in notices)
    told["notice_sites"] = listed(sites[code].zh if code in sites else code for code in named) or book.blank
    return told


def _of(records: Sequence[FormRecord], form: str) -> list[FormRecord]:
    return [record for record in records if record.form == form]


def listed(names: Iterable[str]) -> str:
    """Names in the order in which they first come, each once."""
    return "、".join(dict.fromkeys(name for name in names if name))


def day_in_chinese(day: date) -> str:
    """A day as letters write it."""
    return f"{day.year}年{day.month}月{day.day}日"


def open_outcome(parcel: PoolParcel, check: str, outcome: Outcome) -> str:
    """Key of the word for a finding's outcome: a failure that a document lifted has its own."""
    return "WAIVED" if outcome is Outcome.FAIL and check in waived_checks(parcel.waivers) else outcome.value
