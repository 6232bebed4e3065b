"""Moments in the tables: the numbers they always were, whatever the code calls them."""

from datetime import timedelta

import pytest

from referrals.model.link.click import Click
from referrals.model.order.claim import ClaimFact
from referrals.model.privacy.request import PrivacyKind, StoredRequest
from referrals.store.order.claim import Claims
from referrals.store.order.conversion import order_key
from referrals.wiring import clients, stores
from tests.world import AT, NOW, a_key, a_link, an_order

LATER = NOW + timedelta(milliseconds=1999)


@pytest.fixture(autouse=True)
def tables(account: None) -> None:
    """Whole seconds are kept of `LATER`, as ever."""


def test_an_order_s_moments_are_numbers() -> None:
    stores.conversions().record(a_key(), an_order(version_ms=AT * 1000 + 7), body="", at=LATER)

    item = clients.table("conversions").get(order_key(a_key())) or {}
    fact = item["fact:order"]
    assert (fact["occurred_at"], fact["updated_at"]) == (AT, AT * 1000 + 7)
    assert (fact["recorded_at"], item["first_seen_at"], item["heard_at"]) == (AT + 1, AT, AT + 1)
    assert item["payment#paid#"]["updated_at"] == AT * 1000 + 7
    assert "version_ms" not in repr(item)


def test_a_claim_s_moments_are_numbers() -> None:
    claim = ClaimFact("clm_1", "friend", "ada-bakes", "hash", NOW, AT * 1000 + 1999)
    Claims(clients.table("conversions")).add(a_key(), claim)

    fact = (clients.table("conversions").get(order_key(a_key())) or {})["fact:claim#clm_1"]
    moments = (fact["happened_at"], fact["updated_at"], fact["recorded_at"])
    assert moments == (AT, AT * 1000 + 1999, AT + 1)


def test_a_link_s_moments_are_numbers() -> None:
    links, table = stores.links(), clients.table("links")
    links.create(a_link(created_at=NOW))
    assert (table.get({"code": "ada-bakes"}) or {})["expires_at"] == 0

    links.change("ada-bakes", expires_at=LATER)

    item = table.get({"code": "ada-bakes"}) or {}
    assert (item["created_at"], item["expires_at"]) == (AT, AT + 1)
    assert links.get("ada-bakes").expires_at == NOW + timedelta(seconds=1)


def test_a_click_s_moment_is_a_number() -> None:
    click = Click("clk_1", "ada-bakes", "friends", LATER, "", "", "GET", "", "")
    stores.clicks().record(click)

    item = clients.table("clicks").get({"click_id": "clk_1"}) or {}
    assert (item["clicked_at"], item["expires_at"]) == (AT + 1, AT + 1 + 90 * 86_400)


def test_a_request_s_moments_are_numbers() -> None:
    asked = StoredRequest(
        request_id="r1",
        program_id="friends",
        source="shopify",
        kind=PrivacyKind.DATA_REQUEST,
        received_at=NOW,
        due_at=LATER,
    )
    requests = stores.privacy_requests()
    requests.note(asked)
    place = {"conversion_key": "friends#privacy", "fact": "request#r1"}

    noted = clients.table("conversions").get(place) or {}
    requests.finish(asked, LATER)
    done = clients.table("conversions").get(place) or {}

    assert (noted["received_at"], noted["due_at"]) == (AT, AT + 1)
    assert (noted["done_at"], noted["told_at"], noted["looked_at"]) == (0, 0, 0)
    assert (done["done_at"], done["expires_at"]) == (AT + 1, AT + 1 + 365 * 86_400)
