"""The guide to a county's own rules shows a file that holds."""

from __future__ import annotations

import re
from pathlib import Path

from zhanbu_plugin.regimes.choosing import carried
from zhanbu_plugin.regimes.reading.rule_set_file import examine


def test_the_example_of_the_guide_is_a_rule_set_that_holds(repository: Path) -> None:
    guide = (repository / "docs" / "county-rules.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```yaml\n(.*?)```", guide, flags=re.DOTALL)
    reading = examine("county-rules.md", example.encode(), parents=carried)
    assert [str(problem) for problem in reading.problems] == []
    assert reading.rule_set is not None
    assert [(c.name, c.looser) for c in reading.rule_set.changes] == [
        ("slope.limit_deg", False),
        ("fee.highest_yuan_m2", False),
        ("fee.rate_yuan_m2", False),
        ("pool.max_check_age_days", True),
        ("CHK-DEM", False),
    ]
