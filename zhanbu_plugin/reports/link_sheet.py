"""The link sheet (挂钩确认单): which lots an occupation has taken, and what that leaves in the pool (HB-21).

Always in Chinese: it goes to the approving authority with the file of the project.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ..survey.units import AreaUnit, ha_of, largest_remainder, m2_of, mu_of
from .language import chinese, said_in_chinese
from .ledger_names import system_wording
from .paper import Block, Column, Heading, Note, Signatures, Table, pdf_of


@dataclass(frozen=True)
class LinkedLot:
    """What one lot gives; ``grade`` is ``None`` where it was never graded, else it has its scheme."""

    lot_uid: str
    parcel_uid: str
    admitted_on: date
    legacy: bool
    grade: float | None
    grade_scheme: str
    area_dm2: int
    paddy_dm2: int


@dataclass(frozen=True)
class Balance:
    """What may be spent of one indicator before the link and what is frozen; ``linked_dm2`` is what the link takes."""

    before_dm2: int
    linked_dm2: int
    frozen_dm2: int

    @property
    def after_dm2(self) -> int:
        """What may be spent after it."""
        return self.before_dm2 - self.linked_dm2


@dataclass(frozen=True)
class RulesApplied:
    """The rules under which it was linked: title, number of the document, id, version (SHA-256), clause."""

    title: str
    document: str
    rule_set: str
    sha256: str
    clause: str


@dataclass(frozen=True)
class LinkSheet:
    """All that the sheet says; ``event_no`` and ``head_hash`` are those of the entry that made the link.

    A ``draft`` says that it proves nothing.
    """

    sheet_no: str
    system: str
    county: str
    project_no: str
    project_name: str
    level: str
    linked_on: date
    doc_no: str
    required_grade: float | None
    grade_scheme: str
    lots: Sequence[LinkedLot]
    area: Balance
    paddy: Balance
    rules: RulesApplied
    event_no: int
    head_hash: str
    draft: bool = False


def link_sheet_pdf(sheet: LinkSheet) -> bytes:
    """The sheet as PDF: the same bytes for the same sheet. Raises ``InputProblem`` without a Chinese font."""
    title = _title(sheet)
    foot = chinese("Link sheet {number} · head hash {hash}").format(number=sheet.sheet_no, hash=sheet.head_hash)
    return pdf_of(_blocks(sheet), title=f"{title} {sheet.sheet_no}", day=sheet.linked_on, foot=foot)


def _blocks(sheet: LinkSheet) -> list[Block]:
    number = chinese("No. {number}").format(number=sheet.sheet_no)
    return [
        Heading(_title(sheet), f"{said_in_chinese(system_wording(sheet.system))}　　{number}"),
        _project(sheet),
        _lots(sheet),
        _balances(sheet),
        _grounds(sheet),
        Note(
            chinese(
                "Lots are taken first in, first out; those of the former pool come first. Amounts in mu and hectares "
                "are rounded so that each column adds up to its total; the exact amounts are those in square metres."
            )
        ),
        Signatures(
            [chinese("Prepared by:"), chinese("Checked by:"), chinese("Head of office:")],
            chinese("(Seal)        Year      Month      Day"),
        ),
    ]


def _title(sheet: LinkSheet) -> str:
    return chinese("Link sheet (trial, proves nothing)") if sheet.draft else chinese("Link sheet")


def _project(sheet: LinkSheet) -> Table:
    rows = [
        [chinese("Project no."), sheet.project_no, chinese("Project"), sheet.project_name],
        [chinese("County"), sheet.county, chinese("Level of the project"), sheet.level or "—"],
        [chinese("Linked on"), sheet.linked_on.isoformat(), chinese("Document no."), sheet.doc_no or "—"],
        [
            *(chinese("Area linked"), _amount(sheet.area.linked_dm2)),
            *(chinese("Of it paddy"), _amount(sheet.paddy.linked_dm2)),
        ],
        [
            *(chinese("Required grade"), grade_text(sheet.required_grade, sheet.grade_scheme)),
            *(chinese("Number of lots"), str(len(sheet.lots))),
        ],
    ]
    return Table([Column("", 26), Column("", 59), Column("", 26), Column("", 59)], rows)


def _lots(sheet: LinkSheet) -> Table:
    columns = [
        Column(chinese("No."), 10),
        Column(chinese("Lot and parcel"), 38),
        Column(chinese("Admitted on"), 20),
        Column(chinese("Grade"), 23),
        Column(chinese("Square metres"), 22, number=True),
        Column(chinese("Mu"), 18, number=True),
        Column(chinese("Hectares"), 20, number=True),
        Column(chinese("Paddy (mu)"), 19, number=True),
    ]
    areas = [lot.area_dm2 for lot in sheet.lots]
    amounts = zip(
        map(_m2, areas),
        _adding_up(areas, "mu"),
        _adding_up(areas, "ha"),
        _adding_up([lot.paddy_dm2 for lot in sheet.lots], "mu"),
    )
    rows = [
        [
            *(str(i), f"{lot.lot_uid}\n{lot.parcel_uid or '—'}", _admitted(lot)),
            grade_text(lot.grade, lot.grade_scheme),
            *amount,
        ]
        for i, (lot, amount) in enumerate(zip(sheet.lots, amounts), 1)
    ]
    total, paddy = sheet.area.linked_dm2, sheet.paddy.linked_dm2
    sums = ["", chinese("Sum"), "", "", _m2(total), str(mu_of(total)), str(ha_of(total)), str(mu_of(paddy))]
    return Table(columns, [*rows, sums], chinese("Lots linked"), has_sum=True)


def _balances(sheet: LinkSheet) -> Table:
    columns = [
        Column(chinese("Indicator"), 30),
        Column(chinese("Unit"), 24),
        Column(chinese("Available before"), 30, number=True),
        Column(chinese("Linked now"), 28, number=True),
        Column(chinese("Available after"), 30, number=True),
        Column(chinese("Frozen"), 28, number=True),
    ]
    units = "\n".join([chinese("Square metres"), chinese("Mu"), chinese("Hectares")])
    rows = [
        [name, units, *map("\n".join, zip(map(_m2, _four(balance)), _printed(balance, "mu"), _printed(balance, "ha")))]
        for name, balance in ((chinese("Area of the indicator"), sheet.area), (chinese("Of it paddy"), sheet.paddy))
    ]
    return Table(columns, rows, chinese("Balance of the pool"))


def _grounds(sheet: LinkSheet) -> Table:
    rules = sheet.rules
    rows = [
        [chinese("Rules"), f"{rules.title} {rules.document}（{rules.rule_set}，{rules.clause}）"],
        [chinese("Version of the rules"), f"SHA-256 {rules.sha256}"],
        [
            chinese("Entry of the ledger"),
            chinese("{number}, entry {event} of the history").format(number=sheet.sheet_no, event=sheet.event_no),
        ],
        [chinese("Head hash"), f"SHA-256 {sheet.head_hash}"],
    ]
    return Table([Column("", 26), Column("", 144)], rows, chinese("Grounds"))


def grade_text(grade: float | None, scheme: str) -> str:
    """A grade with its scheme; a grade without one says nothing."""
    return "—" if grade is None else f"{grade:g}（{scheme_in_chinese(scheme)}）"


def scheme_in_chinese(scheme: str) -> str:
    """Scheme of grades on paper, in short; one that no form knows as it was given."""
    names = {
        "GBT33469_10": "GB/T 33469",
        "DB15": chinese("fifteen grades"),
        "FOREST_5": chinese("five grades of forest land"),
    }
    return names.get(scheme, scheme)


def _admitted(lot: LinkedLot) -> str:
    day = lot.admitted_on.isoformat()
    return chinese("{day} (former pool)").format(day=day) if lot.legacy else day


def _amount(dm2: int) -> str:
    return chinese("{mu} mu ({ha} ha)").format(mu=mu_of(dm2), ha=ha_of(dm2))


def _m2(dm2: int) -> str:
    return f"{m2_of(dm2):.2f}"


def _adding_up(amounts_dm2: Sequence[int], unit: AreaUnit) -> list[str]:
    return [str(amount) for amount in largest_remainder(amounts_dm2, unit)]


def _four(balance: Balance) -> tuple[int, int, int, int]:
    """Before, linked, after, frozen."""
    return balance.before_dm2, balance.linked_dm2, balance.after_dm2, balance.frozen_dm2


def _printed(balance: Balance, unit: AreaUnit) -> list[str]:
    """In a unit of paper: what is linked as in the sum of the lots, what is left as the difference that is printed."""
    whole = mu_of if unit == "mu" else ha_of
    before, linked = whole(balance.before_dm2), whole(balance.linked_dm2)
    after: Decimal = before - linked
    return [str(amount) for amount in (before, linked, after, whole(balance.frozen_dm2))]
