"""``make bench-mutations``: a thousand packages that were changed on their way: all reported, how fast, what memory.

The changes are those of ``tests/exchange/mutated_packages.py``. Memory is the greatest of the whole process, QGIS's
libraries included.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "exchange")]

from mutated_packages import Mutations, package_with_papers  # noqa: E402

from zhanbu_plugin.exchange.verification.verifying import verify_submission  # noqa: E402

RESULT = ROOT / "benchmarks" / "results" / "mutations.json"
TARGETS = {"slowest_s": 10.0, "memory_mb": 500.0}


def tried(mutations: Mutations, count: int) -> dict[str, object]:
    """What became of the first ``count`` changes."""
    slowest, unreported = 0.0, []
    kinds: Counter[str] = Counter()
    for number in range(count):
        made = mutations.mutation(number)
        began = time.perf_counter()
        report = verify_submission(made.path)
        slowest = max(slowest, time.perf_counter() - began)
        kinds[_kind(made.told)] += 1
        if not report.problems and not any(note.code == "NAME" for note in report.notes):
            unreported.append(f"{number}: {made.told}")
    return {
        "packages": count,
        "reported": count - len(unreported),
        "unreported": unreported,
        "slowest_s": round(slowest, 3),
        "memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
        "kinds": dict(sorted(kinds.items())),
    }


def _kind(told: str) -> str:
    for word in ("removed", "swapped", "renamed"):
        if word in told:
            return f"files {word}"
    if "number" not in told:
        return "bytes flipped"
    return "numbers edited, hashes put right" if "put right" in told else "numbers edited"


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--count", type=int, default=1000)
    count: int = options.parse_args().count
    with tempfile.TemporaryDirectory(prefix="zhanbu-") as scratch:
        pool, changed = Path(scratch, "pool"), Path(scratch, "changed")
        pool.mkdir()
        changed.mkdir()
        found = tried(Mutations(package_with_papers(pool), changed), count)
    RESULT.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(found, ensure_ascii=False, indent=1))
    held = all(float(str(found[name])) < limit for name, limit in TARGETS.items())
    return 0 if held and not found["unreported"] else 1


if __name__ == "__main__":
    sys.exit(main())
