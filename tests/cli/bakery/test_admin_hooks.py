"""The bakery's webhooks, registered and taken out as the product does it at any shop."""

from collections.abc import Iterator

import pytest

from awswire.boto import BotoDynamo
from goodword.local.shop.hook_shelf import TOPICS
from referrals.providers.shops.connection import Purpose
from referrals.providers.shops.shopify import connection
from referrals.steps.program.connect_source import (
    ConnectDesk,
    connect_source,
    disconnect_source,
)
from referrals.store.vault import Vault
from tests.cli.bakery.open_bakery import AdminLine, OpenBakery

HERE = "http://localhost:8787/webhooks/friends/shopify"
NAME = "goodword/webhooks/friends/shopify"


@pytest.fixture
def line(shop: OpenBakery) -> Iterator[AdminLine]:
    with shop.serving() as made:
        yield made


@pytest.fixture
def desk(account: None, line: AdminLine) -> ConnectDesk:
    vault = Vault(BotoDynamo(None, "secretsmanager"))
    vault.keep(NAME, ["the-app-s-own-secret"])
    return ConnectDesk(connection, line.account, line.ask(), vault, NAME, str)


def topics_at(shop: OpenBakery, address: str) -> list[str]:
    with shop.shelf.reading() as tables:
        return sorted(hook.topic for hook in tables.hooks.list_hooks() if hook.address == address)


def test_its_webhooks_are_registered_once_and_taken_out(
    shop: OpenBakery, desk: ConnectDesk
) -> None:
    first, again = connect_source(HERE, desk), connect_source(HERE, desk)

    assert first.added == list(connection.TOPICS)
    assert again.kept == list(connection.TOPICS)
    assert topics_at(shop, HERE) == sorted(connection.TOPICS)

    gone = disconnect_source(HERE, desk)

    assert sorted(gone.dropped) == sorted(connection.TOPICS)
    assert topics_at(shop, HERE) == []
    assert topics_at(shop, shop.webhooks_to) == sorted(TOPICS)


def test_what_its_app_may_not_hear_is_named(desk: ConnectDesk) -> None:
    report = connect_source(HERE, desk)

    assert [each.partition(" ")[0] for each in report.left_out] == [
        "DISPUTES_CREATE",
        "DISPUTES_UPDATE",
    ]


def test_its_scopes_are_enough_for_the_demo(line: AdminLine) -> None:
    wanted = [each for each in Purpose if each is not Purpose.DISPUTES]

    assert connection.missing(line.account, wanted, line.ask()) == ()


@pytest.mark.parametrize(
    ("topic", "address"),
    [
        ("ORDERS_PAID", "http://shop.example/hook"),
        ("ORDERS_PAID", "ftp://localhost/hook"),
        ("ORDERS_PAID", "https://[::1"),
        ("CUSTOMERS_REDACT", "https://go.example/hook"),
    ],
)
def test_a_hook_that_cannot_be_is_refused(shop: OpenBakery, topic: str, address: str) -> None:
    before = len(topics_at(shop, shop.webhooks_to))
    answer = shop.ask_admin(
        """mutation Add($topic: WebhookSubscriptionTopic!, $wish: WebhookSubscriptionInput!) {
          webhookSubscriptionCreate(topic: $topic, webhookSubscription: $wish) {
            webhookSubscription { id } userErrors { field message }
          }
        }""",
        topic=topic,
        wish={"uri": address, "format": "JSON"},
    )

    said = answer["data"]["webhookSubscriptionCreate"]
    assert said["webhookSubscription"] is None
    assert said["userErrors"]
    assert topics_at(shop, address) == []
    assert len(topics_at(shop, shop.webhooks_to)) == before
