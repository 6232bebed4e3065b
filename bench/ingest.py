"""Receiving a webhook: cold against the usual way, warm for every source, and what it asks for."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

import boto3

from bench import stage
from bench.count import Spending, counting
from bench.runtime import NotMeasurableError
from bench.town import Town, Variant
from bench.town import cold as cold_starts
from bench.town import warm as warm_calls
from referrals.providers.shops.registry import MODULES
from tests.shops.fact_modules import facts_of
from tests.world import webhook_secret

PROGRAM = {
    "program_id": {"S": "friends"},
    "version": {"S": "current"},
    "rules": {"M": {"currency": {"S": "EUR"}}},
}
OURS = Variant("ours", "conversions", "plain")
OURS_TLS = Variant("ours, over TLS", "conversions", "tls")
USUAL = Variant("the usual way", "usual_conversions", "plain")
USUAL_TLS = Variant("the usual way, over TLS", "usual_conversions", "tls")
COLD = (OURS, OURS_TLS, USUAL, USUAL_TLS)


class Ingest(NamedTuple):
    source: str
    body_bytes: int
    cpu_ms: float
    spent: Spending
    """Of DynamoDB, for an order never heard of before."""


def settle(where: Town) -> None:
    where.put("ProgramsTable", PROGRAM)


def event_of(source: str) -> dict[str, Any]:
    """A real-shaped paid order, signed with a secret of `events/webhook_secrets.json`."""
    path = stage.ROOT / f"events/conversions/{source}_{facts_of(source).paid_case}.json"
    event: dict[str, Any] = json.loads(path.read_text())
    return event


def cold(where: Town, rounds: int) -> dict[Variant, list[float]]:
    return cold_starts(where, COLD, event_of("shopify"), _require_record, rounds=rounds)


def warm(where: Town, variant: Variant, source: str) -> dict[str, float]:
    return warm_calls(where, variant, event_of(source))


def every_source(where: Town) -> Iterator[Ingest]:
    bills = _bills()
    for source in sorted(MODULES):
        event = event_of(source)
        cpu = warm(where, OURS, source)["cpu_ms"]
        yield Ingest(source, len(event["body"]), cpu, bills[source])


def _bills() -> dict[str, Spending]:
    """One delivery of each, to an account that has never heard of its order."""
    found = {}
    secrets = json.loads((stage.ROOT / "events/webhook_secrets.json").read_text())
    with counting() as (story, counter):
        vault = boto3.client("secretsmanager")
        vault.delete_secret(  # the story's own world has one of its own
            SecretId="goodword/webhooks/friends/signed", ForceDeleteWithoutRecovery=True
        )
        for source in MODULES:
            webhook_secret(source, secrets[source])
            counter.take()
            _require_record(OURS, story.invoke("conversions", event_of(source)))
            found[source] = counter.take()["conversions"]
    return found


def _require_record(variant: Variant, answer: Any) -> None:
    body = answer.get("body", "") if isinstance(answer, dict) else ""
    if '"recorded"' not in body:
        raise NotMeasurableError(f"{variant.title} answered {str(answer)[:500]}")
