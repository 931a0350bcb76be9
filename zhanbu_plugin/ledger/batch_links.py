"""Links that took something of certain parcels (地块挂钩情况), for the sheets that go with a batch."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from ..pool.accounts.records import LINK
from ..pool.database import PoolAddress, pool_for_reading
from .link_records import LinkRecord, read_link


def links_of_parcels(
    path: PoolAddress, system: str, parcel_uids: Collection[str], *, last: date
) -> tuple[LinkRecord, ...]:
    """Links up to a day that took of the lots of these parcels, in the order of posting. Raises ``InputProblem``."""
    with pool_for_reading(path) as pool, pool.reading():
        lots = {lot.lot_uid for lot in pool.lots(system) if lot.parcel_uid in parcel_uids}
        links = [txn for txn in pool.txns(system) if txn.kind == LINK and txn.occurred_on <= last]
        taken = {txn_uid for txn_uid, entry in pool.all_entries() if entry.lot_uid in lots}
        return tuple(read_link(pool, system, txn.ref, txn_uid=txn.txn_uid) for txn in links if txn.txn_uid in taken)
