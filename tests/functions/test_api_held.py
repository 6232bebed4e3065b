"""Held deliveries through the API: what waits, whose eyes the bodies are for, and reading again."""

import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from goodword.trial import bigcommerce
from goodword.trial.pretend_order import PretendOrder
from referrals.model.session.api_key import Scope
from referrals.store.order.body import RawBody
from referrals.wiring import stores
from tests.caller import a_shop_with_a_key, body_of, call_api, with_key
from tests.world import NOW, a_key, webhook_secret


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    a_shop_with_a_key()


def order(number: int, currency: str = "EUR") -> RawBody:
    data = {"order_id": str(number), "currency": currency, "total": "50.00"}
    body = {"type": "order.paid", "timestamp": "2026-11-22T09:29:00Z", "data": data}
    return RawBody(json.dumps(body).encode(), {"webhook-id": f"msg_{number}"}, NOW)


def hold(*bodies: RawBody, source: str = "signed") -> None:
    for body in bodies:
        stores.bodies().hold("friends", source, body, "wrong_currency: not the program's")


def replay(**query: Any) -> dict[str, Any]:
    given = {name: str(value) for name, value in query.items()}
    found: dict[str, Any] = body_of(call_api("replay_held", queryStringParameters=given))
    return found


def test_what_is_held_is_listed_without_bodies() -> None:
    hold(order(1))

    (item,) = body_of(call_api("list_held"))["items"]

    assert item == {
        "sha": order(1).sha,
        "reason": "wrong_currency: not the program's",
        "received_at": "2026-11-22T09:30:00Z",
        "replayed_at": None,
        "size": len(order(1).raw),
    }


def test_a_long_list_comes_in_pages() -> None:
    hold(*map(order, range(5)))
    seen, given = list[str](), {"limit": "3"}

    for _ in range(2):
        page = body_of(call_api("list_held", queryStringParameters=given))
        seen += [item["sha"] for item in page["items"]]
        given["cursor"] = page["next_cursor"]

    assert sorted(seen) == sorted(order(number).sha for number in range(5))
    assert page["next_cursor"] is None


def test_a_body_is_for_those_with_its_scope() -> None:
    hold(order(1))
    path = f"/v1/held/friends/signed/{order(1).sha}"
    with_key("gw_test_reader", Scope.HELD_READ, Scope.HELD_WRITE)

    refused = call_api(
        "read_unknown_held", {"authorization": "Bearer gw_test_reader"}, rawPath=path
    )
    shown = body_of(call_api("read_unknown_held", rawPath=path))

    assert (refused["statusCode"], body_of(refused)["code"]) == (403, "missing_scope")
    assert shown["body"] == order(1).raw.decode()
    assert shown["headers"] == {"webhook-id": "msg_1"}


def test_what_is_understood_now_is_recorded() -> None:
    hold(order(1), order(2, "USD"))

    told = replay()

    assert sorted(each["outcome"] for each in told["replayed"]) == ["held", "recorded"]
    assert (told["waiting"], told["next_cursor"]) == (1, None)
    assert stores.conversions().state(a_key("1", "signed")).paid


def test_a_replay_is_bounded_and_goes_on_where_it_stopped() -> None:
    hold(*map(order, range(3)))

    first = replay(limit=2)
    second = replay(limit=2, cursor=first["next_cursor"])

    assert [len(each["replayed"]) for each in (first, second)] == [2, 1]
    assert [each["waiting"] for each in (first, second)] == [1, 0]
    assert second["next_cursor"] is None


def test_a_thin_body_is_replayed_with_its_shop_s_secret() -> None:
    webhook_secret("bigcommerce", "s3cr3t https://api.bigcommerce.com/stores/abc123/v3/ t0k3n")
    made = PretendOrder(1, Decimal("50.00"), "EUR", NOW, NOW)
    whole = json.dumps(bigcommerce.TOPICS["store/order/statusUpdated"](made)).encode()
    hold(RawBody(whole, {}, datetime.now(UTC)), source="bigcommerce")

    answer = call_api("replay_held", rawPath="/v1/held/friends/bigcommerce/replay")

    assert body_of(answer)["replayed"][0]["outcome"] == "recorded"


def test_a_request_understood_later_leaves_no_body() -> None:
    webhook_secret("shopify", "hush")
    body = {"shop_id": 1, "shop_domain": "b.myshopify.com", "customer": {"email": "ben@x.example"}}
    raw = json.dumps({**body, "orders_to_redact": []}).encode()
    for number, topic in enumerate(("customers/redact", "")):
        sent = RawBody(raw + b" " * number, {"x-shopify-topic": topic}, NOW)
        stores.bodies().hold("friends", "shopify", sent, "once unknown")

    told = body_of(call_api("replay_held", rawPath="/v1/held/friends/shopify/replay"))

    assert sorted(each["outcome"] for each in told["replayed"]) == ["noted", "replayed"]
    held = list(stores.bodies().held_bodies("friends", "shopify"))
    left = [stores.bodies().held_raw("friends", "shopify", each.sha).raw for each in held]
    assert left == [b"", b""]
    assert all(each.replayed_at for each in held)
