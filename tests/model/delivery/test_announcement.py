"""Who is told what, and by which name, so that nothing is told twice."""

from referrals.model.delivery.announcement import on_issue, on_release
from referrals.model.delivery.outbox import OutboxItem
from referrals.model.delivery.outgoing import grant_data
from referrals.model.reward.grant import Grant, GrantStatus, Side, Worth
from tests.model.reward.grant import a_grant, a_side
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


def a_grant_to_both_sides(*, held: bool = False) -> Grant:
    return a_grant(CREDIT, CODE, held=held)


def purposes(items: list[OutboxItem]) -> list[str]:
    return [item.item_id.split("#", 3)[3] for item in items]


def test_a_release_hands_over_and_tells() -> None:
    ready = a_grant_to_both_sides(held=True).change(status=GrantStatus.AVAILABLE, released_at=NOW)

    items = on_release(ready, LOUD, NOW)

    assert purposes(items) == ["released-advocate", "reward-friend", "webhook-released"]


def test_the_first_letter_carries_the_code_where_there_was_no_hold() -> None:
    issued = CODE.model_copy(update={"issued_at": NOW, "code": "AB-CD"})

    letter, webhook = on_issue(a_grant(CREDIT, issued), issued, LOUD, NOW)

    assert (letter.item_id, letter.data["code"]) == ("friends#shopify#1001#welcome", "AB-CD")
    assert webhook.data["sides"][1]["code"] == "AB-CD"


def test_after_a_hold_the_code_comes_in_a_letter_of_its_own() -> None:
    ready = a_grant_to_both_sides(held=True).change(
        status=GrantStatus.AVAILABLE, released_at=NOW.replace(year=2027)
    )

    (letter,) = on_issue(ready, CODE, QUIET, NOW)

    assert letter.item_id == "friends#shopify#1001#issued-friend"


def test_webhooks_tell_amounts_and_ids_and_nobody_s_name() -> None:
    told = grant_data(a_grant_to_both_sides())

    assert {side["person_id"] for side in told["sides"]} == {"adv", "fri"}
    assert not {"name", "email", "customer_hash"} & set(told)
