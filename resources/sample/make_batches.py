"""Makes the two small batches: ``python resources/sample/make_batches.py [FOLDER]``. Two runs give the same bytes."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]

from maker.batch import Extract, Plot, changed, write  # noqa: E402

_MINES = (
    Plot("M1", (100, 100, 220, 200), "0602", czcsxm="204"),
    Plot("M2", (220, 100, 320, 200), "0602", czcsxm="204"),
    Plot("M3", (320, 100, 420, 220), "0602", czcsxm="204"),
    # Works of the mine: industry, no mining land (JX-3.2.1).
    Plot("M4", (420, 100, 520, 200), "0601", czcsxm="204"),
    Plot("W1", (100, 220, 320, 400), "0301"),
    Plot("F1", (540, 100, 800, 400), "0103"),
)

JIANGXI = Extract(
    county="369901",
    village="矿山镇北坑村",
    epsg=4527,
    origin=(39_402_000.0, 3_150_000.0),
    size=(900, 500),
    surveys={2021: _MINES, 2022: changed(_MINES, M1="0301", M2="0301", M3="0305")},
    candidates=("M1", "M2", "M3", "M4"),
    roles={
        "forestmap": ((100, 100, 220, 200), (220, 100, 320, 200), (320, 100, 420, 220), (100, 220, 320, 400)),
        "filed": ((820, 420, 880, 480),),
    },
)

_FIELDS = (
    Plot("J1", (100, 100, 220, 200), "0201", zzsxdm="JKHF"),
    Plot("J2", (220, 100, 340, 200), "0301", zzsxdm="GCHF"),
    Plot("J3", (340, 100, 440, 200), "1202"),
    # An orchard without the mark that it can be tilled again (SC-2(六)a).
    Plot("J4", (440, 100, 540, 200), "0201"),
    # 15 m of its 120 m are a slope of 31° (SC-2(六)c).
    Plot("J5", (600, 300, 720, 400), "0201", zzsxdm="JKHF"),
    # Half of it is public-welfare forest (SC-2(六)c).
    Plot("J6", (100, 300, 200, 400), "0301", zzsxdm="GCHF"),
    Plot("C1", (560, 100, 800, 280), "0101"),
)

SICHUAN = Extract(
    county="519901",
    village="果园镇新店村",
    epsg=4523,
    origin=(35_402_000.0, 3_380_000.0),
    size=(900, 500),
    surveys={2024: _FIELDS, 2025: changed(_FIELDS, J1="0103", J2="0103", J3="0102")},
    candidates=("J1", "J2", "J3", "J4", "J5", "J6"),
    roles={
        "pubforest": ((150, 280, 260, 440),),
        "redline": ((0, 440, 90, 500),),
        "reserve": ((0, 400, 60, 500),),
        "fstplan": ((100, 280, 260, 440),),
        "pbf": ((560, 100, 800, 280),),
        "filed": ((820, 420, 880, 480),),
        "approved": ((820, 20, 880, 80),),
        "survey2": ((100, 100, 440, 200),),
    },
    steep=((660, 280, 675, 420),),
)


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "batches"
    folder.mkdir(parents=True, exist_ok=True)
    write(JIANGXI, folder, "jiangxi")
    write(SICHUAN, folder, "sichuan")


if __name__ == "__main__":
    main()
