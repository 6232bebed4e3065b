"""Each platform's own list over real HTTP: all of it is read, and what goes wrong is an error."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from referrals.providers.shops.order_list import BadCredentialError, Span
from referrals.providers.shops.store_client import (
    ATTEMPTS,
    RateLimitedError,
    StoreRefusedError,
    StoreUnavailableError,
)
from tests.shops.platforms import (
    PLATFORMS,
    SPAN,
    PlatformTwin,
    line_to,
    orders,
    page_of,
    pull_rows,
    serving,
)
from tests.shops.shop_server import ShopReply, ShopServer

MANY = orders(7)


@pytest.fixture(params=PLATFORMS)
def platform(request: pytest.FixtureRequest) -> PlatformTwin:
    return PLATFORMS[request.param]


@pytest.fixture
def shop(platform: PlatformTwin) -> Iterator[tuple[Any, ShopServer]]:
    with serving(platform, *map(platform.body, MANY)) as (shop, server):
        shop.most = 2
        yield shop, server


def test_every_page_of_the_list_is_read(platform: PlatformTwin, shop: Any) -> None:
    rows = pull_rows(platform, shop[1])

    assert {row.order_id for row in rows} == {platform.named(order) for order in MANY}
    moments = {row.order_id: row.changed_at for row in rows}
    assert moments[platform.named(MANY[3])] == int(MANY[3].changed_at.timestamp())


def test_a_later_run_goes_on_where_one_ended(platform: PlatformTwin, shop: Any) -> None:
    fake, server = shop
    seen: set[str] = set()
    cursor: str | None = None

    for number in range(60):
        if number == 1:
            fake.dead = True  # an hour later, where cursors die
        page = page_of(platform, server, cursor)
        seen |= {row.order_id for row in page.rows}
        cursor = page.next
        if cursor is None:
            break
        fake.dead = False

    assert seen == {platform.named(order) for order in MANY}


def test_only_what_changed_within_the_span_comes(platform: PlatformTwin, shop: Any) -> None:
    begin = int(MANY[2].changed_at.timestamp())

    rows = pull_rows(platform, shop[1], Span(begin, begin + 3))

    assert {row.order_id for row in rows} == {platform.named(order) for order in MANY[2:5]}


def test_an_empty_store_has_an_end(platform: PlatformTwin) -> None:
    with serving(platform) as (_, server):
        assert pull_rows(platform, server) == []


def test_a_change_while_it_is_read_hides_no_other_order(platform: PlatformTwin, shop: Any) -> None:
    fake, server = shop
    late = replace(MANY[1], changed_at=MANY[1].changed_at + timedelta(hours=2))

    def meddle(number: int) -> None:
        if number == 1:
            changed = platform.make()
            platform.put(changed, platform.body(late))
            for name, kept in vars(changed).items():
                if isinstance(kept, list) and kept:
                    found = getattr(fake, name)
                    found[:] = [e for e in found if e.get("id") != kept[0].get("id")] + kept

    server.before = meddle
    rows = pull_rows(platform, server)
    rows += pull_rows(platform, server, Span(SPAN.until, SPAN.until + 7200))

    assert {row.order_id for row in rows} == {platform.named(order) for order in MANY}


def test_a_limit_told_in_its_own_way_is_respected(platform: PlatformTwin, shop: Any) -> None:
    _, server = shop
    server.ill = [platform.limited]
    pauses: list[float] = []

    page = page_of(platform, server, ask=line_to(platform, server, pauses))

    assert page.rows
    assert pauses == [platform.pause]


def test_a_limit_without_end_is_left_to_the_next_run(platform: PlatformTwin, shop: Any) -> None:
    _, server = shop
    server.ill = [platform.limited] * ATTEMPTS

    with pytest.raises(RateLimitedError):
        page_of(platform, server)


def test_a_wrong_token_is_a_clear_error(platform: PlatformTwin, shop: Any) -> None:
    wrong = replace(platform, words=("of-somebody-else", *platform.words[1:]))

    with pytest.raises(StoreRefusedError, match="credential") as raised:
        page_of(wrong, shop[1])

    assert "of-somebody-else" not in str(raised.value)
    assert len(shop[1].asked) == 1


def test_a_token_is_shown_to_its_platform_alone(platform: PlatformTwin) -> None:
    for url in ("https://evil.example", "https://sandbox-api.paddle.com", f"{platform.home}.evil"):
        with pytest.raises(BadCredentialError, match=platform.home):
            page_of(platform, ShopServer(lambda _: ShopReply(), url=url))


def test_half_an_answer_is_asked_for_again(platform: PlatformTwin, shop: Any) -> None:
    shop[1].cut = 1

    assert page_of(platform, shop[1]).rows


@pytest.mark.parametrize("body", [b"<html>sorry</html>", b"", b'{"data": ['])
def test_what_is_not_json_is_no_empty_page(platform: PlatformTwin, shop: Any, body: bytes) -> None:
    shop[1].ill = [ShopReply(body)] * ATTEMPTS

    with pytest.raises(StoreUnavailableError):
        page_of(platform, shop[1])


def test_an_answer_of_another_shape_is_no_empty_page(platform: PlatformTwin, shop: Any) -> None:
    for body in platform.odd:
        shop[1].ill = [ShopReply(body)]
        with pytest.raises(StoreUnavailableError):
            page_of(platform, shop[1])
