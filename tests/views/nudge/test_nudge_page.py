"""What a nudged advocate passes on: their link, said in their own language."""

import pytest

from referrals.model.link.share import ShareChannel
from referrals.model.nudge.nudge_link import NudgeReader
from referrals.model.words.wording import languages
from referrals.views.nudge.nudge_page import NudgePage, nudge_page
from referrals.wiring import stores
from tests.world import NOW, a_reader, rules, store_program

READER = NudgeReader("adv_ada", "friends")


def ask(tag: str = "en", code: str = "ada-bakes") -> NudgePage | None:
    return nudge_page(
        READER,
        a_reader(codes={"friends": code}, locale=tag),
        stores.links(),
        rules=rules(),
        public_url="https://go.shop.example/",
        now=NOW,
    )


@pytest.mark.parametrize("tag", languages())
def test_the_address_is_followed_said_and_sent(account: None, tag: str) -> None:
    store_program()
    found = ask(tag)

    assert found
    assert found.address == "https://go.shop.example/r/ada-bakes"
    assert found.card.address == "go.shop.example/r/ada-bakes"
    assert "https%3A%2F%2Fgo.shop.example%2Fr%2Fada-bakes" in found.places[ShareChannel.WHATSAPP]
    assert " " not in "".join(found.places.values())


def test_who_has_no_link_there_passes_nothing_on(account: None) -> None:
    store_program()

    assert ask(code="other") is None
