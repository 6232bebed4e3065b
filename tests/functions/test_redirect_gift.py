"""A click by a link whose friends share a code: applied on the way, for nothing more."""

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from functions.redirect.app import handler
from referrals.desks import click as click_desk
from referrals.model.identity import derived_key
from referrals.model.link.token import read_token
from referrals.wiring import clients, stores
from tests.template import ROOT
from tests.world import SIGNING, a_link

PERSON = ROOT / "events/redirect/person.json"


def test_a_shared_code_costs_a_click_no_request_more(
    account: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    real = clients.dynamo_within

    class CountedWire:
        def __init__(self, seconds: float) -> None:
            self.dynamo = real(seconds)

        def call(self, operation: str, request: Any) -> dict[str, Any]:
            asked.append(operation)
            return self.dynamo.call(operation, request)

    monkeypatch.setattr(clients, "dynamo_within", CountedWire)
    click_desk.redirect.cache_clear()
    stores.links().create(a_link(gift="7K2MQX4R9WHT", gift_by="shopify"))

    answer = handler(json.loads(PERSON.read_text()), None)

    place = urlsplit(answer["headers"]["location"])
    assert place.path == "/discount/7K2MQX4R9WHT"
    (onward,) = parse_qs(place.query)["redirect"]
    assert parse_qs(urlsplit(onward).query)["ref"] == ["ada-bakes"]
    assert read_token([derived_key(SIGNING, "click")], parse_qs(urlsplit(onward).query)["gw"][0])
    assert asked == ["GetItem", "PutItem"]
