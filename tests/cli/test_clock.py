"""The local stack's clock: how far forward, never back, and which jobs fall due on the way."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from goodword.local import clock
from goodword.local.clock import BadSpanError, span_of
from goodword.local.name_server import local_address
from goodword.local.place import StackPlace
from goodword.local.schedule import falls_due
from referrals.wiring import clock as product_clock
from tests.template import resources

URL = "http://localhost:8787"
SUNDAY = datetime(2026, 11, 29, 2, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("15d", timedelta(days=15)),
        ("2h", timedelta(hours=2)),
        ("30m", timedelta(minutes=30)),
        (" 3w ", timedelta(days=21)),
    ],
)
def test_a_span_is_written_as_people_do(text: str, span: timedelta) -> None:
    assert span_of(text) == span


@pytest.mark.parametrize("text", ["", "0d", "-1d", "1.5h", "5", "15 days", "99999w", "1y", "１d"])
def test_what_is_no_way_forward_is_refused(text: str) -> None:
    with pytest.raises(BadSpanError, match="no time to go forward"):
        span_of(text)


def test_the_clock_is_ahead_by_what_is_kept(tmp_path: Path) -> None:
    place = StackPlace(tmp_path, 8787, 8788)
    before = clock.seconds_ahead(place)
    place.clock_file.write_text("86400\n")

    ahead = clock.now(place) - datetime.now(UTC)

    assert before == 0
    assert timedelta(hours=23, minutes=59) < ahead <= timedelta(days=1)


def test_on_aws_no_setting_moves_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(product_clock.AHEAD, "86400")
    monkeypatch.delenv("GOODWORD_ENDPOINT_URL", raising=False)
    on_aws = product_clock.now()
    monkeypatch.setenv("GOODWORD_ENDPOINT_URL", "http://127.0.0.1:8788")

    assert on_aws - datetime.now(UTC) < timedelta(minutes=1)
    assert product_clock.now() - on_aws > timedelta(hours=23)
    assert product_clock.shift(SUNDAY) - SUNDAY == timedelta(days=1)


@pytest.mark.parametrize(
    ("expression", "span", "due"),
    [
        ("rate(1 hour)", timedelta(minutes=29), False),
        ("rate(1 hour)", timedelta(minutes=30), True),
        ("rate(1 minute)", timedelta(minutes=1), True),
        ("cron(0 3 * * ? *)", timedelta(minutes=29), False),
        ("cron(0 3 * * ? *)", timedelta(minutes=30), True),
        ("cron(0 2 * * ? *)", timedelta(hours=23), False),
        ("cron(0 2 * * ? *)", timedelta(hours=24), True),
        ("cron(0 8 ? * MON *)", timedelta(hours=24), False),
        ("cron(0 8 ? * MON *)", timedelta(hours=30), True),
        ("cron(0 8 ? * MON-FRI *)", timedelta(hours=30), True),
        ("cron(0 0 1 * ? *)", timedelta(hours=36), False),
        ("cron(0 0 1 * ? *)", timedelta(hours=48), True),
        ("cron(0/15 * * * ? *)", timedelta(minutes=15), True),
        ("cron(0 0 1 1 ? 2026)", timedelta(days=400), False),
        ("at(2026-12-01T00:00:00)", timedelta(days=400), False),
        ("", timedelta(days=400), False),
    ],
)
def test_a_job_falls_due_when_its_moment_is_passed(
    expression: str, span: timedelta, due: bool
) -> None:
    assert falls_due(expression, SUNDAY, SUNDAY + span) is due


def test_every_job_of_the_template_falls_due_within_eight_days() -> None:
    rules = resources("AWS::Events::Rule").values()
    expressions = [rule["ScheduleExpression"] for rule in rules]

    late = [each for each in expressions if not falls_due(each, SUNDAY, SUNDAY + timedelta(days=8))]
    assert len(expressions) >= 7
    assert late == []


@pytest.mark.parametrize(
    ("text", "led"),
    [
        ("https://shop.example/?gw=a&ref=b", f"{URL}/shop/?gw=a&ref=b"),
        ('<a href="https://shop.example">x</a>', f'<a href="{URL}/shop/">x</a>'),
        ("https://www.shop.example/discount/X?redirect=%2F", f"{URL}/shop/discount/X?redirect=%2F"),
        ("href=&quot;https://shop.example&quot;", f"href=&quot;{URL}/shop/&quot;"),
        ("https://shop.example.evil/", "https://shop.example.evil/"),
        ("https://myshop.example/", "https://myshop.example/"),
        ("hello@shop.example", "hello@shop.example"),
    ],
)
def test_the_shop_s_own_name_leads_to_the_bakery(text: str, led: str) -> None:
    assert local_address(text, URL) == led
