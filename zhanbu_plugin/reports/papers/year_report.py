"""The yearly report of a pool (年度报告): what came, went and is left, from the postings of its ledger alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ...ledger.balance import STOCK, BalanceRow, BalanceSheet
from ...ledger.year_figures import YearFigures
from ...survey.units import largest_remainder, m2_of, mu_of
from ..language import chinese, said_in_chinese
from ..ledger_names import bucket_wording
from .batch_values import day_in_chinese
from .content import PaperContent, Row
from .specs import PaperBook


@dataclass(frozen=True)
class YearSource:
    """What the report tells of: the pool's county and system, figures by year up to ``as_of``, balances on that day,
    titles of the parcels' states, and the hash of the last entry of the history.
    """

    county: str
    system: str
    year: int
    as_of: date
    figures: Sequence[YearFigures]
    balance: BalanceSheet
    state_titles: dict[str, str]
    head_hash: str
    office: str = ""


def year_report(source: YearSource, book: PaperBook, chart: str) -> PaperContent:
    """The report; ``chart`` is the path of the picture of the years."""
    own = next((f for f in source.figures if f.year == source.year), YearFigures(source.year, 0, 0, 0, 0))
    frozen = source.figures[-1].frozen_dm2 if source.figures else 0
    values = {
        "office": source.office or book.blank,
        "county": source.county,
        "as_of": source.as_of.isoformat(),
        "as_of_zh": day_in_chinese(source.as_of),
        "system_name": book.systems.get(source.system, source.system),
        "year": str(source.year),
        "year_in_mu": str(mu_of(own.in_dm2)),
        "year_out_mu": str(mu_of(own.out_dm2)),
        "available_mu": str(mu_of(source.balance.available_dm2)),
        "paddy_mu": str(mu_of(source.balance.paddy_dm2)),
        "frozen_mu": str(mu_of(frozen)),
        "head_hash": source.head_hash,
    }
    lists = {"years": _years(source.figures), "accounts": _accounts(source)}
    return PaperContent(book.papers["year_report"], source.system, values, lists, {}, {"chart": chart} if chart else {})


def _years(figures: Sequence[YearFigures]) -> list[Row]:
    return [
        {
            "year": str(f.year),
            "in_mu": str(mu_of(f.in_dm2)),
            "out_mu": str(mu_of(f.out_dm2)),
            "frozen_mu": str(mu_of(f.frozen_dm2)),
            "available_mu": str(mu_of(f.available_dm2)),
        }
        for f in figures
    ]


def _accounts(source: YearSource) -> list[Row]:
    """Balances as the pool states them, the ones that are nothing left out."""
    rows = [row for row in source.balance.rows if row.area_dm2]
    in_mu = largest_remainder([row.area_dm2 for row in rows], "mu")
    return [
        {
            "account": _account(row),
            "bucket": _bucket(row, source),
            "year": str(row.year) if row.year else "",
            "area_m2": f"{m2_of(row.area_dm2):.2f}",
            "area_mu": str(mu),
        }
        for row, mu in zip(rows, in_mu)
    ]


def _account(row: BalanceRow) -> str:
    """An account in Chinese; one of another holder has its code behind it."""
    name, _, holder = row.account.partition(" ")
    names = {
        STOCK: chinese("Parcels on their way"),
        "AREA": chinese("Area of the indicator"),
        "PADDY": chinese("Of it paddy"),
    }
    return " ".join(filter(None, [names.get(name, name), holder]))


def _bucket(row: BalanceRow, source: YearSource) -> str:
    if row.account == STOCK:
        return source.state_titles.get(row.bucket, row.bucket)
    return said_in_chinese(bucket_wording(row.bucket))
