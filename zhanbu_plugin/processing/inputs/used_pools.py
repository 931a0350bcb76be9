"""The pools that an algorithm works with, kept open while it runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager

from ...pool.database import kept_open

_POOL = "POOL"


@contextmanager
def pools_kept_open(parameters: Mapping[str, object]) -> Iterator[None]:
    """Within, the pool of the parameters is opened once, however often an algorithm asks, acts and asks again.

    Raises ``InputProblem`` for an address that means nothing.
    """
    value = parameters.get(_POOL)
    with ExitStack() as kept:
        if isinstance(value, str) and value.strip():
            kept.enter_context(kept_open(value.strip()))
        yield
