"""Who is told what when a reward comes, goes or moves, and by which name: nothing twice."""

from typing import Any

import pytest

from referrals.model.attribution.referral import Referral
from referrals.model.delivery.outbox import Channel, OutboxItem
from referrals.model.delivery.outgoing import revocation
from referrals.model.delivery.settlement_news import on_settlement
from referrals.model.reward.grant import Grant, GrantStatus, Side, Worth
from referrals.model.reward.settlement import Settlement
from tests.model.reward.grant import a_grant, a_side
from tests.model.reward.in_memory_books import CLEO, InMemoryBooks
from tests.world import NOW, a_conversion, a_referral, figures_of, rules

QUIET = rules()
LOUD = rules(webhook_url="https://shop.example/hook")
CODE = Side(
    name="friend",
    person_id="fri",
    terms={"kind": "discount_code", "percent": 10},
    worth=Worth(worth_minor=420, words="10% off your next order"),
)
CREDIT = a_side(500).model_copy(update={"terms": {"kind": "store_credit", "amount_minor": 500}})
REFERRAL = a_referral(figures_of(a_conversion()))


def a_grant_to_both_sides(*more: Side, held: bool = False) -> Grant:
    return a_grant(CREDIT, CODE, *more, held=held)


def news(
    before: Grant | None, after: Grant | None, *, referral: Referral = REFERRAL, loud: bool = False
) -> list[OutboxItem]:
    decision = InMemoryBooks()
    settled = decision.settle(decision.order(1)).decision
    found = Settlement(settled, before, after)
    return on_settlement(found, referral, LOUD if loud else QUIET, NOW)


def purposes(items: list[OutboxItem]) -> list[str]:
    return [item.item_id.split("#", 3)[3] for item in items]


@pytest.mark.parametrize(
    ("held", "names"),
    [(True, ["thanks", "welcome"]), (False, ["thanks", "reward-friend"])],
    ids=["held", "at once"],
)
def test_a_thing_handed_over_at_once_gets_its_letter_then(held: bool, names: list[str]) -> None:
    assert purposes(news(None, a_grant_to_both_sides(held=held))) == names


def test_a_milestone_has_a_letter_of_its_own() -> None:
    gift = a_side(1, "milestone-3", asset="points")

    items = news(None, a_grant_to_both_sides(gift, held=True))

    assert purposes(items) == ["thanks", "welcome", "thanks-milestone-3"]


def test_a_letter_tells_what_is_left_and_from_when() -> None:
    less = CREDIT.model_copy(update={"reversed": 125})

    (thanks, _) = news(None, a_grant(less, CODE, held=True))

    assert thanks.data["reward"] == {"kind": "store_credit", "amount": 375}
    assert thanks.data["hold_until"] == "2026-12-06T09:30:00Z"
    assert (thanks.person_id, thanks.data["friend_id"]) == ("adv", "fri")


def test_only_what_was_handed_over_is_revoked() -> None:
    issued = CODE.model_copy(update={"issued_at": NOW, "code": "AB-CD"})
    gone = issued.model_copy(update={"reversed": 1, "issued_at": None})

    never, once = a_grant_to_both_sides(), a_grant(CREDIT, issued)

    assert "revoke-friend-2" not in purposes(news(never, never.with_side(gone)))
    assert "revoke-friend-2" in purposes(news(once, once.with_side(gone)))


def test_who_loses_something_learns_why_and_what_is_left() -> None:
    less = CREDIT.model_copy(update={"reversed": 125})

    (letter,) = news(a_grant_to_both_sides(), a_grant_to_both_sides().with_side(less))

    assert (letter.channel, letter.topic) == (Channel.EMAIL, "reward.reversed")
    assert letter.data["reward"]["amount"] == 375
    assert letter.data["reason"] == "edited", "the decision here is a whole one"


def test_two_parts_of_one_person_are_one_letter() -> None:
    gift = a_side(7, "milestone-3").model_copy(update={"person_id": "adv"})
    before = a_grant_to_both_sides(gift, held=True)
    gone = [side.model_copy(update={"reversed": side.worth.amount}) for side in before.sides]
    after = before.change(status=GrantStatus.REVERSED, sides=tuple(gone))

    assert purposes(news(before, after)) == ["back-advocate-2", "back-friend-2"]


def test_what_never_stood_gets_no_letter_until_it_does() -> None:
    hidden = CREDIT.model_copy(update={"reversed": 500, "stood": False})
    suspended = a_grant(hidden, CODE, held=True)
    stands = suspended.with_side(CREDIT)

    assert purposes(news(None, suspended)) == ["welcome"]
    assert purposes(news(suspended, stands)) == ["thanks"]


def test_what_comes_back_is_told_once_more_and_handed_over() -> None:
    gone = CODE.model_copy(update={"reversed": 1})
    before = a_grant(CREDIT, gone)

    items = news(before, before.with_side(CODE), loud=True)

    names = ["reward-friend-2", "restored-friend-2", "webhook-restored-2"]
    assert purposes(items) == names


def test_a_correction_tells_who_had_it_and_who_has_it() -> None:
    books = InMemoryBooks(program=LOUD)
    key = books.order(1)

    moved = books.correct(key, CLEO)
    items = on_settlement(moved, books.referrals[key], LOUD, NOW)

    assert purposes(items) == [
        "thanks-advocate.2",
        "thanks-milestone-1.2",
        "back-advocate-2",
        "webhook-reversed-2",
        "webhook-granted.2",
    ]
    (back,) = [item for item in items if item.data.get("reason")]
    assert (back.person_id, back.data["reason"]) == ("adv_ada", "corrected_to_another")


def test_why_there_is_nothing_is_told_once_a_reason() -> None:
    books = InMemoryBooks(program=rules(paused=True))
    key = books.order(1)
    fresh = books.referrals[key].model_copy(update={"reward": None})
    decided = books.settle(key)

    first = on_settlement(decided, fresh, LOUD, NOW)
    again = on_settlement(decided, books.referrals[key], LOUD, NOW)

    assert purposes(first) == ["webhook-withheld-1", "withheld-advocate-1", "withheld-friend-1"]
    assert again == []


def test_a_test_order_is_nobody_s_to_be_told_of() -> None:
    books = InMemoryBooks()
    key = books.order(1, figures_of(a_conversion(), test=True))
    fresh = books.referrals[key].model_copy(update={"reward": None})

    assert purposes(on_settlement(books.settle(key), fresh, QUIET, NOW)) == []


def test_everything_says_which_order_brought_it_about() -> None:
    books = InMemoryBooks(program=LOUD)
    items: list[OutboxItem] = []
    key = books.order(1)
    for change in ({"paid": False}, {"paid": True}, {"cancelled": True, "lost_minor": 5000}):
        before = books.referrals[key]
        items += on_settlement(books.change(key, **change), before, LOUD, NOW)
    items += on_settlement(books.correct(key, CLEO), books.referrals[key], LOUD, NOW)

    assert items
    assert {item.cause for item in items} == {key}


def test_a_revocation_carries_the_code_to_revoke() -> None:
    issued = CODE.model_copy(update={"issued_at": NOW, "code": "AB-CD"})

    item = revocation(a_grant_to_both_sides(), issued, NOW)

    assert (item.channel, item.data["code"]) == (Channel.REWARD, "AB-CD")


def test_who_has_no_address_is_not_told_that_it_is_wanting() -> None:
    books = InMemoryBooks()
    key = books.order(1, figures_of(a_conversion(), customer_hash=""))
    fresh = books.referrals[key].model_copy(update={"reward": None})

    assert purposes(on_settlement(books.settle(key), fresh, QUIET, NOW)) == ["withheld-advocate-1"]


def test_a_thing_that_nobody_was_told_of_goes_without_a_letter() -> None:
    gone = CODE.model_copy(update={"reversed": 1})
    at_once, held = a_grant_to_both_sides(), a_grant_to_both_sides(held=True)
    code = CODE.model_copy(update={"issued_at": NOW, "code": "AB-CD"})
    issued = a_grant(CREDIT, code)

    assert "back-friend-2" not in purposes(news(at_once, at_once.with_side(gone)))
    assert "back-friend-2" in purposes(news(held, held.with_side(gone)))
    assert "back-friend-2" in purposes(news(issued, issued.with_side(gone)))


@pytest.mark.parametrize(
    ("life", "reason"),
    [
        ([{"paid": False}, {"paid": True}], ""),
        (
            [{"base_minor": 1000, "gross_minor": 1000}, {"base_minor": 5000, "gross_minor": 5000}],
            "edited",
        ),
        ([{"lost_minor": 2000}, {"lost_minor": 1000}], "edited"),
    ],
    ids=["paid again", "edited back", "a refund lowered"],
)
def test_only_what_was_in_doubt_is_said_to_stand_after_all(
    life: list[dict[str, Any]], reason: str
) -> None:
    books = InMemoryBooks()
    key = books.order(1)

    for change in life:
        before = books.referrals[key]
        items = on_settlement(books.change(key, **change), before, QUIET, NOW)

    told = {item.data["reason"] for item in items if item.topic == "reward.restored"}
    assert told == {reason}
