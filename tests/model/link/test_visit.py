"""A visit becomes a raw click: what judges need, and no address."""

from datetime import timedelta

from referrals.model.era import moment_of
from referrals.model.link.visit import Visit, click_of, ip_hash
from tests.world import AT, DAY, NOW, a_link

KEY = b"key"


def a_visit(query: str = "", **headers: str) -> Visit:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Visit(code="ADA-bakes", method="GET", query=query, headers=named, ip="198.51.100.23")


def test_a_click_keeps_what_judges_need() -> None:
    visit = a_visit(
        "a=b&q=1", user_agent="Mozilla/5.0", sec_fetch_mode="navigate", x_moz="prefetch"
    )

    click = click_of(visit, a_link(), ip_key=KEY, clicked_at=NOW, random=b"8 random")

    assert (click.code, click.user_agent, click.method) == ("ada-bakes", "Mozilla/5.0", "GET")
    assert (click.sec_fetch, click.purpose, click.scanned) == ("/navigate//", "prefetch", True)
    assert "198.51" not in repr(click)


def test_long_headers_are_cut() -> None:
    assert len(a_visit(user_agent="x" * 9_000).user_agent) == 512


def test_an_address_is_equal_within_a_day_only() -> None:
    start = moment_of(AT - AT % DAY)

    assert ip_hash(KEY, "192.0.2.1", start) == ip_hash(
        KEY, "192.0.2.1", start + timedelta(seconds=DAY - 1)
    )
    assert ip_hash(KEY, "192.0.2.1", start) != ip_hash(KEY, "192.0.2.1", start + timedelta(days=1))
    assert ip_hash(KEY, "192.0.2.1", start) != ip_hash(b"other", "192.0.2.1", start)
    assert ip_hash(b"", "192.0.2.1", start) == ""
