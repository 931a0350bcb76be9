"""What is kept from one run to the next: prepared constraint layers, and measures of parcels that didn't change."""

from __future__ import annotations

from benchmarks.counties import County
from benchmarks.stopwatch import Stopwatch, timed_process

REASON = "the engine keeps nothing between runs yet"


def kept(county: County, watch: Stopwatch) -> None:
    """Time a first run that fills what is kept, a second one, and one after 1 % of the parcels changed."""
    watch.left_out["second run"] = watch.left_out["re-check"] = REASON


if __name__ == "__main__":
    timed_process(kept)
