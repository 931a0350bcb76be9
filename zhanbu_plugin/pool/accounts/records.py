"""Plain records of the ledger (台账). Amounts are integer square decimetres (0.01 m²).

A **lot** (指标批次) is what one parcel, an old pool or a transfer brought in; it keeps its place in the queue for ever.
A **posting** (记账) moves amounts between buckets by **entries** (分录) that add up to nothing; what is wrong is put
right by another posting that mirrors it. A **holding** is what the entries of one bucket, lot, project or freeze and
year add up to, an **account** the same of a holder's bucket. A freeze takes no lot: it lowers AVAILABLE without one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

AREA, PADDY = "AREA", "PADDY"
"""Indicators (指标): area of any kind, and paddy (水田) within it, which is spent on its own queue."""

SOURCE, OUTSIDE = "SOURCE", "OUTSIDE"
"""Buckets outside the pool: where amounts come from, and holders that other pools keep."""
AVAILABLE, LINKED, USED = "AVAILABLE", "LINKED", "USED"
"""Buckets of a lot: free (可用), linked to a project (已挂钩), written off for it (已核销)."""
FROZEN, DEDUCTED, VOID, LIABILITY = "FROZEN", "DEDUCTED", "VOID", "LIABILITY"
"""Frozen (冻结), cut (扣减), void (作废), and what is owed (欠账), which is negative."""

ADMIT, ISSUE, OPENING = "ADMIT", "ISSUE", "OPENING"
"""Kinds of posting that open lots from the SOURCE; only these may be dated before an earlier posting."""
LINK, RELEASE, WRITEOFF, RELINK = "LINK", "RELEASE", "WRITEOFF", "RELINK"
RELINK_DM2 = 100
"""0.0001 ha: how far what is linked anew may lie from what was released."""
FREEZE, LIFT, CONVERT = "FREEZE", "LIFT", "CONVERT"
DEDUCT, OFFSET, VOIDING, CARRY = "DEDUCT", "OFFSET", "VOID", "CARRY"
TRANSFER, CORRECT = "TRANSFER", "CORRECT"
KINDS = (
    *(ADMIT, ISSUE, OPENING, LINK, RELEASE, WRITEOFF, RELINK, FREEZE, LIFT, CONVERT, DEDUCT, OFFSET, VOIDING, CARRY),
    *(TRANSFER, CORRECT),
)


@dataclass(frozen=True)
class LedgerEntry:
    """One side of a posting: ``amount_dm2`` (not 0) more or less in a holder's bucket.

    ``holder`` is the six-digit code of the county, city or province whose amount it is; ``lot_uid`` is empty without a
    lot; ``ref`` is the project or freeze that a LINKED, USED or FROZEN amount belongs to, else empty.
    """

    holder: str
    indicator: str
    bucket: str
    year: int
    lot_uid: str
    ref: str
    amount_dm2: int


@dataclass(frozen=True)
class NewLot:
    """A lot that a posting opens, before it has its number.

    ``year`` is the year in which it counts (quota year), ``cut_dm2`` what is cut at once (over the cap). A lot comes
    from a parcel, from an older lot of another holder (``from_lot``), from an old pool (kind OPENING), or from outside.
    """

    holder: str
    amount_dm2: int
    paddy_dm2: int
    admitted_on: date
    usable_from: date
    year: int
    parcel_uid: str = ""
    from_lot: str = ""
    grade: float | None = None
    grade_scheme: str = ""
    expires_on: date | None = None
    title: str = ""
    cut_dm2: int = 0


@dataclass(frozen=True)
class Posting:
    """What is to be booked. The entries that open ``opens`` are added by themselves.

    ``ref`` is the project number or freeze that it belongs to, ``reverses`` the posting that a CORRECT mirrors;
    ``rule_set`` and ``rule_set_sha256`` are the rules by which it is booked.
    """

    kind: str
    system: str
    entries: tuple[LedgerEntry, ...] = ()
    opens: tuple[NewLot, ...] = ()
    ref: str = ""
    clause: str = ""
    rule_set: str = ""
    rule_set_sha256: str = ""
    reverses: str = ""


@dataclass(frozen=True)
class Lot:
    """A lot on file. ``queue`` orders first in first out: lots of the old pool (``legacy``) before all others."""

    lot_uid: str
    system: str
    holder: str
    parcel_uid: str
    from_lot: str
    legacy: bool
    fifo_seq: int
    amount_dm2: int
    paddy_dm2: int
    grade: float | None
    grade_scheme: str
    admitted_on: date
    usable_from: date
    expires_on: date | None
    title: str
    txn_uid: str

    @property
    def queue(self) -> int:
        """Place in the queue; smaller is used first."""
        return self.fifo_seq + (0 if self.legacy else 1_000_000_000)


@dataclass(frozen=True)
class LotBalance:
    """What is available of a lot in one indicator and year."""

    lot: Lot
    indicator: str
    year: int
    available_dm2: int


@dataclass(frozen=True)
class Holding:
    """What a bucket holds of one lot (empty without), project or freeze (empty without) and year."""

    holder: str
    indicator: str
    bucket: str
    lot_uid: str
    ref: str
    year: int
    balance_dm2: int


@dataclass(frozen=True)
class AccountBalance:
    """What a holder has in a bucket."""

    holder: str
    indicator: str
    bucket: str
    balance_dm2: int


@dataclass(frozen=True)
class DayBalance:
    """What a holder had in a bucket of a year at the end of a day; ``of_lots`` tells lots from freezes without one.

    ``usable_dm2`` is the part of it in lots that could be used on that day.
    """

    holder: str
    indicator: str
    bucket: str
    year: int
    of_lots: bool
    balance_dm2: int
    usable_dm2: int = 0


@dataclass(frozen=True)
class Txn:
    """A posting on file."""

    txn_no: int
    txn_uid: str
    system: str
    kind: str
    occurred_on: date
    doc_no: str
    clause: str
    role: str
    ref: str
    reverses: str
    event_no: int


@dataclass(frozen=True)
class LedgerHead:
    """How many postings, lots, projects, freezes and control scales there are; the day of a system's last posting."""

    txns: int
    lots: int
    last_on: date | None
    occupations: int = 0
    freezes: int = 0
    caps: int = 0


@dataclass(frozen=True)
class Occupation:
    """A project (占用项目) that amounts are linked to; ``round`` counts the times that it was registered anew."""

    occupation_uid: str
    system: str
    holder: str
    project_no: str
    round: int
    name: str
    level: str
    area_dm2: int
    paddy_dm2: int
    grade: float | None
    grade_scheme: str
    matter_uid: str = ""
    event_no: int = 0


@dataclass(frozen=True)
class Freeze:
    """A freeze (冻结): what is needed, and how much of it the county, the city and nobody covers."""

    freeze_uid: str
    system: str
    holder: str
    reason: str
    need_dm2: int
    county_dm2: int
    city_dm2: int
    uncovered_dm2: int
    due: date | None
    event_no: int = 0


@dataclass(frozen=True)
class FreezeExit:
    """How some of a freeze ended (LIFT, CONVERT, DEDUCT); no ``txn_uid`` without an amount of the county."""

    freeze_uid: str
    mode: str
    county_dm2: int
    city_dm2: int
    uncovered_dm2: int
    txn_uid: str = ""
    event_no: int = 0


@dataclass(frozen=True)
class Cap:
    """Control scale (占用管控规模) of a holder and year, within that of its ``parent`` (empty without one)."""

    cap_uid: str
    system: str
    holder: str
    parent: str
    year: int
    cap_dm2: int
    doc_no: str
    event_no: int = 0
