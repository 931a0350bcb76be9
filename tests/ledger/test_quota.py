"""The 500 亩 of a round, and who is served from what the province holds. Numbers from the plan and appendix D."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhanbu_plugin.ledger.quota import QuotaSplit, Request, RoundPart, cut_round, serve_requests, split_quota
from zhanbu_plugin.survey.problem import InputProblem
from zhanbu_plugin.survey.units import in_unit, largest_remainder

A, B, C = "360122", "360123", "360203"


def mu(amount: int) -> int:
    """Whole dm² of an amount in 亩 that has no remainder."""
    exact = Fraction(amount) * 200_000 / 3
    assert exact.denominator == 1
    return int(exact)


def test_JX_3_3_3a_450_mu_go_to_the_county_whole() -> None:
    """JX-3.3.3a: a round below 500 亩 isn't split."""
    assert split_quota(mu(450)) == QuotaSplit(mu(450), 0)


def test_JX_3_3_3a_of_600_mu_the_province_holds_100() -> None:
    """JX-3.3.3a: above 500 亩 the rest is held by the province."""
    split = split_quota(mu(600))
    assert split == QuotaSplit(33_333_333, 6_666_667)
    assert largest_remainder([split.county_dm2, split.province_dm2], "mu", 4) == [Decimal(500), Decimal(100)]


def test_JX_3_3_3a_one_hundredth_of_a_square_metre_decides() -> None:
    """JX-3.3.3a: 333 333.33 m² are below 500 亩, 333 333.34 m² above."""
    assert split_quota(33_333_333) == QuotaSplit(33_333_333, 0)
    assert split_quota(33_333_334) == QuotaSplit(33_333_333, 1)
    printed = largest_remainder([33_333_333, 1], "mu", 5)
    assert printed == [Decimal("500.00000"), Decimal("0.00001")]


def test_A_01_exactly_the_cap_gives_the_same_by_either_reading() -> None:
    assert split_quota(mu(300), cap_mu=300) == QuotaSplit(mu(300), 0)


@given(st.integers(0, 10**12), st.integers(0, 5000))
def test_nothing_is_lost_and_the_county_is_never_above_the_cap(area: int, cap: int) -> None:
    split = split_quota(area, cap)
    assert split.county_dm2 + split.province_dm2 == area
    assert in_unit(split.county_dm2, "mu") <= cap
    if split.province_dm2:
        assert in_unit(split.county_dm2 + 1, "mu") > cap


def test_an_area_below_nothing_is_an_error() -> None:
    with pytest.raises(ValueError):
        split_quota(-1)


def round_of(parcels: list[tuple[str, int]], cap_mu: int = 500) -> tuple[RoundPart, ...]:
    return cut_round(parcels, split_quota(sum(area for _, area in parcels), cap_mu).county_dm2)


def test_JX_3_3_3a_the_parcel_in_which_the_cap_lies_is_cut_in_two() -> None:
    """JX-3.3.3a: each holder has a lot of it."""
    parts = round_of([("P1", mu(300)), ("P2", mu(300)), ("P3", mu(30))])
    assert parts == (
        RoundPart("P1", mu(300), True),
        RoundPart("P2", 33_333_333 - mu(300), True),
        RoundPart("P2", 2 * mu(300) - 33_333_333, False),
        RoundPart("P3", mu(30), False),
    )


def test_a_cap_between_two_parcels_cuts_neither() -> None:
    parts = round_of([("P1", mu(300)), ("P2", mu(60))], cap_mu=300)
    assert parts == (RoundPart("P1", mu(300), True), RoundPart("P2", mu(60), False))


def test_a_parcel_without_an_area_is_an_error() -> None:
    with pytest.raises(ValueError, match="area"):
        cut_round([("P1", 0)], 5)


@given(st.lists(st.integers(1, 10**8), max_size=12), st.integers(0, 2000))
def test_the_parts_of_a_round_add_up_to_its_parcels(areas: list[int], cap: int) -> None:
    parcels = [(f"P{i}", area) for i, area in enumerate(areas)]
    parts = round_of(parcels, cap)
    for uid, area in parcels:
        assert sum(p.amount_dm2 for p in parts if p.parcel_uid == uid) == area
    assert all(p.amount_dm2 > 0 for p in parts)
    assert sum(p.amount_dm2 for p in parts if p.to_county) == split_quota(sum(areas), cap).county_dm2


def test_JX_3_3_3b_the_origin_comes_first_then_its_city_then_others() -> None:
    """JX-3.3.3b: of 100 亩 from county a of city X, b (X) asks for 50, c (Y) for 80, a for 30 (D3)."""
    served = serve_requests(
        mu(300),
        A,
        [
            Request(B, mu(150), date(2023, 3, 1)),
            Request(C, mu(240), date(2023, 2, 1)),
            Request(A, mu(90), date(2023, 3, 5)),
        ],
    )
    assert [(s.request.county, s.amount_dm2) for s in served] == [(A, mu(90)), (B, mu(150)), (C, mu(60))]


def test_among_equals_the_earlier_day_comes_first() -> None:
    late, early = Request(B, 60, date(2023, 4, 2)), Request("360124", 60, date(2023, 4, 1))
    assert [(s.request, s.amount_dm2) for s in serve_requests(100, A, [late, early])] == [(early, 60), (late, 40)]


def test_when_nothing_is_left_the_others_get_nothing() -> None:
    served = serve_requests(30, A, [Request(A, 30, date(2023, 1, 1)), Request(B, 5, date(2022, 1, 1))])
    assert [s.amount_dm2 for s in served] == [30, 0]


def test_a_request_from_no_county_is_told() -> None:
    with pytest.raises(InputProblem, match="county code"):
        serve_requests(30, A, [Request("Nanchang", 30, date(2023, 1, 1))])
