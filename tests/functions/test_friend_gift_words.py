"""The friend's code in every language of the page."""

import pytest

from referrals.model.words.wording import languages
from tests.gifts import kept_gifts, open_gift_shop, visit
from tests.portal import PortalPage


@pytest.mark.parametrize("tag", languages())
def test_the_button_and_the_code_are_told_in_every_language(account: None, tag: str) -> None:
    open_gift_shop()

    asked = PortalPage(visit("GET", language=tag)["body"])
    visit("POST", language=tag)
    shown = PortalPage(visit("GET", language=tag)["body"])

    assert "{" not in asked.text + shown.text
    assert kept_gifts()[0].text in shown.text
    assert asked.first("html")["lang"] == tag
