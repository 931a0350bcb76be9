"""The statement of an account (对账单): every posting that changed it between two days, and the balance after each."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from ..pool.accounts.records import AREA, AVAILABLE, Txn
from ..pool.database import PoolAddress, pool_for_reading
from ..survey.problem import InputProblem
from ..survey.wording import translate


@dataclass(frozen=True)
class Account:
    """Whose account of what: system, holder (six digits), indicator and bucket."""

    system: str
    holder: str = ""
    indicator: str = AREA
    bucket: str = AVAILABLE


@dataclass(frozen=True)
class StatementLine:
    """A posting, by how much it changed the account, and the balance after it; ``lots`` are those that it touched."""

    txn: Txn
    amount_dm2: int
    balance_dm2: int
    lots: tuple[str, ...]
    hash: str


@dataclass(frozen=True)
class AccountStatement:
    """``opening_dm2`` is the balance before the first day; the lines follow one another by day, then by posting."""

    account: Account
    county: str
    first: date | None
    last: date
    opening_dm2: int
    lines: tuple[StatementLine, ...]
    head_hash: str

    @property
    def closing_dm2(self) -> int:
        """Balance at the end of the last day."""
        return self.lines[-1].balance_dm2 if self.lines else self.opening_dm2

    @property
    def in_dm2(self) -> int:
        """What the lines added."""
        return sum(line.amount_dm2 for line in self.lines if line.amount_dm2 > 0)

    @property
    def out_dm2(self) -> int:
        """What the lines took."""
        return -sum(line.amount_dm2 for line in self.lines if line.amount_dm2 < 0)


def account_statement(
    path: PoolAddress, account: Account, *, first: date | None = None, last: date
) -> AccountStatement:
    """The statement from one day to another, both included; from the beginning where ``first`` is ``None``.

    ``holder`` is by default the pool's county. Raises ``InputProblem``, also when the days are the wrong way round.
    """
    if first is not None and first > last:
        raise InputProblem(
            translate("zhanbu", "{first} lies after {last}.", first=first.isoformat(), last=last.isoformat()),
            remedy=translate("zhanbu", "Give the first day of the statement before its last."),
        )
    with pool_for_reading(path) as pool, pool.reading():
        holder = account.holder or pool.identity.county
        amounts: dict[str, int] = defaultdict(int)
        lots: dict[str, list[str]] = defaultdict(list)
        for uid, entry in pool.all_entries():
            if (entry.holder, entry.indicator, entry.bucket) == (holder, account.indicator, account.bucket):
                amounts[uid] += entry.amount_dm2
                lots[uid] += [entry.lot_uid] if entry.lot_uid else []
        txns = [t for t in pool.txns(account.system) if t.txn_uid in amounts and t.occurred_on <= last]
        hashes, head = pool.posting_hashes(account.system), pool.head()
        county = pool.identity.county
    balance = opening = sum(amounts[t.txn_uid] for t in txns if first is not None and t.occurred_on < first)
    lines = []
    for txn in sorted(txns, key=lambda t: (t.occurred_on, t.txn_no)):
        if first is not None and txn.occurred_on < first:
            continue
        balance += amounts[txn.txn_uid]
        touched = tuple(dict.fromkeys(lots[txn.txn_uid]))
        lines.append(StatementLine(txn, amounts[txn.txn_uid], balance, touched, hashes[txn.txn_uid]))
    own = Account(account.system, holder, account.indicator, account.bucket)
    return AccountStatement(own, county, first, last, opening, tuple(lines), head[1] if head[0] else "")
