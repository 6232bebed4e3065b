"""events/pictures/*.json through the real handler: a link's card is as the link is."""

import json
from base64 import b64decode
from typing import Any

import boto3
import pytest

from functions.friend.app import handler as friend
from functions.pictures.app import handler
from referrals.model.people.person import Consents
from referrals.wiring import stores
from tests.bucket import BUCKET, files, open_bucket
from tests.portal import PortalPage, event
from tests.streams import Streams, mappings
from tests.template import ROOT
from tests.world import a_link, a_program, a_reader


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    open_bucket()
    stores.programs().add(a_program())
    stores.people().add(a_reader(consents=Consents(show_first_name=True)))
    stores.links().create(a_link(words="The best bread in town.", landing="welcome"))


def play(name: str, **new: Any) -> None:
    loaded = json.loads((ROOT / f"events/pictures/{name}.json").read_text())
    for record in loaded["Records"]:
        record["dynamodb"]["NewImage"].update({field: {"S": text} for field, text in new.items()})
    assert handler(loaded, None) == {"batchItemFailures": []}


@pytest.fixture
def streams() -> Streams:
    return Streams()


def turn(streams: Streams, rounds: int = 9) -> None:
    """What the streams of links and people tell, until they tell nothing more."""
    for _ in range(rounds):
        for mapping in (each for each in mappings() if each.function == "pictures"):
            if records := streams.waiting(mapping):
                assert handler({"Records": records}, None) == {"batchItemFailures": []}


def card() -> str:
    return stores.links().get("ada-bakes").card


def picture(name: str) -> Any:
    asked = event("picture")
    asked["pathParameters"]["name"] = name
    return friend(asked, None)


def test_a_new_link_has_a_card_that_its_page_names() -> None:
    play("link_new")

    served = picture(card())
    shown = PortalPage(friend(event("welcome"), None)["body"])
    named = {
        a["property"]: a["content"] for tag, a in shown.tags if tag == "meta" and "property" in a
    }
    assert files() == [f"cards/{card()}"]
    assert b64decode(served["body"])[:8] == b"\x89PNG\r\n\x1a\n"
    assert len(b64decode(served["body"])) < 300_000
    assert served["headers"]["cache-control"] == "public, max-age=60"
    assert served["headers"]["x-content-type-options"] == "nosniff"
    assert named["og:image"] == f"https://go.shop.example/pictures/{card()}"
    assert (named["og:image:width"], named["og:image:height"]) == ("1200", "630")


def test_a_change_heard_twice_draws_once() -> None:
    play("link_new")
    first = boto3.client("s3").head_object(Bucket=BUCKET, Key=f"cards/{card()}")["ETag"]
    play("link_new")

    assert len(files()) == 1
    assert boto3.client("s3").head_object(Bucket=BUCKET, Key=files()[0])["ETag"] == first


def test_other_words_are_another_card_and_the_former_goes() -> None:
    play("link_new")
    former = card()
    stores.links().change("ada-bakes", words="Their rye, above all.")

    play("link_new")
    loaded = json.loads((ROOT / "events/pictures/link_closed.json").read_text())
    images = loaded["Records"][0]["dynamodb"]
    images["OldImage"]["card"], images["NewImage"]["card"] = {"S": former}, {"S": card()}
    handler(loaded, None)

    assert card() != former
    assert files() == [f"cards/{card()}"]
    assert picture(former)["statusCode"] == 404


def test_words_that_come_back_keep_their_card(streams: Streams) -> None:
    """Both changes are heard after the second was made, as a stream that lags hears them."""
    turn(streams)
    first = card()
    stores.links().change("ada-bakes", words="Their rye, above all.")
    turn(streams, rounds=1)
    stores.links().change("ada-bakes", words="The best bread in town.")

    turn(streams)

    assert card() == first
    assert files() == [f"cards/{first}"]
    assert picture(first)["statusCode"] == 200


def test_a_card_that_is_drawn_anew_takes_the_former_along(streams: Streams) -> None:
    turn(streams)
    first = card()
    stores.links().change("ada-bakes", words="Their rye, above all.")

    turn(streams)

    assert card() != first
    assert files() == [f"cards/{card()}"]


def test_who_takes_back_their_name_has_a_card_without_it() -> None:
    play("link_new")
    former = card()
    stores.people().change("adv_ada", consents={"mail": False, "show_first_name": False})

    play("advocate_changed")

    assert card() != former


def test_a_closed_link_keeps_no_card() -> None:
    play("link_new")
    former = card()
    stores.links().close("ada-bakes")
    loaded = json.loads((ROOT / "events/pictures/link_closed.json").read_text())
    loaded["Records"][0]["dynamodb"]["OldImage"]["card"] = {"S": former}

    handler(loaded, None)

    assert files() == []
    assert card() == ""


def test_a_link_that_cannot_be_read_holds_up_no_other(
    monkeypatch: pytest.MonkeyPatch, streams: Streams
) -> None:
    queue = boto3.resource("sqs").create_queue(QueueName="failures")
    monkeypatch.setenv("FAILURES_QUEUE_URL", queue.url)
    spoiled = {"code": "spoiled", "destination": "https://shop.example/", "landing": "shop"}
    stores.links().table.put(spoiled)

    turn(streams)

    (message,) = queue.receive_messages()
    assert json.loads(message.body)["record"]["dynamodb"]["Keys"] == {"code": {"S": "spoiled"}}
    assert files() == [f"cards/{card()}"]


@pytest.mark.parametrize(
    "name", ["../secret", "card-.png", "stories/x.jpg", "card-" + 32 * "0" + ".png"]
)
def test_nothing_but_cards_is_served(name: str) -> None:
    boto3.client("s3").put_object(Bucket=BUCKET, Key="stories/x.jpg", Body=b"a photo")

    assert picture(name)["statusCode"] == 404
