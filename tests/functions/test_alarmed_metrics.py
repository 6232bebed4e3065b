"""Alarms on our own metrics ask for them by just the labels that the code writes."""

import json
from typing import Any

import pytest

from functions.conversions.app import handler as conversions_handler
from functions.feedback.app import handler as feedback_handler
from functions.redirect.app import handler as redirect_handler
from functions.schedule.app import handler as schedule_handler
from referrals.desks import reward as reward_desk
from referrals.edge.delivery_run import report_delivery
from referrals.edge.job import report_outcome
from referrals.edge.privacy_run import report_privacy_run
from referrals.edge.reconciliation_run import report_runs
from referrals.edge.redirect import tell
from referrals.edge.review_watch import report_reviews
from referrals.edge.source_watch import report_watch
from referrals.edge.stock_watch import report_stock
from referrals.model.delivery.delivery import Hopeless
from referrals.model.delivery.outbox import BY_HAND
from referrals.model.insight.quiet import ExpiringBodies, QuietSource, WatchReport
from referrals.model.link.click import Click
from referrals.model.link.destination import Destination, DestinationKind
from referrals.model.privacy.erasure import ErasureCounts, Failure, PrivacyRunReport
from referrals.model.reconciliation.reconciliation import Ending, Kind, RowTally, Run
from referrals.steps.reward.settle_rewards import settle_rewards
from referrals.store.table import Change
from referrals.wiring import stores
from tests.house.alarms import queries
from tests.template import ROOT
from tests.world import NOW, refer, store_program, webhook_secret

EVENTS = ROOT / "events"
SECRETS: dict[str, str] = json.loads((EVENTS / "webhook_secrets.json").read_text())
CLICK = Click("clk_1", "ada-bakes", "friends", NOW, "", "", "GET", "", "")
EVERYTHING = RowTally(counts=dict.fromkeys(Kind, 1))


def event(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((EVENTS / f"{name}.json").read_text())
    return loaded


def metric_of(line: str) -> tuple[str, frozenset[str]]:
    (declared,) = json.loads(line)["_aws"]["CloudWatchMetrics"]
    assert declared["Namespace"] == "Goodword"
    return declared["Metrics"][0]["Name"], frozenset(declared["Dimensions"][0])


def unsound_books() -> None:
    settle_rewards(refer(), reward_desk.orders(), reward_desk.books(), now=NOW)
    line = {"account": "person:adv_ada:friends:EUR:pending", "entry": "entry#000000000001"}
    change = Change(update="SET amount = :a", values={":a": 5000})
    stores.ledger().table.update(line, change)


def cause_all_failures() -> None:
    webhook_secret("shopify", SECRETS["shopify"])
    quiet, held = QuietSource("friends", "shopify", NOW), ExpiringBodies("friends", "shopify", 2)
    report_watch(WatchReport(1, (quiet,), 1, (held,)))
    report_stock([("friends", 3)])
    report_delivery("email", Hopeless("ses_MessageRejected"))
    report_delivery("reward", Hopeless(BY_HAND))
    report_privacy_run(
        PrivacyRunReport(
            0, 0, 0, 0, 1, ErasureCounts(), (Failure("r", "unavailable", "friends#x#1"),), 1
        )
    )
    report_runs(
        [Run(program_id="friends", source="shopify", ending=Ending.FAILED, tally=EVERYTHING)]
    )
    report_reviews(())
    report_outcome("watch_readers", {"late_words": 0})
    report_outcome("release_holds", {"left": 3})
    tell(Destination(DestinationKind.ON, unstored=CLICK))
    redirect_handler({}, None)
    unsound_books()
    schedule_handler(event("schedule/audit_ledger"), None)
    conversions_handler(event("conversions/shopify_forged"), None)
    conversions_handler(event("conversions/shopify_not_json"), None)
    for name in ("complaint", "bounce_permanent", "bounce_our_fault", "reject"):
        feedback_handler(event(f"feedback/{name}"), None)


def test_every_alarm_finds_its_metric(account: None, capsys: pytest.CaptureFixture[str]) -> None:
    """Labels differ by one, and CloudWatch sees no metric at all: the alarm would be silent."""
    store_program()

    cause_all_failures()

    printed = [line for line in capsys.readouterr().out.splitlines() if '"_aws"' in line]
    emitted = {*map(metric_of, printed)}
    wanted = {(query.metric, query.labels) for query in queries().values()}
    assert wanted <= emitted
