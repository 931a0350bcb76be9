"""The same check gives the same verdicts, numbers and findings in the dock, in Processing and in ``qgis_process``."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import shapely
from qgis.core import NULL, QgsApplication, QgsFeature, QgsVectorLayer
from sample_set_up import AS_OF, COUNTY, ROLES

from zhanbu_plugin import classFactory
from zhanbu_plugin.checks.engine import CheckResult
from zhanbu_plugin.checks.measuring import measured_columns
from zhanbu_plugin.gui.dock import ZhanbuDock
from zhanbu_plugin.reports.language import said

Rows = dict[str, tuple[Any, ...]]
Findings = list[tuple[Any, ...]]
_FINDING = ("parcel_id", "check_id", "clause", "severity", "outcome", "measured", "threshold", "unit", "source")


def inputs(county: Path) -> dict[str, Any]:
    """The set-up of the dock, as parameters of ``checkparcels``."""
    file = county / "sample.gpkg"
    return {
        "INPUT": f"{file}|layername=candidates",
        "RULE_SET": "auto",
        "COUNTY": COUNTY,
        "COUNTY_LAYER": f"{file}|layername=county",
        "AS_OF": AS_OF.toString("yyyy-MM-dd"),
        "DEM": str(county / "dem.tif"),
        "POOL": str(county / "pool.gpkg"),
        **{role.upper(): f"{file}|layername={role}" for role in ROLES},
    }


def plain(value: object) -> object:
    return None if value == NULL else value


def rows_of(features: Iterable[QgsFeature], columns: list[str]) -> Rows:
    """Verdict, reasons and every measured column by parcel."""
    return {f["parcel_id"]: tuple(plain(f[name]) for name in ("verdict", "reasons", *columns)) for f in features}


def findings_of(features: Iterable[QgsFeature]) -> Findings:
    return sorted(tuple(plain(f[name]) for name in (*_FINDING, "message")) for f in features)  # type: ignore[type-var]


def rows_of_dock(result: CheckResult) -> Rows:
    columns = measured_columns(result.case.measured)
    titles = {column.rule.id: column.rule.title.en for column in result.columns}
    rows = {}
    for i, parcel_id in enumerate(result.parcels.ids):
        numbers = [None if values[i] != values[i] else float(values[i]) for values in columns.values()]
        numbers[0] = None if numbers[0] is None else result.area_m2(i)
        reasons = "; ".join(
            f"{titles[f.check_id]} {f.check_id} ({f.clause}, {f.severity.value}): {said(f.message)}"
            for f in result.open_findings_of(i)
        )
        rows[parcel_id] = (result.verdicts[i].value, reasons, *numbers)
    return rows


def findings_of_dock(result: CheckResult) -> Findings:
    return sorted(
        (
            *(f.parcel_id, f.check_id, f.clause, f.severity.value, f.outcome.value),
            *(f.measured, f.threshold, f.unit, f.source, said(f.message)),
        )
        for f in result.findings()
    )


def sortable(findings: Findings) -> list[str]:
    return sorted(repr(finding) for finding in findings)


@pytest.fixture
def processing(qgis_app: QgsApplication) -> Iterator[ModuleType]:
    """Processing, started in this process with the provider."""
    import processing as module
    from processing.core.Processing import Processing

    Processing.initialize()
    plugin = classFactory(None)
    plugin.initProcessing()
    yield module
    plugin.unload()


@pytest.fixture(scope="module")
def plugin_folder(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Path:
    """The plugin laid out as an installation has it."""
    sys.path.insert(0, str(repository / "scripts"))
    import package

    folder = tmp_path_factory.mktemp("same-results")
    package.make_package(folder / "build", folder / "dist")
    return folder / "build"


def run_qgis_process(plugins: Path, folder: Path, parameters: dict[str, Any]) -> dict[str, Any]:
    """``qgis_process run zhanbu:checkparcels`` in a profile of its own."""
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "QGIS_PLUGINPATH": str(plugins),
        "QGIS_CUSTOM_CONFIG_PATH": str(folder / "profile"),
        "PYTHONPATH": str(Path(shapely.__file__).parents[1]),
        "LC_ALL": "C.UTF-8",
    }
    settings = folder / "profile" / "profiles" / "default" / "QGIS"
    settings.mkdir(parents=True)
    (settings / "QGIS3.ini").write_text(
        "[locale]\noverrideFlag=true\nuserLocale=en\n\n[PythonPlugins]\nzhanbu_plugin=true\n", encoding="utf-8"
    )
    told = subprocess.run(
        ["qgis_process", "run", "zhanbu:checkparcels", "-"],
        input=json.dumps({"inputs": parameters}),
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    results: dict[str, Any] = json.loads(told.stdout[told.stdout.index("{") :])["results"]
    return results


def test_dock_processing_and_qgis_process_agree_on_every_verdict_number_and_finding(
    checked_dock: ZhanbuDock, processing: ModuleType, county: Path, plugin_folder: Path
) -> None:
    result = checked_dock.check.result
    columns = list(measured_columns(result.case.measured))
    dock_rows, dock_findings = rows_of_dock(result), sortable(findings_of_dock(result))
    assert len(dock_rows) > 50
    assert len(dock_findings) == len(dock_rows) * len(result.columns)

    out = processing.run(
        "zhanbu:checkparcels", {**inputs(county), "OUTPUT": "memory:checked", "FINDINGS": "memory:findings"}
    )
    assert rows_of(out["OUTPUT"].getFeatures(), columns) == dock_rows
    assert sortable(findings_of(out["FINDINGS"].getFeatures())) == dock_findings

    if shutil.which("qgis_process") is None:
        pytest.skip("qgis_process isn't installed: the dock and Processing agree, the third face wasn't asked")
    checked, findings = county / "checked.gpkg", county / "findings.gpkg"
    told = run_qgis_process(
        plugin_folder, county, {**inputs(county), "OUTPUT": str(checked), "FINDINGS": str(findings)}
    )
    assert {verdict.value: told[verdict.value] for verdict in result.counts()} == {
        verdict.value: count for verdict, count in result.counts().items()
    }
    assert rows_of(QgsVectorLayer(str(checked)).getFeatures(), columns) == dock_rows
    assert sortable(findings_of(QgsVectorLayer(str(findings)).getFeatures())) == dock_findings
