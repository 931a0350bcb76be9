"""Which links took of the parcels of a batch (批次地块的挂钩): those whose sheets go with its papers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from office import HEBEI, act, with_parcel_lots

from zhanbu_plugin.ledger.batch_links import links_of_parcels
from zhanbu_plugin.ledger.linking import Project, link

FIRST, SECOND = "139901-CROP-000001", "139901-CROP-000002"


def test_a_link_belongs_to_the_parcels_whose_lots_it_took_up_to_the_day(tmp_path: Path) -> None:
    """Two parcels of 2 500 m²: 3 000 m² take the first and some of the second, 1 000 m² of the second alone."""
    pool = with_parcel_lots(tmp_path, 2)
    link(pool, Project("P1", "公路", 300_000), act("2026-11-04"), HEBEI)
    link(pool, Project("P2", "水库", 100_000), act("2026-11-06"), HEBEI)

    def told(parcel: str, last: str = "2026-12-31") -> list[tuple[str, int]]:
        found = links_of_parcels(pool, "CROP", {parcel}, last=date.fromisoformat(last))
        return [(record.occupation.project_no, record.linked_dm2("AREA")) for record in found]

    assert told(FIRST) == [("P1", 300_000)]
    assert told(SECOND) == [("P1", 300_000), ("P2", 100_000)]
    assert told(SECOND, "2026-11-05") == [("P1", 300_000)]
    assert told("139901-CROP-000009") == []
