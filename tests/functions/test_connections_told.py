"""Klaviyo and Slack through the real handlers: from a letter or the clock to the other side."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
import pytest

from awswire.codec import encode_item
from functions.deliveries.app import handler as deliveries
from functions.schedule.app import handler as schedule
from functions.webhooks.app import handler as webhooks
from referrals.desks import connection as connection_desk
from referrals.desks import people as people_desk
from referrals.model.delivery.outbox import Channel, DeliveryState, OutboxItem
from referrals.model.insight.source_state import SourceLook, SourceState
from referrals.model.people.person import Consents
from referrals.steps.connection.try_connection import NoConnectionTesterError, try_connection
from referrals.steps.privacy.erase_person import erase_person
from referrals.store.delivery.outbox_item import outbox_record
from referrals.wiring import clients, clock, connection_stores, stores, todo_stores
from tests.account import forget_clients
from tests.functions.job import event
from tests.letters import stop_clock
from tests.providers.channels.stand_in import PROFILE_ID, OutsideStandIn, open_stand_in
from tests.providers.channels.surroundings import HOOK
from tests.world import NOW, a_link, a_program, a_reader, an_item, hash_of

ON = {"klaviyo": True, "slack_hour": 8, "slack_urgent": True}
FORGET = "/api/data-privacy-deletion-jobs"
SLACK = "/services/T0/B0/x0"


@pytest.fixture(autouse=True)
def there(account: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[OutsideStandIn]:
    with open_stand_in() as stand_in:
        monkeypatch.setenv("STAGE", "local")
        monkeypatch.setenv("STAND_IN_URL", stand_in.url)
        connection_desk.sender.cache_clear()
        forget_clients()
        stop_clock(monkeypatch, NOW)
        for name, secret in (("klaviyo", "pk_test"), ("slack", HOOK)):
            boto3.client("secretsmanager").create_secret(
                Name=f"goodword/outbound/friends/{name}",
                SecretString=json.dumps({"live": [secret]}),
            )
        shop()
        yield stand_in
        connection_desk.sender.cache_clear()


def shop(**changes: Any) -> None:
    given = {"connections": ON, "time_zone": "Europe/Berlin", **changes}
    version = 1 + len(list(stores.programs().list_all()))
    stores.programs().add(a_program(**given).model_copy(update={"version": version}))
    if version == 1:
        stores.people().add(a_reader(codes={"friends": "ada-bakes"}))
        stores.links().create(a_link())


def wake(handler: Any, *items: OutboxItem) -> None:
    """By the stream of the outbox, as Lambda is."""
    records = [
        {
            "eventID": str(number),
            "eventName": "INSERT",
            "eventSourceARN": "arn:aws:dynamodb:eu-west-1:123456789012:table/outbox/stream/1",
            "dynamodb": {"SequenceNumber": "1", "NewImage": encode_item(outbox_record(item))},
        }
        for number, item in enumerate(items)
    ]
    assert handler({"Records": records}, None) == {"batchItemFailures": []}


def waiting(channel: Channel) -> list[OutboxItem]:
    items, _ = stores.outbox().page(DeliveryState.PENDING, 50)
    return [item for item in items if item.channel is channel]


def thank() -> OutboxItem:
    """What Ada's letter leaves for her profile."""
    stores.outbox().add(an_item())
    wake(deliveries, an_item())
    (item,) = waiting(Channel.KLAVIYO)
    return item


def state_of(item: OutboxItem) -> tuple[str, str]:
    found = stores.outbox().get(item.item_id)
    return found.state, found.reason


def erase() -> None:
    erase_person(
        hash_of("ada@example.com"),
        [],
        people_desk.files(),
        str,
        now=clock.now(),
    )


def test_a_letter_s_fact_stands_on_its_reader_s_profile(there: OutsideStandIn) -> None:
    item = thank()

    wake(webhooks, item)

    assert there.paths == ["/api/profile-import", "/api/events"]
    assert state_of(item) == (DeliveryState.DONE, "")
    assert connection_stores.profiles().find("adv_ada") == {"friends": PROFILE_ID}


def test_a_consent_taken_back_meanwhile_is_followed(there: OutsideStandIn) -> None:
    item = thank()
    stores.people().change("adv_ada", consents=Consents().model_dump())

    wake(webhooks, item)

    assert state_of(item) == (DeliveryState.SKIPPED, "did_not_agree")
    assert there.got == []


def test_who_is_erased_is_forgotten_there_as_well(there: OutsideStandIn) -> None:
    wake(webhooks, thank())

    erase()
    (forget,) = waiting(Channel.KLAVIYO)
    wake(webhooks, forget)

    assert there.body(FORGET)["data"]["attributes"]["profile"]["data"]["id"] == PROFILE_ID
    assert (forget.person_id, state_of(forget)[0]) == ("", DeliveryState.DONE)
    assert connection_stores.profiles().find("adv_ada") == {}


def test_who_is_erased_meanwhile_is_forgotten_right_after(there: OutsideStandIn) -> None:
    item = thank()

    def once() -> None:
        there.meanwhile = int
        stores.people().remove(stores.people().get("adv_ada"))

    there.meanwhile = once
    wake(webhooks, item)

    (forget,) = waiting(Channel.KLAVIYO)
    assert forget.data == {"profile": PROFILE_ID}


def test_who_was_erased_before_is_told_of_no_more(there: OutsideStandIn) -> None:
    item = thank()

    erase()
    wake(webhooks, item)

    assert state_of(item)[0] == DeliveryState.SKIPPED
    assert there.got == []


def test_a_program_that_tells_nobody_leaves_nothing() -> None:
    shop(connections={})
    stores.outbox().add(an_item())

    wake(deliveries, an_item())

    assert waiting(Channel.KLAVIYO) == []


def test_a_pause_that_was_asked_for_is_kept(there: OutsideStandIn) -> None:
    there.answers["/api/profile-import"] = (429, None)
    there.headers = {"retry-after": "90"}
    first = thank()
    second = first.model_copy(update={"item_id": "another"})
    stores.outbox().add(second)

    wake(webhooks, first, second)

    assert state_of(first) == (DeliveryState.PENDING, "answered_429")
    assert state_of(second) == (DeliveryState.PENDING, "endpoint_rests")
    assert stores.outbox().get("another").due_at == NOW + timedelta(seconds=90)


def at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    stop_clock(monkeypatch, moment)
    schedule(event("report_days"), None)


def test_the_day_is_told_once_from_its_hour_on(
    there: OutsideStandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    eight = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)
    at(monkeypatch, eight - timedelta(minutes=1))
    assert waiting(Channel.SLACK) == []

    for later in (0, 1, 5):
        at(monkeypatch, eight + timedelta(hours=later))
    (item,) = waiting(Channel.SLACK)
    wake(webhooks, item)

    told = there.body(SLACK)
    assert told["text"].endswith("Nothing waits for anybody, and nothing is wrong that we know of.")
    assert "Nobody has followed a friend’s link in November yet." in told["text"]
    assert item.item_id == "friends#slack-day#2026-11-22"

    at(monkeypatch, eight + timedelta(days=1))
    assert len(waiting(Channel.SLACK)) == 1


def test_what_is_urgent_is_told_at_once_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    shop(connections={"slack_urgent": True})
    quiet = SourceState(source="shopify", quiet_since=NOW - timedelta(days=1))
    todo_stores.source_looks().note("friends", SourceLook(looked_at=NOW, states=(quiet,)))

    for later in range(3):
        at(monkeypatch, NOW + timedelta(hours=later))

    (item,) = waiting(Channel.SLACK)
    assert item.data["paragraph"].startswith("Far fewer orders come from shopify")


def test_a_hook_that_is_gone_is_closed(there: OutsideStandIn) -> None:
    there.answers[SLACK] = (404, "no_service")
    rules = stores.programs().get("friends").rules
    shelf = (stores.outbox(), stores.endpoints())
    first = try_connection(rules, Channel.SLACK, *shelf, now=NOW)
    wake(webhooks, first)

    assert state_of(first) == (DeliveryState.PARKED, "endpoint_gone")
    assert stores.endpoints().find("friends#slack", "slack").gone


def test_a_try_of_klaviyo_needs_somebody_of_the_shop(there: OutsideStandIn) -> None:
    shelf = (stores.outbox(), stores.endpoints())
    rules = stores.programs().get("friends").rules
    with pytest.raises(NoConnectionTesterError):
        try_connection(rules, Channel.KLAVIYO, *shelf, now=NOW)

    shop(mail={"test_to": ["mia@shop.example"]})
    rules = stores.programs().get("friends").rules
    item = try_connection(rules, Channel.KLAVIYO, *shelf, now=NOW)
    wake(webhooks, item)

    profile = there.body("/api/profile-import")["data"]["attributes"]
    assert (profile, state_of(item)[0]) == ({"email": "mia@shop.example"}, DeliveryState.DONE)
    assert "mia@" not in json.dumps(outbox_record(item))
    assert clients.table("outbox").get({"item_id": "profile#"}) is None
