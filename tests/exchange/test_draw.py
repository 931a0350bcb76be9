"""The draw of a spot check: the city draws the same parcels on its own computer (domain.md 3.6)."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhanbu_plugin.exchange.sampling.draw import draw, frame_hash
from zhanbu_plugin.survey.problem import InputProblem

# Ten parcels of 300 000 m² that agree with all that domain.md says of them: both draws, their sums and shares.
TEN_M2 = {
    **{"P01": 12_000, "P02": 28_500, "P03": 9_600, "P04": 61_000, "P05": 17_800},
    **{"P06": 8_500, "P07": 33_100, "P08": 23_500, "P09": 31_000, "P10": 75_000},
}
TEN = {name: 100 * area for name, area in TEN_M2.items()}
CITY, PROVINCE = "JX|360122|2023|CITY|1", "JX|360122|2023|PROV|1"


def by_floats(frame: Mapping[str, float], ratio: float, seed: str) -> list[str]:
    """The rule of domain.md 3.6 as it is written there, in floating point."""

    def key(name: str) -> float:
        u = (int(hashlib.sha256(f"{seed}|{name}".encode()).hexdigest()[:13], 16) + 0.5) / 2**52
        return math.log(u) / frame[name]

    drawn: list[str] = []
    for name in sorted(frame, key=key, reverse=True):
        if sum(frame[n] for n in drawn) < ratio * sum(frame.values()):
            drawn.append(name)
    return drawn


@pytest.mark.parametrize(
    ("seed", "ratio", "ids", "area_m2", "share"),
    [(CITY, "0.3", ("P10", "P04"), 136_000, "45.33"), (PROVINCE, "0.15", ("P07", "P10"), 108_100, "36.03")],
)
def test_the_draws_of_the_worked_example_come_out_to_the_square_metre(
    seed: str, ratio: str, ids: tuple[str, ...], area_m2: int, share: str
) -> None:
    found = draw(TEN, ratio=Decimal(ratio), seed=seed)
    assert found.ids == ids
    assert (found.drawn_dm2, found.frame_dm2) == (100 * area_m2, 30_000_000)
    assert f"{100 * found.drawn_share:.2f}" == share
    assert found.sums_dm2()[-1] == found.drawn_dm2


def test_neither_the_order_of_the_input_nor_a_second_run_changes_the_draw() -> None:
    backwards = dict(reversed(list(TEN.items())))
    assert draw(backwards, ratio=Decimal("0.3"), seed=CITY) == draw(TEN, ratio=Decimal("0.3"), seed=CITY)


def test_the_hash_of_the_frame_is_that_of_its_lines() -> None:
    lines = "".join(f"{name}\t{area}.00\n" for name, area in TEN_M2.items())
    assert frame_hash(TEN) == hashlib.sha256(lines.encode()).hexdigest()
    assert frame_hash({**TEN, "P01": 1_200_001}) != frame_hash(TEN)


@given(
    st.dictionaries(st.text("PQ0123456789", min_size=1, max_size=6), st.integers(1, 10**9), min_size=1, max_size=40),
    st.integers(1, 100),
    st.text("abc|123", min_size=1, max_size=12).filter(lambda seed: seed.strip()),
)
def test_the_draw_reaches_the_ratio_with_its_last_parcel_and_follows_the_written_rule(
    frame: dict[str, int], percent: int, seed: str
) -> None:
    found = draw(frame, ratio=Decimal(percent) / 100, seed=seed)
    assert 100 * found.drawn_dm2 >= percent * sum(frame.values())
    assert 100 * (found.drawn_dm2 - found.areas_dm2[-1]) < percent * sum(frame.values())
    written = by_floats(frame, percent / 100, seed)
    assert list(found.ids)[: len(written)] == written[: len(found.ids)]


def test_a_larger_parcel_is_drawn_first_more_often_by_its_area() -> None:
    """With keys ln(u)/area a parcel is drawn first with a chance in proportion to its area: here three to one."""
    frame = {"small": 10_000, "large": 30_000}
    first = [draw(frame, ratio=Decimal("0.01"), seed=f"seed {i}").ids[0] for i in range(2_000)]
    assert first.count("large") / 2_000 == pytest.approx(0.75, abs=0.04)  # four standard deviations


@pytest.mark.parametrize(
    ("frame", "ratio", "seed", "message"),
    [
        ({}, "0.3", "s", "no parcels to draw from"),
        ({"P1": 0}, "0.3", "s", "no area"),
        ({"": 5}, "0.3", "s", "no number of its own"),
        ({"P1": 5}, "0", "s", "ratio is 0"),
        ({"P1": 5}, "1.01", "s", "ratio is 1.01"),
        ({"P1": 5}, "0.3", "  ", "seed is empty"),
    ],
)
def test_what_cant_be_drawn_is_refused(frame: dict[str, int], ratio: str, seed: str, message: str) -> None:
    with pytest.raises(InputProblem, match=message):
        draw(frame, ratio=Decimal(ratio), seed=seed)
