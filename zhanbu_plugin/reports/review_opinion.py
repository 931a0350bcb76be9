"""The opinion on a submission (核查意见): what was verified, drawn and found, and what goes back.

Always in Chinese: the city sends it to the county with the return slip.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ..exchange.returns.reasons import return_reasons
from ..exchange.returns.review import Review
from ..exchange.sampling.draw import Draw
from ..survey.units import ha_of, largest_remainder, m2_of, mu_of
from .language import chinese, said_in_chinese
from .ledger_names import system_wording
from .paper import Block, Column, Heading, Note, Signatures, Table, pdf_of

_FACTS = (26, 66, 20, 58)
"""Millimetres of names and values side by side: a hash takes two lines."""


@dataclass(frozen=True)
class OpinionHead:
    """Who gives the opinion, by which document, on which day."""

    office: str
    doc_no: str
    day: date


def review_opinion(review: Review, head: OpinionHead) -> bytes:
    """The opinion as PDF: the same bytes for the same review. Raises ``InputProblem`` without a Chinese font."""
    title = chinese("Opinion on a submission")
    stated = review.package.manifest
    under = chinese("Package {name} · SHA-256 {hash}").format(name=stated.package_name, hash=review.package.sha256)
    blocks: list[Block] = [
        Heading(title, "　　".join(filter(None, (head.office, head.doc_no, head.day.isoformat())))),
        _submission(review),
        *_spot_check(review),
        *_results(review),
        *_claims(review),
        *_returned(review),
        Heading(_conclusion(review), minor=True),
        Note(
            chinese(
                "Before the review every file of the package was held against its hash, every area measured anew, and "
                "tables, coordinates, findings and history compared; there was no contradiction. Amounts in mu are "
                "rounded so that each column adds up."
            )
        ),
        Signatures(
            [chinese("Reviewed by:"), chinese("Checked by:"), chinese("Head of office:")],
            chinese("(Seal)        Year      Month      Day"),
        ),
    ]
    return pdf_of(blocks, title=f"{title} {stated.package_name}", day=head.day, foot=under)


def _submission(review: Review) -> Table:
    stated, rules = review.package.manifest, review.package.rule_set
    total = stated.area_dm2
    area = (
        f"{_m2(total)} " + chinese("m²") + f"　{mu_of(total)} " + chinese("mu") + f"　{ha_of(total)} " + chinese("ha")
    )
    rows = [
        [chinese("County"), stated.county, chinese("System"), said_in_chinese(system_wording(stated.system))],
        [chinese("Batch"), stated.batch, chinese("Day of the package"), stated.as_of.isoformat()],
        [
            *(chinese("Number and version"), f"{stated.sequence}　v{stated.version_no}"),
            *(chinese("Parcels"), str(stated.parcels)),
        ],
        [chinese("Area"), area, chinese("Rules"), f"{rules.document}（{rules.id}）"],
        [chinese("Hash of the package"), review.package.sha256, chinese("Version of the rules"), rules.sha256],
    ]
    columns = [Column("", width) for width in _FACTS]
    return Table(columns, rows, chinese("What was submitted"))


def _spot_check(review: Review) -> list[Block]:
    draw = review.draw
    if draw is None:
        return [Note(chinese("No spot check was drawn."))]
    share = f"{draw.drawn_share:.2%}"
    drawn = [one for one in review.results if one.parcel.parcel_uid in draw.ids]
    failed = sum(not one.passed for one in drawn)
    rows = [
        [chinese("Seed"), draw.seed, chinese("Ratio"), f"{draw.ratio:.2%}"],
        [
            *(chinese("Parcels drawn"), f"{len(draw.ids)} / {review.package.manifest.parcels}"),
            *(chinese("Area drawn"), f"{_m2(draw.drawn_dm2)} " + chinese("m²") + f"（{share}）"),
        ],
        [chinese("Way of drawing"), _way(draw), chinese("Passed"), str(len(drawn) - failed)],
        [chinese("Hash of the frame"), draw.frame_hash, chinese("Failed"), str(failed)],
    ]
    columns = [Column("", width) for width in _FACTS]
    return [Table(columns, rows, chinese("Spot check"))]


def _way(draw: Draw) -> str:
    ways = [chinese("By area")]
    if draw.strata:
        ways.append(chinese("by township"))
    if draw.forced:
        ways.append(chinese("{count} in any case").format(count=len(draw.forced)))
    if draw.trimmed:
        ways.append(chinese("large last parcels replaced"))
    return "，".join(ways)


def _results(review: Review) -> list[Block]:
    if not review.results:
        return []
    drawn = set(review.draw.ids) if review.draw is not None else set()
    columns = [
        Column(chinese("No."), 10),
        Column(chinese("Parcel"), 58),
        Column(chinese("Area (m²)"), 28, number=True),
        Column(chinese("Area (mu)"), 22, number=True),
        Column(chinese("How chosen"), 18),
        Column(chinese("Result"), 34),
    ]
    areas = [one.parcel.area_dm2 for one in review.results]
    rows = [
        [
            *(str(number), f"{one.parcel.parcel_no}　{one.parcel.parcel_uid}", _m2(one.parcel.area_dm2), str(mu)),
            chinese("Drawn") if one.parcel.parcel_uid in drawn else chinese("Chosen"),
            chinese("Passed") if one.passed else " ".join([chinese("Failed"), *one.codes]),
        ]
        for number, (one, mu) in enumerate(zip(review.results, largest_remainder(areas, "mu")), start=1)
    ]
    sums = ["", chinese("Sum"), _m2(sum(areas)), str(mu_of(sum(areas))), "", ""]
    return [Table(columns, [*rows, sums], chinese("Parcels that were looked at"), has_sum=True)]


def _claims(review: Review) -> list[Block]:
    if not review.compared:
        return []
    if not review.claims:
        said = chinese("Held against {count} other packages: no ground is claimed twice.")
        return [Note(said.format(count=len(review.compared)))]
    columns = [
        Column(chinese("Parcel"), 50),
        Column(chinese("Claimed by"), 50),
        Column(chinese("Package"), 46),
        Column(chinese("Area (m²)"), 24, number=True),
    ]
    rows = [
        [claim.own.parcel.parcel_uid, claim.other.parcel.parcel_uid, claim.other.package.name, _m2(claim.area_dm2)]
        for claim in review.claims
    ]
    return [Table(columns, rows, chinese("Ground that other packages claim"))]


def _returned(review: Review) -> list[Block]:
    if review.passed:
        return []
    columns = [
        Column(chinese("No."), 10),
        Column(chinese("Parcel"), 58),
        Column(chinese("Reason of the return"), 46),
        Column(chinese("Told"), 56),
    ]
    rows: list[Sequence[str]] = [
        [
            *(str(number), f"{item.number}　{item.parcel}"),
            *(f"{item.code} {return_reasons()[item.code].name.zh}", item.text),
        ]
        for number, item in enumerate(review.items, start=1)
    ]
    return [Table(columns, rows, chinese("Parcels returned"))]


def _conclusion(review: Review) -> str:
    if review.passed:
        return chinese("Conclusion: the submission passes.")
    areas = {parcel.parcel_uid: parcel.area_dm2 for parcel in review.package.parcels}
    area = sum(areas[uid] for uid in review.returned)
    return chinese(
        "Conclusion: {count} parcels ({area} mu) are returned; mend them and submit version {version}."
    ).format(count=len(review.returned), area=mu_of(area), version=review.package.manifest.version_no + 1)


def _m2(dm2: int) -> str:
    return f"{m2_of(dm2):.2f}"
