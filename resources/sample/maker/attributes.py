"""The DLTB record of each parcel: fields, codes, areas and names as the survey's standard has them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import shapely

from zhanbu_plugin.survey.crs import Crs
from zhanbu_plugin.survey.ellipsoid_area import ellipsoid_areas
from zhanbu_plugin.survey.units import to_dm2

from .classes import Parcel
from .gazetteer import COUNTY, EPSG, FOREST_FARM, ORIGIN, VILLAGES
from .shapes import Array, Rng

FIELDS: tuple[tuple[str, str, int, int], ...] = (
    ("BSM", "text", 18, 0),
    ("YSDM", "text", 10, 0),
    ("TBYBH", "text", 18, 0),
    ("TBBH", "text", 8, 0),
    ("DLBM", "text", 5, 0),
    ("DLMC", "text", 60, 0),
    ("QSXZ", "text", 2, 0),
    ("QSDWDM", "text", 19, 0),
    ("QSDWMC", "text", 255, 0),
    ("ZLDWDM", "text", 19, 0),
    ("ZLDWMC", "text", 255, 0),
    ("TBMJ", "real", 18, 2),
    ("KCDLBM", "text", 5, 0),
    ("KCXS", "real", 6, 4),
    ("KCMJ", "real", 18, 2),
    ("TBDLMJ", "real", 18, 2),
    ("GDLX", "text", 2, 0),
    ("GDPDJB", "text", 2, 0),
    ("XZDWKD", "real", 5, 1),
    ("TBXHDM", "text", 30, 0),
    ("TBXHMC", "text", 100, 0),
    ("ZZSXDM", "text", 30, 0),
    ("ZZSXMC", "text", 100, 0),
    ("GDDB", "integer", 2, 0),
    ("FRDBS", "text", 1, 0),
    ("CZCSXM", "text", 4, 0),
    ("SJNF", "integer", 4, 0),
    ("MSSM", "text", 2, 0),
    ("HDMC", "text", 100, 0),
    ("BZ", "text", 255, 0),
)
"""Name, type, width and decimals of every DLTB field (standards 1.1, widths of live data)."""

NAMES = {
    "0101": "水田", "0102": "水浇地", "0103": "旱地", "0201": "果园", "0201K": "可调整果园", "0204": "其他园地",
    "0301": "乔木林地", "0301K": "可调整乔木林地", "0305": "灌木林地", "0307": "其他林地", "0404": "其他草地",
    "05H1": "商业服务业设施用地", "0508": "物流仓储用地", "0601": "工业用地", "0602": "采矿用地",
    "0701": "城镇住宅用地", "0702": "农村宅基地", "08H1": "机关团体新闻出版用地", "08H2": "科教文卫用地",
    "0809": "公用设施用地",
    "0810": "公园与绿地", "09": "特殊用地", "1001": "铁路用地", "1003": "公路用地", "1004": "城镇村道路用地",
    "1006": "农村道路", "1101": "河流水面", "1103": "水库水面", "1104": "坑塘水面", "1104A": "养殖坑塘",
    "1106": "内陆滩涂", "1107": "沟渠", "1107A": "干渠", "1201": "空闲地", "1202": "设施农用地", "1204": "盐碱地",
    "1205": "沙地", "1206": "裸土地", "1207": "裸岩石砾地", "1299": "其他",
}  # fmt: skip
PLANTING = {"LS": "种植粮食作物", "FLS": "种植非粮食作物", "LYFL": "粮与非粮轮作", "XG": "休耕", "LLJZ": "林粮间作",
            "WG": "未耕种", "JKHF": "即可恢复", "GCHF": "工程恢复"}  # fmt: skip
REFINED = {"HDGD": "河道耕地", "SHGD": "沙荒耕地", "LQGD": "林区耕地"}
RIDGES = {("TT", 2): "0.0512", ("TT", 3): "0.0874", ("TT", 4): "0.1235", ("TT", 5): "0.1560",
          ("PD", 2): "0.0368", ("PD", 3): "0.0615", ("PD", 4): "0.0842", ("PD", 5): "0.1027"}  # fmt: skip
"""Ridge coefficients 田坎系数 of the invented county, by cropland form and slope grade."""
STATE = {"1001", "1003", "1101", "1103", "0701", "08H1", "1107A", "1109"}
LAYER_CODE = "1010"
"""Characters 7 to 10 of BSM; the real code of the layer isn't public, this one is invented."""

Record = dict[str, object]


@dataclass
class Described:
    """A parcel in the county's own coordinates with its record."""

    polygon: shapely.Polygon
    record: Record
    parcel: Parcel


def to_county(geometry: shapely.Geometry) -> shapely.Geometry:
    """From local to the county's coordinates (EPSG:4527), on the 0.1 mm grid."""
    return shapely.transform(geometry, lambda xy: np.round(xy + np.array(ORIGIN), 4))


def record_all(rng: Rng, parcels: list[Parcel]) -> list[Described]:
    """All parcels in the order of their numbers: by village, then from the north-west to the south-east."""
    order = sorted(parcels, key=_reading_order)
    polygons = np.array([to_county(p.polygon) for p in order], dtype=object)
    areas = ellipsoid_areas(polygons, Crs.of(f"EPSG:{EPSG}"))
    numbers: dict[int, int] = {}
    result = []
    for serial, (parcel, polygon, area) in enumerate(zip(order, polygons, areas), start=1):
        numbers[parcel.village] = numbers.get(parcel.village, 0) + 1
        result.append(Described(polygon, _record(rng, parcel, serial, numbers[parcel.village], area), parcel))
    return result


def _reading_order(parcel: Parcel) -> tuple[str, int, float, float]:
    middle = parcel.polygon.centroid
    return VILLAGES[parcel.village].code, -int(middle.y // 250), round(middle.x, 3), round(middle.y, 3)


def _record(rng: Rng, parcel: Parcel, serial: int, number: int, area: float) -> Record:
    village = VILLAGES[parcel.village]
    tenure, owner_code, owner = _tenure(rng, parcel)
    record: Record = {name: None for name, *_ in FIELDS}
    record |= {
        "BSM": f"{COUNTY}{LAYER_CODE}{serial:08d}",
        "YSDM": "2001010100",
        "TBBH": f"{number:04d}",
        "DLBM": parcel.dlbm,
        "DLMC": NAMES[parcel.dlbm],
        "QSXZ": tenure,
        "QSDWDM": owner_code,
        "QSDWMC": owner,
        "ZLDWDM": village.code,
        "ZLDWMC": village.name,
        "TBXHDM": parcel.refined or None,
        "TBXHMC": REFINED.get(parcel.refined),
        "ZZSXDM": parcel.zzsxdm or None,
        "ZZSXMC": PLANTING.get(parcel.zzsxdm),
        "FRDBS": "0",
        "CZCSXM": parcel.built or None,
        "SJNF": parcel.year,
        "MSSM": "00",
        "XZDWKD": _linear_width(parcel),
    }
    return record | _areas(rng, parcel, to_dm2(area))


def _areas(rng: Rng, parcel: Parcel, dm2: int) -> Record:
    """TBMJ and what is deducted from it (standards 3.4, 3.5, 4.6)."""
    total = Decimal(dm2) / 100
    crop = parcel.dlbm.startswith("01")
    form = ("TT" if parcel.grade > 2 or rng.random() < 0.5 else "PD") if crop and parcel.grade > 1 else None
    share = Decimal(RIDGES[form, parcel.grade]) if form else Decimal(0)
    ridges = (total * share).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return {
        "TBMJ": float(total),
        "KCDLBM": "1203" if form else None,
        "KCXS": float(share),
        "KCMJ": float(ridges),
        "TBDLMJ": float(total - ridges),
        "GDLX": form,
        "GDPDJB": str(parcel.grade) if crop else None,
        "GDDB": 7 + parcel.grade if crop else None,
    }


def _tenure(rng: Rng, parcel: Parcel) -> tuple[str, str, str]:
    """QSXZ with the owner's code and name."""
    village = VILLAGES[parcel.village]
    middle = parcel.polygon.centroid
    if parcel.dlbm in STATE:
        return "20", village.code, village.name
    if parcel.dlbm in ("0301", "0305") and np.hypot(middle.x - 1780, middle.y - 3180) < 400:
        return "20", *FOREST_FARM
    return ("31" if rng.random() < 0.12 else "30"), village.code, village.name


def _linear_width(parcel: Parcel) -> float | None:
    """XZDWKD: only on linear classes (standards 3.8), from area and perimeter."""
    if parcel.dlbm not in ("1001", "1003", "1004", "1006", "1101", "1107", "1107A"):
        return None
    half, area = parcel.polygon.length / 2, parcel.polygon.area
    root = np.sqrt(max(half * half / 4 - area, 0.0))
    return float(Decimal(repr(float(half / 2 - root))).quantize(Decimal("0.1"), ROUND_HALF_UP))


def polygons_array(items: list[Described]) -> Array:
    """Their polygons (n,)."""
    return np.array([i.polygon for i in items], dtype=object)
