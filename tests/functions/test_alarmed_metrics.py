"""Alarms on our own metrics ask for them by just the labels that the code writes."""

import json
from typing import Any

import pytest

from functions.conversions.app import handler as receive
from functions.redirect.app import handler as lead
from functions.schedule.app import handler as tick
from referrals.desks import reward as reward_desk
from referrals.edge.answered import answered
from referrals.edge.reconciled import reconciled
from referrals.edge.watched import watched
from referrals.edge.way import tell
from referrals.model.insight.quiet import ExpiringHeld, QuietSource, Watched
from referrals.model.link.click import Click
from referrals.model.link.destination import Way, WayKind
from referrals.model.privacy.erasure import Answered, Erased, Failure
from referrals.model.reconciliation.reconciliation import Ending, Kind, Run, Tally
from referrals.steps.reward.settle_rewards import settle_rewards
from referrals.store.table import Change
from referrals.wiring import stores
from tests.house.alarms import queries
from tests.template import ROOT
from tests.world import NOW, referred, settled, webhook_secret

EVENTS = ROOT / "events"
SECRETS: dict[str, str] = json.loads((EVENTS / "webhook_secrets.json").read_text())
CLICK = Click("clk_1", "ada-bakes", "friends", NOW, "", "", "GET", "", "")
EVERYTHING = Tally(counts=dict.fromkeys(Kind, 1))


def event(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((EVENTS / f"{name}.json").read_text())
    return loaded


def written(line: str) -> tuple[str, frozenset[str]]:
    (declared,) = json.loads(line)["_aws"]["CloudWatchMetrics"]
    assert declared["Namespace"] == "Goodword"
    return declared["Metrics"][0]["Name"], frozenset(declared["Dimensions"][0])


def unsound_books() -> None:
    settle_rewards(referred(), reward_desk.orders(), reward_desk.books(), now=NOW)
    line = {"account": "person:adv_ada:friends:EUR:pending", "entry": "entry#000000000001"}
    change = Change(update="SET amount = :a", values={":a": 5000})
    stores.ledger().table.update(line, change)


def everything_goes_wrong() -> None:
    webhook_secret("shopify", SECRETS["shopify"])
    quiet, held = QuietSource("friends", "shopify", NOW), ExpiringHeld("friends", "shopify", 2)
    watched(Watched(1, (quiet,), 1, (held,)))
    answered(Answered(0, 0, 0, 0, 1, Erased(), (Failure("r", "unavailable", "friends#x#1"),), 1))
    reconciled(
        [Run(program_id="friends", source="shopify", ending=Ending.FAILED, tally=EVERYTHING)]
    )
    tell(Way(WayKind.ON, unstored=CLICK))
    lead({}, None)
    unsound_books()
    tick(event("schedule/audit_ledger"), None)
    receive(event("conversions/shopify_forged"), None)
    receive(event("conversions/shopify_not_json"), None)


def test_every_alarm_finds_its_metric(account: None, capsys: pytest.CaptureFixture[str]) -> None:
    """Labels differ by one, and CloudWatch sees no metric at all: the alarm would be silent."""
    settled()

    everything_goes_wrong()

    printed = [line for line in capsys.readouterr().out.splitlines() if '"_aws"' in line]
    emitted = {*map(written, printed)}
    wanted = {(query.metric, query.labels) for query in queries().values()}
    assert wanted <= emitted
