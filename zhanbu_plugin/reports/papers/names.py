"""What templates of papers may name (模板可用字段): values in braces by paper, and keys of columns by list."""

from __future__ import annotations

_BATCH = frozenset(
    (
        *("office", "county", "batch", "as_of", "as_of_zh", "system_name", "rule_title", "document", "rule_set"),
        *("rule_sha256", "epsg", "count", "area_m2", "area_mu", "area_ha", "township_count", "classes", "categories"),
        *("office_check_date", "office_check_team", "field_check_date", "field_check_team"),
        *("notice_days", "notice_sites", "scale", "checked_on", "data_hash"),
        *("eligible", "by_waiver", "waivable", "incomplete", "ineligible", "waiver_count", "material_count"),
        *("rule_days", "checked_with"),
    )
)
_PARCEL = frozenset(
    (
        *("office", "county", "batch", "as_of", "as_of_zh", "system_name", "rule_title", "document", "rule_set"),
        *("epsg", "scale", "number", "unit_code", "unit_name", "owner_kind", "owner_name", "survey_no", "bsm"),
        *("class_code", "class_name", "category", "area_m2", "area_mu", "area_ha", "slope", "sheet", "state", "since"),
        *("verdict", "geometry_hash", "kind", "title", "taken_on", "azimuth", "photo_count", "photo_shown"),
    )
)
_SAMPLE = frozenset(
    ("drawn_count", "drawn_m2", "drawn_mu", "ratio", "drawn_share", "seed", "frame_hash"),
)
_YEAR = frozenset(
    (
        *("office", "county", "as_of", "as_of_zh", "system_name", "year", "year_in_mu", "year_out_mu"),
        *("available_mu", "paddy_mu", "frozen_mu", "head_hash"),
    )
)
VALUES = {
    "application": _BATCH,
    "verification": _BATCH,
    "notice": _BATCH,
    "summary": _BATCH,
    "map_sheet": _BATCH,
    "check_report": _BATCH,
    "spot_check": _BATCH | _SAMPLE,
    "parcel_sheet": _PARCEL,
    "year_report": _YEAR,
}
"""Papers, and what their texts and forms may name."""

FILE_NAMES = {
    "application": "申请表",
    "verification": "核查表",
    "notice": "公示",
    "summary": "汇总表",
    "map_sheet": "位置图",
    "check_report": "检查报告",
    "spot_check": "抽查记录表",
    "parcel_sheet": "地块信息表",
    "year_report": "年度报告",
}
"""What the file of a paper is called, after the batch."""

_LISTED = frozenset(
    (
        *("order", "number", "category", "unit_code", "unit_name", "owner_kind", "owner_name", "survey_no"),
        *("class_code", "class_name", "area_m2", "area_mu", "area_ha", "slope", "state", "since", "verdict"),
    )
)
_CHECKED = frozenset(("order", "check", "check_name", "clause", "severity", "passed", "failed", "unknown"))
LISTS = {
    "parcels": _LISTED,
    "drawn": _LISTED | {"sum_share"},
    "groups": frozenset(
        ("order", "township", "township_name", "class_code", "class_name", "count", "area_m2", "area_mu", "area_ha")
    ),
    "questions": _CHECKED,
    "checks": _CHECKED,
    "findings": frozenset(
        ("number", "check", "check_name", "clause", "severity", "outcome", "measured", "threshold", "unit", "message")
    ),
    "verdicts": frozenset(("verdict", "count", "area_m2", "area_mu", "area_ha")),
    "layers": frozenset(("order", "role", "layer", "data_date", "checked_on", "layer_hash")),
    "points": frozenset(("name", "ring", "x", "y", "name2", "ring2", "x2", "y2")),
    "years": frozenset(("year", "in_mu", "out_mu", "frozen_mu", "available_mu")),
    "accounts": frozenset(("account", "bucket", "year", "area_m2", "area_mu")),
}
"""Lists, and the keys of their columns."""
NUMBERS = frozenset(
    (
        *("area_m2", "area_mu", "area_ha", "count", "passed", "failed", "unknown"),
        *("measured", "threshold", "sum_share"),
        *("x", "y", "x2", "y2", "in_mu", "out_mu", "frozen_mu", "available_mu"),
    )
)
"""Columns that stand to the right."""
CENTRED = frozenset(("order", "slope", "severity", "name", "ring", "name2", "ring2", "year", "class_code", "survey_no"))
"""Columns that stand in the middle."""
