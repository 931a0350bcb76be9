"""The result of a verification as one self-contained HTML page (核验报告)."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from ...survey.units import ha_of, mu_of
from ...survey.wording import Wording, translate
from ..submission.content import Say
from .report import Problem, VerificationReport

_MOST_ROWS = 2000
_STYLE = (
    "body{font:15px/1.6 'Noto Sans CJK SC','Microsoft YaHei','PingFang SC',sans-serif;margin:2em auto;max-width:62em;"
    "color:#222}h1{font-size:1.5em}table{border-collapse:collapse;width:100%;margin:1em 0}"
    "th,td{border:1px solid #bbb;padding:.35em .6em;text-align:left;vertical-align:top;overflow-wrap:anywhere}"
    "th{background:#e7efe3}.good{color:#1c6b2a}.bad{color:#a61b1b}code{font-size:.85em;overflow-wrap:anywhere}"
)


def verification_page(report: VerificationReport, *, say: Say = str) -> str:
    """The page, in the language that ``say`` speaks. All that comes from the package is escaped.

    The verdict stands first, with the number of waivers; then these themselves, before all else. That there are none
    stands last.
    """

    def told(wording: Wording) -> str:
        return escape(wording.said(say))

    verdict, colour = translate("zhanbu", "Everything in the package agrees."), "good"
    if not report.valid:
        colour = "bad"
        verdict = translate("zhanbu", "{count} problems were found.", count=len(report.problems))
    if report.waivers:
        lifted = translate("zhanbu", "{count} checks were waived on paper.", count=len(report.waivers))
        verdict = translate("zhanbu", "{verdict} {waived}", verdict=verdict, waived=lifted)
    facts = (
        (translate("zhanbu", "Package"), escape(report.package)),
        (translate("zhanbu", "SHA-256"), f"<code>{escape(report.sha256)}</code>"),
        (translate("zhanbu", "Number of parcels"), str(report.parcels)),
        (translate("zhanbu", "Total area"), told(_area(report.total_dm2))),
    )
    rows = "".join(f"<tr><th>{told(name)}</th><td>{value}</td></tr>" for name, value in facts)
    title = told(translate("zhanbu", "Verification of a submission"))
    notes = _table(translate("zhanbu", "Notes"), report.notes, say) if report.notes else ""
    problems = _table(translate("zhanbu", "Problems"), report.problems, say) if report.problems else ""
    waivers = _waivers(report, say)
    first, last = (waivers, "") if report.waivers else ("", waivers)
    return (
        f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>{title}</title><style>{_STYLE}</style></head>'
        f'<body><h1>{title}</h1><p class="{colour}">{told(verdict)}</p>{first}<table>{rows}</table>'
        f"{problems}{notes}{last}</body></html>\n"
    )


def _waivers(report: VerificationReport, say: Say) -> str:
    """What was lifted on paper stands right below the verdict: nobody shall overlook it."""
    title = f"<h2>{escape(translate('zhanbu', 'Waivers').said(say))}</h2>"
    if not report.waivers:
        return f"{title}<p>{escape(translate('zhanbu', 'No check was waived.').said(say))}</p>"
    heads = (
        translate("zhanbu", "Parcel"),
        translate("zhanbu", "Check code"),
        translate("zhanbu", "Document no."),
        translate("zhanbu", "Date"),
        translate("zhanbu", "Issuer"),
        translate("zhanbu", "File"),
        translate("zhanbu", "SHA-256"),
        translate("zhanbu", "Entered by"),
        translate("zhanbu", "Recorded on"),
    )
    rows = [
        (
            *(number, w.check_id, w.doc_no, w.doc_date.isoformat(), w.issuer, w.file_name, w.file_sha256),
            *(w.entered_by, w.recorded_on.isoformat()),
        )
        for number, w in report.waivers
    ]
    head = "".join(f"<th>{escape(h.said(say))}</th>" for h in heads)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"{title}<table><tr>{head}</tr>{body}</table>"


def _area(dm2: int) -> Wording:
    return translate("zhanbu", "{m2} m² = {mu} mu = {ha} ha", m2=f"{dm2 / 100:.2f}", mu=mu_of(dm2), ha=ha_of(dm2))


def _table(title: Wording, problems: Sequence[Problem], say: Say) -> str:
    heads = (
        translate("zhanbu", "Code"),
        translate("zhanbu", "File"),
        translate("zhanbu", "Parcel"),
        translate("zhanbu", "What was found"),
    )
    head = "".join(f"<th>{escape(h.said(say))}</th>" for h in heads)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(t)}</td>" for t in (p.code, p.file, p.parcel, p.wording.said(say))) + "</tr>"
        for p in problems[:_MOST_ROWS]
    )
    more = len(problems) - _MOST_ROWS
    rest = escape(translate("zhanbu", "{count} more are not listed.", count=more).said(say)) if more > 0 else ""
    return f"<h2>{escape(title.said(say))}</h2><table><tr>{head}</tr>{body}</table><p>{rest}</p>"
