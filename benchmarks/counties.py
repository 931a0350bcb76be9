"""The bench county: where its files come from and which of its layers plays which role."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHARED_MAKER = ROOT.parent / "shared" / "bench" / "make_county.py"
OWN_MAKER = Path(__file__).with_name("own_county.py")

ROLES = {
    "redline": "eco_redline",
    "pbf": "basic_farmland",
    "reserve": "nature_reserve",
    "pubforest": "welfare_forest",
    "river": "river_zone",
    "backup": "state_forest_farm",
    "desert": "desertification",
    "karst": "reserve_pool",
}
"""Role of the plugin → layer of the county. There is no role for a reserve pool, so it stands in for the eighth."""

COUNTY_CODE = "139901"
AS_OF = date(2026, 11, 21)
SEED = 7
GAP_M = 20.0
"""Parcels up to this far apart belong to one block (连片)."""


@dataclass(frozen=True)
class County:
    """Files of a county; ``parcels`` is how many there really are, ``maker`` what made it."""

    folder: Path
    parcels: int
    maker: str

    @property
    def survey(self) -> Path:
        """GeoPackage with the survey parcels."""
        return self.folder / "dltb.gpkg"

    @property
    def constraints(self) -> Path:
        """GeoPackage with the eight constraint layers."""
        return self.folder / "constraints.gpkg"

    def dem(self, cell: int) -> Path:
        """Elevation model with cells of so many metres."""
        return self.folder / f"dem{cell}.tif"

    def dems(self) -> list[int]:
        """Cell sizes in metres that there is a model of, the coarsest first."""
        return sorted((int(path.stem[3:]) for path in self.folder.glob("dem*.tif")), reverse=True)

    def every_third(self, fids: list[int]) -> list[int]:
        """Positions of the parcels that contiguity is looked for: those whose feature id 3 divides."""
        return [i for i, fid in enumerate(fids) if fid % 3 == 0]

    @classmethod
    def at(cls, folder: Path) -> County:
        """A county that was made before."""
        facts = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        return cls(folder, int(facts["n"]), str(facts.get("maker", f"../shared/bench/{SHARED_MAKER.name}")))


def county_of(size: int, folder: Path, cells: str = "10,30", seed: int = SEED) -> County:
    """The county of about ``size`` parcels in ``folder``; made, deterministically, where it isn't there yet."""
    target = folder / (f"c{size}" if seed == SEED else f"c{size}-{seed}")
    whole = (target / "meta.json").is_file()
    missing = [cell for cell in cells.split(",") if not (target / f"dem{cell}.tif").is_file()]
    if not whole or missing:
        maker = SHARED_MAKER if SHARED_MAKER.is_file() else OWN_MAKER
        print(
            f"bench: making {'a DEM for ' if whole else ''}a county of {size} parcels with {maker.name} …", flush=True
        )
        target.mkdir(parents=True, exist_ok=True)
        options = ["--dem", ",".join(missing), "--seed", str(seed), *(["--only-dem"] if whole else [])]
        _made([str(maker), str(size), str(target), *options])
    return County.at(target)


def _made(command: list[str]) -> None:
    done = subprocess.run([sys.executable, *command], capture_output=True, text=True, check=False, timeout=1800)
    if done.returncode != 0:
        raise SystemExit(f"bench: the county can't be made:\n{done.stderr[-2000:]}")


def warm(county: County) -> None:
    """Read every file once, so that no run pays for the disk."""
    for path in county.folder.iterdir():
        with path.open("rb") as file:
            while file.read(1 << 24):
                pass
