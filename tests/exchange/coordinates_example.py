"""The invented example of the standards file, section 7.2: a ring with a hole and a quadrilateral; and its readers."""

from __future__ import annotations

import pytest

from zhanbu_plugin.exchange.coordinates.document import ReadResult
from zhanbu_plugin.exchange.coordinates.reading import read_coordinates
from zhanbu_plugin.survey.problem import InputProblem

HEADER = """[属性描述]
格式版本号=1.01
数据产生单位=示例县自然资源局
数据产生日期=2026-01-15
坐标系=2000国家大地坐标系
几度分带=3
投影类型=高斯克吕格
计量单位=米
带号=39
精度=0.001
转换参数=0,0,0,0,0,0,0
[地块坐标]
"""

WITH_HOLE = """11,0.6585,F1,示例地块一,面,H50G091034,占补平衡,,@
J1,1,3125480.250,39412030.125
J2,1,3125486.035,39412112.480
J3,1,3125421.310,39412118.905
J4,1,3125398.745,39412074.660
J5,1,3125409.870,39412026.340
J1,1,3125480.250,39412030.125
J6,2,3125440.100,39412066.200
J7,2,3125441.360,39412078.450
J8,2,3125430.905,39412079.120
J9,2,3125430.240,39412067.010
J6,2,3125440.100,39412066.200
"""

PLAIN = """5,0.0943,F2,示例地块二,面,H50G091034,占补平衡,,@
J1,1,3125450.020,39412140.310
J2,1,3125452.660,39412171.905
J3,1,3125418.115,39412169.240
J4,1,3125420.430,39412141.980
J1,1,3125450.020,39412140.310
"""

EXAMPLE = HEADER + WITH_HOLE + PLAIN


def read(text: str, **options: object) -> ReadResult:
    return read_coordinates(text.encode(), "报盘.txt", **options)  # type: ignore[arg-type]


def remarks_of(text: str, **options: object) -> list[str]:
    return [f"{r.line}: {r.wording}" for r in read(text, **options).remarks]


def refusal(text: str | bytes, **options: object) -> str:
    content = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(InputProblem) as problem:
        read_coordinates(content, "报盘.txt", **options)  # type: ignore[arg-type]
    assert problem.value.source == "报盘.txt"
    assert str(problem.value.remedy)
    return str(problem.value)


def same_parcels(text: str, **options: object) -> bool:
    return read(text, **options).document.parcels == read(EXAMPLE).document.parcels


def square(ring: int, east: float, north: float, side: float, first: int = 1) -> list[str]:
    corners = [(north, east), (north + side, east), (north + side, east + side), (north, east + side), (north, east)]
    names = [f"J{first + i}" for i in range(4)] + [f"J{first}"]
    return [f"{n},{ring},{x:.3f},{y:.3f}" for n, (x, y) in zip(names, corners)]


def parcel_of(*rings: list[str], number: str = "F1") -> str:
    points = [line for ring in rings for line in ring]
    return "\n".join([f"{len(points)},,{number},名,面,,,,@", *points]) + "\n"
