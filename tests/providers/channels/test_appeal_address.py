"""Who is denied has the address to appeal by in the letter; who appealed has none any more."""

from typing import Any

import pytest

from referrals.model.delivery.delivery import Outgoing
from referrals.model.delivery.facts import Topic
from referrals.model.letter.composition import write_letter
from referrals.model.risk.appeal import read_appeal
from referrals.providers.channels.email import letter_addresses, render
from tests.providers.channels.surroundings import outside
from tests.world import NOW, a_reader, an_item, rules

REVIEW = {"case_id": "rev_1", "rule": "risk_same_payment", "answer_by": "2026-11-25T09:30:00Z"}


def texts(topic: str, reason: str, **review: Any) -> tuple[str, str]:
    data = {"reason": reason, "side": "advocate", "review": {**REVIEW, **review}}
    item = an_item(topic=topic, data=data)
    made = Outgoing(item, rules(), a_reader())
    return render(write_letter(made, NOW, letter_addresses(outside(), made)))


def test_the_letter_of_a_denial_has_the_address_in_both_parts() -> None:
    html, text = texts(Topic.REVIEW_DENIED, "risk_denied", may_appeal=True)

    token = text.partition("https://go.shop.example/appeal?token=")[2].split()[0]
    assert read_appeal((b"appeal key",), token) == "rev_1"
    assert f"/appeal?token={token}" in html
    assert "Ask for another look: https://" in text


@pytest.mark.parametrize(
    ("topic", "reason", "may"),
    [
        (Topic.REVIEW_DENIED, "risk_denied", False),
        (Topic.REVIEW_OPENED, "under_review", True),
        (Topic.REWARD_WITHHELD, "budget_spent", True),
    ],
)
def test_no_other_letter_has_it(topic: str, reason: str, may: bool) -> None:
    assert not any("/appeal" in part for part in texts(topic, reason, may_appeal=may))
