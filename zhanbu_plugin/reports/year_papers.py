"""Papers of a year to sign: cropland in and out (年度进出平衡报表), and the grand account (算大账).

Always in Chinese, for they leave the county. Amounts are square metres, exactly, so that every column adds up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ..checks.findings import Outcome
from ..checks.on_file.accounts import SUPPLIED, USED
from ..ledger.grand_account import AccountItem, YearAccount
from ..ledger.in_out.item import IN
from ..ledger.in_out_statement import InOutStatement, ItemRow, StatementLine, grade_text
from ..survey.units import ha_of, m2_of, mu_of
from .language import chinese, said_in_chinese
from .link_sheet import scheme_in_chinese
from .paper import Block, Column, Heading, Note, Signatures, Table, pdf_of


@dataclass(frozen=True)
class PaperHead:
    """Whose paper it is, of which day, and by which rules."""

    county: str
    day: date
    rules: str


def in_out_paper(statement: InOutStatement, head: PaperHead) -> bytes:
    """The statement of a year's cropland in and out as PDF. Raises ``InputProblem`` without a Chinese font."""
    title = chinese("Yearly statement of cropland in and out, {year}").format(year=statement.year)
    return _paper(title, head, [_tests(statement), _items(statement)])


def grand_account_paper(found: YearAccount, head: PaperHead) -> bytes:
    """The grand account of a year as PDF. Raises ``InputProblem`` without a Chinese font."""
    title = chinese("Grand account of cropland used and made up, {year}").format(year=found.year)
    return _paper(title, head, [_sides(found), _account_items(found)])


def _paper(title: str, head: PaperHead, tables: Sequence[Table]) -> bytes:
    county = chinese("County: {county}").format(county=head.county or "—")
    blocks: list[Block] = [
        Heading(title, f"{county}　　{head.day.isoformat()}"),
        *tables,
        Note(chinese("Rules: {rules}. Amounts are square metres on the ellipsoid.").format(rules=head.rules)),
        Signatures(
            [chinese("Prepared by:"), chinese("Checked by:"), chinese("Head of office:")],
            chinese("(Seal)        Year      Month      Day"),
        ),
    ]
    return pdf_of(blocks, title=title, day=head.day, foot=title)


def _tests(statement: InOutStatement) -> Table:
    columns = [
        Column(chinese("Test"), 54),
        Column(chinese("Came in (m²)"), 26, number=True),
        Column(chinese("Left (m²)"), 26, number=True),
        Column(chinese("Difference"), 26, number=True),
        Column(chinese("Outcome"), 38),
    ]
    return Table(columns, [_test(line, statement) for line in statement.lines], chinese("Tests of the year"))


def _test(line: StatementLine, statement: InOutStatement) -> list[str]:
    grades = grade_text(statement.grade_in), grade_text(statement.grade_out)
    titles = {
        "PLAN": chinese("No more is planned to leave than to come in"),
        "FIRST_IN": chinese("First in, then out"),
        "CLOSE": chinese("As much came in as left"),
        "QUALITY": chinese("Quality: grade in {came}, grade out {out}").format(came=grades[0], out=grades[1]),
    }
    why = "" if line.why is None else f"\n{said_in_chinese(line.why)}"
    return [
        f"{titles[line.code]}\n{line.clause}",
        *map(_m2, (line.in_dm2, line.out_dm2, line.in_dm2 - line.out_dm2)),
        f"{_outcome(line.outcome)}{why}",
    ]


def _items(statement: InOutStatement) -> Table:
    columns = [
        Column(chinese("Item"), 40),
        Column(chinese("Day"), 21),
        Column(chinese("Came in (m²)"), 26, number=True),
        Column(chinese("Left (m²)"), 26, number=True),
        Column(chinese("Grade"), 17),
        Column(chinese("Why"), 40),
    ]
    rows = [_item(row) for row in statement.rows]
    close = next(line for line in statement.lines if line.code == "CLOSE")
    balance = chinese("Difference {mu} mu ({ha} ha)").format(
        mu=mu_of(statement.balance_dm2), ha=ha_of(statement.balance_dm2)
    )
    sums = [chinese("Sum"), "", _m2(close.in_dm2), _m2(close.out_dm2), "", balance]
    return Table(columns, [*rows, sums], chinese("Items that count at the close"), has_sum=True)


def _item(row: ItemRow) -> list[str]:
    item, counts = row.counted.item, _m2(row.counted.closed_dm2)
    grade = "—" if item.grade is None else grade_text(item.grade)
    return [
        item.id,
        "—" if item.on is None else item.on.isoformat(),
        *((counts, "") if item.direction == IN else ("", counts)),
        grade,
        "" if row.why is None else said_in_chinese(row.why),
    ]


def _sides(found: YearAccount) -> Table:
    columns = [
        Column(chinese("Side"), 40),
        Column(chinese("Area"), 45, number=True),
        Column(chinese("Of it paddy"), 45, number=True),
        Column(chinese("Average grade"), 40, number=True),
    ]
    rows = [
        [name, *_sum(found, side), grade_text(found.average(side))]
        for side, name in ((USED, chinese("Cropland used")), (SUPPLIED, chinese("Cropland made up")))
    ]
    account = found.account
    balance = [chinese("Made up less used"), _m2(account.area_dm2), _m2(account.paddy_dm2), ""]
    return Table(columns, [*rows, balance], chinese("Account of the year"), has_sum=True)


def _sum(found: YearAccount, side: str) -> tuple[str, str]:
    entries = found.of_side(side)
    return _m2(sum(entry.area_dm2 for entry in entries)), _m2(sum(entry.paddy_dm2 for entry in entries))


def _account_items(found: YearAccount) -> Table:
    columns = [
        Column(chinese("Side"), 20),
        Column(chinese("Item"), 60),
        Column(chinese("Area"), 32, number=True),
        Column(chinese("Of it paddy"), 28, number=True),
        Column(chinese("Grade"), 30),
    ]
    return Table(columns, [_account_item(item) for item in found.items], chinese("Items"))


def _account_item(item: AccountItem) -> list[str]:
    entry = item.entry
    grade = "—" if entry.grade is None else f"{grade_text(entry.grade)}（{scheme_in_chinese(entry.scheme)}）"
    side = chinese("Cropland used") if item.side == USED else chinese("Cropland made up")
    return [side, item.name, _m2(entry.area_dm2), _m2(entry.paddy_dm2), grade]


def _outcome(outcome: Outcome) -> str:
    names = {
        Outcome.PASS: chinese("Passed"),
        Outcome.FAIL: chinese("Not passed"),
        Outcome.NOT_CHECKED: chinese("Can't be told"),
    }
    return names[outcome]


def _m2(dm2: int) -> str:
    return f"{m2_of(dm2):.2f}"
