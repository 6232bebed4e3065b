"""What the conversions function counts of deliveries that it turns away or holds."""

import json
from typing import Any

import pytest

from functions.conversions.app import handler
from tests.template import ROOT
from tests.world import store_program, webhook_secret

EVENTS = ROOT / "events/conversions"
SECRETS: dict[str, str] = json.loads((ROOT / "events/webhook_secrets.json").read_text())


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    store_program()
    for source, secret in SECRETS.items():
        webhook_secret(source, secret)


def metric_lines(
    name: str, metric: str, capsys: pytest.CaptureFixture[str]
) -> list[dict[str, Any]]:
    handler(json.loads((EVENTS / f"{name}.json").read_text()), None)
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return [line for line in lines if metric in line]


@pytest.mark.parametrize(
    ("name", "reason", "source"),
    [
        ("shopify_forged", "forged", "shopify"),
        ("shopify_unsigned", "forged", "shopify"),
        ("signed_stale", "stale", "signed"),
        ("unknown_program", "unknown", "shopify"),
        ("unknown_source", "unknown", "other"),
    ],
)
def test_a_rejected_delivery_is_counted_with_its_reason(
    name: str, reason: str, source: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (line,) = metric_lines(name, "RejectedDeliveries", capsys)

    assert (line["reason"], line["source"], line["stack"]) == (reason, source, "goodword")


@pytest.mark.parametrize("name", ["shopify_orders_paid", "empty_body", "shopify_not_json"])
def test_nothing_else_counts_as_rejected(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert metric_lines(name, "RejectedDeliveries", capsys) == []


def test_a_held_delivery_is_counted_by_source(capsys: pytest.CaptureFixture[str]) -> None:
    (line,) = metric_lines("shopify_not_json", "HeldDeliveries", capsys)

    assert (line["source"], line["stack"]) == ("shopify", "goodword")
