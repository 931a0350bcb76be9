"""From candidate to pooled by qgis_process alone: ``python docs/walks/walk.py jiangxi|sichuan|hebei [--into FOLDER]``.

Checks the sample parcels of a province, pushes what is eligible into a new pool, and takes every step of the
regulation's own path with the evidence and forms that the rule set asks for. ``make walk NAME=jiangxi`` sets up what
it needs: the plugin switched on in a profile that ``qgis_process`` finds.
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from osgeo import ogr, osr
from sample_papers import write_paper, write_photo

ROOT = Path(__file__).resolve().parents[2]
WALKS = Path(__file__).resolve().parent
SECONDS_FOR_A_STEP = 300
RECORDED = "2026-11-21T09:30:00Z"
"""When everything is put on file: fixed, so that two walks give the same pool."""

Run = Callable[..., Mapping[str, Any]]


class WalkStopped(Exception):
    """A step ended with an error or was refused."""


@dataclass(frozen=True)
class Pooled:
    """A parcel of the pool: its uid, ellipsoid area (m²) and a point inside it (degrees)."""

    uid: str
    area_m2: float
    lon: float
    lat: float


def qgis_process(algorithm: str, **inputs: object) -> Mapping[str, Any]:
    """Run ``zhanbu:ALGORITHM`` and return its results."""
    told = subprocess.run(
        ["qgis_process", "run", f"zhanbu:{algorithm}", "-"],
        input=json.dumps({"inputs": inputs}),
        capture_output=True,
        text=True,
        timeout=SECONDS_FOR_A_STEP,
        check=False,
    )
    if told.returncode != 0:
        raise WalkStopped(f"{algorithm} {inputs}:\n{told.stderr.strip() or told.stdout.strip()}")
    results: Mapping[str, Any] = json.loads(told.stdout[told.stdout.index("{") :])["results"]
    return results


class Walk:
    """One batch on its way into the pool."""

    def __init__(self, name: str, folder: Path, run: Run = qgis_process) -> None:
        self.plan: dict[str, Any] = yaml.safe_load((WALKS / f"{name}.yaml").read_text(encoding="utf-8"))
        self.folder, self.run = folder, run
        self.pool = str(folder / "pool.gpkg")
        self.parcels: list[Pooled] = []
        self.papers = folder / "papers"
        self.papers.mkdir(parents=True, exist_ok=True)

    def go(self) -> list[Pooled]:
        """Every step; the parcels that are pooled in the end."""
        plan = self.plan
        self.run("createpool", POOL=self.pool, COUNTY=plan["county"], CRS=plan["crs"])
        self.check_and_push()
        matters = {matter["subject"]: self.open(matter) for matter in plan.get("matters", ())}
        for step in plan["steps"]:
            about = {"MATTER": matters[step["of"]]} if "of" in step else self.concern()
            self.file_for(step, about)
            self.advance(step, about)
        return self.parcels

    def check_and_push(self) -> None:
        """Check the candidates, and push those that are eligible."""
        plan, checked = self.plan, str(self.folder / "checked.gpkg")
        source = plan["candidates"].replace("{bsm}", ", ".join(f"'{bsm}'" for bsm in plan.get("bsm", ())))
        waivers = {"WAIVERS": str(self.waivers())} if "waivers" in plan else {}
        self.run(
            "checkparcels",
            INPUT=f"{ROOT / plan['survey']}|layername={source}",
            RULE_SET=plan["rule_set"],
            AS_OF=str(plan["as_of"]),
            COUNTY=plan["county"],
            DEM=str(ROOT / plan["dem"]),
            POOL=self.pool,
            OUTPUT=checked,
            REPORT=str(self.folder / "report.html"),
            **self.layers(plan["layers"]),
            **waivers,
        )
        pushed = self.run(
            "pushtopool",
            INPUT=checked,
            POOL=self.pool,
            SYSTEM=plan["system"],
            BATCH=plan["batch"],
            AS_OF=str(plan["as_of"]),
            REFUSALS=str(self.folder / "refusals.csv"),
        )
        if pushed["ADMITTED"] != plan["admitted"]:
            raise WalkStopped(f"{pushed['ADMITTED']} parcels were admitted, {plan['admitted']} were to be")
        self.parcels = parcels_of(self.pool)

    def waivers(self) -> Path:
        """The table of documents that lift failures, with a scan of each beside it."""
        path, rows = self.folder / "waivers.csv", self.plan["waivers"]
        for number, row in enumerate(rows, 1):
            row["file"] = f"papers/waiver-{number}.txt"
            write_paper(self.folder / row["file"], row["issuer"], row["doc_no"])
        with path.open("w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, fieldnames=list(rows[0]))
            table.writeheader()
            table.writerows(rows)
        return path

    def layers(self, names: Mapping[str, str]) -> dict[str, str]:
        """Role layers of the sample by parameter."""
        return {parameter: f"{ROOT / self.plan['survey']}|layername={name}" for parameter, name in names.items()}

    def open(self, matter: Mapping[str, Any]) -> str:
        """Open a matter that the parcels belong to; its id."""
        opened = self.run(
            "openmatter",
            POOL=self.pool,
            SUBJECT=matter["subject"],
            SYSTEM=self.plan["system"],
            YEAR=matter["year"],
            TITLE=matter["title"],
            RULE_SET=self.plan["rule_set"],
            LINKS=",".join(parcel.uid for parcel in self.parcels),
            ROLE=matter["role"],
            DATE=str(matter["date"]),
            RECORDED=RECORDED,
        )
        return str(opened["MATTER"])

    def concern(self) -> dict[str, str]:
        """All parcels of the batch."""
        return {"BATCH": self.plan["batch"], "SYSTEM": self.plan["system"]}

    def file_for(self, step: Mapping[str, Any], about: Mapping[str, str]) -> None:
        """Put on file what the step asks for: papers of all, photos of each parcel, and forms."""
        for kind in step.get("evidence", ()):
            paper = self.papers / f"{step['state']}-{kind}.txt"
            write_paper(paper, kind, step.get("doc_no", ""))
            self.attach(paper, kind, step, about)
        for kind in step.get("photos", ()):
            for parcel in self.parcels:
                photo = self.papers / f"{parcel.uid}-{kind}.jpg"
                write_photo(photo, parcel.lon, parcel.lat, 90, step["date"])
                self.attach(photo, kind, step, {"PARCEL": parcel.uid})
        for form in dict.fromkeys(record["form"] for record in step.get("forms", ())):
            self.record(form, [r for r in step["forms"] if r["form"] == form], step, about)

    def attach(self, path: Path, kind: str, step: Mapping[str, Any], about: Mapping[str, str]) -> None:
        """A paper or photo."""
        self.run(
            "attachevidence",
            POOL=self.pool,
            KIND=kind,
            FILE=str(path),
            DOC_NO=step.get("doc_no", ""),
            DATE=str(step["date"]),
            RECORDED=RECORDED,
            **about,
        )

    def record(
        self, form: str, records: list[dict[str, Any]], step: Mapping[str, Any], about: Mapping[str, str]
    ) -> None:
        """The records of a form: once for the batch, with its area and number where asked for, or for each parcel with
        its own area.
        """
        whole = {"{batch_area}": round(sum(p.area_m2 for p in self.parcels), 2), "{batch_count}": len(self.parcels)}
        own = any("{area}" in str(value) for record in records for value in record.values())
        everyone = [{"PARCELS": parcel.uid} for parcel in self.parcels] if own else [about]
        for number, concerned in enumerate(everyone):
            area = self.parcels[number].area_m2 if own else 0.0
            answers = [
                {
                    name: area
                    if value == "{area}"
                    else str(value)
                    if isinstance(value, date)
                    else whole.get(value, value)
                    for name, value in record.items()
                    if name != "form"
                }
                for record in records
            ]
            self.run(
                "recordform",
                POOL=self.pool,
                FORM=form,
                VALUES=json.dumps(answers, ensure_ascii=False),
                BY="经办人",
                DATE=str(step["date"]),
                RECORDED=RECORDED,
                **concerned,
            )

    def advance(self, step: Mapping[str, Any], about: Mapping[str, str]) -> None:
        """Take the step; stop with the reasons where a parcel is refused."""
        refusals = self.folder / f"refused-{step['state']}.csv"
        taken = self.run(
            "advancestate",
            POOL=self.pool,
            TO_STATE=step["state"],
            ROLE=step["role"],
            DATE=str(step["date"]),
            DOC_NO=step.get("doc_no", ""),
            RECORDED=RECORDED,
            REFUSALS=str(refusals),
            **about,
            **({"DEM": str(ROOT / self.plan["dem"])} if step.get("layers") else {}),
            **self.layers(step.get("layers", {})),
        )
        if taken["REFUSED"]:
            raise WalkStopped(f"{step['state']}: {refusals.read_text(encoding='utf-8')}")
        print(f"  {step['date']} {step['state']:<16} {taken['ADVANCED']}")


def parcels_of(pool: str) -> list[Pooled]:
    """The active parcels of a pool."""
    source = ogr.Open(pool)
    layer = source.GetLayerByName("parcel")
    degrees = osr.SpatialReference()
    degrees.ImportFromEPSG(4490)
    system = layer.GetSpatialRef()
    for reference in (degrees, system):
        reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    onto_degrees = osr.CoordinateTransformation(system, degrees)
    found = []
    for feature in layer:
        point = feature.GetGeometryRef().PointOnSurface()
        lon, lat, _ = onto_degrees.TransformPoint(point.GetX(), point.GetY())
        found.append(Pooled(feature["parcel_uid"], feature["area_dm2"] / 100, lon, lat))
    return sorted(found, key=lambda parcel: parcel.uid)


def from_the_command_line(told: str | None, kind: str, into: str, go: Callable[[str, Path], str]) -> int:
    """Let ``go`` (name of the batch, its empty folder) do its work and tell what came of it; 1 where it stops."""
    ogr.UseExceptions()
    options = argparse.ArgumentParser(description=told, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("name", choices=sorted(path.stem for path in WALKS.glob("*.yaml")))
    options.add_argument("--into", type=Path, default=ROOT / "build" / into)
    asked = options.parse_args()
    folder = asked.into.resolve() / asked.name
    if folder.exists() and any(folder.iterdir()):
        print(f"{kind}: {folder} isn't empty; remove it or give another folder", file=sys.stderr)
        return 1
    folder.mkdir(parents=True, exist_ok=True)
    try:
        outcome = go(asked.name, folder)
    except (WalkStopped, subprocess.TimeoutExpired) as stopped:
        print(f"{kind}: {stopped}", file=sys.stderr)
        return 1
    print(f"{kind}: {outcome}")
    return 0


def walk(name: str, folder: Path) -> str:
    """Walk a batch into the pool."""
    batch = Walk(name, folder)
    return f"{len(batch.go())} parcels are pooled in {batch.pool}"


if __name__ == "__main__":
    sys.exit(from_the_command_line(__doc__, "walk", "walks", walk))
