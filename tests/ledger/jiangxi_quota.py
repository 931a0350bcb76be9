"""Quota of Jiangxi in a pool: mines that the province has admitted, and rounds that issue their quota."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "regimes"))

from jiangxi_office import answer, make_office, uids, walk
from jiangxi_parcels import RULES

from zhanbu_plugin.ledger.issuing import issue_posting
from zhanbu_plugin.ledger.posting import post
from zhanbu_plugin.pool.accounts.records import AREA, AVAILABLE, Lot
from zhanbu_plugin.pool.database import pool_for_reading, pool_for_writing
from zhanbu_plugin.pool.steps.acts import Act, Journal
from zhanbu_plugin.regimes.rule_set import RuleSet

__all__ = ["RULES", "answer", "uids"]

COUNTY, PROVINCE = "360122", "360000"
MINE = 920_000
"""dm² of each mine of the office: 92 m by 100 m on the central meridian."""


def capped(mu: int) -> RuleSet:
    """The rules with another cap, so that a few mines make a round."""
    cap = replace(RULES.parameters["jx.cap_mu"], value=mu)
    return replace(RULES, parameters={**RULES.parameters, "jx.cap_mu": cap})


@pytest.fixture(scope="session")
def three_mines(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three mines that the province has admitted."""
    pool = make_office(tmp_path_factory.mktemp("office"), 3)
    walk(pool, "PROV_POOL")
    return pool


@pytest.fixture
def mines(three_mines: Path, tmp_path: Path) -> Path:
    """The same in a pool of one's own."""
    copy = tmp_path / "pool.gpkg"
    copy.write_bytes(three_mines.read_bytes())
    return copy


def issue(pool: Path, which: list[str], rules: RuleSet, on: Act) -> list[Lot]:
    """Issue the quota of some mines; the lots that it opens."""
    with pool_for_writing(pool) as writer, writer.writing():
        txn = post(writer, Journal(writer), issue_posting(writer, writer.parcels_of(which), rules, on), on)
        return writer.lots_of_txn(txn)


def available(pool: Path, holder: str) -> int:
    with pool_for_reading(pool) as reader:
        return reader.account_dm2("FOREST", holder, AREA, AVAILABLE)
