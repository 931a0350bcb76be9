"""Papers about a batch (批次文书): application, verification form, public notice, summary, map, report of the check."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import shapely

from ...exchange.sampling.draw import Draw
from ...exchange.submission.content import (
    PrintedArea,
    category_title,
    group_of,
    printed_areas,
    printed_groups,
    printed_total,
    slope_grade,
    state_title,
    survey_text,
    table_texts,
    verdict_word,
)
from ...pool.records import PoolParcel
from ...survey.tenure_kinds import tenure_text
from ...survey.units import m2_of, mu_of
from .batch_values import BatchSource, batch_values
from .check_rows import check_rows, findings_of_all, layer_rows, verdict_rows
from .content import Labelled, MapContent, PaperContent, Row
from .specs import PaperBook

BATCH_PAPERS = ("application", "verification", "notice", "summary", "map_sheet", "check_report")
_MOST_VILLAGES = 3
"""Villages that a row of the summary names."""
_NEAR = 200.0
"""Metres around the parcels within which others are shown."""


def batch_paper(paper: str, source: BatchSource, book: PaperBook, most: int | None = None) -> PaperContent:
    """One of ``BATCH_PAPERS``. Of findings at most ``most`` are listed, and a row says how many more there are."""
    spec = book.papers[paper]
    parcels = source.batch.parcels
    lists: dict[str, Sequence[Row]] = {}
    sums: dict[str, Row] = {}
    if "parcels" in spec.lists:
        lists["parcels"] = parcel_rows(source, parcels, printed_areas(parcels))
        sums["parcels"] = {"number": table_texts().total, **_areas(printed_total(parcels))}
    if "groups" in spec.lists:
        lists["groups"] = _group_rows(parcels)
        sums["groups"] = {
            "township": table_texts().total,
            "count": str(len(parcels)),
            **_areas(printed_total(parcels)),
        }
    for name in ("checks", "questions"):
        if name in spec.lists:
            lists[name] = check_rows(source)
    if "findings" in spec.lists:
        lists["findings"] = findings_of_all(source, most)
    if "verdicts" in spec.lists:
        lists["verdicts"], sums["verdicts"] = verdict_rows(parcels)
    if "layers" in spec.lists:
        lists["layers"] = layer_rows(source)
    shown = batch_map(source) if paper in ("notice", "map_sheet") else None
    return PaperContent(spec, source.batch.system, batch_values(source, book), lists, sums, {}, shown)


def spot_check_paper(source: BatchSource, drawn: Draw, book: PaperBook) -> PaperContent:
    """The record of a spot check, with the parcels in the order in which they were drawn."""
    by_uid = {parcel.parcel_uid: parcel for parcel in source.batch.parcels}
    areas = dict(zip(by_uid, printed_areas(source.batch.parcels)))
    rows: list[Row] = []
    for order, (uid, up_to) in enumerate(zip(drawn.ids, drawn.sums_dm2()), 1):
        (row,) = parcel_rows(source, [by_uid[uid]], [areas[uid]])
        share = Decimal(up_to) / Decimal(drawn.frame_dm2)
        rows.append({**row, "order": str(order), "sum_share": f"{share:.2%}"})
    values = {
        **batch_values(source, book),
        "drawn_count": str(len(drawn.ids)),
        "drawn_m2": f"{m2_of(drawn.drawn_dm2):.2f}",
        "drawn_mu": str(mu_of(drawn.drawn_dm2)),
        "ratio": f"{drawn.ratio:.0%}",
        "drawn_share": f"{drawn.drawn_share:.2%}",
        "seed": drawn.seed,
        "frame_hash": drawn.frame_hash,
    }
    return PaperContent(book.papers["spot_check"], source.batch.system, values, {"drawn": rows})


def parcel_rows(source: BatchSource, parcels: Sequence[PoolParcel], areas: Sequence[PrintedArea]) -> list[Row]:
    """Rows of a list of parcels."""
    return [
        {
            "order": str(order),
            "number": parcel.parcel_no,
            "category": category_title(source.rule_set, parcel.category),
            "unit_code": survey_text(parcel.survey.get("ZLDWDM")),
            "unit_name": survey_text(parcel.survey.get("ZLDWMC")),
            "owner_kind": tenure_text(survey_text(parcel.survey.get("QSXZ"))),
            "owner_name": survey_text(parcel.survey.get("QSDWMC")),
            "survey_no": survey_text(parcel.survey.get("TBBH")),
            "class_code": survey_text(parcel.survey.get("DLBM")),
            "class_name": survey_text(parcel.survey.get("DLMC")),
            **_areas(area),
            "slope": "" if slope_grade(parcel) is None else str(slope_grade(parcel)),
            "state": state_title(source.rule_set, parcel.state),
            "since": parcel.state_since.isoformat(),
            "verdict": verdict_word(parcel),
        }
        for order, (parcel, area) in enumerate(zip(parcels, areas), 1)
    ]


def batch_map(source: BatchSource) -> MapContent:
    """All parcels with their places in the list, and others near them."""
    subjects = [Labelled(p.geometry, str(i)) for i, p in enumerate(source.batch.parcels, 1)]
    box = shapely.box(*shapely.total_bounds([s.geometry for s in subjects])).buffer(_NEAR)
    return MapContent(
        source.batch.identity.epsg, subjects, near(source, box, {p.parcel_no for p in source.batch.parcels})
    )


def near(source: BatchSource, box: shapely.Geometry, left_out: set[str]) -> list[Labelled]:
    """Other parcels of the pool that touch a piece of ground, by number."""
    return [
        Labelled(geometry, number)
        for geometry, number in source.around
        if number not in left_out and shapely.intersects(geometry, box)
    ]


def _group_rows(parcels: Sequence[PoolParcel]) -> list[Row]:
    classes = {survey_text(p.survey.get("DLBM")): survey_text(p.survey.get("DLMC")) for p in reversed(parcels)}
    villages: dict[tuple[str, str], list[str]] = {}
    for parcel in parcels:
        villages.setdefault(group_of(parcel), []).append(survey_text(parcel.survey.get("ZLDWMC")))
    return [
        {
            "order": str(order),
            "township": township,
            "township_name": _villages(villages[township, code]),
            "class_code": code,
            "class_name": classes[code],
            "count": str(count),
            **_areas(area),
        }
        for order, ((township, code), (count, _, area)) in enumerate(printed_groups(parcels).items(), 1)
    ]


def _villages(names: Sequence[str]) -> str:
    """The villages of a row: the survey doesn't name their township."""
    own = list(dict.fromkeys(filter(None, names)))
    more = f"等{len(own)}个村" if len(own) > _MOST_VILLAGES else ""
    return "、".join(own[:_MOST_VILLAGES]) + more


def _areas(area: PrintedArea) -> dict[str, str]:
    return {"area_m2": f"{area.m2:.2f}", "area_mu": str(area.mu), "area_ha": str(area.ha)}
