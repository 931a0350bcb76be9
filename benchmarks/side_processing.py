"""``zhanbu:checkparcels`` as a whole: read, measure, apply the rules, write the checked layer with its geometry."""

from __future__ import annotations

import tempfile
from pathlib import Path

from qgis.core import QgsApplication

from benchmarks.counties import AS_OF, COUNTY_CODE, ROLES, County
from benchmarks.qgis_session import in_qgis, runner
from benchmarks.stopwatch import Stopwatch
from zhanbu_plugin import classFactory


def checkparcels(county: County, watch: Stopwatch) -> None:
    """Time the algorithm, called as a model or ``qgis_process`` would."""
    plugin = classFactory(None)
    plugin.initProcessing()
    if QgsApplication.processingRegistry().providerById("zhanbu") is None:
        raise SystemExit("bench: the plugin's algorithms aren't there; see the message above")
    layers = {role.upper(): f"{county.constraints}|layername={name}" for role, name in ROLES.items()}
    with watch.stage("checkparcels"):
        counts = runner()(
            "zhanbu:checkparcels",
            **layers,
            INPUT=f"{county.survey}|layername=DLTB",
            DEM=str(county.dem(30)),
            RULE_SET="auto",
            COUNTY=COUNTY_CODE,
            AS_OF=AS_OF.isoformat(),
            OUTPUT=str(Path(tempfile.mkdtemp()) / "checked.gpkg"),
        )
    watch.facts["verdicts"] = {name: counts[name] for name in ("ELIGIBLE", "WAIVABLE", "INELIGIBLE", "INCOMPLETE")}


if __name__ == "__main__":
    in_qgis(checkparcels)
