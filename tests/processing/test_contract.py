"""The batch contract (design section 4): names, parameters and outputs that models and scripts depend on."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from qgis.core import QgsApplication, QgsProcessingAlgorithm, QgsProcessingParameterDefinition

ROOT = Path(__file__).resolve().parents[2]
CONSTRAINTS = {
    *("PBF", "REDLINE", "RESERVE", "PUBFOREST", "FSTPLAN", "FORESTMAP", "RIVER", "SFARM", "KEYFOREST", "SANDSRC"),
    *("DESERT", "KARST", "BACKUP", "SURVEY2", "APPROVED", "FILED", "HSF", "SLOPEMAP", "DUSTWAY"),
}
CONTRACT: dict[str, tuple[set[str], set[str]]] = {
    "ellipsoidalarea": ({"INPUT"}, {"OUTPUT"}),
    "slopegrades": ({"INPUT", "DEM", "LIMIT"}, {"OUTPUT"}),
    "constraintoverlaps": ({"INPUT", "COUNTY", *CONSTRAINTS}, {"OUTPUT"}),
    "contiguity": ({"INPUT", "GAP"}, {"OUTPUT"}),
    "neighbours": ({"INPUT", "MIN_LENGTH"}, {"OUTPUT", "PAIRS"}),
    "classesbyyear": ({"INPUT", "SURVEYS"}, {"OUTPUT"}),
    "secondsurveysplit": ({"INPUT", "SURVEY2", "APPROVED"}, {"OUTPUT"}),
    "selectcandidates": ({"INPUT", "RULE_SET", "AS_OF"}, {"OUTPUT"}),
    "checkparcels": (
        {"INPUT", "RULE_SET", "AS_OF", "STAGE", "COUNTY", "DEM", "POOL", "CATEGORY", *CONSTRAINTS},
        {"OUTPUT", "FINDINGS", "REPORT", "CHECKED", "ELIGIBLE", "WAIVABLE", "INELIGIBLE", "INCOMPLETE"},
    ),
    "checkrecords": (
        {"INPUT", "SUBJECT", "FORM", "RULE_SET", "AS_OF", "STAGE", "COUNTY"},
        {"FINDINGS", "CHECKED", "ELIGIBLE", "WAIVABLE", "INELIGIBLE", "INCOMPLETE"},
    ),
    "cutout": (
        {"INPUT", "RULE_SET", "AS_OF", "STAGE", "COUNTY", "DEM", "POOL", "CATEGORY", *CONSTRAINTS},
        {"OUTPUT", "EXCLUDED"},
    ),
    "createpool": ({"POOL", "COUNTY", "CRS"}, {"POOL"}),
    "pushtopool": ({"INPUT", "POOL", "SYSTEM", "BATCH", "AS_OF"}, {"ADMITTED", "REFUSED", "REFUSALS"}),
    "poolbalance": ({"POOL", "SYSTEM", "AS_OF"}, {"OUTPUT", "AVAILABLE", "PADDY", "WAITING", "FROZEN", "CHART"}),
    "attachevidence": ({"POOL", "PARCEL", "BATCH", "KIND", "FILE", "DOC_NO", "DATE"}, {"EVIDENCE", "SHA256"}),
    "recordform": ({"POOL", "PARCELS", "BATCH", "MATTER", "FORM", "VALUES", "INPUT", "BY", "DATE", "DOC_NO"}, set()),
    "openmatter": ({"POOL", "SUBJECT", "SYSTEM", "YEAR", "TITLE", "INPUT", "LINKS"}, {"MATTER"}),
    "linkmatter": ({"POOL", "MATTER", "LINKS"}, {"LINKED"}),
    "advancestate": (
        {"POOL", "PARCELS", "BATCH", "TO_STATE", "ROLE", "DATE", "DOC_NO", "DEM", *CONSTRAINTS},
        {"ADVANCED", "REFUSED", "REFUSALS"},
    ),
    "changeshape": (
        {"INPUT", "POOL", "PARCEL", "REASON", "ROLE", "DATE", "DOC_NO"},
        {"CHANGED", "REFUSED", "REFUSALS"},
    ),
    "splitquota": ({"AREA_M2", "CAP_MU"}, {"COUNTY_M2", "PROVINCE_M2"}),
    "servequota": ({"INPUT", "POOL", "ORIGIN", "HELD_M2"}, {"OUTPUT", "SERVED_M2", "LEFT_M2"}),
    "freeze": (
        {"POOL", "SYSTEM", "REASON", "AREA_M2", "CITY_AVAILABLE_M2", "DUE", "DATE", "DOC_NO"},
        {"FREEZE_NO", "COUNTY_M2", "CITY_M2", "UNCOVERED_M2"},
    ),
    "endfreeze": ({"POOL", "FREEZE_NO", "MODE", "AREA_M2", "DATE", "DOC_NO"}, {"REMAINING_M2", "AVAILABLE"}),
    "deduct": (
        {"POOL", "SYSTEM", "AREA_M2", "PARCEL", "REASON", "DATE", "DOC_NO"},
        {"DEDUCTED", "LIABILITY", "AVAILABLE"},
    ),
    "transfer": (
        {"POOL", "SYSTEM", "FROM", "TO", "PARTY_TYPE", "PURPOSE_LEVEL", "AREA_M2", "DATE", "DOC_NO"},
        {"AVAILABLE"},
    ),
    "closeyear": ({"POOL", "SYSTEM", "YEAR", "AS_OF"}, {"VOIDED", "CARRIED", "AVAILABLE"}),
    "setcap": (
        {"POOL", "SYSTEM", "HOLDER", "PARENT", "YEAR", "CAP_M2", "DATE", "DOC_NO"},
        {"CAP_NO", "EXCESS_M2", "CUT_M2", "AVAILABLE"},
    ),
    "takeover": ({"POOL", "SYSTEM", "AREA_M2", "OWED_M2", "DATE", "DOC_NO"}, {"AVAILABLE", "LIABILITY"}),
    "duelist": ({"POOL", "SYSTEM", "AS_OF"}, {"OUTPUT"}),
    "reconcilesurvey": ({"POOL", "SYSTEM", "SURVEY", "AS_OF", "DOC_NO"}, {"OUTPUT", "DEDUCTED", "CARRIED"}),
    "grandaccount": ({"POOL", "SYSTEM", "INPUT", "YEAR"}, {"OUTPUT", "AREA_M2", "PADDY_M2", "GAPS"}),
    "annualreviews": ({"POOL", "SYSTEM", "YEAR", "AS_OF"}, {"OUTPUT", "PROPOSALS", "OVERDUE", "IDLE"}),
    "useplan": ({"POOL", "SYSTEM", "YEAR", "INPUT"}, {"OUTPUT", "SURPLUS_M2", "DEFICIT_M2"}),
    "inoutstatement": ({"INPUT", "YEAR"}, {"OUTPUT", "BALANCE_M2", "OK"}),
    "netincrease": (
        {"SURVEY", "BASELINE", "EXCLUDED", "UNSTABLE", "ADJUSTED", "FILED"},
        {"NET_M2", "RAW_M2", "STABLE_M2", "BASE_STABLE_M2", "ADJUSTED_M2", "FILED_M2", "BOTH_M2", "CAP_M2"},
    ),
    "makepapers": ({"POOL", "SYSTEM", "BATCH", "AS_OF", "PAPERS", "TEMPLATES"}, {"FOLDER", "FILES", "PAGES"}),
    "exportsubmission": ({"POOL", "SYSTEM", "BATCH", "AS_OF"}, {"PACKAGE"}),
    "comparesubmissions": ({"OLD", "NEW"}, {"OUTPUT", "ADDED", "REMOVED", "CHANGED", "SAME"}),
    "mergepools": ({"PACKAGES"}, {"OUTPUT", "TOTALS", "OVERLAPS", "PARCELS", "AREA_M2"}),
    "importreturn": ({"POOL", "RETURN"}, {"OUTPUT", "RETURNED", "R01", "R16"}),
    "linkoccupation": (
        {
            *("POOL", "SYSTEM", "PROJECT_NO", "PROJECT_NAME", "AREA_M2", "PADDY_M2", "GRADE", "LEVEL", "DATE"),
            *("DOC_NO", "SIMULATE"),
        },
        {"SHEET_NO", "SHEET", "AVAILABLE", "ALLOCATION"},
    ),
    "writeoff": ({"POOL", "PROJECT_NO", "AREA_M2", "DATE", "DOC_NO"}, {"USED", "RELEASED", "AVAILABLE"}),
    "releaselink": ({"POOL", "PROJECT_NO", "DATE", "DOC_NO"}, {"RELEASED", "AVAILABLE"}),
    "relink": ({"POOL", "PROJECT_NO", "LOT", "AREA_M2", "RELINKED_M2", "DATE", "DOC_NO"}, {"RELEASED", "AVAILABLE"}),
    "correctposting": ({"POOL", "POSTING", "DATE", "DOC_NO"}, {"POSTINGS", "AVAILABLE"}),
    "linksheet": ({"POOL", "PROJECT_NO", "SHEET_NO"}, {"SHEET"}),
    "ledgerstatement": (
        {"POOL", "SYSTEM", "HOLDER", "INDICATOR", "BUCKET", "SINCE", "AS_OF"},
        {"OUTPUT", "REPORT", "OPENING_M2", "IN_M2", "OUT_M2", "CLOSING_M2"},
    ),
    "verifypool": ({"POOL"}, {"VALID", "PROBLEMS", "REPORT"}),
    "verifysubmission": ({"PACKAGE"}, {"VALID", "PROBLEMS", "REPORT"}),
    "drawsample": (
        {"INPUT", "POOL", "BATCH", "RATIO", "SEED", "ID_FIELD", "AREA_FIELD"},
        {"OUTPUT", "DRAWN_AREA", "FRAME_AREA", "FRAME_HASH"},
    ),
    "checkruleset": ({"FILE"}, {"VALID", "PROBLEMS"}),
    "exportcoordinates": ({"INPUT", "TEMPLATE", "ENCODING"}, {"OUTPUT"}),
    "importcoordinates": ({"INPUT", "ENCODING"}, {"OUTPUT"}),
}


@pytest.fixture(params=sorted(CONTRACT))
def algorithm(request: pytest.FixtureRequest, zhanbu: None) -> QgsProcessingAlgorithm:
    found = QgsApplication.processingRegistry().createAlgorithmById(f"zhanbu:{request.param}")
    assert found is not None, f"{request.param} isn't registered"
    return found


def declared(algorithm: QgsProcessingAlgorithm) -> list[QgsProcessingParameterDefinition]:
    return list(algorithm.parameterDefinitions())


def test_every_algorithm_of_the_first_path_is_there_with_its_parameters_and_outputs(
    algorithm: QgsProcessingAlgorithm,
) -> None:
    inputs, outputs = CONTRACT[algorithm.name()]
    names = {p.name() for p in declared(algorithm)}
    assert inputs <= names
    assert outputs <= {o.name() for o in algorithm.outputDefinitions()}
    assert algorithm.id() == f"zhanbu:{algorithm.name()}"


def test_what_the_contract_leaves_free_has_a_default(algorithm: QgsProcessingAlgorithm) -> None:
    """A script that gives the contract's parameters and no others must run."""
    inputs, outputs = CONTRACT[algorithm.name()]
    for parameter in declared(algorithm):
        if parameter.name() not in inputs | outputs:
            optional = bool(parameter.flags() & QgsProcessingParameterDefinition.Flag.FlagOptional)
            assert optional or parameter.defaultValue() is not None, parameter.name()


def test_there_is_help_for_it_and_for_each_parameter(algorithm: QgsProcessingAlgorithm) -> None:
    assert len(algorithm.shortHelpString()) > 60
    assert algorithm.displayName() and algorithm.group()
    assert [p.name() for p in declared(algorithm) if len(p.help()) < 8] == []
    assert not algorithm.icon().isNull()


def test_names_are_stable_ascii(algorithm: QgsProcessingAlgorithm) -> None:
    for name in (algorithm.name(), algorithm.groupId()):
        assert name.isascii() and name.islower() and name.isalnum()
    for parameter in declared(algorithm):
        assert parameter.name().isascii() and parameter.name() == parameter.name().upper()


def test_each_copy_is_a_new_object(algorithm: QgsProcessingAlgorithm) -> None:
    one, other = algorithm.create(), algorithm.create()
    assert one is not other
    assert type(one) is type(other)
    assert [p.name() for p in declared(one)] == [p.name() for p in declared(other)]


def test_every_parameter_can_be_stored_in_a_model_and_comes_back_the_same(algorithm: QgsProcessingAlgorithm) -> None:
    """A model keeps its inputs as variant maps."""
    registry = QgsApplication.processingRegistry()
    for parameter in declared(algorithm):
        kept = parameter.toVariantMap()
        again = registry.parameterType(parameter.type()).create(parameter.name())
        assert again.fromVariantMap(kept), parameter.name()
        assert again.toVariantMap() == kept
        assert parameter.asPythonString()


def test_required_parameters_left_out_are_asked_for_by_name(algorithm: QgsProcessingAlgorithm) -> None:
    from qgis.core import QgsProcessingContext

    accepted, message = algorithm.checkParameterValues({}, QgsProcessingContext())
    assert not accepted
    first = next(
        p.name()
        for p in declared(algorithm)
        if not p.flags() & QgsProcessingParameterDefinition.Flag.FlagOptional and p.defaultValue() is None
    )
    assert first in message


def test_a_misspelt_parameter_is_refused_by_name(algorithm: QgsProcessingAlgorithm) -> None:
    """Left unheard, it would do to everything what should have been done to the one thing it named."""
    from qgis.core import QgsProcessingContext

    accepted, complaint = algorithm.checkParameterValues({"PARCELLS": "139901-CROP-000001"}, QgsProcessingContext())
    assert not accepted
    assert complaint.startswith("PARCELLS: there is no such parameter.")
    assert algorithm.parameterDefinitions()[0].name() in complaint


def test_nothing_below_the_panels_asks_for_a_window() -> None:
    """The provider is imported and used where ``qgis.utils.iface`` is ``None`` and ``qgis.gui`` isn't there."""
    script = (
        "import sys, json\n"
        "sys.modules['qgis.gui'] = None\n"
        "from qgis.core import QgsApplication\n"
        "app = QgsApplication([], False); app.initQgis()\n"
        "from zhanbu_plugin.processing.provider import ZhanbuProvider\n"
        "provider = ZhanbuProvider(); provider.loadAlgorithms()\n"
        "print(json.dumps(sorted(a.name() for a in provider.algorithms())))\n"
        "app.exitQgis()\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert set(CONTRACT) <= set(json.loads(done.stdout.splitlines()[-1]))


def test_a_fault_of_our_own_is_one_message_with_the_traceback_in_the_log(zhanbu: None) -> None:
    from qgis.core import QgsProcessingContext, QgsProcessingException, QgsProcessingFeedback

    from zhanbu_plugin.processing.ledger.pool_balance import PoolBalance

    class Faulty(PoolBalance):
        def work(self, *_: object) -> dict[str, Any]:
            return {"OUTPUT": self.nowhere}  # type: ignore[attr-defined]

    log: list[str] = []

    class Log(QgsProcessingFeedback):
        def pushDebugInfo(self, info: str | None) -> None:
            log.append(info or "")

    algorithm = Faulty()
    with pytest.raises(QgsProcessingException, match="fault of the plugin: AttributeError") as caught:
        algorithm.run({"POOL": "x", "OUTPUT": "memory:"}, QgsProcessingContext(), Log(), {}, False)
    assert "Traceback" not in str(caught.value)
    assert any("Traceback" in line and "return {" in line for line in log)


def test_one_run_knows_nothing_of_another(zhanbu: None, tmp_path: Path) -> None:
    """Scripts keep an algorithm and run it again, after an error too."""
    import toolbox
    from qgis.core import QgsProcessingContext, QgsProcessingException

    algorithm = QgsApplication.processingRegistry().algorithmById("zhanbu:ellipsoidalarea")
    for source, count in ((toolbox.role("county"), 1), (toolbox.CANDIDATES, 59)):
        context = QgsProcessingContext()
        given = {"INPUT": source, "OUTPUT": str(tmp_path / f"{count}.gpkg")}
        results, ok = algorithm.run(given, context, toolbox.Log(), {}, False)
        assert ok
        assert len(toolbox.rows(results["OUTPUT"])) == count
        with pytest.raises(QgsProcessingException, match=r"nowhere\.gpkg"):
            algorithm.run({"INPUT": "nowhere.gpkg", "OUTPUT": "memory:"}, context, toolbox.Log(), {}, False)
