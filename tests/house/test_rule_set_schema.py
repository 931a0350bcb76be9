"""The schema with which editors complete rule sets says what the code knows."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from rule_set_schema import FILE, schema, text

from zhanbu_plugin.paths import resource

jsonschema = pytest.importorskip("jsonschema")
RULE_SETS = sorted(resource("regimes").glob("*.yaml"))


def read(path: Path) -> dict[str, Any]:
    """A rule set with dates as texts, as JSON has them."""
    found: dict[str, Any] = json.loads(
        json.dumps(yaml.safe_load(path.read_text(encoding="utf-8")), default=date.isoformat)
    )
    return found


def faults(content: object) -> list[str]:
    return [error.message for error in jsonschema.Draft7Validator(schema()).iter_errors(content)]


def test_the_file_is_what_the_vocabulary_gives() -> None:
    """Run scripts/rule_set_schema.py after a change of kinds, options, parameters, roles, actors or forms."""
    assert FILE.read_text(encoding="utf-8") == text()
    jsonschema.Draft7Validator.check_schema(schema())


@pytest.mark.parametrize("path", RULE_SETS, ids=lambda path: path.stem)
def test_every_rule_set_fits_it_and_names_it_in_its_first_line(path: Path) -> None:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first == f"# yaml-language-server: $schema={FILE.name}"
    assert faults(read(path)) == []


def test_what_a_rule_set_may_not_say_does_not_fit() -> None:
    good = read(RULE_SETS[0])
    check = good["checks"][0]
    for damage in ({"kind": "slop"}, {"severity": "MAYBE"}, {"role": "moon"}, {"with": {"moon": 1}}, {"colour": "red"}):
        assert faults({**good, "checks": [{**check, **damage}]}), damage
    for damage in ({"system": "CORN"}, {"moon": 1}, {"parent": "another"}):
        assert faults({**good, **damage}), damage


def test_a_countys_own_rules_fit_it() -> None:
    text_of = {"zh": "县", "en": "county"}
    own = {
        **{"parent": "hebei-cropland-2025", "id": "x", "title": text_of, "document": "x", "region": ["139901"]},
        **{"valid_from": "2026-01-01", "valid_to": "2027-12-31"},
        "parameters": {"slope.limit_deg": {"value": 20, "reason": text_of}},
        "severities": {"CHK-DEM": "BLOCK"},
    }
    assert faults(own) == []
    assert faults({**own, "workflows": {}})
    assert faults({**own, "parameters": {"slope.limit_deg": {"value": "steep", "reason": text_of}}})
