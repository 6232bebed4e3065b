"""Orders in other currencies, by the merchant's rate: judged and reckoned in the program's."""

from typing import Any

import pytest

from referrals.model.attribution.referral import OrderFigures, RewardStatus
from referrals.model.order.conversion import Amounts, RefundFact, Signals
from referrals.model.program.program import AppliedProgram
from referrals.model.words.wording import wording
from referrals.views.order.conversion_story import StoryAmounts, conversion_story
from referrals.wiring import stores
from tests.corrector import grant, record_and_wake, shop
from tests.world import AT, NOW, a_key, an_order, hash_of, rules

pytestmark = pytest.mark.usefixtures("account")
DOLLARS = {"USD": "1.08"}
TENTH = [
    {
        "name": "a-tenth",
        "advocate": {"kind": "store_credit", "percent": 10},
        "friend": {"kind": "points", "amount": 5},
    }
]


def place_order(gross: int = 5400, currency: str = "USD", **changes: Any) -> None:
    order = an_order(
        amounts=Amounts(currency, gross),
        signals=Signals(ref_codes=("ada-bakes",)),
        customer_hash=hash_of("ben@example.com"),
        **changes,
    )
    record_and_wake(order)


def figures() -> OrderFigures:
    return stores.referrals().get(str(a_key())).figures


def decision() -> tuple[str, str]:
    found = stores.referrals().get(str(a_key())).reward
    assert found
    return found.status.value, found.reason


def check_input(rule: str) -> str:
    found = stores.referrals().get(str(a_key())).reward
    assert found
    return next(each.input for each in found.checks if each.rule == rule)


def test_an_order_in_dollars_earns_euros() -> None:
    shop(also=DOLLARS, offers=TENTH)

    place_order()

    assert (figures().currency, figures().gross_minor, figures().base_minor) == ("EUR", 5000, 5000)
    assert (figures().told_currency, figures().told_minor, figures().rate) == ("USD", 5400, "1.08")
    assert [(s.worth.asset, s.worth.amount) for s in grant().advocates_part] == [("EUR", 500)]
    assert check_input("currency") == "54.00 USD at 1.08"


def test_the_minimum_is_asked_in_the_programs_currency() -> None:
    shop(also=DOLLARS, qualifies={"minimum_minor": 5000})

    place_order(gross=5399)

    assert decision() == ("withheld", "below_minimum")


def test_a_refund_in_dollars_takes_its_share() -> None:
    shop(also=DOLLARS, offers=TENTH)
    place_order()

    record_and_wake(RefundFact("1", 2700, AT * 1000 + 1, currency="USD"))

    assert figures().lost_minor == 2500
    assert [side.remaining for side in grant().advocates_part] == [250]


def test_the_rate_is_the_one_that_was_promised() -> None:
    shop(also=DOLLARS, offers=TENTH)
    place_order()
    newer = rules(also={"USD": "2"}, offers=TENTH)
    stores.programs().add(
        AppliedProgram(program_id="friends", version=2, applied_at=NOW, rules=newer)
    )

    record_and_wake(RefundFact("1", 2700, AT * 1000 + 1, currency="USD"))

    assert (figures().rate, figures().gross_minor, figures().lost_minor) == ("1.08", 5000, 2500)


def test_the_base_is_the_one_that_was_promised() -> None:
    shop(offers=TENTH)
    record_and_wake(
        an_order(signals=Signals(ref_codes=("ada-bakes",)), customer_hash=hash_of("b@example.com"))
    )
    newer = rules(offers=TENTH, qualifies={"base": "gross"})
    stores.programs().add(
        AppliedProgram(program_id="friends", version=2, applied_at=NOW, rules=newer)
    )

    record_and_wake(RefundFact("1", 1, AT * 1000 + 1))

    assert figures().base_minor == 4202


def test_a_currency_without_a_rate_earns_nothing() -> None:
    shop(also=DOLLARS)

    place_order(currency="GBP")

    assert decision() == ("withheld", "other_currency")
    assert (figures().currency, figures().told_currency) == ("GBP", "")


def test_what_comes_back_in_another_currency_waits_for_a_person() -> None:
    shop(also=DOLLARS)
    place_order(currency="EUR")
    assert decision()[0] == RewardStatus.GRANTED

    record_and_wake(RefundFact("1", 1000, AT * 1000 + 1, currency="USD"))

    assert decision() == ("withheld", "other_currency")
    assert check_input("currency") == "told in several currencies"


def test_the_story_names_both_currencies_and_the_rate() -> None:
    shop(also=DOLLARS)
    place_order()

    found = conversion_story(
        a_key(),
        stores.conversions(),
        stores.referrals(),
        stores.grants(),
        words=wording("en"),
    ).amounts

    assert isinstance(found, StoryAmounts)
    assert (found.currency, found.gross_minor) == ("USD", 5400)
    assert (found.base_currency, found.base_minor, found.rate) == ("EUR", 5000, "1.08")
