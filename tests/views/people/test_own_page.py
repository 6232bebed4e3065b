"""What the advocate's page is told of a link, its friends and an account."""

from dataclasses import replace

import pytest

from referrals.model.words.wording import wording
from referrals.views.people.own_account import AccountShelf, own_assets, own_codes
from referrals.views.people.own_friends import FriendShelf, own_friends
from referrals.views.people.own_link import own_link, share_text
from referrals.wiring import stores
from tests.corrector import place_order, shop
from tests.credit import credit
from tests.reviewer import decide, hold_order
from tests.world import NOW, a_link, a_reader, rules

WORDS = wording("en")


@pytest.fixture(autouse=True)
def tables(account: None) -> None: ...


def friends() -> list[tuple[str, str]]:
    shelf = FriendShelf(stores.referrals(), stores.grants(), stores.people())
    ada = stores.people().get("adv_ada")
    return [(each.status, each.why) for each in own_friends(ada, "friends", shelf, WORDS)]


def test_own_words_go_along_and_the_reward_is_said() -> None:
    text = share_text(a_link(words="Try the rye."), rules(), WORDS)

    assert text == "Try the rye. (I get a thank-you if you order.)"
    assert share_text(a_link(), rules(), WORDS).startswith("I like Friends of the Bakery")


def test_the_card_names_only_who_agreed() -> None:
    quiet = own_link(a_link(), a_reader(), rules(), words=WORDS, public_url="https://go.example")
    consents = a_reader().consents.model_copy(update={"show_first_name": True})
    shown = own_link(
        a_link(), a_reader(consents=consents), rules(), words=WORDS, public_url="https://go.example"
    )

    assert (quiet.card_title, shown.card_title) == ("A friend thought of you", "Ada thought of you")
    assert shown.shown_address == "go.example/r/ada-bakes"


def test_a_friend_of_another_program_is_not_among_them() -> None:
    shop()
    place_order()

    assert [status for status, _ in friends()] == ["pending"]
    shelf = FriendShelf(stores.referrals(), stores.grants(), stores.people())
    assert own_friends(stores.people().get("adv_ada"), "others", shelf, WORDS) == ()


def test_a_denied_order_may_be_appealed() -> None:
    shop()
    hold_order()
    assert friends()[0][0] == "person"
    decide("deny")

    shelf = FriendShelf(stores.referrals(), stores.grants(), stores.people())
    (friend,) = own_friends(stores.people().get("adv_ada"), "friends", shelf, WORDS)

    assert friend.status == "none"
    assert friend.case_id.startswith("rev_")


def test_credit_without_a_till_can_not_be_exchanged() -> None:
    shop()
    credit(500)
    shelf = AccountShelf(stores.ledger(), stores.grants(), stores.redemptions())
    ada = stores.people().get("adv_ada")
    told = rules(webhook_url="https://shop.example/hook")

    (without,) = own_assets(ada, rules(), shelf, words=WORDS, now=NOW)
    (with_till,) = own_assets(ada, told, shelf, words=WORDS, now=NOW)

    assert (without.amount, without.most_credit) == ("€5.00", "")
    assert with_till.most_credit == "5.00"
    assert own_codes(ada, told, shelf, WORDS) == ()
    assert replace(with_till, most_credit="") == without
