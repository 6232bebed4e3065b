"""Who is told what, and by which name, so that nothing is told twice."""

import pytest

from referrals.model.announcement import on_grant, on_issue, on_loss, on_release
from referrals.model.grant import Grant, GrantStatus, Side, Worth
from referrals.model.grant_data import grant_data
from referrals.model.outbox import OutboxItem
from tests.model.test_posting import a_grant, a_side
from tests.world import NOW, rules

QUIET = rules()
LOUD = rules(webhook_url="https://shop.example/hook")
CODE = Side(
    name="friend",
    person_id="fri",
    terms={"kind": "discount_code", "percent": 10},
    worth=Worth(worth_minor=420, words="10% off your next order"),
)
CREDIT = a_side(500).model_copy(update={"terms": {"kind": "store_credit", "amount_minor": 500}})


def both(*, held: bool = False) -> Grant:
    return a_grant(CREDIT, CODE, held=held)


def purposes(items: list[OutboxItem]) -> list[str]:
    return [item.item_id.split("#", 3)[3] for item in items]


@pytest.mark.parametrize(
    ("held", "told"),
    [(True, ["thanks", "welcome"]), (False, ["thanks", "reward-friend"])],
    ids=["held", "at once"],
)
def test_a_thing_handed_over_at_once_gets_its_letter_then(held: bool, told: list[str]) -> None:
    assert purposes(on_grant(both(held=held), QUIET, NOW)) == told


def test_a_milestone_has_a_letter_of_its_own() -> None:
    gift = a_side(1, "milestone-3", asset="points")

    items = on_grant(a_grant(CREDIT, CODE, gift, held=True), QUIET, NOW)

    assert purposes(items) == ["thanks", "welcome", "thanks-milestone-3"]


def test_a_letter_tells_what_is_left_and_from_when() -> None:
    less = CREDIT.model_copy(update={"reversed": 125})

    (thanks, _) = on_grant(a_grant(less, CODE, held=True), QUIET, NOW)

    assert thanks.data["reward"] == {"kind": "store_credit", "amount": 375}
    assert thanks.data["hold_until"] == "2026-12-06T09:30:00Z"
    assert (thanks.person_id, thanks.data["friend_id"]) == ("adv", "fri")


def test_a_release_hands_over_and_tells() -> None:
    ready = both(held=True).changed(status=GrantStatus.AVAILABLE, released_at=NOW)

    items = on_release(ready, LOUD, NOW)

    assert purposes(items) == ["released-advocate", "reward-friend", "webhook-released"]


def test_the_first_letter_carries_the_code_where_there_was_no_hold() -> None:
    issued = CODE.model_copy(update={"issued_at": NOW, "code": "AB-CD"})

    letter, webhook = on_issue(a_grant(CREDIT, issued), issued, LOUD, NOW)

    assert (letter.item_id, letter.data["code"]) == ("friends#shopify#1001#welcome", "AB-CD")
    assert webhook.data["sides"][1]["code"] == "AB-CD"


def test_after_a_hold_the_code_comes_in_a_letter_of_its_own() -> None:
    ready = both(held=True).changed(
        status=GrantStatus.AVAILABLE, released_at=NOW.replace(year=2027)
    )

    (letter,) = on_issue(ready, CODE, QUIET, NOW)

    assert letter.item_id == "friends#shopify#1001#issued-friend"


def test_only_what_was_handed_over_is_revoked() -> None:
    gone = CODE.model_copy(update={"reversed": 1})
    issued = CODE.model_copy(update={"issued_at": NOW, "code": "AB-CD"})

    never, once = a_grant(CREDIT, CODE), a_grant(CREDIT, issued)

    assert purposes(on_loss(never, never.with_side(gone), QUIET, NOW)) == []
    assert purposes(on_loss(once, once.with_side(gone), QUIET, NOW)) == ["revoke-friend-2"]


def test_webhooks_tell_amounts_and_ids_and_nobody_s_name() -> None:
    told = grant_data(both())

    assert {side["person_id"] for side in told["sides"]} == {"adv", "fri"}
    assert not {"name", "email", "customer_hash"} & set(told)
