"""The round trip in a real QGIS window, as county and city would click through it, with a picture of every step.

Run by ``scripts/round_trip_window.sh`` (``qgis --code``) on a pool that ``prepare.py`` made. Plan, papers and answers
are those of ``docs/walks/round_trip.py``. A step that fails ends QGIS with an error.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from qgis.core import QgsDataProvider, QgsProject, QgsRasterLayer, QgsVectorLayer
from qgis.gui import QgsMapLayerComboBox
from qgis.PyQt.QtCore import QRegularExpression
from qgis.utils import iface

sys.path.insert(0, str(Path(os.environ["ZHANBU_ROOT"]) / "scripts"))
sys.path.insert(0, str(Path(os.environ["ZHANBU_ROOT"]) / "scripts" / "to_the_city"))
sys.path.insert(0, str(Path(os.environ["ZHANBU_ROOT"]) / "docs" / "walks"))
from mending import county_mends, day_is, play_roles
from round_trip import RATIO, RoundTrip
from walker import Condition
from window import arrange, begin, fold_legend, layer_named, picture, read, the_dock

ROOT = Path(os.environ["ZHANBU_ROOT"])
FOLDER = Path(os.environ["ZHANBU_TRIP"])
NAME = os.environ["ZHANBU_TRIP_NAME"]


def from_the_toolbox(algorithm: str, **inputs: object) -> dict[str, Any]:
    """An algorithm of ours as the toolbox runs it in this window."""
    import processing  # noqa: PLC0415 - it is there once QGIS has loaded its plugins

    found: dict[str, Any] = processing.run(f"zhanbu:{algorithm}", inputs)
    return found


def there_and_back() -> Iterator[Condition]:
    """Every step of the trip; each condition is waited for."""
    trip = RoundTrip(NAME, FOLDER, from_the_toolbox)
    trip.parcels = trip.pooled()
    yield from open_project(trip)
    dock = the_dock()
    failing = [parcel.uid for parcel in trip.parcels[:3]]
    yield from county_packs(dock, trip, 1)
    yield from picture(1, "pack")
    first = package(1)
    yield from city_verifies(dock, [first])
    yield from picture(2, "verify")
    yield from city_draws(dock, trip)
    yield from picture(3, "draw")
    yield from city_answers(dock, trip, first, failing)
    yield from county_takes_back(dock, trip, first)
    yield from county_mends(dock, trip, failing)
    yield from county_packs(dock, trip, 2)
    yield from picture(9, "pack-again")
    yield from city_compares(dock, trip, first, package(2), failing)
    QgsProject.instance().setDirty(False)


def open_project(trip: RoundTrip) -> Iterator[Condition]:
    """The sample county's own project, or the layers of another batch in a new one; and the pool."""
    survey = ROOT / trip.plan["survey"]
    if survey.with_suffix(".qgz").exists():
        for path in (survey, ROOT / trip.plan["dem"], survey.with_suffix(".qgz")):
            shutil.copy(path, FOLDER)
        iface.addProject(str(FOLDER / survey.with_suffix(".qgz").name))
        yield from arrange()
        the_dock().set_up.survey.setLayer(layer_named("拟补充地块"))
    else:
        yield from arrange()
        QgsProject.instance().addMapLayer(QgsRasterLayer(str(ROOT / trip.plan["dem"]), "dem"))
        whole = QgsVectorLayer(str(survey), "", "ogr")
        parts = whole.dataProvider().subLayers()
        for table in [part.split(QgsDataProvider.sublayerSeparator())[1] for part in parts]:
            QgsProject.instance().addMapLayer(QgsVectorLayer(f"{survey}|layername={table}", table, "ogr"))
        the_dock().set_up.survey.setLayer(layer_named("candidates"))
        the_dock().set_up.dem.setLayer(layer_named("dem"))
        the_dock().set_up.county.setText(trip.plan["county"])
        for box in the_dock().set_up.findChildren(QgsMapLayerComboBox, QRegularExpression("^role_")):
            box.setLayer(None)  # the plan says which layers play a role, whatever their names suggest
        play_roles(the_dock(), trip.plan["layers"])
        iface.mapCanvas().setExtent(layer_named("candidates").extent())
    fold_legend()
    the_dock().set_up.pool.setFilePath(trip.pool)


def package(version: int) -> Path:
    """The package of a version."""
    (found,) = FOLDER.glob(f"*_v{version}.zip")
    return found


def county_packs(dock: Any, trip: RoundTrip, version: int) -> Iterator[Condition]:  # noqa: ANN401 - an installed class
    """The county packs its batch."""
    yield from day_is(dock, trip.trip["packed_on" if version == 1 else "packed_again_on"])
    page = dock.submit
    dock.turn_to(page)
    page.tabs.setCurrentIndex(0)
    yield from read(dock)
    page.versionNo.setValue(version)
    page.export_submission(str(FOLDER))
    yield lambda: not page.work.is_busy


def city_verifies(dock: Any, packages: list[Path]) -> Iterator[Condition]:  # noqa: ANN401
    """The city puts packages on its desk, and repeats the checks with layers of its own."""
    desk = dock.submit.desk
    dock.turn_to(dock.submit)
    dock.submit.tabs.setCurrentWidget(desk)
    desk.ownData.setChecked(True)
    desk.open_packages([str(path) for path in packages])
    yield lambda: not desk.work.is_busy
    bad = [one.path.name for one in desk.desk.packages if not (one.report.valid and one.repeated)]
    if bad or len(desk.desk.packages) < len(packages):
        raise RuntimeError(f"not verified: {bad} {[str(problem) for problem in desk.desk.failed]}")
    desk.onMap.click()


def city_draws(dock: Any, trip: RoundTrip) -> Iterator[Condition]:  # noqa: ANN401
    """The spot check."""
    review = dock.submit.review
    dock.submit.tabs.setCurrentWidget(review)
    review.ratio.setValue(RATIO * 100)
    review.seed.setText(trip.trip["seed"])
    review.draw.click()
    yield lambda: not review.work.is_busy
    if review.draw_made is None:
        raise RuntimeError("nothing was drawn")


def city_answers(dock: Any, trip: RoundTrip, first: Path, failing: list[str]) -> Iterator[Condition]:  # noqa: ANN401
    """Results, opinion and slip: three parcels go back."""
    review = dock.submit.review
    found = dict(zip(failing, trip.trip["failed"]))
    for uid in failing:
        review.parcel.setCurrentIndex(review.parcel.findData(uid))
        review.addParcel.click()
    for row in review.table.rows():
        own = found.get(row["parcel_uid"], {})
        review.table.fill_in(row["parcel_uid"], "不合格" if own else "合格", own.get("code", ""), own.get("reason", ""))
    yield from picture(4, "results")
    yield from city_writes(dock, trip, "reviewed_on")
    if not slip_of(first).exists():
        raise RuntimeError("there is no return slip")
    yield from picture(5, "opinion")


def city_writes(dock: Any, trip: RoundTrip, day: str) -> Iterator[Condition]:  # noqa: ANN401
    """The papers of a review."""
    review = dock.submit.review
    review.office.setText(trip.trip["city"])
    review.docNo.setText(trip.trip["doc_no"])
    review.day.setDate(trip.trip[day])
    review.againstOthers.setChecked(False)
    review.write_papers(str(FOLDER))
    yield lambda: not review.work.is_busy


def slip_of(first: Path) -> Path:
    """The city's return slip of a package."""
    return FOLDER / f"{first.stem}-退回单.xlsx"


def county_takes_back(dock: Any, trip: RoundTrip, first: Path) -> Iterator[Condition]:  # noqa: ANN401
    """The county takes the slip in: parcels on the map, and on the list of what is due."""
    yield from day_is(dock, trip.trip["reviewed_on"])
    page = dock.submit
    page.tabs.setCurrentIndex(0)
    page.docNo.setText(trip.trip["doc_no"])
    page.take_return(str(slip_of(first)))
    yield lambda: not page.work.is_busy
    yield from read(dock)
    yield from picture(6, "returned")
    dock.turn_to(dock.overview)
    yield lambda: not dock.overview.work.is_busy
    yield from picture(7, "due")


def city_compares(
    dock: Any,  # noqa: ANN401
    trip: RoundTrip,
    first: Path,
    second: Path,
    failing: list[str],
) -> Iterator[Condition]:
    """What the new version changed, what the county says to it, and the city's second opinion."""
    slip = trip.answered(failing)
    trip.compare(first, second, slip)  # the county's letter goes with it
    yield from city_verifies(dock, [second])
    desk, review = dock.submit.desk, dock.submit.review
    desk.packages.selectAll()
    desk.compare.click()
    yield lambda: not desk.work.is_busy
    yield from picture(10, "compare")
    desk.look_at_reply(str(slip))
    yield lambda: not desk.work.is_busy
    yield from picture(11, "reply")
    dock.submit.tabs.setCurrentWidget(review)
    review.package.setCurrentIndex(review.package.findText(second.name))
    for parcel in trip.parcels:
        review.parcel.setCurrentIndex(review.parcel.findData(parcel.uid))
        review.addParcel.click()
        review.table.fill_in(parcel.uid, "合格")
    yield from city_writes(dock, trip, "reviewed_again_on")
    if slip_of(second).exists():
        raise RuntimeError("the second version didn't pass")
    yield from picture(12, "passed")


begin(there_and_back())
