"""What became of a change whose answer never came."""

from __future__ import annotations

from ..survey.problem import InputProblem


class OutcomeUnknown(InputProblem):
    """The connection was lost while a change was being kept, and nobody can be asked whether it was.

    Whatever belongs to the change, such as files beside the pool, has to stay.
    """
