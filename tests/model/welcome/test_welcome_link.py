"""Welcome links open one order's page, for whoever has our signature, and nothing else."""

import pytest

from referrals.model.order_key import ConversionKey
from referrals.model.signed_id import sign_id
from referrals.model.welcome.welcome_link import (
    PURPOSE,
    BadWelcomeLinkError,
    WelcomeLink,
    read_welcome,
    sign_welcome,
)

KEY, OLDER = b"a key", b"an older key"


@pytest.mark.parametrize("order_id", ["1001", "A.17/b", "#é~", "x" * 300])
@pytest.mark.parametrize("friend_id", ["", "fri_ben"])
def test_any_order_is_read_back(order_id: str, friend_id: str) -> None:
    link = WelcomeLink(ConversionKey("friends", "signed", order_id), friend_id)

    token = sign_welcome(OLDER, link)

    assert read_welcome((KEY, OLDER), token) == link
    assert token.isascii()


def test_a_link_of_another_order_has_another_signature() -> None:
    first = sign_welcome(KEY, WelcomeLink(ConversionKey("friends", "shopify", "1001")))
    second = sign_welcome(KEY, WelcomeLink(ConversionKey("friends", "shopify", "1002")))

    forged = second.partition(".")[0] + "." + first.partition(".")[2]

    with pytest.raises(BadWelcomeLinkError):
        read_welcome((KEY,), forged)


@pytest.mark.parametrize("name", ["", "~", "xx~fri_ben", "_w~"])
def test_what_we_signed_for_no_order_is_no_link(name: str) -> None:
    with pytest.raises(BadWelcomeLinkError):
        read_welcome((KEY,), sign_id(PURPOSE, KEY, name))
