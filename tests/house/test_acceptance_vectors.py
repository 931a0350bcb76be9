"""The acceptance vectors of the domain (D1 to D22): each has its tests, by file and name."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from pathlib import Path

VECTORS: Mapping[str, tuple[str, ...]] = {
    "D1 333 333.33 and .34 m² lie on both sides of 500 亩": (
        "survey/test_units.py::test_500_mu_lies_between_two_square_decimetres",
    ),
    "D2 450, 500.00001 and 600 亩 are split at 500": (
        "ledger/test_quota.py::test_JX_3_3_3a_450_mu_go_to_the_county_whole",
        "ledger/test_quota.py::test_JX_3_3_3a_one_hundredth_of_a_square_metre_decides",
        "ledger/test_quota.py::test_JX_3_3_3a_of_600_mu_the_province_holds_100",
        "processing/test_ledger_acts.py::test_JX_3_3_3a_500_mu_for_the_county",
    ),
    "D3 the queue gives a 30, b 50, c 20": (
        "ledger/test_quota.py::test_JX_3_3_3b_the_origin_comes_first_then_its_city_then_others",
    ),
    "D4 draws by the seeds of the example": (
        "exchange/test_draw.py::test_the_draws_of_the_worked_example_come_out_to_the_square_metre",
        "regimes/test_jiangxi_pool.py::test_JX_3_3_2b_the_citys_draw_of_the_ten_parcels_passes_as_it_was_drawn",
    ),
    "D5 of 30, 20 and 50 ha 35 are 30 + 5": (
        "ledger/test_linking.py::test_HB_21_the_oldest_lots_are_taken_and_the_last_is_split",
    ),
    "D6 50 ha are frozen as 32 + 18, or 32 + 10 with 8 uncovered": (
        "ledger/test_freezing.py::test_SC_4_13a_county_then_city_and_the_rest_uncovered",
        "processing/test_ledger_acts.py::test_SC_4_13a_a_freeze_takes_the_county_then_the_city",
    ),
    "D7 net increase 1 200, or 1 500 with 300 of overlap; scale 700; counties 400 + 350 refused": (
        "ledger/test_net_increase.py::test_D7_adjusted_and_filed_ground_is_no_increase",
        "ledger/test_net_increase.py::test_D7_where_both_overlap_the_ground_is_taken_off_once",
        "ledger/test_net_increase.py::test_HB_14_a_gap_is_filled_from_the_net_increase_and_by_no_more_than_it_is",
        "ledger/test_net_increase.py::test_HB_12b_counties_share_no_more_than_their_city_has",
        "ledger/test_caps.py::test_HB_12b_the_counties_have_no_more_than_the_city",
    ),
    "D8 grade 4 reaches an average of 4.12, grade 5 does not": (
        "ledger/test_grand_account.py::test_HB_10_D8_the_average_grade_is_weighted_by_area",
        "regimes/test_hebei_procedure.py::test_HB_16a_a_grade_reaches_last_years_average",
    ),
    "D9 plan 120/118 and 121; in 40, out 35, +6 and +5; 110 in against 118 out": (
        "ledger/test_in_out_statement.py::test_SC_2_5_b_no_more_is_planned_to_leave_than_to_come_in",
        "ledger/test_in_out_statement.py::test_SC_2_5_c_at_every_date_as_much_was_accepted_as_leaves",
        "ledger/test_in_out_statement.py::test_SC_2_5_d_a_year_with_110_in_and_118_out_is_short_by_8",
    ),
    "D10 15 less 4 are 11 in the next year": (
        "ledger/test_reconciling.py::test_HB_28_D10_lost_ground_is_cut_and_the_rest_goes_into_the_next_year",
        "ledger/test_closing.py::test_HB_28_what_is_not_used_carries_over",
    ),
    "D11 of 12 000 m² 1 500 are steep": (
        "regimes/test_sichuan_sources.py::test_SC_2_6c_of_12000_m2_the_steep_1500_are_cut_out_and_10500_count",
    ),
    "D12 9 200 of 10 000 m² are 0602": (
        "regimes/test_jiangxi_source.py::test_JX_3_2_1_of_10_000_m2_the_9_200_m2_of_mining_land_can_be_credited",
    ),
    "D13 the second survey divides 7 000 and 3 000": (
        "checks/test_cut_out.py::test_ground_that_the_second_survey_leaves_to_the_other_balance_goes",
    ),
    "D14 three plots of 333.35 m² print 0.1000 ha": (
        "survey/test_units.py::test_three_plots_of_333_35_square_metres_print_a_column_that_adds_up",
        "reports/test_link_sheet.py::test_three_plots_of_333_35_square_metres_print_hectares_that_add_up",
    ),
    "D15 accepted in 2022, due on 2023-09-15": (
        "pool/test_due_list.py::test_a_deadline_runs_from_a_state_to_a_day_of_the_year_after",
        "regimes/test_jiangxi_pool.py::test_JX_3_3_2a_what_was_accepted_in_2022_is_on_time_until_15_september_2023",
    ),
    "D16 what is left is void on 2025-01-01": (
        "ledger/test_closing.py::test_JX_3_3_3c_what_is_not_used_when_the_pilot_ends_is_void",
        "ledger/test_closing.py::test_JX_3_3_3c_what_the_province_holds_is_void_too",
    ),
    "D17 50 above the scale are cut from the newest": (
        "ledger/test_taking.py::test_HB_19_what_exceeds_the_cap_is_cut_from_the_newest",
        "ledger/test_caps.py::test_HB_19_what_exceeds_the_scale_is_cut_from_the_newest",
        "ledger/test_stepping.py::test_D17_what_exceeds_the_control_scale_is_cut_from_the_newest",
    ),
    "D18 legacy 3, then new 2": (
        "ledger/test_linking.py::test_HB_20a_what_is_left_of_the_old_pool_goes_before_all_new_lots",
    ),
    "D19 a relink that differs by 0.0002 ha": (
        "ledger/test_correcting.py::test_D19_a_relink_that_differs_by_two_ten_thousandths_of_a_hectare_is_refused",
    ),
    "D20 a coordinate file comes back identical": (
        "exchange/test_coordinates_round_trip.py::test_what_is_exported_is_imported_with_identical_coordinates",
        "exchange/test_coordinates_sihui.py::test_a_real_file_written_again_has_the_same_head_and_points",
    ),
    "D21 a missing layer leaves its check open": (
        "checks/test_rules.py::test_a_layer_that_is_missing_leaves_its_check_open_and_the_parcel_incomplete",
    ),
    "D22 the second pool refuses": (
        "pool/test_pool_push.py::test_D22_a_parcel_of_one_pool_is_refused_by_the_second",
        "checks/test_rules.py::test_ground_that_the_pool_claims_can_not_be_claimed_again",
    ),
}


def test_each_of_the_22_vectors_has_its_tests(repository: Path) -> None:
    assert [name.split()[0] for name in VECTORS] == [f"D{number}" for number in range(1, 23)]
    wanted = [test for tests in VECTORS.values() for test in tests]
    missing = []
    for test in wanted:
        file, name = test.split("::")
        if name not in _tests_of(repository / "tests" / file):
            missing.append(test)
    assert missing == []


def _tests_of(file: Path) -> set[str]:
    source = ast.parse(file.read_text(encoding="utf-8"))
    return {node.name for node in source.body if isinstance(node, ast.FunctionDef)}
