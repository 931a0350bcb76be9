"""The statement of an account as a page, as a bank gives it (对账单)."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from ..ledger.account_statement import AccountStatement, StatementLine
from ..survey.units import ha_of, m2_of, mu_of
from .html_page import page, paragraph, section, table
from .language import said, tr
from .ledger_names import bucket_name, indicator_name, kind_name, system_wording


def statement_page(statement: AccountStatement) -> str:
    """HTML of a statement. Amounts of postings are exact, in square metres; balances also in mu and hectares."""
    heads = [
        *(tr("Date"), tr("Posting"), tr("What"), tr("Document no."), tr("Project or freeze"), tr("Lot numbers")),
        *(tr("In (m²)"), tr("Out (m²)"), tr("Balance (m²)"), tr("Hash of the entry")),
    ]
    return page(
        tr("Statement of account"),
        [
            table([], _identity(statement)),
            section(tr("Summary"), table(["", tr("m²"), tr("mu"), tr("ha")], _summary(statement), numbers=(1, 2, 3))),
            section(
                tr("Postings one by one"),
                table(heads, map(_line, statement.lines), numbers=(6, 7, 8))
                if statement.lines
                else paragraph(tr("Nothing was posted in these days.")),
            ),
        ],
    )


def _identity(statement: AccountStatement) -> list[list[str]]:
    account = statement.account
    first = statement.first.isoformat() if statement.first else tr("the beginning")
    return [
        [tr("County"), statement.county],
        [tr("System"), said(system_wording(account.system))],
        [tr("Holder"), account.holder],
        [tr("Account"), f"{bucket_name(account.bucket)} · {indicator_name(account.indicator)}"],
        [tr("Days"), tr("{first} to {last}").format(first=first, last=statement.last.isoformat())],
        [tr("Head hash"), statement.head_hash or "–"],
    ]


def _summary(statement: AccountStatement) -> Iterable[list[str]]:
    """Balances are rounded as everywhere; what went out is what lies between them, so each column adds up."""
    amounts = (statement.opening_dm2, statement.in_dm2, statement.closing_dm2)
    columns = []
    for rounded in (lambda dm2: Decimal(dm2).scaleb(-2), mu_of, ha_of):
        before, came, after = map(rounded, amounts)
        columns.append((before, came, before + came - after, after))
    names = (tr("Balance before"), tr("In"), tr("Out"), tr("Balance after"))
    for name, *amount in zip(names, *columns):
        yield [name, *map(str, amount)]


def _line(line: StatementLine) -> list[str]:
    amount = f"{m2_of(abs(line.amount_dm2)):.2f}"
    txn = line.txn
    return [
        *(txn.occurred_on.isoformat(), txn.txn_uid, kind_name(txn.kind), txn.doc_no or "–", txn.ref or "–"),
        "\n".join(line.lots) or "–",
        amount if line.amount_dm2 > 0 else "",
        amount if line.amount_dm2 < 0 else "",
        f"{m2_of(line.balance_dm2):.2f}",
        line.hash[:16],
    ]
