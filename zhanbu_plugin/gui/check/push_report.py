"""What a push did, as text: who was let in under which number, who wasn't and why (入库结果)."""

from __future__ import annotations

from html import escape

from ...pool.records import PushReport
from ...reports.language import said, tr


def push_report_page(report: PushReport) -> str:
    """HTML: refused parcels first, with their reasons."""
    head = tr("{admitted} admitted, {refused} refused").format(
        admitted=len(report.admitted), refused=len(report.refused)
    )
    refused = "".join(
        f"<li><b>{escape(refusal.parcel_id)}</b>: {escape(said(refusal.reason))}</li>" for refusal in report.refused
    )
    admitted = "".join(f"<li>{escape(source)} → {escape(uid)}</li>" for source, uid in sorted(report.admitted.items()))
    return (
        f"<p><b>{escape(head)}</b></p>"
        + (f"<p>{escape(tr('Refused'))}</p><ul>{refused}</ul>" if refused else "")
        + (f"<p>{escape(tr('Admitted'))}</p><ul>{admitted}</ul>" if admitted else "")
    )
