"""Each way to share opens with the whole text in it, whatever stands in the text."""

from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from referrals.model.link.share import ShareChannel, share_place

ADDRESS = "https://go.shop.example/r/ada-bakes"
WORDS = "Bread & butter + jam? #yes «ü» \U0001f35e"


@pytest.mark.parametrize("channel", ShareChannel)
def test_what_is_shared_arrives_whole(channel: ShareChannel) -> None:
    place = share_place(channel, ADDRESS, WORDS, "For you")

    if place:
        assert WORDS in unquote(place)
        assert ADDRESS in unquote(place)
        assert "+" not in place
        assert " " not in place


def test_telegram_is_told_address_and_text_apart() -> None:
    query = parse_qs(urlsplit(share_place(ShareChannel.TELEGRAM, ADDRESS, WORDS, "")).query)

    assert query == {"url": [ADDRESS], "text": [WORDS]}


def test_a_mail_breaks_its_lines_as_mails_do() -> None:
    place = share_place(ShareChannel.MAIL, ADDRESS, WORDS, "For you")

    assert place.startswith("mailto:?subject=For%20you&body=")
    assert "%0D%0A%0D%0Ahttps%3A" in place


def test_what_needs_no_place_has_none() -> None:
    bare = {channel for channel in ShareChannel if not share_place(channel, ADDRESS, WORDS, "")}

    assert bare == {ShareChannel.COPY, ShareChannel.NATIVE, ShareChannel.QR, ShareChannel.PRINT}
