"""What the friend's page after the order says is what the decision says, word for word."""

import pytest

from referrals.model.welcome.welcome_link import WelcomeLink
from referrals.model.words.wording import wording
from referrals.views.order.conversion_story import conversion_story
from referrals.views.welcome.friend_claim import friend_claim
from referrals.views.welcome.welcome_page import (
    ArrivalPage,
    WelcomeShelf,
    arrival_page,
    welcome_facts,
)
from referrals.wiring import community_stores, stores
from tests.corrector import place_order, record_and_wake, shop
from tests.world import a_key, a_program, a_refund, an_order

pytestmark = pytest.mark.usefixtures("account")
EN = wording("en")


def page() -> ArrivalPage:
    shelf = WelcomeShelf(
        stores.aliases(),
        stores.conversions(),
        stores.referrals(),
        stores.grants(),
        stores.people(),
        stores.programs(),
    )
    facts = welcome_facts(WelcomeLink(a_key()), shelf)
    return arrival_page(facts, stores.people(), community_stores.notes(), EN)


def told_to_the_friend() -> str:
    archive = (stores.conversions(), stores.referrals(), stores.grants())
    decision = conversion_story(a_key(), *archive, words=EN).decision
    assert decision
    return decision.for_friend


def test_explain_and_the_page_say_the_same() -> None:
    shop()
    place_order()
    first = page()
    assert told_to_the_friend() == f"{first.opening} {first.outcome[0]}"

    record_and_wake(a_refund(2000))

    assert page().outcome[0] == told_to_the_friend()


def test_the_code_goes_when_the_order_goes_back() -> None:
    friend = {"kind": "free_gift", "sku": "rye", "name": "a rye loaf"}
    advocate = {"kind": "store_credit", "amount_minor": 500}
    shop(hold_days=0, offers=[{"name": "bread", "advocate": advocate, "friend": friend}])
    place_order()
    grant = stores.grants().get(str(a_key()))
    assert page().code == next(each.code for each in grant.sides if each.role == "friend")

    record_and_wake(a_refund(5000))

    assert page().code == ""


def test_a_paused_program_takes_no_claims() -> None:
    shop()
    record_and_wake(an_order())
    conversion, referral = stores.conversions().state(a_key()), stores.referrals().get(str(a_key()))

    assert friend_claim(conversion, referral, a_program().rules, EN).may_claim
    paused = a_program(paused=True).rules
    assert not friend_claim(conversion, referral, paused, EN).may_claim
