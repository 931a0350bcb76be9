"""Progress of a stage as a share of the whole."""

from __future__ import annotations

from .layer import Progress


def progress_between(progress: Progress, first: float, last: float) -> Progress:
    """A stage's own progress as that of the whole, between two shares."""
    if progress is None:
        return None
    tell = progress
    return lambda done: tell(first + (last - first) * done)
