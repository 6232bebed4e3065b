"""A friend names who sent them by a code, or by the whole address that was sent to them."""

import pytest

from referrals.model.identity import code_in
from referrals.steps.welcome.claim_arrival import pasted_code


@pytest.mark.parametrize(
    "text",
    [
        "ada-bakes",
        " Ada-Bakes ",
        "https://go.shop.example/r/ada-bakes",
        "HTTPS://GO.SHOP.EXAMPLE/R/ADA-BAKES?q=1",
        "go.shop.example/w/ada-bakes?gw=abc&ref=ada-bakes",
        "https://go.shop.example/on/ada-bakes?utm_source=x&gw=abc",
        "“https://go.shop.example/r/ada-bakes”.",
    ],
)
def test_every_spelling_leads_to_the_code(text: str) -> None:
    assert code_in(pasted_code(text)) == "ada-bakes"


@pytest.mark.parametrize("text", ["", "https://go.shop.example/r/"])
def test_nothing_is_never_a_code(text: str) -> None:
    assert pasted_code(text) == "-"
