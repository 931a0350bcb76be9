"""The county's reply to a return (答复函): reason by reason what was mended, with the numbers before and now.

Always in Chinese: it goes to the city with the new version.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ..exchange.comparing.opened import OpenedPackage
from ..exchange.comparing.versions import PAPERS, SHAPE, Comparison, Kind, ParcelChange
from ..exchange.returns.importing import RETURN_SLIP
from ..exchange.returns.matching import ReturnedParcel
from ..exchange.returns.reasons import return_reasons
from ..survey.units import m2_of
from .language import chinese
from .paper import Block, Column, Heading, Note, Signatures, Table, pdf_of


@dataclass(frozen=True)
class Reply:
    """Which office replies by which document on which day, and the parcels that had come back."""

    office: str
    doc_no: str
    day: date
    came_back: Sequence[ReturnedParcel]


def unanswered(comparison: Comparison, came_back: Sequence[ReturnedParcel]) -> tuple[ReturnedParcel, ...]:
    """Parcels that came back and are in the new version as they were."""
    changed = {change.parcel.parcel_uid for change in comparison.changes}
    return tuple(one for one in came_back if one.parcel.parcel_uid not in changed)


def beside(comparison: Comparison, came_back: Sequence[ReturnedParcel]) -> tuple[ParcelChange, ...]:
    """Changes of parcels that hadn't come back: the city must hear of these too."""
    returned = {one.parcel.parcel_uid for one in came_back}
    return tuple(change for change in comparison.changes if change.parcel.parcel_uid not in returned)


def reply_letter(comparison: Comparison, old: OpenedPackage, new: OpenedPackage, reply: Reply) -> bytes:
    """The letter as PDF: the same bytes for the same reply. Raises ``InputProblem`` without a Chinese font."""
    title = chinese("Reply to the return of a submission")
    foot = chinese("Package {name} · SHA-256 {hash}").format(name=new.manifest.package_name, hash=new.sha256)
    blocks: list[Block] = [
        Heading(title, "　　".join(filter(None, (reply.office, reply.doc_no, reply.day.isoformat())))),
        _packages(old, new),
        _answers(comparison, reply.came_back),
        *_beside(beside(comparison, reply.came_back)),
        Note(_summary(comparison, reply)),
        Signatures(
            [chinese("Prepared by:"), chinese("Checked by:"), chinese("Head of office:")],
            chinese("(Seal)        Year      Month      Day"),
        ),
    ]
    return pdf_of(blocks, title=f"{title} {new.manifest.package_name}", day=reply.day, foot=foot)


def _packages(old: OpenedPackage, new: OpenedPackage) -> Table:
    columns = [
        Column("", 30),
        Column(chinese("Package"), 50),
        Column(chinese("Hash of the package"), 60),
        Column(chinese("Parcels"), 12, number=True),
        Column(chinese("Area (m²)"), 28, number=True),
    ]
    rows = [
        [title, one.manifest.package_name, one.sha256, str(one.manifest.parcels), _m2(one.manifest.area_dm2)]
        for title, one in ((chinese("Returned version"), old), (chinese("New version"), new))
    ]
    return Table(columns, rows, chinese("Versions"))


def _answers(comparison: Comparison, came_back: Sequence[ReturnedParcel]) -> Table:
    changes = {change.parcel.parcel_uid: change for change in comparison.changes}
    columns = [
        Column(chinese("Parcel"), 40),
        Column(chinese("Reason of the return"), 46),
        Column(chinese("What was done"), 46),
        Column(chinese("Before (m²)"), 24, number=True),
        Column(chinese("Now (m²)"), 24, number=True),
    ]
    rows = []
    for one in came_back:
        change = changes.get(one.parcel.parcel_uid)
        for item in one.items:
            reason = f"{item.code} {return_reasons()[item.code].name.zh}"
            told = "\n".join(filter(None, (item.answer, _done(change))))
            name = f"{one.parcel.parcel_no}\n{one.parcel.parcel_uid}"
            rows.append([name, "\n".join(filter(None, (reason, item.text))), told, *_areas(change, one)])
    return Table(columns, rows, chinese("Answers"))


def _done(change: ParcelChange | None) -> str:
    """What the two versions show."""
    if change is None:
        return chinese("As in the returned version.")
    if change.kind is Kind.REMOVED:
        return chinese("Withdrawn from the submission.")
    items = {difference.item: difference for difference in change.differences}
    parts = []
    if SHAPE in items:
        parts.append(chinese("New shape."))
    added = items[PAPERS].new.split("; ") if PAPERS in items else []
    own = [told for told in added if told and not told.startswith(f"{RETURN_SLIP} ")]  # the slip is the city's
    if own:
        parts.append(chinese("{count} papers and photos added.").format(count=len(own)))
    others = [name for name in items if name not in (SHAPE, PAPERS, "area_m2")]
    if others:
        parts.append(chinese("{count} other entries changed.").format(count=len(others)))
    return "".join(parts)


def _areas(change: ParcelChange | None, one: ReturnedParcel) -> list[str]:
    versions = (one.parcel, one.parcel) if change is None else (change.old, change.new)
    return ["—" if version is None else _m2(version.area_dm2) for version in versions]


def _beside(changes: Sequence[ParcelChange]) -> list[Block]:
    if not changes:
        return []
    columns = [
        Column(chinese("Parcel"), 60),
        Column(chinese("Change"), 60),
        Column(chinese("Before (m²)"), 30, number=True),
        Column(chinese("Now (m²)"), 30, number=True),
    ]
    words = {Kind.ADDED: chinese("Added"), Kind.REMOVED: chinese("Removed"), Kind.CHANGED: chinese("Changed")}
    rows = [
        [
            *(f"{change.parcel.parcel_no}\n{change.parcel.parcel_uid}", words[change.kind]),
            *("—" if one is None else _m2(one.area_dm2) for one in (change.old, change.new)),
        ]
        for change in changes
    ]
    return [Table(columns, rows, chinese("Changed besides, without having been returned"))]


def _summary(comparison: Comparison, reply: Reply) -> str:
    return chinese(
        "Of {returned} returned parcels {mended} were mended; {same} parcels are as before; area {gained} m²."
    ).format(
        returned=len(reply.came_back),
        mended=len(reply.came_back) - len(unanswered(comparison, reply.came_back)),
        same=comparison.unchanged,
        gained=f"{m2_of(sum(change.gained_dm2 for change in comparison.changes)):+.2f}",
    )


def _m2(dm2: int) -> str:
    return f"{m2_of(dm2):.2f}"
