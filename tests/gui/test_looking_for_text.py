"""Text looked for among the ids of a county: the same answer as Python's own ``in``."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from zhanbu_plugin.gui.check.findings_filter import Lines

TEXT = st.text(st.sampled_from("01aé测"), max_size=20)


@given(st.lists(TEXT, max_size=6), TEXT)
@example(["000", "000"], "0000")
@example(["410100000000000000", "410100000000000007"], "410100000000000000")
@example(["", "1", ""], "1")
@example([], "1")
def test_a_text_is_found_in_the_ids_that_hold_it_and_never_across_two(ids: list[str], wanted: str) -> None:
    assert Lines(ids).having(wanted).tolist() == [wanted in one for one in ids]
