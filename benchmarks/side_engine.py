"""The engine as a whole, ``check_parcels``: what the job asks for and more (duplicates, rules, verdicts, hashes)."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np

from benchmarks.counties import AS_OF, COUNTY_CODE, ROLES, County
from benchmarks.results_table import write_results
from benchmarks.stopwatch import Stopwatch, timed_process
from zhanbu_plugin.checks.checked_layer import checked_rows
from zhanbu_plugin.checks.engine import CheckResult, check_parcels, column_of
from zhanbu_plugin.checks.layer import PassingLayer
from zhanbu_plugin.checks.measuring import Surroundings
from zhanbu_plugin.checks.parcels import ParcelBatch
from zhanbu_plugin.checks.reading.layers import read_layer
from zhanbu_plugin.regimes.choosing import choose_rule_set
from zhanbu_plugin.survey.wording import Wording


def engine(county: County, watch: Stopwatch) -> None:
    """Time reading, the check, its rules once more by themselves, and the rows of the checked layer."""
    with watch.stage("read"):
        parcels = ParcelBatch.of(read_layer(county.survey))
    with watch.stage("read layers"):
        roles = {role: PassingLayer.of(read_layer(county.constraints, name)) for role, name in ROLES.items()}
    rule_set = choose_rule_set("auto", as_of=AS_OF, county=COUNTY_CODE)
    around = Surroundings(dem=county.dem(30), roles=roles)
    with watch.stage("check"):
        result = check_parcels(parcels, rule_set, around, as_of=AS_OF, county=COUNTY_CODE)
    with watch.stage("write"):
        columns = list(result.measures.values())
        write_results(Path(tempfile.mkdtemp()) / "engine.sqlite", [parcels.layer.fids, *columns])
    watch.total("engine", ("read", "read layers", "check", "write"))
    _parts(result, watch)


def _parts(result: CheckResult, watch: Stopwatch) -> None:
    """Parts of the check that can be timed again by themselves."""
    case, run = result.case, result.run
    with watch.stage("rules"):
        for rule in case.rule_set.checks_up_to(run.stage):
            column_of(rule, case)
    with watch.stage("rows with reasons"):
        rows = sum(1 for _ in checked_rows(result, _plain))
    watch.facts["rows"] = rows
    watch.facts["verdicts"] = {verdict.value: count for verdict, count in result.counts().items()}
    watch.facts["area m²"] = round(float(np.nansum(case.measured.area_m2)), 2)


def _plain(wording: Wording) -> str:
    return str(wording)


if __name__ == "__main__":
    timed_process(engine)
