"""No code after all: why, what is theirs again, and what now, in every language."""

from datetime import timedelta
from typing import Any

import pytest

from referrals.model.delivery.delivery import Outgoing
from referrals.model.delivery.facts import Topic
from referrals.model.letter.composition import write_letter
from referrals.model.letter.letter import Letter, LetterAddresses
from referrals.model.moment import stamp
from referrals.model.redemption.exchange import CALLED_OFF
from referrals.model.words.wording import languages
from referrals.providers.shops.fulfilment import ShopCodeRefusedError, ShopCurrencyError
from tests.world import NOW, a_reader, an_item, rules

REASONS = (ShopCodeRefusedError.code, ShopCurrencyError.code, CALLED_OFF, "of tomorrow")
CREDIT = {"kind": "store_credit", "amount": 300}


def letter(reason: str, locale: str = "en", **data: Any) -> Letter:
    reader = a_reader(locale=locale)
    told = {"reward": CREDIT, "reason": reason, **data}
    item = an_item(topic=Topic.EXCHANGE_REFUSED, person_id=reader.person_id, data=told)
    return write_letter(Outgoing(item, rules(), reader), NOW, LetterAddresses("https://go/stop"))


@pytest.mark.parametrize("tag", languages())
def test_every_reason_has_words_of_its_own(tag: str) -> None:
    told = [letter(reason, tag) for reason in REASONS]

    assert len({each.opening for each in told}) == len(REASONS)
    assert all(each.reward and each.text and each.subject for each in told)
    assert not any(each.code_label for each in told)


def test_what_returned_is_named_with_its_last_day() -> None:
    ends = [{"ends_at": stamp(NOW + timedelta(days=30)), "amount": 300}]

    told = letter(ShopCurrencyError.code, ends=ends)

    assert told.reward == "€3.00 of store credit"
    assert told.when == "Use it by 22 December 2026: that is its last day."


def test_a_part_that_ends_is_told_as_a_part() -> None:
    ends = [{"ends_at": stamp(NOW + timedelta(days=30)), "amount": 100}]

    assert letter(CALLED_OFF, ends=ends).when.startswith("€1.00")


def test_what_ended_meanwhile_is_not_called_theirs() -> None:
    told = letter(CALLED_OFF, reward={**CREDIT, "amount": 0})

    assert (told.reward, told.earned[:17]) == ("", "Its last day pass")


def test_what_an_order_took_back_is_not_told_as_returned() -> None:
    told = letter(CALLED_OFF, reward={})

    assert (told.reward, told.earned, bool(told.text)) == ("", "", True)
