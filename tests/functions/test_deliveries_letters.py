"""Letters through the real handler whose truth is asked when they go, each in its kind's set."""

from datetime import timedelta
from typing import Any

import boto3
import pytest
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.ses.models import ses_backends

from awswire.codec import encode_item
from functions.deliveries.app import handler
from referrals.desks import memory as memory_desk
from referrals.desks import story as story_desk
from referrals.model.delivery.facts import Topic
from referrals.model.delivery.outbox import OutboxItem
from referrals.model.nudge.delight import Delight, DelightKind
from referrals.model.people.person import Consents
from referrals.steps.memory.mark_memories import mark_memories
from referrals.steps.memory.plan_memories import plan_memories
from referrals.steps.nudge.nudge_letter import nudge_letter
from referrals.steps.story.withdraw_story import withdraw_story
from referrals.store.attribution.referral import as_item
from referrals.wiring import clients, clock, stores
from tests.account import forget_clients
from tests.corrector import CANCELLED, place_order, record_and_wake
from tests.corrector import shop as open_shop
from tests.stories import publish
from tests.world import NOW

NOON = NOW + timedelta(hours=3)


@pytest.fixture(autouse=True)
def shop(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAIL_FROM", "Bakery <hello@shop.example>")
    monkeypatch.setenv("MAIL_SETS", "goodword")
    monkeypatch.setattr(clock, "now", lambda: NOON)
    forget_clients()
    boto3.client("ses").verify_email_identity(EmailAddress="hello@shop.example")
    open_shop(moments={"letters": True}, stories={"wall": True}, nudges={"enabled": True})
    consents = Consents(mail=True, nudges=True)
    stores.people().change("adv_ada", consents=consents.model_dump())


def mails() -> list[Any]:
    return list(ses_backends[DEFAULT_ACCOUNT_ID]["eu-west-1"].sent_messages)


def wake(item: OutboxItem) -> OutboxItem:
    row = clients.table("outbox").get({"item_id": item.item_id})
    assert row is not None
    source = "arn:aws:dynamodb:eu-west-1:1:table/goodword-outbox/stream/x"
    change = {"NewImage": encode_item(row), "SequenceNumber": "1"}
    record = {"eventID": "1", "eventName": "INSERT", "eventSourceARN": source, "dynamodb": change}
    assert handler({"Records": [record]}, None) == {"batchItemFailures": []}
    return stores.outbox().get(item.item_id)


def memory_letter() -> OutboxItem:
    place_order()
    referral = stores.referrals().get("friends#shopify#1001")
    change = (as_item(referral.model_copy(update={"reward": None})), as_item(referral))
    plan_memories([change], memory_desk.plans(), now=NOW)
    mark_memories(memory_desk.marks(), now=NOON)
    rows = clients.table("outbox").scan()
    return stores.outbox().get(
        next(row["item_id"] for row in rows if row["topic"] == Topic.MEMORY_MARKED)
    )


def story_letter() -> tuple[OutboxItem, str]:
    story_id = publish("The rye keeps a whole week.").story_id
    delight = Delight(
        kind=DelightKind.STORY,
        cause=story_id,
        person_id="adv_ada",
        program_id="friends",
        happened_at=NOW,
    )
    item = nudge_letter(delight, NOON)
    stores.outbox().add(item)
    return item, story_id


def test_a_moment_is_told_in_the_set_of_friendly_mail() -> None:
    assert wake(memory_letter()).state == "done"

    (mail,) = mails()
    assert mail.destinations["ToAddresses"] == ["ada@example.com"]


def test_a_moment_whose_order_went_back_is_not_told() -> None:
    letter = memory_letter()
    record_and_wake(CANCELLED)

    assert wake(letter).state == "skipped"


def test_a_nudge_for_a_story_goes_while_the_story_is_shown() -> None:
    item, _ = story_letter()

    assert wake(item).state == "done"


def test_a_nudge_for_a_story_withdrawn_since_is_not_sent() -> None:
    item, story_id = story_letter()
    withdraw_story(story_id, story_desk.stories(), now=NOON)

    assert wake(item).state == "skipped"
