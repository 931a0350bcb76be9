"""What to do next (下一步): the first thing that is missing on the way from a survey layer to a submission."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from ...reports.language import tr
from ..set_up.set_up import SetUp
from .overview import Overview


class Place(Enum):
    """Where something is done."""

    SET_UP, SELECT, CHECK, STEPS, SUBMIT = "set_up", "select", "check", "steps", "submit"


@dataclass(frozen=True)
class NextStep:
    """A sentence, what the button beside it says, and where it leads."""

    text: str
    button: str
    place: Place


def next_step(now: SetUp, tagged: int, eligible: int, overview: Overview | None) -> NextStep:
    """The next step with ``tagged`` candidates and ``eligible`` parcels of the last check that aren't pushed yet."""
    if now.survey is None:
        text = tr("Choose the survey layer, the county and its pool. That is done once for a project.")
        return NextStep(text, tr("Set up the project…"), Place.SET_UP)
    if not now.pool or overview is None:
        return NextStep(tr("Choose the county's pool, or make a new one."), tr("Set up the project…"), Place.SET_UP)
    if overview.late:
        text = tr("{count} deadlines are over: see the list below, the parcels are on the page “Pool”.")
        return NextStep(text.format(count=overview.late), tr("Go to the pool"), Place.STEPS)
    if overview.sent_back:
        text = tr("The city sent {count} parcels back: mend them, take their steps again, and pack the next version.")
        return NextStep(text.format(count=len(overview.sent_back)), tr("Go to the pool"), Place.STEPS)
    return _parcels_next(tagged, eligible, overview)


def _parcels_next(tagged: int, eligible: int, overview: Overview) -> NextStep:
    if eligible:
        text = tr("{count} parcels passed the last check: push them into the pool.").format(count=eligible)
        return NextStep(text, tr("Go to the check"), Place.CHECK)
    if tagged:
        text = tr("{count} parcels are tagged as candidates: check them.").format(count=tagged)
        return NextStep(text, tr("Go to the check"), Place.CHECK)
    if overview.is_empty:
        text = tr("The pool is empty: tag candidates on the map, or take all possible sources by the rules.")
        return NextStep(text, tr("Select parcels"), Place.SELECT)
    if overview.on_the_way:
        text = tr(
            "{count} parcels of the pool are on the way to the submission: see on the tab “Steps” what is missing, and "
            "take their next step."
        )
        return NextStep(text.format(count=overview.on_the_way), tr("Go to the pool"), Place.STEPS)
    text = tr("Nothing is late. Take the next step with parcels of the pool, or pack a batch for the city.")
    return NextStep(text, tr("Go to submissions"), Place.SUBMIT)
