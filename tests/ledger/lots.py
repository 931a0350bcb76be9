"""Lots as a ledger would hold them, for arithmetic without a pool."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from zhanbu_plugin.pool.accounts.records import AREA, Lot, LotBalance

_LOT = Lot(
    *("", "CROP", "139901", "", "", False, 0, 1, 0, None, "", date(2026, 1, 1), date(2026, 1, 1), None, "", ""),
)


def lots(*amounts: int, **more: object) -> list[LotBalance]:
    """Lots L1, L2 … with these amounts available, in the order of their queue."""
    return [
        LotBalance(
            replace(_LOT, lot_uid=f"L{number}", fifo_seq=number, amount_dm2=max(amount, 1), **more),  # type: ignore[arg-type]
            AREA,
            2026,
            amount,
        )
        for number, amount in enumerate(amounts, start=1)
    ]
