"""To the city and back by qgis_process: ``python docs/walks/round_trip.py jiangxi|sichuan|hebei [--into FOLDER]``.

The county takes a sample batch to where it is submitted and packs it. The city verifies the package with its own
layers, draws its spot check, enters what it finds and writes opinion and return slip for three parcels. The county
takes the slip in, mends the three and packs the next version with its reply. The city compares the versions: just these
three differ, and the submission passes. ``make round-trip NAME=jiangxi`` sets up what it needs.
"""

from __future__ import annotations

import csv
import hashlib
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from osgeo import ogr
from walk import ROOT, Pooled, Run, Walk, WalkStopped, from_the_command_line, parcels_of, qgis_process

RATIO = 0.3


@dataclass(frozen=True)
class Outcome:
    """What a round trip left: both packages, the parcels that came back, and what the city found in the second."""

    first: Path
    second: Path
    returned: tuple[str, ...]
    compared: Mapping[str, Any]
    drawn: Mapping[str, Any]
    folder: Path


class RoundTrip(Walk):
    """One batch to the city and back."""

    def __init__(self, name: str, folder: Path, run: Run = qgis_process) -> None:
        super().__init__(name, folder, run)
        self.trip: dict[str, Any] = self.plan["round_trip"]
        if "bsm" in self.trip:
            self.plan.update(bsm=self.trip["bsm"], admitted=len(self.trip["bsm"]))
        states = [step["state"] for step in self.plan["steps"]]
        self.steps = {step["state"]: step for step in self.plan["steps"] if "of" not in step}
        self.plan["steps"] = self.plan["steps"][: states.index(self.trip["until"]) + 1]
        self.own: list[Pooled] | None = None

    def there_and_back(self) -> Outcome:
        """The whole way."""
        self.go()
        first = self.pack(1, self.trip["packed_on"])
        drawn = self.verify_and_draw(first)
        failing = [parcel.uid for parcel in self.parcels[:3]]
        slip = self.review(first, drawn["ids"], failing, "reviewed_on")
        if slip is None:
            raise WalkStopped("no parcel was returned")
        self.take_back(slip, len(failing))
        before = digest(first)
        self.mend(failing)
        second = self.pack(2, self.trip["packed_again_on"])
        if digest(first) != before:
            raise WalkStopped(f"{first.name} was overwritten")
        compared = self.compare(first, second, self.answered(failing))
        self.verify(second)
        if self.review(second, [], [], "reviewed_again_on") is not None:
            raise WalkStopped("the second version didn't pass")
        return Outcome(first, second, tuple(failing), compared, drawn, self.folder)

    def pack(self, version: int, day: object) -> Path:
        """The county's package of a day."""
        made = self.run(
            "exportsubmission",
            POOL=self.pool,
            SYSTEM=self.plan["system"],
            BATCH=self.plan["batch"],
            AS_OF=str(day),
            VERSION=version,
            PACKAGE=str(self.folder),
        )
        print(f"  {day} packed           {Path(made['PACKAGE']).name}  {made['PARCELS']} parcels, {made['AREA_M2']} m²")
        return Path(made["PACKAGE"])

    def verify(self, package: Path) -> None:
        """The city reads the package again, with layers and an elevation model of its own."""
        told = self.run(
            "verifysubmission",
            PACKAGE=str(package),
            DEM=str(ROOT / self.plan["dem"]),
            PROBLEMS=str(self.folder / f"{package.stem}-problems.csv"),
            REPORT=str(self.folder / f"{package.stem}-verified.html"),
            **self.own_layers(),
        )
        if not told["VALID"]:
            problems = (self.folder / f"{package.stem}-problems.csv").read_text(encoding="utf-8")
            raise WalkStopped(f"{package.name} doesn't verify:\n{problems}")
        print(f"  {'':10} verified         {package.name}  {told['REPEATED']} checks repeated")

    def own_layers(self) -> dict[str, str]:
        """The layers that the city has of each role."""
        return {name: path for name, path in self.layers(self.plan["layers"]).items() if name != "SURVEYS"}

    def verify_and_draw(self, package: Path) -> dict[str, Any]:
        """The city's spot check, and whether the county draws the same from its pool."""
        self.verify(package)
        terms = {"RATIO": RATIO, "SEED": self.trip["seed"]}
        drawn = self.folder / "drawn.gpkg"
        city = self.run("drawsample", PACKAGE=str(package), OUTPUT=str(drawn), **terms)
        own = {"POOL": self.pool, "SYSTEM": self.plan["system"], "BATCH": self.plan["batch"]}
        county = self.run("drawsample", OUTPUT=str(self.folder / "drawn_by_county.gpkg"), **own, **terms)
        for name in ("FRAME_HASH", "DRAWN_AREA", "FRAME_AREA"):
            if city[name] != county[name]:
                raise WalkStopped(f"{name}: the city has {city[name]}, the county {county[name]}")
        source = ogr.Open(str(drawn))
        ids = [str(feature["parcel_id"]) for feature in source.GetLayer()]
        print(f"  {'':10} drawn            {', '.join(ids)}")
        return {**city, "ids": ids}

    def review(self, package: Path, drawn: Sequence[str], failing: Sequence[str], day: str) -> Path | None:
        """What the city answers: the return slip, or nothing where the submission passes."""
        results = self.folder / f"{package.stem}-results.csv"
        found = dict(zip(failing, self.trip["failed"]))
        looked_at = list(dict.fromkeys([*drawn, *failing])) or [parcel.uid for parcel in self.parcels]
        with results.open("w", encoding="utf-8", newline="") as file:
            table = csv.writer(file)
            table.writerow(["图斑标识", "核查结果", "原因代码", "说明"])
            for uid in looked_at:
                own = found.get(uid, {})
                table.writerow([uid, "不合格" if own else "合格", own.get("code", ""), own.get("reason", "")])
        slip = self.folder / f"{package.stem}-退回单.xlsx"
        told = self.run(
            "writereview",
            PACKAGE=str(package),
            RESULTS=str(results),
            DATE=str(self.trip[day]),
            DOC_NO=self.trip["doc_no"],
            ISSUER=self.trip["city"],
            SLIP=str(slip),
            OPINION=str(self.folder / f"{package.stem}-核查意见.pdf"),
            **({"SEED": self.trip["seed"], "RATIO": RATIO} if drawn else {}),
        )
        if told["PASSED"] is bool(failing):
            raise WalkStopped(f"{package.name}: {told}")
        print(f"  {self.trip[day]} reviewed         {told['RETURNED']} returned")
        return slip if failing else None

    def take_back(self, slip: Path, count: int) -> None:
        """The county takes the slip in."""
        told = self.run(
            "importreturn",
            POOL=self.pool,
            RETURN=str(slip),
            DATE=str(self.trip["reviewed_on"]),
            DOC_NO=self.trip["doc_no"],
            ISSUER=self.trip["city"],
            RECORDED="2026-11-21T09:30:00Z",
            OUTPUT=str(self.folder / "reasons.csv"),
            PARCELS=str(self.folder / "returned.csv"),
        )
        if (told["RETURNED"], told["MOVED"]) != (count, count):
            raise WalkStopped(f"{(self.folder / 'returned.csv').read_text(encoding='utf-8')}")

    def concern(self) -> dict[str, str]:
        """All parcels of the batch; once some have come back, these."""
        if self.own is None:
            return super().concern()
        return {"PARCELS": ",".join(parcel.uid for parcel in self.own)}

    def attach(self, path: Path, kind: str, step: Mapping[str, Any], about: Mapping[str, str]) -> None:
        """A paper or photo."""
        renamed = {"PARCEL" if name == "PARCELS" else name: value for name, value in about.items()}
        super().attach(path, kind, step, renamed)

    def mend(self, returned: Sequence[str]) -> None:
        """What had come back is put right and goes its way again: the first gets a new shape, all get new papers."""
        everyone, self.papers = self.parcels, self.folder / "papers" / "mended"
        self.papers.mkdir()
        back = [parcel for parcel in everyone if parcel.uid in returned]
        reshaped = self.trip["reshaped"]
        if "step" in reshaped:
            self.go_on(reshaped["step"], back[:1])
        self.reshape(back[0], reshaped)
        areas = {parcel.uid: parcel for parcel in self.pooled()}
        back = [areas[parcel.uid] for parcel in back]
        for step in self.trip["redo"]:
            whose = back[:1] if step.get("whose") == "reshaped" else back
            self.go_on({**self.steps[step["state"]], **step}, whose)
        self.parcels, self.own = self.pooled(), None

    def go_on(self, step: Mapping[str, Any], whose: list[Pooled]) -> None:
        """A step of some parcels, with its papers."""
        self.parcels = self.own = whose
        about = self.concern()
        self.file_for(step, about)
        self.advance(step, about)

    def pooled(self) -> list[Pooled]:
        """The parcels as the pool has them now."""
        return parcels_of(self.pool)

    def reshape(self, parcel: Pooled, terms: Mapping[str, Any]) -> None:
        """The first parcel's boundary as it is on site, checked anew."""
        drawn, checked = self.folder / "reshaped.gpkg", self.folder / "rechecked.gpkg"
        self.draw_in(parcel, drawn, float(terms["metres"]))
        measured = self.run("ellipsoidalarea", INPUT=str(drawn), OUTPUT=str(self.folder / "measured.gpkg"))
        state_area(drawn, Path(measured["OUTPUT"]))
        self.run(
            "checkparcels",
            INPUT=str(drawn),
            ID_FIELD="parcel_uid",
            RULE_SET=self.plan["rule_set"],
            AS_OF=str(terms["checked_on"]),
            COUNTY=self.plan["county"],
            DEM=str(ROOT / self.plan["dem"]),
            POOL=self.pool,
            OUTPUT=str(checked),
            **({"STAGE": terms["stage"]} if "stage" in terms else {}),
            **self.layers(self.plan["layers"]),
        )
        changed = self.run(
            "changeshape",
            INPUT=str(checked),
            POOL=self.pool,
            REASON="按实地边界",
            DATE=str(terms["checked_on"]),
            RECORDED="2026-11-21T09:30:00Z",
            ROLE="COUNTY_NR",
            REFUSALS=str(self.folder / "not_reshaped.csv"),
        )
        if changed["CHANGED"] != 1:
            raise WalkStopped((self.folder / "not_reshaped.csv").read_text(encoding="utf-8"))

    def draw_in(self, parcel: Pooled, target: Path, metres: float) -> None:
        """A layer of the survey parcel with its outline drawn in, under the pool's id."""
        pool = ogr.Open(self.pool)
        (own,) = [f for f in pool.GetLayerByName("parcel") if f["parcel_uid"] == parcel.uid]
        survey = ogr.Open(str(ROOT / self.plan["survey"]))
        candidates = survey.GetLayerByName("candidates")
        candidates.SetAttributeFilter(f"BSM = '{own['src_bsm']}'")
        (feature,) = list(candidates)
        made = ogr.GetDriverByName("GPKG").CreateDataSource(str(target))
        layer = made.CreateLayer("reshaped", candidates.GetSpatialRef(), ogr.wkbPolygon)
        for i in range(candidates.GetLayerDefn().GetFieldCount()):
            layer.CreateField(candidates.GetLayerDefn().GetFieldDefn(i))
        layer.CreateField(ogr.FieldDefn("parcel_uid", ogr.OFTString))
        new = ogr.Feature(layer.GetLayerDefn())
        new.SetFrom(feature)
        new["parcel_uid"] = parcel.uid
        shape = feature.GetGeometryRef().Buffer(-metres, 1)
        new.SetGeometry(shape)
        layer.CreateFeature(new)

    def answered(self, returned: Sequence[str]) -> Path:
        """The slip with what the county says to each reason."""
        path = self.folder / "整改情况.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            table = csv.writer(file)
            table.writerow(["图斑标识", "原因代码", "退回原因", "整改情况"])
            for uid, own in zip(returned, self.trip["failed"]):
                table.writerow([uid, own["code"], own["reason"], own["answer"]])
        return path

    def compare(self, first: Path, second: Path, answers: Path) -> Mapping[str, Any]:
        """The versions side by side, and the county's reply."""
        told = self.run(
            "comparesubmissions",
            OLD=str(first),
            NEW=str(second),
            OUTPUT=str(self.folder / "changes.gpkg"),
            VALUES=str(self.folder / "changed_values.csv"),
            REPORT=str(self.folder / "changes.html"),
            RETURN=str(answers),
            LETTER=str(self.folder / "答复函.pdf"),
            ISSUER=self.trip["county"],
            AS_OF=str(self.trip["packed_again_on"]),
        )
        print(f"  {'':10} compared         {told['CHANGED']} changed, {told['GAINED_M2']} m²")
        return told


def state_area(layer: Path, measured: Path) -> None:
    """Put the measured area of the one parcel into the survey's field."""
    source, target = ogr.Open(str(measured)), ogr.Open(str(layer), 1)
    own = target.GetLayer()
    for one, feature in zip(source.GetLayer(), own):
        feature["TBMJ"] = round(one["area_m2"], 2)
        own.SetFeature(feature)


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def round_trip(name: str, folder: Path) -> str:
    """Take a batch to the city and back."""
    outcome = RoundTrip(name, folder).there_and_back()
    return f"{len(outcome.returned)} parcels came back and differ; papers and packages are in {folder}"


if __name__ == "__main__":
    sys.exit(from_the_command_line(__doc__, "round trip", "round-trips", round_trip))
