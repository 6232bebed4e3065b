"""Whom a gift is made for, by names that nobody can make longer or stranger than ours."""

import pytest

from referrals.model.link.holder import holder_of_browser, holder_of_click, new_browser


def test_a_new_browser_is_known_again_by_its_name() -> None:
    made = new_browser(bytes(range(12)))

    assert holder_of_browser(made.name) == made
    assert made.click_id == ""


def test_a_click_is_its_own_holder() -> None:
    made = holder_of_click("clk_000000000000000000ab")

    assert (made.name, made.click_id) == ("clk_000000000000000000ab", "clk_000000000000000000ab")


@pytest.mark.parametrize(
    "text", ["", "brw_", "brw_" + "0" * 19, "brw_" + "0" * 21, "brw_" + "u" * 20, "clk_" + "0" * 20]
)
def test_what_is_no_name_of_ours_is_nobody(text: str) -> None:
    assert holder_of_browser(text) is None
