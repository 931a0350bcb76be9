"""Putting several files on file at once (批量归档)."""

from __future__ import annotations

from collections.abc import Sequence

from ...pool.filing.evidence import Paper, attach_evidence
from ...pool.filing.subjects import Concern


def put_on_file(pool: str, paths: Sequence[str], paper: Paper, concern: Concern, act: tuple[str, str]) -> int:
    """Attach files to what they concern; how many. ``act`` is the office, and when (ISO). Raises ``InputProblem``."""
    role, recorded = act
    for path in paths:
        attach_evidence(pool, path, paper, concern, role=role, recorded_at=recorded)
    return len(paths)
