"""Tables of waivers as a technician keeps them, beside their scans."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import toolbox
from osgeo import ogr

FIELDS = ("parcel_id", "check_id", "doc_no", "doc_date", "issuer", "file", "entered_by")
SCAN = b"%PDF-1.4 the province allows it"
SHA256 = hashlib.sha256(SCAN).hexdigest()
ROW = {
    "parcel_id": "*",
    "check_id": "CHK-SLOPE",
    "doc_no": "冀自然资函〔2026〕12号",
    "doc_date": "2026-05-31",
    "issuer": "河北省自然资源厅",
    "file": "批复.pdf",
    "entered_by": "王工",
}


def waiver_table(folder: Path, rows: Iterable[Mapping[str, str]], name: str = "豁免.csv") -> str:
    """A CSV in a folder with the scan that it names."""
    (folder / "批复.pdf").write_bytes(SCAN)
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, FIELDS)
        writer.writeheader()
        writer.writerows(rows)
    return str(path)


def needed(checked: dict[str, Any]) -> list[tuple[str, str]]:
    """Parcel and check of every document that would make a waivable parcel eligible."""
    waivable = {row["parcel_id"] for row in toolbox.rows(checked["OUTPUT"]) if row["verdict"] == "WAIVABLE"}
    return sorted(
        (row["parcel_id"], row["check_id"])
        for row in toolbox.rows(checked["FINDINGS"])
        if row["parcel_id"] in waivable and (row["severity"], row["outcome"]) == ("OVERRIDE", "FAIL")
    )


def documents_for(checked: dict[str, Any]) -> list[dict[str, str]]:
    """A row for each of them."""
    return [{**ROW, "parcel_id": parcel, "check_id": check} for parcel, check in needed(checked)]


def write_table(path: Path, driver: str, rows: Iterable[Mapping[str, str]]) -> str:
    """The same as a table of another format, the date as a date."""
    source = ogr.GetDriverByName(driver).CreateDataSource(str(path))
    layer = source.CreateLayer("waivers", None, ogr.wkbNone, ["ENCODING=UTF-8"] if driver == "ESRI Shapefile" else [])
    for name in FIELDS:
        layer.CreateField(ogr.FieldDefn(name, ogr.OFTDate if name == "doc_date" else ogr.OFTString))
    for row in rows:
        feature = ogr.Feature(layer.GetLayerDefn())
        for name in FIELDS:
            feature.SetField(name, row[name])
        layer.CreateFeature(feature)
    del layer, source
    return str(path)
