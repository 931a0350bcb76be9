"""The draw of a spot check: the city draws the same parcels on its own computer (domain.md 3.6)."""

from __future__ import annotations

import hashlib
import math
import random
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


def test_parcels_that_are_looked_at_in_any_case_come_first_and_count() -> None:
    """P10 and P04 reach 30 % by the worked example; P08 (23 500 m²) forced, P10 alone reaches 90 000 m² with it."""
    found = draw(TEN, ratio=Decimal("0.3"), seed=CITY, forced=["P08"])
    assert (found.ids, found.forced, found.drawn_dm2) == (("P08", "P10"), ("P08",), 9_850_000)
    assert found.frame_hash == frame_hash(TEN)
    enough = draw(TEN, ratio=Decimal("0.3"), seed=CITY, forced=["P10", "P04", "P10"])
    assert enough.ids == ("P04", "P10")
    with pytest.raises(InputProblem, match="P99"):
        draw(TEN, ratio=Decimal("0.3"), seed=CITY, forced=["P01", "P99"])


def test_a_large_last_parcel_gives_way_to_the_smallest_that_reaches_the_ratio_too() -> None:
    """With P10 (75 000 m²) 15 000 m² are missing to 90 000; the smallest parcel of at least that is P05 (17 800 m²)."""
    found = draw(TEN, ratio=Decimal("0.3"), seed=CITY, trim=True)
    assert (found.ids, found.trimmed, found.drawn_dm2) == (("P10", "P05"), ("P05",), 9_280_000)
    kept = draw({"A": 100}, ratio=Decimal("0.3"), seed=CITY, trim=True)
    assert (kept.ids, kept.trimmed) == (("A",), ())


@given(
    st.dictionaries(st.text("abcdef", min_size=1), st.integers(1, 10**9), min_size=1, max_size=25),
    st.integers(1, 100),
    st.randoms(use_true_random=False),
    st.booleans(),
)
def test_every_township_reaches_the_ratio_whatever_else_is_asked_for(
    frame: dict[str, int], percent: int, chance: random.Random, trim: bool
) -> None:
    ratio = Decimal(percent) / 100
    townships = {name: chance.choice("XYZ") for name in frame}
    forced = [name for name in frame if chance.random() < 0.2]
    found = draw(frame, ratio=ratio, seed="s", strata=townships, forced=forced, trim=trim)
    assert found == draw(
        dict(reversed(frame.items())), ratio=ratio, seed="s", strata=townships, forced=forced, trim=trim
    )
    assert set(forced) <= set(found.ids) and len(set(found.ids)) == len(found.ids)
    assert found.strata == {name: townships[name] for name in found.ids}
    for township in set(townships.values()):
        own = {name for name in frame if townships[name] == township}
        drawn = [frame[name] for name in found.ids if name in own]
        assert sum(drawn) >= ratio * sum(frame[name] for name in own)
        free = [frame[name] for name in found.ids if name in own and name not in forced]
        if free and trim:
            assert all(
                sum(drawn) - free[-1] + frame[name] < ratio * sum(frame[n] for n in own) or frame[name] >= free[-1]
                for name in own - set(found.ids)
            )
