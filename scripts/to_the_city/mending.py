"""How the county mends what came back, in the window: a new shape, then every step again with papers, photos, forms."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from qgis.core import QgsProject
from qgis.gui import QgsMapLayerComboBox
from qgis.PyQt.QtCore import QDate, QItemSelectionModel
from qgis.PyQt.QtWidgets import QComboBox, QDateEdit, QMessageBox, QWidget
from round_trip import RoundTrip
from sample_papers import write_paper, write_photo
from walk import Pooled
from walker import Condition
from window import picture, read

ROW = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows


def county_mends(dock: Any, trip: RoundTrip, returned: Sequence[str]) -> Iterator[Condition]:  # noqa: ANN401
    """The first parcel gets a new shape from the toolbox, then all go their way again on the page “Pool”."""
    trip.papers = trip.folder / "papers" / "mended"
    trip.papers.mkdir()
    back = [parcel for parcel in trip.parcels if parcel.uid in returned]
    reshaped = trip.trip["reshaped"]
    dock.turn_to(dock.pool)
    dock.pool.tabs.setCurrentWidget(dock.pool.steps)
    if "step" in reshaped:
        yield from go_on(dock, trip, back[:1], reshaped["step"])
    trip.reshape(back[0], reshaped)
    back = [parcel for parcel in trip.pooled() if parcel.uid in returned]
    for number, own in enumerate(trip.trip["redo"]):
        whose = back[:1] if own.get("whose") == "reshaped" else back
        yield from go_on(dock, trip, whose, {**trip.steps[own["state"]], **own}, shown=number == 0)
    trip.parcels = trip.pooled()


def go_on(
    dock: Any,  # noqa: ANN401
    trip: RoundTrip,
    whose: Sequence[Pooled],
    step: Mapping[str, Any],
    *,
    shown: bool = False,
) -> Iterator[Condition]:
    """A step of some parcels with its papers and forms, for those of one state after the other."""
    yield from day_is(dock, step["date"])
    play_roles(dock, step.get("layers", {}))
    left = {parcel.uid: parcel for parcel in whose}
    while left:
        together = [left.pop(uid) for uid in (yield from choose(dock, list(left), step))]
        if shown:
            dock.pool.steps.preview.click()
            yield from steps_rest(dock)
            dock.pool.steps.missing.expandAll()
            yield from picture(8, "missing")
        yield from put_on_file(dock, trip, together, step)
        yield from fill_in(dock, together, step)
        yield from take(dock, step)


def day_is(dock: Any, day: date) -> Iterator[Condition]:  # noqa: ANN401
    """The day of the set-up, on which everything is done."""
    dock.set_up.asOf.setDate(QDate(day.year, day.month, day.day))
    yield from read(dock)


def play_roles(dock: Any, layers: Mapping[str, str]) -> None:  # noqa: ANN401
    """Choose the project's layers of these names for roles, as parameters name them."""
    for parameter, name in layers.items():
        role = "county" if parameter == "COUNTY_LAYER" else parameter.lower()
        found = QgsProject.instance().mapLayersByName(name)
        if found:
            dock.set_up.findChild(QgsMapLayerComboBox, f"role_{role}").setLayer(found[0])


def choose(
    dock: Any,  # noqa: ANN401
    uids: Sequence[str],
    step: Mapping[str, Any],
) -> Generator[Condition, None, list[str]]:
    """Choose the way that some parcels are to go; returns those of them that are in one state and now selected."""
    steps = dock.pool.steps
    dock.pool.read()
    yield from read(dock)
    for group in range(steps.group.count()):
        steps.group.setCurrentIndex(group)
        own = [one.uid for one in steps.choice.listed() if one.uid in uids]
        way = steps.toState.findData(step["state"])
        if own and way >= 0:
            steps.toState.setCurrentIndex(way)
            steps.role.setCurrentIndex(steps.role.findData(step["role"]))
            steps.docNo.setText(step.get("doc_no", ""))
            select(dock, own)
            return own
    raise RuntimeError(f"{uids} can't go to {step['state']}")


def select(dock: Any, uids: Sequence[str]) -> int:  # noqa: ANN401
    """Select parcels in the list; how many are there."""
    table = dock.pool.steps.parcels
    table.clearSelection()
    rows = [row for row, one in enumerate(dock.pool.steps.choice.listed()) if one.uid in uids]
    for row in rows:
        table.selectionModel().select(table.model().index(row, 0), ROW)
    return len(rows)


def put_on_file(
    dock: Any,  # noqa: ANN401
    trip: RoundTrip,
    back: Sequence[Pooled],
    step: Mapping[str, Any],
) -> Iterator[Condition]:
    """Papers of all, and photos of each parcel."""
    everyone = [parcel.uid for parcel in back]
    for kind in step.get("evidence", ()):
        paper = trip.papers / f"{step['state']}-{kind}.txt"
        write_paper(paper, kind, step.get("doc_no", ""))
        yield from attach(dock, paper, kind, step)
    for kind in step.get("photos", ()):
        for parcel in back:
            photo = trip.papers / f"{parcel.uid}-{kind}.jpg"
            write_photo(photo, parcel.lon, parcel.lat, 90, step["date"])
            select(dock, [parcel.uid])
            yield from attach(dock, photo, kind, step)
    select(dock, everyone)


def attach(dock: Any, path: Path, kind: str, step: Mapping[str, Any]) -> Iterator[Condition]:  # noqa: ANN401
    """A paper or photo, in its dialog."""
    steps = dock.pool.steps
    steps.ask_for_papers((kind,))
    steps.dialog.files.setFilePath(str(path))
    steps.dialog.doc_no.setText(step.get("doc_no", ""))
    steps.dialog.accept()
    yield from steps_rest(dock)


def fill_in(
    dock: Any,  # noqa: ANN401
    back: Sequence[Pooled],
    step: Mapping[str, Any],
) -> Iterator[Condition]:
    """The forms of a step, question by question; of each parcel where its area is asked for."""
    for record in step.get("forms", ()):
        own = "{area}" in record.values()
        for concerned in [[parcel] for parcel in back] if own else [list(back)]:
            select(dock, [parcel.uid for parcel in concerned])
            dock.pool.steps.ask_for_form(record["form"])
            dialog = dock.pool.steps.dialog
            for name, value in record.items():
                if name != "form":
                    answer(dialog.fields[name], concerned[0].area_m2 if value == "{area}" else value)
            dialog.by.setText("经办人")
            dialog.accept()
            if dialog.problem.text():
                raise RuntimeError(f"{record}: {dialog.problem.text()}")
            yield from steps_rest(dock)
    select(dock, [parcel.uid for parcel in back])


def answer(field: QWidget, value: object) -> None:
    """Put an answer into its field."""
    if isinstance(field, QComboBox):
        field.setCurrentIndex(field.findData(value))
    elif isinstance(field, QDateEdit) and isinstance(value, date):
        field.setDate(QDate(value.year, value.month, value.day))
    else:
        field.setText(str(value))


def take(dock: Any, step: Mapping[str, Any]) -> Iterator[Condition]:  # noqa: ANN401
    """The step; it must be taken by all."""
    steps = dock.pool.steps
    steps.take.click()
    yield lambda: not steps.work.is_busy
    if steps.question is None:
        raise RuntimeError(f"{step['state']}: {[item.title for item in steps.guards.items if item.refusals]}")
    steps.question.button(QMessageBox.StandardButton.Yes).click()
    yield from steps_rest(dock)
    refused = [item.title for item in steps.guards.items if item.refusals]
    if refused:
        raise RuntimeError(f"{step['state']}: {refused}")


def steps_rest(dock: Any) -> Iterator[Condition]:  # noqa: ANN401
    """Wait until nothing is under way."""
    steps = dock.pool.steps
    yield lambda: not steps.work.is_busy and not steps.reading.is_busy
    yield from read(dock)
