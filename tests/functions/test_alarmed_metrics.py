"""Alarms on our own metrics ask for them by just the labels that the code writes."""

import json
import re
from typing import Any

import pytest

from functions.conversions.app import handler
from referrals.edge.answered import answered
from referrals.edge.watched import watched
from referrals.model.erasure import Answered, Erased, Failure
from referrals.model.quiet import ExpiringHeld, QuietSource, Watched
from tests.template import ROOT, resources
from tests.world import settled, webhook_secret

QUERY = re.compile(r'(?:SUM|MAX)\((\w+)\) FROM\s+SCHEMA\("Goodword", ([\w, ]+)\)')
EVENTS = ROOT / "events/conversions"
SECRETS: dict[str, str] = json.loads((ROOT / "events/webhook_secrets.json").read_text())


def asked() -> dict[str, set[str]]:
    queries = json.dumps(resources("AWS::CloudWatch::Alarm"))
    return {
        metric: set(labels.split(", "))
        for metric, labels in QUERY.findall(queries.replace('\\"', '"'))
    }


def written(line: str) -> tuple[str, set[str]]:
    (declared,) = json.loads(line)["_aws"]["CloudWatchMetrics"]
    return declared["Metrics"][0]["Name"], set(declared["Dimensions"][0])


def event(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((EVENTS / f"{name}.json").read_text())
    return loaded


def test_every_alarm_finds_its_metric(account: None, capsys: pytest.CaptureFixture[str]) -> None:
    settled()
    webhook_secret("shopify", SECRETS["shopify"])
    quiet, held = QuietSource("friends", "shopify", 1), ExpiringHeld("friends", "shopify", 2)

    watched(Watched(1, (quiet,), 1, (held,)))
    answered(Answered(0, 0, 0, 0, 1, Erased(), (Failure("r", "unavailable", "friends#x#1"),), 1))
    handler(event("shopify_forged"), None)
    handler(event("shopify_not_json"), None)

    lines = [line for line in capsys.readouterr().out.splitlines() if '"_aws"' in line]
    emitted = dict(map(written, lines))
    wanted = asked()
    assert {"QuietSources", "ExpiringHeld", "RejectedDeliveries", "HeldDeliveries"} <= set(wanted)
    assert {name: emitted[name] for name in wanted if name in emitted} == {
        name: labels for name, labels in wanted.items() if name in emitted
    }
    assert {"QuietSources", "ExpiringHeld", "RejectedDeliveries", "HeldDeliveries"} <= set(emitted)
    assert {"PrivacyRequestFailures", "PrivacyRequestsHeld", "Uninstalled"} <= set(emitted)
