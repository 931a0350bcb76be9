"""The guide for the first time: six steps on the sample county, and which of them comes now (新手引导)."""

from __future__ import annotations

from dataclasses import dataclass

from ...reports.language import tr
from ..set_up.set_up import SetUp
from .next_steps import Place
from .overview import Overview


@dataclass(frozen=True)
class Progress:
    """How far the work is before the pool: candidates, and parcels that passed a check and wait to be pushed."""

    tagged: int
    eligible: int


@dataclass(frozen=True)
class GuideStep:
    """A sentence, and the page where it is done."""

    text: str
    place: Place


def guide_steps() -> tuple[GuideStep, ...]:
    """What a day comes to, in six sentences."""
    return (
        GuideStep(
            tr("Open the sample county: a project of its own, with every layer and an empty pool."), Place.SET_UP
        ),
        GuideStep(tr("Select: tag some of the pink parcels on the map with “Tag by click”."), Place.SELECT),
        GuideStep(
            tr("Check: press “Check”, choose a finding, and read what was measured and what to do."), Place.CHECK
        ),
        GuideStep(tr("Push what is eligible into the pool, at the foot of the page “Check”."), Place.CHECK),
        GuideStep(
            tr("Pool: on the tab “Steps”, see what is missing, put the paper on file, and take the step."), Place.POOL
        ),
        GuideStep(tr("Submit: pack the batch for the city, and verify the package."), Place.SUBMIT),
    )


def current_step(now: SetUp, progress: Progress, overview: Overview | None) -> int:
    """Number (from 0) of the step that comes now."""
    if now.survey is None or not now.pool:
        return 0
    if overview is not None and not overview.is_empty:
        return 5 if overview.moved_on else 4
    if progress.eligible:
        return 3
    return 2 if progress.tagged else 1


def guide_html(current: int, *, whole: bool) -> str:
    """The steps as a list, the current one in bold and told in words; only that one unless ``whole``."""
    steps = guide_steps()
    if not whole:
        return tr("Guide, step {number} of {count}: {text}").format(
            number=current + 1, count=len(steps), text=f"<b>{steps[current].text}</b>"
        )
    lines = "".join(f"<li>{step.text}</li>" for step in steps)
    return f"<ol style='margin-left:-18px'>{lines}</ol>"
