"""What stands around a letter's news: the reader's link for good news, and what stopping means."""

from typing import Any

import pytest

from referrals.model.delivery.delivery import Outgoing
from referrals.model.delivery.facts import Topic
from referrals.model.letter.frame import frame_of
from referrals.model.letter.letter import Letter, LetterAddresses
from referrals.model.letter.reward_letter import write_reward
from referrals.model.people.person import Consents
from referrals.model.words.wording import wording
from tests.world import NOW, a_friend, a_reader, an_item, rules

ADDRESSES = LetterAddresses("https://go/u?token=t", link="https://go/r/ada", card="https://go/c")


def letter(topic: str = Topic.ADVOCATE_THANKED, **reader: Any) -> Letter:
    made = Outgoing(an_item(topic=topic), rules(), a_reader(**reader), a_friend())
    words = wording("en")
    frame = frame_of(made, words, ADDRESSES)
    return write_reward(made, frame, words, addresses=ADDRESSES, now=NOW)


def test_good_news_for_an_advocate_has_their_link_and_card() -> None:
    told = letter()

    assert (told.link, told.card_url) == ("https://go/r/ada", "https://go/c")
    assert told.card_text.endswith("Friends of the Bakery")


@pytest.mark.parametrize("topic", [Topic.REWARD_WITHHELD, Topic.REWARD_REVERSED])
def test_bad_news_asks_for_nothing(topic: str) -> None:
    assert letter(topic).link == ""


def test_a_service_letter_has_no_link_to_share() -> None:
    assert letter(consents=Consents()).link == ""


def test_a_service_letter_says_what_stopping_means() -> None:
    told = letter()

    assert told.unsubscribe_label == "Stop all mails"
    assert "nothing at all" in told.unsubscribe_note


def test_a_friendly_letter_says_that_its_kind_alone_stops() -> None:
    made = Outgoing(an_item(topic=Topic.NOTE_ANSWERED), rules(), a_reader(), a_friend())
    told = frame_of(made, wording("en"), ADDRESSES)

    assert told.unsubscribe_label == "Stop letters of this kind"
    assert told.unsubscribe_note == "What is yours we still tell you."
