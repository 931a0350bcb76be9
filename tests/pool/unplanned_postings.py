"""Postings that nobody planned, each with the code of the refusal that they meet; shared by tests of the ledger."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from filed_parcels import ONE, TWO
from ledger_books import CITY, F1, F2, L1, L2, L3, NEIGHBOUR, P1, P2, Book, T, entry, new_lot
from pool_parcels import COUNTY

Try = Callable[[Book], object]


def move(kind: str, ref: str, *lines: tuple[str, str, str, int], indicator: str = "AREA", **more: object) -> Try:
    return lambda b: b.move(kind, ref, *lines, indicator=indicator, **more)


UNPLANNED: dict[str, tuple[str, Try]] = {
    "a link that passes the first lot over": (
        "FIFO",
        move("LINK", P2, ("AVAILABLE", L2, "", -10), ("LINKED", L2, P2, 10)),
    ),
    "a link of more than the lot has": (
        "INSUFFICIENT",
        move("LINK", P2, ("AVAILABLE", L1, "", -100_001), ("LINKED", L1, P2, 100_001)),
    ),
    "a link of what is frozen": (
        "INSUFFICIENT",
        move(
            "LINK",
            P2,
            *(("AVAILABLE", L1, "", -100_000), ("LINKED", L1, P2, 100_000)),
            *(("AVAILABLE", L2, "", -150_001), ("LINKED", L2, P2, 150_001)),
        ),
    ),
    "a link for more than the project takes": (
        "OVER_PROJECT",
        move("LINK", P1, ("AVAILABLE", L1, "", -50_001), ("LINKED", L1, P1, 50_001)),
    ),
    "a link of more paddy than the project takes": (
        "OVER_PROJECT",
        move("LINK", P1, ("AVAILABLE", L1, "", -1), ("LINKED", L1, P1, 1), indicator="PADDY"),
    ),
    "a link for a project that nobody registered": (
        "OCCUPATION_UNKNOWN",
        move("LINK", "x", ("AVAILABLE", L1, "", -1), ("LINKED", L1, "x", 1)),
    ),
    "a link booked under another project": (
        "TXN_REF",
        move("LINK", P1, ("AVAILABLE", L1, "", -1), ("LINKED", L1, P2, 1)),
    ),
    "a link that takes from one lot and gives to another": (
        "TXN_LOT",
        move("LINK", P2, ("AVAILABLE", L1, "", -1), ("LINKED", L2, P2, 1)),
    ),
    "a link of a lot that doesn't exist": (
        "ENTRY_LOT",
        move("LINK", P2, ("AVAILABLE", L3, "", -1), ("LINKED", L3, P2, 1)),
    ),
    "a write-off of what was never linked": (
        "INSUFFICIENT",
        move("WRITEOFF", P2, ("LINKED", L1, P2, -1), ("USED", L1, P2, 1)),
    ),
    "a second write-off of the same": (
        "INSUFFICIENT",
        move("WRITEOFF", P1, ("LINKED", L1, P1, -150_001), ("USED", L1, P1, 150_001)),
    ),
    "a write-off straight out of what is available": (
        "TXN_MOVE",
        move("WRITEOFF", P1, ("AVAILABLE", L1, "", -1), ("USED", L1, P1, 1)),
    ),
    "a release of what was written off": (
        "TXN_MOVE",
        move("RELEASE", P1, ("USED", L1, P1, -1), ("AVAILABLE", L1, "", 1)),
    ),
    "a release of more than is linked": (
        "INSUFFICIENT",
        move("RELEASE", P1, ("LINKED", L1, P1, -150_001), ("AVAILABLE", L1, "", 150_001)),
    ),
    "entries that don't add up": (
        "TXN_UNBALANCED|TXN_LOT",
        move("LINK", P2, ("AVAILABLE", L1, "", -1), ("LINKED", L1, P2, 2)),
    ),
    "area that turns into paddy": (
        "TXN_UNBALANCED|TXN_LOT",
        lambda b: b.post("LINK", entry("AVAILABLE", L1, "", -1), entry("LINKED", L1, P2, 1, "PADDY"), ref=P2),
    ),
    "an admission without a lot": (
        "TXN_MOVE",
        move("ADMIT", "", ("SOURCE", "", "", -5), ("AVAILABLE", "", "", 5)),
    ),
    "more out of a lot that was opened before": (
        "TXN_LOT",
        move("ADMIT", "", ("SOURCE", "", "", -5), ("AVAILABLE", L1, "", 5)),
    ),
    "a second lot of the same parcel": (
        "LOT_TWICE",
        lambda b: b.post("ADMIT", opens=(new_lot(1_000, parcel_uid=ONE),)),
    ),
    "a lot of more than the parcel has": (
        "LOT_OVER_PARCEL",
        lambda b: b.post("ADMIT", opens=(new_lot(250_100, parcel_uid=TWO),)),
    ),
    "a lot of a parcel that isn't in the pool": (
        "LOT_|(?i:foreign key)",
        lambda b: b.post("ADMIT", opens=(new_lot(10, parcel_uid="139901-CROP-009999"),)),
    ),
    "an admission beyond the cap of the year": (
        "OVER_CAP",
        lambda b: b.post("ADMIT", opens=(new_lot(200_001, parcel_uid=TWO),)),
    ),
    "an admission of a lot from nowhere": (
        "LOT_WITHOUT_POSTING",
        lambda b: b.post("ADMIT", opens=(new_lot(10),)),
    ),
    "more paddy than area": ("lot_paddy", lambda b: b.post("OPENING", opens=(new_lot(10, 11),))),
    "a grade without its scheme": (
        "lot_grade_scheme",
        lambda b: b.post("OPENING", opens=(new_lot(10, grade=4.0),)),
    ),
    "a scheme without a grade": (
        "lot_grade_scheme",
        lambda b: b.post("OPENING", opens=(new_lot(10, grade_scheme="GB"),)),
    ),
    "a lot usable before it is admitted": (
        "lot_usable_from",
        lambda b: b.post("OPENING", opens=(new_lot(10, usable_from=date(2026, 1, 1)),)),
    ),
    "an amount no number can hold": (
        "TXN_|INSUFFICIENT|lot_amount|entry_amount|overflow",
        lambda b: [b.post("OPENING", opens=(new_lot(9_000_000_000_000_000_000),)) for _ in range(2)],
    ),
    "a freeze that nobody registered": (
        "FREEZE_UNKNOWN",
        move("FREEZE", "F", ("AVAILABLE", "", "", -5), ("FROZEN", "", "F", 5)),
    ),
    "the same freeze twice": (
        "FREEZE_|TXN_",
        move("FREEZE", F1, ("AVAILABLE", "", "", -60_000), ("FROZEN", "", F1, 60_000)),
    ),
    "a freeze of more than is available": (
        "INSUFFICIENT",
        lambda b: (
            b.freeze(900_000, 900_000),
            b.move("FREEZE", F2, ("AVAILABLE", "", "", -900_000), ("FROZEN", "", F2, 900_000)),
        ),
    ),
    "a freeze that takes lots": (
        "TXN_|FREEZE_",
        move("FREEZE", F1, ("AVAILABLE", L1, "", -5), ("FROZEN", "", F1, 5)),
    ),
    "a lift without its exit": (
        "FREEZE_UNKNOWN",
        move("LIFT", F1, ("FROZEN", "", F1, -5), ("AVAILABLE", "", "", 5)),
    ),
    "an exit of more than is frozen": ("FREEZE_OVER", lambda b: b.ends(F1, "LIFT", 50_001)),
    "an exit of what nobody covered, twice": (
        "FREEZE_OVER",
        lambda b: (b.ends(F1, "LIFT", 0, 0, 40_000), b.ends(F1, "LIFT", 0, 0, 1)),
    ),
    "a lift of another amount than its exit says": (
        "FREEZE_UNKNOWN",
        lambda b: (
            b.ends(F1, "LIFT", 5),
            b.move("LIFT", F1, ("FROZEN", "", F1, -6), ("AVAILABLE", "", "", 6)),
        ),
    ),
    "a deduction that frees what is frozen": (
        "TXN_|FREEZE_",
        move("DEDUCT", "x", ("AVAILABLE", "", "", 10), ("LIABILITY", "", "", -10)),
    ),
    "a deduction out of a freeze that leaves the lots whole": (
        "TXN_|FREEZE_",
        lambda b: (
            b.ends(F1, "DEDUCT", 10),
            b.move("DEDUCT", F1, ("FROZEN", "", F1, -10), ("DEDUCTED", "", F1, 10)),
        ),
    ),
    "a debt while there is enough": (
        "TXN_|DEBT|LIABILITY",
        move("DEDUCT", "x", ("LIABILITY", "", "", -10), ("DEDUCTED", "", "", 10)),
    ),
    "a debt settled that nobody has": (
        "INSUFFICIENT",
        move("OFFSET", "", ("AVAILABLE", L1, "", -10), ("LIABILITY", "", "", 10)),
    ),
    "a correction that isn't the mirror": (
        "TXN_MIRROR",
        move("CORRECT", P1, ("USED", L1, P1, -1), ("LINKED", L1, P1, 1), reverses=T.format(4)),
    ),
    "a correction of nothing": (
        "(?i)foreign key|TXN_",
        move("CORRECT", P1, ("USED", L1, P1, -1), ("LINKED", L1, P1, 1), reverses=T.format(99)),
    ),
    "a correction of a link that was written off in part": (
        "INSUFFICIENT",
        lambda b: b.post(
            "CORRECT",
            *(entry("AVAILABLE", L1, "", 200_000), entry("LINKED", L1, P1, -200_000)),
            *(entry("AVAILABLE", L1, "", 50_000, "PADDY"), entry("LINKED", L1, P1, -50_000, "PADDY")),
            **{"ref": P1, "reverses": T.format(3)},
        ),
    ),
    "a correction of a freeze": (
        "TXN_MIRROR",
        move("CORRECT", F1, ("FROZEN", "", F1, -60_000), ("AVAILABLE", "", "", 60_000), reverses=T.format(5)),
    ),
    "the same correction twice": (
        "TXN_",
        lambda b: [
            b.move("CORRECT", P1, ("USED", L1, P1, -50_000), ("LINKED", L1, P1, 50_000), reverses=T.format(4))
            for _ in range(2)
        ],
    ),
    "a void that comes back": ("TXN_MOVE", move("VOID", "", ("VOID", L1, "", -1), ("AVAILABLE", L1, "", 1))),
    "a carry over two years": (
        "TXN_LOT",
        lambda b: b.post("CARRY", entry("AVAILABLE", L1, "", -1), entry("AVAILABLE", L1, "", 1, year=2029)),
    ),
    "a carry to another lot": ("TXN_LOT", move("CARRY", "", ("AVAILABLE", L1, "", -1), ("AVAILABLE", L2, "", 1))),
    "a transfer that loses something on the way": (
        "TXN_UNBALANCED",
        lambda b: b.post(
            "TRANSFER",
            entry("AVAILABLE", L1, "", -10),
            opens=(new_lot(9, holder=NEIGHBOUR, from_lot=L1),),
        ),
    ),
    "a transfer that gains paddy on the way": (
        "TXN_UNBALANCED",
        lambda b: b.post(
            "TRANSFER",
            entry("AVAILABLE", L1, "", -10),
            opens=(new_lot(10, 10, holder=NEIGHBOUR, from_lot=L1),),
        ),
    ),
    "another holder's lot": (
        "ENTRY_LOT",
        lambda b: b.post(
            "LINK",
            entry("AVAILABLE", L1, "", -1, holder=NEIGHBOUR),
            entry("LINKED", L1, P2, 1, holder=NEIGHBOUR),
            ref=P2,
        ),
    ),
    "a bucket that doesn't exist": ("entry_bucket", move("LINK", P2, ("X", L1, "", -1), ("LINKED", L1, P2, 1))),
    "a kind that doesn't exist": ("txn_kind|TXN_", move("GIFT", "", ("SOURCE", "", "", -1), ("OUTSIDE", "", "", 1))),
    "half a hundredth of a square metre": (
        "entry_amount|TXN_|ENTRY_",
        move("LINK", P2, ("AVAILABLE", L1, "", -0.5), ("LINKED", L1, P2, 0.5)),  # type: ignore[arg-type]
    ),
    "a project once more while it is open": ("OCCUPATION_OPEN", lambda b: b.project(P1, 1)),
    "a project of no area": ("occupation_area", lambda b: b.project("new", 0)),
    "a project with more paddy than area": ("occupation_paddy", lambda b: b.project("new", 5, 6)),
    "a cap beyond the city's": ("CAP_OVER", lambda b: b.cap(NEIGHBOUR, CITY, 2027, 300_001)),
    "a city's cap below its counties'": ("CAP_OVER", lambda b: b.cap(CITY, "", 2027, 399_999)),
    "a county's cap without the city's": ("CAP_OVER", lambda b: b.cap(COUNTY, CITY, 2028, 1)),
}
