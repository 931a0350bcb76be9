"""Colours of the sample project: land classes after the survey's usual map colours, constraint layers."""

from __future__ import annotations

CLASSES = (
    ("水田", ("0101",), "190,228,214"),
    ("水浇地", ("0102",), "251,246,196"),
    ("旱地", ("0103",), "245,229,178"),
    ("园地", ("0201", "0201K", "0204"), "248,196,158"),
    ("乔木林地", ("0301", "0301K"), "138,190,124"),
    ("灌木林地、其他林地", ("0305", "0307"), "180,214,152"),
    ("草地", ("0404",), "214,228,150"),
    ("住宅用地", ("0701", "0702"), "240,160,154"),
    ("公共、商服用地", ("05H1", "08H1", "08H2", "0809", "0810", "09", "1201"), "232,172,196"),
    ("工矿仓储用地", ("0508", "0601", "0602"), "196,172,190"),
    ("铁路、公路", ("1001", "1003", "1004"), "150,140,140"),
    ("农村道路", ("1006",), "214,190,152"),
    ("水域", ("1101", "1103", "1104", "1104A", "1107", "1107A"), "150,200,240"),
    ("内陆滩涂", ("1106",), "206,224,240"),
    ("设施农用地", ("1202",), "226,202,148"),
    ("其他未利用地", ("1204", "1205", "1206", "1207"), "218,212,206"),
    ("未知地类", ("1299",), "255,0,255"),
)
"""Title, codes and colour (R,G,B) of each legend entry; together they cover every class of the sample."""

ROLES = {
    "county": "60,60,60",
    "redline": "215,25,28",
    "reserve": "0,120,70",
    "pubforest": "30,110,30",
    "keyforest": "0,90,0",
    "sfarm": "0,80,110",
    "river": "0,90,220",
    "desert": "180,120,0",
    "karst": "100,20,120",
    "sandsrc": "200,150,0",
    "dustway": "140,100,70",
    "pbf": "230,190,0",
    "hsf": "240,120,0",
    "backup": "200,0,160",
    "filed": "20,20,20",
}
"""Colour (R,G,B) of each constraint layer, in the order of the layer tree."""

SHOWN = {"redline", "reserve", "river", "desert", "filed"}
"""Constraint layers that are visible when the project is opened."""
