"""Waivers as rows of a page: what the reader must see before anything else (批准文件)."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ..checks.engine import CheckResult
from ..checks.waivers.waiver import ALL_PARCELS, Waiver
from ..survey.wording import Wording
from .language import tr


def waiver_heads() -> list[str]:
    """Heads of the columns."""
    return [
        tr("Parcel"),
        tr("Check code"),
        tr("Subject"),
        tr("Document no."),
        tr("Date"),
        tr("Issuer"),
        tr("File"),
        "SHA-256",
        tr("Entered by"),
        tr("Recorded on"),
        tr("Effect"),
    ]


def waiver_rows(result: CheckResult, say: Callable[[Wording], str], *, chinese: bool) -> Iterable[list[str]]:
    """Every document that was recorded for a check: first those that count, then those that don't, and why."""
    for waiver, parcels in result.applied.counting:
        yield [*_columns(result, waiver, chinese), tr("lifts the check for {count} parcels").format(count=parcels)]
    for idle in result.applied.idle:
        reason = tr("counts for nothing: {reason}").format(reason=say(idle.reason))
        yield [*_columns(result, idle.waiver, chinese), reason]


def _columns(result: CheckResult, waiver: Waiver, chinese: bool) -> list[str]:
    titles = {rule.id: rule.title.in_language(chinese) for rule in result.case.rule_set.checks}
    return [
        tr("all parcels") if waiver.parcel_id == ALL_PARCELS else waiver.parcel_id,
        waiver.check_id,
        titles.get(waiver.check_id, ""),
        waiver.doc_no,
        waiver.doc_date.isoformat(),
        waiver.issuer,
        waiver.file_name,
        waiver.file_sha256,
        waiver.entered_by,
        waiver.recorded_on.isoformat(),
    ]
