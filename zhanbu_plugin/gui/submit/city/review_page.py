"""What a review came to, as a page: whether it passes, what goes back, and where the papers are (核查结论)."""

from __future__ import annotations

from html import escape
from pathlib import Path

from ....exchange.returns.reasons import return_reasons
from ....reports.html_page import page, paragraph, section, table
from ....reports.language import interface_is_chinese, tr
from ....survey.units import m2_of
from ...file_link import file_link
from .review_work import Written


def written_page(written: Written) -> str:
    """HTML, in the language of the interface."""
    found, chinese = written.review, interface_is_chinese()
    title = tr("The submission passes.")
    if not found.passed:
        title = tr("{count} parcels go back.").format(count=len(found.returned))
    papers = [_paper(tr("Opinion"), written.opinion)]
    if written.slip is not None:
        papers.append(_paper(tr("Return slip"), written.slip))
    parts = [
        *papers,
        paragraph(
            tr("{looked} parcels were looked at, {failed} of them failed; {pairs} overlap others.").format(
                looked=len(found.results),
                failed=sum(not one.passed for one in found.results),
                pairs=len(found.claims),
            )
        ),
    ]
    if found.items:
        rows = [
            [item.number, f"{item.code} {return_reasons()[item.code].name.in_language(chinese)}", item.text]
            for item in found.items
        ]
        parts.append(
            section(tr("Parcels that go back"), table([tr("Parcel no."), tr("Reason of the return"), tr("Told")], rows))
        )
    if found.claims:
        claims = [
            [
                *(claim.own.parcel.parcel_no, claim.other.parcel.parcel_uid, claim.other.package.name),
                f"{m2_of(claim.area_dm2):,.2f}",
            ]
            for claim in found.claims
        ]
        heads = [tr("Parcel no."), tr("Claimed by"), tr("Package"), tr("Area (m²)")]
        parts.append(section(tr("Ground claimed twice"), table(heads, claims, (3,))))
    return page(title, parts)


def _paper(name: str, path: Path) -> str:
    return f"<p>{escape(name)}: {file_link(path)}</p>"
