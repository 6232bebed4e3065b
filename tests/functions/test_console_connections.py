"""Connections at the desk: each shop, the shop's own server, keys and mail, or what is missing."""

from datetime import timedelta

import boto3
import pytest

from referrals.model.delivery.outbox import DeliveryState
from referrals.model.insight.source_state import SourceLook, SourceState
from referrals.model.session.api_key import Mode, Scope
from referrals.model.staff.right import StaffRole
from referrals.steps.session.issue_api_key import RANDOM_NEEDED, issue_api_key
from referrals.views.insight.source_connection import (
    ConnectionState,
    HearingBooks,
    source_connections,
)
from referrals.wiring import clients, clock, stores, todo_stores
from tests.api_server import api_server
from tests.desk import come_in, get, page, post
from tests.portal import PortalPage
from tests.world import NOW, a_program, an_item, store_program, webhook_secret

PAGE = "/console/connections"
TRY = "/console/connections/server/try"
MAIL = "/console/connections/mail/try"


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    clients.secrets.cache_clear()
    store_program(a_program(webhook_url="https://shop.example/hook"))
    come_in(StaffRole.OWNER)


def states(look: SourceLook | None = None) -> dict[str, ConnectionState]:
    books = HearingBooks(stores.insights(), todo_stores.quiet_periods(), look)
    sources = ("shopify", "stripe")
    connected = {"shopify"}.__contains__
    found = source_connections("friends", sources, books, has_secret=connected, now=NOW)
    return {each.source: each.state for each in found}


def outbound_secret() -> None:
    boto3.client("secretsmanager").create_secret(
        Name="goodword/outbound/friends", SecretString="whsec_c2VjcmV0IG9mIHRoZSB0ZXN0cw=="
    )


def test_a_shop_without_a_secret_is_not_connected() -> None:
    assert states() == {"shopify": ConnectionState.UNHEARD, "stripe": ConnectionState.ABSENT}


def test_what_was_not_understood_comes_before_everything_else() -> None:
    held = SourceState(source="shopify", held=2)
    look = SourceLook(looked_at=NOW, states=(held,))

    assert states(look)["shopify"] is ConnectionState.HELD


def test_each_connection_says_its_one_step() -> None:
    webhook_secret("shopify", "a secret")
    quiet = SourceState(source="shopify", held=3, quiet_since=NOW - timedelta(days=2))
    todo_stores.source_looks().note("friends", SourceLook(looked_at=NOW, states=(quiet,)))

    told = page(PAGE).text

    assert "look at them" in told
    assert "/webhooks/friends/shopify" in told
    assert "Not connected: signed, stripe" in told
    assert "goodword webhook add friends" in told
    assert "no letter goes out" in told


def test_a_server_that_is_signed_for_is_told() -> None:
    outbound_secret()

    assert "it is told" in page(PAGE).text


def test_a_server_that_said_gone_is_closed() -> None:
    outbound_secret()
    stores.endpoints().close("friends", "https://shop.example/hook", NOW)

    assert "410 Gone" in page(PAGE).text


def test_keys_are_listed_by_their_ending_alone() -> None:
    random = clock.random_bytes(RANDOM_NEEDED)
    text, key = issue_api_key(
        "shop backend",
        (Scope.LINKS_READ,),
        stores.sessions(),
        mode=Mode.TEST,
        now=NOW,
        random=random,
    )

    told = get(PAGE)["body"]

    assert "shop backend" in told
    assert f"ends in {key.ending}" in told
    assert text not in told


def test_a_try_is_a_webhook_and_says_what_came_of_it() -> None:
    told = post(TRY)

    place = told["headers"]["location"].partition("?")[0]
    assert told["statusCode"] == 303
    assert "on its way" in page(place).text
    (item,) = stores.outbox().in_state(DeliveryState.PENDING, NOW + timedelta(days=9999))
    leased = stores.outbox().lease(item.item_id, clock.now())
    assert leased is not None
    parked = leased.model_copy(update={"state": DeliveryState.PARKED, "reason": "status_500"})
    assert stores.outbox().settle(leased, parked)
    assert "status_500" in page(place).text


def test_a_program_without_an_address_tries_none() -> None:
    stores.programs().add(a_program(program="others", name="Others"))

    told = post(f"{TRY}?program=others")

    assert told["statusCode"] == 400
    assert "names no webhook_url" in PortalPage(told["body"]).text


def test_only_tries_are_shown_as_tries() -> None:
    stores.outbox().add(an_item(item_id="a-letter"))

    assert get("/console/connections/tries/a-letter")["statusCode"] == 404
    assert get("/console/connections/tries/nothing")["statusCode"] == 404


def test_klaviyo_and_slack_say_their_one_step() -> None:
    links = {a.get("href") for tag, a in page(PAGE).tags if tag == "a"}
    assert f"{PAGE}/slack/secret" in links
    assert "Try Slack" not in page(PAGE).text

    boto3.client("secretsmanager").create_secret(
        Name="goodword/outbound/friends/slack", SecretString="https://hooks.slack.com/services/x"
    )
    clients.secrets().kept.clear()
    links = {a.get("href") for tag, a in page(PAGE).tags if tag == "a"}
    assert "/console/program#slack_hour" in links

    told = post("/console/connections/slack/try")
    assert "on its way" in page(told["headers"]["location"].partition("?")[0]).text
    stores.endpoints().close("friends#slack", "slack", NOW)
    assert "It is gone there. Make a new one" in page(PAGE).text


def test_a_shop_is_tried_by_a_knock_at_its_address(monkeypatch: pytest.MonkeyPatch) -> None:
    webhook_secret("shopify", "a secret")
    address = f"{PAGE}/shops/shopify/try"
    refusal = b'{"code": "bad_signature"}'

    with api_server((401, {}, refusal)) as server:
        monkeypatch.setenv("PUBLIC_URL", server.url)
        told = post(address)

    place = told["headers"]["location"]
    assert place == f"{PAGE}?tried=shopify&door=open&done=connections.try_shop"
    assert "asks for the shop’s signature" in page(place).text
    assert "Nobody answers" in page(post(address)["headers"]["location"]).text
    assert post(f"{PAGE}/shops/fax/try")["statusCode"] == 404


def test_mail_is_tried_by_a_letter_to_oneself(monkeypatch: pytest.MonkeyPatch) -> None:
    assert post(MAIL)["statusCode"] == 400
    monkeypatch.setenv("MAIL_FROM", "shop@lindner.example")

    told = post(MAIL)

    assert "on its way" in page(told["headers"]["location"].partition("?")[0]).text
    (letter,) = stores.outbox().in_state(DeliveryState.PENDING, NOW + timedelta(days=9999))
    assert letter.data == {"sample": {"staff_id": "stf_jana", "language": "en"}}
    assert "Send me a test letter" in page(PAGE).text


@pytest.mark.parametrize(("which", "status"), [("fax", 404), ("klaviyo", 400)])
def test_what_can_not_be_tried_says_so(which: str, status: int) -> None:
    assert post(f"/console/connections/{which}/try")["statusCode"] == status


def test_a_key_is_revoked_with_a_reason() -> None:
    random = clock.random_bytes(RANDOM_NEEDED)
    scopes, sessions = (Scope.LINKS_READ,), stores.sessions()
    _, key = issue_api_key("old", scopes, sessions, mode=Mode.TEST, now=NOW, random=random)
    address = f"/console/keys/{key.key_id}/revoke"

    assert post(address)["statusCode"] == 400
    assert post(address, why="It leaked.")["statusCode"] == 303

    (kept,) = stores.sessions().keys()
    assert kept.revoked_at is not None
    assert "revoked" in page(PAGE).text
    assert "Revoke old" not in page(PAGE).text
