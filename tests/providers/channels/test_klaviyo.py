"""Klaviyo: what stands on a profile, and what each of its answers means for the item."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from referrals.model.connection.profile_event import forgotten_profile, profile_event
from referrals.model.delivery.delivery import (
    DeliveryOutcome,
    Done,
    Hopeless,
    Outgoing,
    Skipped,
    TryAgain,
)
from referrals.model.delivery.facts import Topic
from referrals.model.delivery.outbox import OutboxItem
from referrals.model.people.person import Consents
from referrals.providers.channels.klaviyo import REVISION, Klaviyo
from tests.providers.channels.stand_in import PROFILE_ID, THROTTLED, OutsideStandIn, open_stand_in
from tests.world import NOW, a_friend, a_reader, an_item, rules

AGREED = a_reader(consents=Consents(mail=True), codes={"friends": "ada-bakes"})


@pytest.fixture
def klaviyo() -> Iterator[OutsideStandIn]:
    with open_stand_in() as there:
        yield there


def send(
    there: OutsideStandIn | str, item: OutboxItem | None = None, keys: tuple[str, ...] = ("pk_x",)
) -> DeliveryOutcome:
    url = there if isinstance(there, str) else there.url
    channel = Klaviyo("https://go.shop.example", "goodword/", lambda _: keys, url)
    return channel.send(Outgoing(item or event(), rules(), AGREED, a_friend()), NOW)


def event(**changes: Any) -> OutboxItem:
    made = profile_event(an_item(**changes), AGREED, NOW)
    assert made is not None
    return made


def test_a_friend_s_coming_stands_on_the_profile(klaviyo: OutsideStandIn) -> None:
    outcome = send(klaviyo)

    told = klaviyo.body("/api/events")["data"]["attributes"]
    assert outcome == Done(PROFILE_ID)
    assert klaviyo.paths == ["/api/profile-import", "/api/events"]
    assert told["metric"]["data"]["attributes"]["name"] == "Brought a friend"
    assert told["profile"]["data"] == {"type": "profile", "id": PROFILE_ID, "attributes": {}}
    assert told["properties"]["Link"] == "https://go.shop.example/r/ada-bakes"
    assert told["properties"]["Why"] == "A friend came through you."
    assert {"Shop", "Reward", "When"} <= told["properties"].keys()
    assert told["time"] == "2026-11-22T09:30:00Z"


def test_no_more_is_told_than_is_needed(klaviyo: OutsideStandIn) -> None:
    code = {**an_item().data, "code": "GW-SECRET", "friend_id": "fri_ben"}

    send(klaviyo, event(data=code))

    everything = json.dumps([body for _, _, body in klaviyo.got])
    assert everything.count("ada@") == 1
    assert not [each for each in ("Ben", "Ada", "fri_", "adv_", "GW-SECRET") if each in everything]


def test_each_call_says_who_asks_and_by_which_revision(klaviyo: OutsideStandIn) -> None:
    send(klaviyo)

    for _, headers, _ in klaviyo.got:
        assert headers["authorization"] == "Klaviyo-API-Key pk_x"
        assert headers["revision"] == REVISION
        assert headers["content-type"] == "application/vnd.api+json"


def test_a_repeat_is_the_same_event(klaviyo: OutsideStandIn) -> None:
    send(klaviyo)
    send(klaviyo)
    send(klaviyo, event(item_id="another"))

    names = [body["data"]["attributes"].get("unique_id") for _, _, body in klaviyo.got]
    first, again, other = filter(None, names)
    assert first == again != other


@pytest.mark.parametrize("path", ["/api/profile-import", "/api/events"])
@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (400, Hopeless("answered_400")),
        (401, TryAgain("key_refused", ailing=True)),
        (403, TryAgain("key_refused", ailing=True)),
        (410, Hopeless("answered_410")),
        (429, TryAgain("answered_429", ailing=True, rest=timedelta(seconds=7))),
        (503, TryAgain("answered_503", ailing=True, rest=timedelta(seconds=7))),
    ],
)
def test_an_answer_decides_what_becomes_of_it(
    klaviyo: OutsideStandIn, path: str, status: int, outcome: DeliveryOutcome
) -> None:
    klaviyo.answers[path], klaviyo.headers = (status, THROTTLED), {"retry-after": "7"}

    assert send(klaviyo) == outcome


@pytest.mark.parametrize("said", ["", "no json", "[]", '{"data": {"id": 5}}'])
def test_an_answer_without_a_profile_is_no_answer(klaviyo: OutsideStandIn, said: str) -> None:
    klaviyo.answers["/api/profile-import"] = (200, said)

    assert send(klaviyo) == TryAgain("answered_200")


def test_who_does_not_answer_is_asked_again() -> None:
    assert send("http://127.0.0.1:9") == TryAgain("no_answer_ConnectionRefusedError", ailing=True)


def test_nothing_is_told_without_a_key(klaviyo: OutsideStandIn) -> None:
    assert send(klaviyo, keys=()) == Hopeless("no_klaviyo_key")
    assert klaviyo.got == []


@pytest.mark.parametrize(("status", "is_done"), [(202, True), (404, True), (500, False)])
def test_a_profile_is_forgotten_by_its_id(
    klaviyo: OutsideStandIn, status: int, is_done: bool
) -> None:
    path = "/api/data-privacy-deletion-jobs"
    klaviyo.answers[path] = (status, None)

    outcome = send(klaviyo, forgotten_profile("friends", PROFILE_ID, NOW))

    assert isinstance(outcome, Done) == is_done
    assert klaviyo.body(path)["data"] == {
        "type": "data-privacy-deletion-job",
        "attributes": {"profile": {"data": {"type": "profile", "id": PROFILE_ID}}},
    }


def test_letters_of_other_kinds_tell_no_profile() -> None:
    nobody = a_reader(consents=Consents(mail=False))

    assert profile_event(an_item(topic=Topic.SIGN_IN_REQUESTED), AGREED, NOW) is None
    assert profile_event(an_item(), nobody, NOW) is None


def test_a_reader_without_an_address_is_skipped(klaviyo: OutsideStandIn) -> None:
    silent = AGREED.model_copy(update={"email": ""})
    channel = Klaviyo("https://go.shop.example", "", lambda _: ("pk_x",), klaviyo.url)

    assert channel.send(Outgoing(event(), rules(), silent), NOW) == Skipped("no_address")
