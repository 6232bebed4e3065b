"""What the advocate's page is told of a link, its friends and an account."""

from dataclasses import replace
from datetime import timedelta

import pytest

from referrals.desks import note as note_desk
from referrals.model.words.wording import wording
from referrals.steps.note.answer_note import hide_note
from referrals.steps.note.write_note import thank_advocate
from referrals.views.people.own_account import AccountShelf, own_assets, own_codes
from referrals.views.people.own_friends import (
    MOST_FRIENDS,
    MOST_LOOKED_AT,
    FriendShelf,
    OwnFriendPage,
    own_friends,
)
from referrals.views.people.own_link import own_link, share_text
from referrals.views.people.own_things import ThingShelf, own_things
from referrals.wiring import community_stores, stores
from tests.corrector import place_order, shop
from tests.credit import credit
from tests.reviewer import decide, hold_order
from tests.world import (
    NOW,
    a_conversion,
    a_key,
    a_link,
    a_reader,
    a_referral,
    figures_of,
    rules,
)

WORDS = wording("en")


@pytest.fixture(autouse=True)
def tables(account: None) -> None: ...


def friend_page(program_id: str = "friends", after: str = "") -> OwnFriendPage:
    shelf = FriendShelf(
        stores.referrals(), stores.grants(), stores.people(), community_stores.notes()
    )
    ada = stores.people().get("adv_ada")
    return own_friends(ada, program_id, shelf, WORDS, after=after)


def bring(count: int, program_id: str = "friends") -> None:
    """Orders of so many days, decided on at the same moment."""
    for day in range(count):
        figures = figures_of(a_conversion(), occurred_at=NOW - timedelta(days=day))
        order_id = f"{program_id}-{day}"
        stores.referrals().add(a_referral(figures, order_id, program_id=program_id))


def friends() -> list[tuple[str, str]]:
    return [(each.status, each.why) for each in friend_page().friends]


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
    assert friend_page("others") == OwnFriendPage(())


def test_a_friend_arrives_is_welcomed_and_says_thanks() -> None:
    shop()
    place_order()
    before = friend_page().friends[0].steps
    written = thank_advocate(a_key(), "", "Thank you!", note_desk.notes(), now=NOW)

    thanked = friend_page().friends[0].steps
    hide_note(written.note.note_id, "adv_ada", note_desk.notes(), now=NOW)

    assert before == ("Arrived", "Welcomed")
    assert thanked == ("Arrived", "Welcomed", "Thanked you")
    assert friend_page().friends[0].steps == before


def test_who_was_denied_arrived_and_was_never_welcomed() -> None:
    shop()
    hold_order()
    decide("deny")

    assert friend_page().friends[0].steps == ("Arrived",)


def test_every_friend_stands_on_one_page_whoever_came_at_once() -> None:
    shop()
    bring(2 * MOST_FRIENDS + 1)

    shown, after = [], ""
    for _ in range(3):
        page = friend_page(after=after)
        shown.append([each.came_at for each in page.friends])
        after = page.older

    assert [len(each) for each in shown] == [MOST_FRIENDS, MOST_FRIENDS, 1]
    flat = [moment for page in shown for moment in page]
    assert len(set(flat)) == len(flat)
    assert after == ""


def test_friends_of_other_programs_end_no_page() -> None:
    shop()
    bring(MOST_LOOKED_AT + 1, program_id="others")
    bring(1)

    page = friend_page()
    further = friend_page(after=page.older)

    assert (len(page.friends), len(further.friends)) in ((1, 0), (0, 1))
    assert (bool(page.older), further.older) == (True, "")


@pytest.mark.parametrize("place", ["made-up", "99999999999-000000000000", "1-é", "-", "0" * 5000])
def test_a_made_up_place_shows_the_newest(place: str) -> None:
    shop()
    place_order()

    assert len(friend_page(after=place).friends) == 1


def test_a_denied_order_may_be_appealed() -> None:
    shop()
    hold_order()
    assert friends()[0][0] == "person"
    decide("deny")

    (friend,) = friend_page().friends

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


def test_things_of_another_program_or_person_are_not_theirs() -> None:
    tote = {"kind": "free_gift", "sku": "TOTE"}
    shop(offers=[{"name": "give", "advocate": tote, "friend": tote}])
    place_order()
    shelf = ThingShelf(stores.referrals(), stores.grants(), stores.people())

    def open_things(person_id: str, **changes: str) -> int:
        person = stores.people().get(person_id)
        return len(own_things(person, rules(**changes), shelf, words=WORDS, now=NOW).open)

    assert (open_things("adv_ada"), open_things("adv_cleo")) == (1, 0)
    assert open_things("adv_ada", program="others") == 0
