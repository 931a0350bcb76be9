"""The county's answers beside what two versions show: who changed, who didn't, and what changed besides."""

from __future__ import annotations

import pytest
import shapely
from submission_example import batch_of, built, checked, shape

from zhanbu_plugin.exchange.comparing.opened import OpenedPackage, open_package
from zhanbu_plugin.exchange.comparing.versions import compare
from zhanbu_plugin.exchange.returns.matching import matched
from zhanbu_plugin.exchange.returns.slip import ReturnItem
from zhanbu_plugin.reports.reply_page import reply_page


def cut(number: int) -> shapely.Geometry:
    """A parcel without a strip of 20 m."""
    left, bottom, _, top = shape(number).bounds
    return shapely.difference(shape(number), shapely.box(left, bottom, left + 20, top))


@pytest.fixture(scope="module")
def versions(qgis_app: object, tmp_path_factory: pytest.TempPathFactory) -> tuple[OpenedPackage, OpenedPackage]:
    """Of eight parcels 3 and 5 got another shape."""
    opened = []
    for number, changed in ((1, ()), (2, (3, 5))):
        folder = tmp_path_factory.mktemp(f"v{number}")
        parcels = [checked(i, cut(i) if i in changed else None) for i in range(8)]
        opened.append(open_package(built(batch_of(folder, parcels), folder, version_no=number).path))
    return opened[0], opened[1]


def test_each_answer_stands_beside_what_the_versions_show(versions: tuple[OpenedPackage, OpenedPackage]) -> None:
    old, new = versions
    uids = {parcel.source_id: parcel.parcel_uid for parcel in old.parcels}
    items = [
        ReturnItem(1, uids["3"], "", "", "R03", "田坎计入面积", "按实地边界核减，见附图。"),
        ReturnItem(2, uids["4"], "", "", "R10", "照片不清", ""),
    ]
    page = reply_page(compare(old, new), old, new, matched(items, old.parcels, batch="", source="slip"))
    assert "1 of 2 returned parcels were changed; 1 others changed besides." in page
    assert "按实地边界核减，见附图。" in page and "田坎计入面积" in page
    areas = {p.source_id: f"{p.area_dm2 / 100:.2f}" for p in old.parcels}
    now = {p.source_id: f"{p.area_dm2 / 100:.2f}" for p in new.parcels}
    assert f"{areas['3']} → {now['3']} m²" in page and f"{areas['5']} → {now['5']} m²" in page
    assert page.count("⚠ as before") == 1
