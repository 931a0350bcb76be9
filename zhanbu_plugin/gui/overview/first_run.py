"""The guide for the first time: six steps on the sample county, and which of them comes now (新手引导)."""

from __future__ import annotations

from dataclasses import dataclass

from ...reports.language import tr
from .next_steps import NextStep, Place


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
            tr("Pool: on the tab “Steps”, see what is missing, put the paper on file, and take the step."), Place.STEPS
        ),
        GuideStep(tr("Submit: pack the batch for the city, and verify the package."), Place.SUBMIT),
    )


def current_step(step: NextStep, eligible: int) -> int:
    """Number (from 0) of the guide's step that says the same as the overview's next step."""
    if step.place is Place.CHECK:
        return 3 if eligible else 2
    return next(number for number, one in enumerate(guide_steps()) if one.place is step.place)


def guide_html(current: int, *, whole: bool) -> str:
    """The steps as a list, the current one in bold and told in words; only that one unless ``whole``."""
    steps = guide_steps()
    if not whole:
        return tr("Guide, step {number} of {count}: {text}").format(
            number=current + 1, count=len(steps), text=f"<b>{steps[current].text}</b>"
        )
    lines = "".join(f"<li>{step.text}</li>" for step in steps)
    return f"<ol style='margin-left:-18px'>{lines}</ol>"
