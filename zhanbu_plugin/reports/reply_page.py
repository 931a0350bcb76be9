"""The county's answers to a return as a page to read (答复对照): beside each what the two versions show."""

from __future__ import annotations

from collections.abc import Sequence

from ..exchange.comparing.opened import OpenedPackage
from ..exchange.comparing.versions import PAPERS, SHAPE, Comparison, Kind, ParcelChange
from ..exchange.returns.matching import ReturnedParcel
from ..exchange.returns.reasons import return_reasons
from ..survey.units import m2_of
from .html_page import page, paragraph, section, table
from .language import interface_is_chinese, tr
from .reply_letter import beside, unanswered


def reply_page(
    comparison: Comparison, old: OpenedPackage, new: OpenedPackage, came_back: Sequence[ReturnedParcel]
) -> str:
    """The page, in the language of the interface: what came back, and what changed without having come back."""
    left = unanswered(comparison, came_back)
    others = beside(comparison, came_back)
    told = tr("{mended} of {count} returned parcels were changed; {others} others changed besides.").format(
        mended=len(came_back) - len(left), count=len(came_back), others=len(others)
    )
    heads = [tr("Parcel no."), tr("Reason of the return"), tr("Answer"), tr("What the versions show")]
    parts = [
        paragraph(told),
        section(tr("Answers"), table(heads, _answers(comparison, came_back))),
    ]
    if others:
        rows = [[change.parcel.parcel_no, _shown(change)] for change in others]
        heads = [tr("Parcel no."), tr("What the versions show")]
        parts.append(section(tr("Changed without having been returned"), table(heads, rows)))
    versions = [[tr("Earlier package"), old.name, old.sha256], [tr("New package"), new.name, new.sha256]]
    return page(tr("The county's answers"), [*parts, table([], versions)])


def _answers(comparison: Comparison, came_back: Sequence[ReturnedParcel]) -> list[list[str]]:
    changes = {change.parcel.parcel_uid: change for change in comparison.changes}
    chinese = interface_is_chinese()
    rows = []
    for one in came_back:
        change = changes.get(one.parcel.parcel_uid)
        for item in one.items:
            reason = f"{item.code} {return_reasons()[item.code].name.in_language(chinese)}"
            said = "\n".join(filter(None, (reason, item.text)))
            rows.append([one.parcel.parcel_no, said, item.answer or "–", _shown(change)])
    return rows


def _shown(change: ParcelChange | None) -> str:
    """What the two versions show of a parcel."""
    if change is None:
        return "⚠ " + tr("as before")
    if change.kind is not Kind.CHANGED:
        return tr("removed") if change.kind is Kind.REMOVED else tr("added")
    items = {difference.item for difference in change.differences}
    parts = [tr("new shape")] if SHAPE in items else []
    parts += [tr("other materials")] if PAPERS in items else []
    others = len(items - {SHAPE, PAPERS, "area_m2"})
    parts += [tr("{count} other entries").format(count=others)] if others else []
    return "\n".join([*parts, _areas(change)])


def _areas(change: ParcelChange) -> str:
    """Both areas, where the shape has another."""
    old, new = ("–" if one is None else f"{m2_of(one.area_dm2):.2f}" for one in (change.old, change.new))
    return f"{old} m²" if old == new else f"{old} → {new} m²"
