"""The hourly look at the sources through the real handler: metrics, log lines, and the spell."""

import json
from datetime import timedelta
from typing import Any

import pytest

from functions.schedule.app import handler
from referrals.desks import suggestion as suggestion_desk
from referrals.model.delivery.outbox import DeliveryState
from referrals.model.insight.insight import Bucket, Move
from referrals.model.suggestion.suggestion import SuggestionTopic
from referrals.steps.suggestion.make_suggestion import SuggestionWish, make_suggestion
from referrals.store.order.body import RawBody
from referrals.wiring import clock, stores
from tests.template import ROOT
from tests.world import NOW, a_program, store_program, webhook_secret

WATCH = json.loads((ROOT / "events/schedule/watch_sources.json").read_text())
SIX_WEEKS = 42 * 24


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    store_program(a_program(webhook_url="https://shop.example/hooks"))
    webhook_secret("shopify", "s3cret")


def count_orders(hours: range) -> None:
    now, buckets = clock.now(), dict[Bucket, dict[str, int]]()
    for back in hours:
        at = now - timedelta(hours=back)
        bucket = Bucket("friends", at.date(), source="shopify")
        buckets.setdefault(bucket, {})[f"heard@{at.hour:02}"] = 9
    for bucket, counters in buckets.items():
        stores.insights().fold([Move(f"{hours}{bucket}", {bucket: counters})], NOW)


def metric_lines(printed: str, metric: str) -> list[dict[str, Any]]:
    lines = [json.loads(line) for line in printed.splitlines() if line.startswith("{")]
    return [line for line in lines if metric in line]


def test_a_quiet_source_is_counted_logged_and_told(capsys: pytest.CaptureFixture[str]) -> None:
    count_orders(range(5, SIX_WEEKS))

    told = handler(WATCH, None)

    printed = capsys.readouterr().out
    (metric,) = metric_lines(printed, "QuietSources")
    assert (told["quiet"], told["newly_quiet"]) == (1, 1)
    assert (metric["source"], metric["stack"]) == ("shopify", "goodword")
    assert '"source quiet"' in printed
    assert len(stores.outbox().page(DeliveryState.PENDING, 9)[0]) == 1


def test_orders_that_come_again_end_it() -> None:
    count_orders(range(5, SIX_WEEKS))
    handler(WATCH, None)
    count_orders(range(1, 5))

    assert handler(WATCH, None)["quiet"] == 0


def test_held_bodies_near_their_end_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    body = RawBody(b"{}", {}, clock.now() - timedelta(days=25))
    stores.bodies().hold("friends", "signed", body, "wrong_currency")

    assert handler(WATCH, None)["expiring"] == 1
    (metric,) = metric_lines(capsys.readouterr().out, "ExpiringHeld")
    assert (metric["source"], metric["ExpiringHeld"]) == ("signed", [1])


def test_who_waits_too_long_for_a_word_is_counted(capsys: pytest.CaptureFixture[str]) -> None:
    event = json.loads((ROOT / "events/schedule/watch_readers.json").read_text())
    wish = SuggestionWish(
        program_id="friends", person_id="adv_ada", topic=SuggestionTopic.OTHER, text="Rye"
    )
    made_at = clock.now() - timedelta(days=15)
    make_suggestion(wish, suggestion_desk.suggestions(), now=made_at, random=bytes(10))

    assert handler(event, None)["late_words"] == 1

    told = capsys.readouterr().out
    assert '"LateWords"' in told
    assert "Rye" not in told
    assert "adv_ada" not in told
