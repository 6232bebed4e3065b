"""A store's line over real HTTP: limits are respected, stumbles forgiven, and all of it ends."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from email.utils import format_datetime
from itertools import count

import pytest

from referrals.providers.shops.order_list import (
    BadCredentialError,
    StoreAccount,
    account_of,
    as_raw,
)
from referrals.providers.shops.store_client import (
    ATTEMPTS,
    OutOfTimeError,
    RateLimitedError,
    StoreClient,
    StoreRefusedError,
    StoreUnavailableError,
    stated_pause,
)
from referrals.providers.shops.store_write import exact_json
from tests.shops.shop_server import ShopReply, ShopServer, serving_shop


@pytest.fixture
def shop() -> Iterator[ShopServer]:
    with serving_shop(
        ShopServer(lambda asked: ShopReply({"total": 1, "path": asked.path}))
    ) as made:
        yield made


def line(shop: ShopServer, pauses: list[float], seconds: float = 60.0) -> StoreClient:
    return StoreClient(shop.url, time.monotonic() + seconds, pauses.append)


def test_an_answer_keeps_decimals_exact(shop: ShopServer) -> None:
    shop.ill = [ShopReply(b'{"total": 12.10}')]

    answer = line(shop, []).get("/orders?page=2", {"x-token": "t"})

    assert answer.body == {"total": Decimal("12.10")}
    assert (shop.asked[0].query, shop.asked[0].headers["x-token"]) == ({"page": "2"}, "t")


def test_no_content_is_an_answer_too(shop: ShopServer) -> None:
    shop.ill = [ShopReply(b"", status=204)]

    assert line(shop, []).get("/orders?page=9", {}).body is None


def test_a_posted_question_arrives_as_json(shop: ShopServer) -> None:
    line(shop, []).post("/graphql", {}, {"query": "{shop}"})

    assert (shop.asked[0].method, shop.asked[0].body) == ("POST", {"query": "{shop}"})


def test_what_is_written_has_exact_decimals() -> None:
    wanted = {"percentage": Decimal("0.29"), "parts": [Decimal("1.00"), "5.00", True, None]}

    assert exact_json(wanted) == '{"percentage":0.29,"parts":[1.00,"5.00",true,null]}'
    with pytest.raises(AssertionError):
        exact_json({"percentage": 0.29})


@pytest.mark.parametrize("status", [429, 430, 503])
def test_a_limited_line_waits_as_long_as_told(shop: ShopServer, status: int) -> None:
    pauses: list[float] = []
    shop.ill = [ShopReply(status=status, headers={"retry-after": "2.0"})]

    assert line(shop, pauses).get("/orders", {}).body["total"] == 1
    assert pauses == [2.0]


@pytest.mark.parametrize("told", ["600", "61", "1e300"])
def test_a_wait_beyond_this_run_is_left_to_the_next(shop: ShopServer, told: str) -> None:
    pauses: list[float] = []
    shop.ill = [ShopReply(status=429, headers={"retry-after": told})]

    with pytest.raises(RateLimitedError) as raised:
        line(shop, pauses).get("/orders", {})

    assert raised.value.retry_after_seconds == min(float(told), 86_400)
    assert pauses == []


def test_a_limit_that_does_not_end_ends_the_run(shop: ShopServer) -> None:
    pauses: list[float] = []
    shop.ill = [ShopReply(status=429, headers={"retry-after": "1"})] * ATTEMPTS

    with pytest.raises(RateLimitedError):
        line(shop, pauses).get("/orders", {})

    assert len(shop.asked) == ATTEMPTS


@pytest.mark.parametrize("status", [408, 500, 502, 504])
def test_a_store_that_stumbles_is_asked_again_later(shop: ShopServer, status: int) -> None:
    pauses: list[float] = []
    shop.ill = [ShopReply(status=status)] * 2

    assert line(shop, pauses).get("/orders", {}).body["total"] == 1
    assert pauses == [1.0, 2.0]


def test_a_store_that_is_down_is_given_up(shop: ShopServer) -> None:
    shop.ill = [ShopReply(status=500)] * ATTEMPTS

    with pytest.raises(StoreUnavailableError, match="status 500"):
        line(shop, []).get("/orders", {})

    assert len(shop.asked) == ATTEMPTS


def test_a_store_that_names_no_time_to_come_back_is_down(shop: ShopServer) -> None:
    pauses: list[float] = []
    shop.ill = [ShopReply(status=503)] * ATTEMPTS

    with pytest.raises(StoreUnavailableError, match="status 503"):
        line(shop, pauses).get("/orders", {})

    assert pauses == [1.0, 2.0, 4.0]


@pytest.mark.parametrize("seconds", [float("inf"), float("nan"), 1e400])
def test_a_wait_that_is_no_number_is_the_longest(shop: ShopServer, seconds: float) -> None:
    with pytest.raises(RateLimitedError) as raised:
        line(shop, []).rest(seconds)

    assert raised.value.retry_after_seconds == 86_400


@pytest.mark.parametrize("body", [b"<html>", b"", b"[" * 100_000, b'{"a": NaN}'])
def test_an_odd_answer_is_asked_for_again(shop: ShopServer, body: bytes) -> None:
    shop.ill = [ShopReply(body)]

    assert line(shop, []).get("/orders", {}).body["total"] == 1


def test_a_cut_answer_is_asked_for_again(shop: ShopServer) -> None:
    shop.cut = 2

    assert line(shop, []).get("/orders", {}).body["total"] == 1
    assert len(shop.asked) == 3


@pytest.mark.parametrize("status", [301, 400, 401, 402, 403, 404])
def test_a_refusal_is_not_asked_again(shop: ShopServer, status: int) -> None:
    shop.ill = [ShopReply(status=status, headers={"location": "http://127.0.0.1:9/"})]

    with pytest.raises(StoreRefusedError, match=str(status)):
        line(shop, []).get("/orders", {})

    assert len(shop.asked) == 1


def test_a_store_that_drips_is_cut_off(shop: ShopServer) -> None:
    shop.drip_seconds = 0.2
    started = time.monotonic()

    with pytest.raises(OutOfTimeError):
        line(shop, [], seconds=0.5).get("/orders", {})

    assert time.monotonic() - started < 3


def test_an_attempt_that_takes_too_long_is_the_store_s_own_fault(shop: ShopServer) -> None:
    shop.drip_seconds = 0.2
    hasty = StoreClient(shop.url, time.monotonic() + 60, lambda _: None, seconds=0.3)

    with pytest.raises(StoreUnavailableError):
        hasty.get("/orders", {})


def test_a_line_whose_time_is_up_asks_nobody(shop: ShopServer) -> None:
    with pytest.raises(OutOfTimeError, match="no time"):
        line(shop, [], seconds=0).get("/orders", {})

    assert shop.asked == []


def test_a_closed_shop_is_given_up() -> None:
    ticks = count()
    nobody = StoreClient("http://127.0.0.1:9", 10_000, lambda _: None, lambda: next(ticks))

    with pytest.raises(StoreUnavailableError, match="ConnectionRefusedError"):
        nobody.get("/orders", {})


def test_a_pause_is_read_from_any_of_its_spellings() -> None:
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)

    assert stated_pause({"retry-after": "2.0"}, 1) == 2
    assert stated_pause({"x-rate-limit-time-reset-ms": "1500"}, 1) == 1.5
    assert 25 < stated_pause({"retry-after": soon}, 1) <= 30
    assert stated_pause({"retry-after": "soon"}, 4) == 4
    assert stated_pause({"retry-after": "-3"}, 4) == 0
    assert stated_pause({"retry-after": "nan"}, 4) == 4


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://bakery.myshopify.com shpat_1", "https://bakery.myshopify.com"),
        ("https://shop.example/blog/ shpat_1", "https://shop.example/blog"),
        ("http://127.0.0.1:8080 shpat_1", "http://127.0.0.1:8080"),
    ],
)
def test_a_credential_is_an_address_and_words(text: str, address: str) -> None:
    assert account_of(text, ("access token",)) == StoreAccount(address, ("shpat_1",))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "shpat_secret",
        "https://bakery.myshopify.com",
        "https://bakery.myshopify.com shpat_secret shpat_secret",
        "https://bakery.myshopify.com shpät_secret",
        "http://bakery.myshopify.com shpat_secret",
        "http://127.0.0.1.evil.example shpat_secret",
        "https://me:shpat_secret@shop.example shpat_secret",
        "https://shop.example/?shpat_secret shpat_secret",
        "ftp://shop.example shpat_secret",
    ],
)
def test_a_bad_credential_is_refused_and_never_shown(text: str) -> None:
    with pytest.raises(BadCredentialError) as raised:
        account_of(text, ("access token",))

    assert "secret" not in str(raised.value)
    assert "<access token>" in str(raised.value)


def test_a_part_of_an_answer_becomes_a_body() -> None:
    assert as_raw({"total": Decimal("12.10"), "id": 7}) == b'{"total":"12.10","id":7}'
