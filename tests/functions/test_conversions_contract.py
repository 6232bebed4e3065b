"""Every source at the real door: what proves a delivery, what doesn't, and what comes of repeats.

Over the registry: a source that is added is knocked at in all these ways without new test code.
"""

import base64
import json
import time
from dataclasses import dataclass
from typing import Any

import boto3
import pytest

from functions.conversions.app import handler
from referrals.model.era import moment_of
from referrals.model.order_key import ConversionKey
from referrals.providers.shops.registry import MODULES, find_source
from referrals.wiring import clients, stores
from tests.lives import ORDER
from tests.shops.fact_modules import facts_of
from tests.shops.signing import signature_header, signs_the_time
from tests.template import ROOT
from tests.world import AT, store_program, webhook_secret

SECRETS: dict[str, str] = json.loads((ROOT / "events/webhook_secrets.json").read_text())
FIVE_MINUTES = 300
FORGED = (401, "bad_signature")
UNKNOWN = (404, "unknown_source")
RECORDED, REPLAYED = (200, "recorded"), (200, "replayed")

sources = pytest.mark.parametrize("source", sorted(MODULES))


@dataclass(frozen=True, slots=True)
class SignedOrder:
    """One paid order, signed by its source."""

    source: str
    raw: bytes
    headers: dict[str, str]

    def send(
        self, raw: bytes | None = None, *, at: int = AT, headers: dict[str, str] | None = None
    ) -> tuple[int, str]:
        """At the door: the body as base64, as a gateway hands over bytes it can't read."""
        answered = handler(
            {
                "pathParameters": {"program": "friends", "source": self.source},
                "headers": {**self.headers, **(headers or {})},
                "body": base64.b64encode(self.raw if raw is None else raw).decode(),
                "isBase64Encoded": True,
                "requestContext": {"requestId": "r", "timeEpoch": at * 1000},
            },
            None,
        )
        body = json.loads(answered["body"])
        return answered["statusCode"], body.get("outcome") or body["code"]

    @property
    def proofs(self) -> list[str]:
        """Other headers prove nothing anywhere."""
        return [signature_header(self.source)]


def letter(source: str, *, now: int = AT, secret: str = "") -> SignedOrder:
    found = find_source(source)
    assert found is not None
    first = "create" if source == "segment" else "pay"
    step = next(step for step in facts_of(source).life if step.event == first)
    # Written as PHP would, so that writing it anew gives other bytes.
    raw = json.dumps(step.body(source, 0), separators=(",", ":")).replace("/", "\\/").encode()
    made = found.sign(secret or SECRETS[source], raw, topic=step.topic, now=moment_of(now))
    return SignedOrder(source, raw, made)


def live(source: str, *secrets: str) -> None:
    webhook_secret(source, *secrets)


def other_secret(source: str, word: str = "other") -> str:
    """Another secret of the same form."""
    _, *rest = SECRETS[source].split(" ")
    changed = f"whsec_{base64.b64encode(word.encode()).decode()}"
    return " ".join([changed, *rest])


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    store_program()


@sources
def test_a_valid_delivery_is_recorded_in_base64_and_as_text(source: str) -> None:
    live(source, SECRETS[source])
    found = letter(source)

    as_text = handler(
        {
            "pathParameters": {"program": "friends", "source": source},
            "headers": {name.title(): value for name, value in found.headers.items()},
            "body": found.raw.decode(),
            "isBase64Encoded": False,
            "requestContext": {"requestId": "r", "timeEpoch": AT * 1000},
        },
        None,
    )

    assert json.loads(as_text["body"])["outcome"] == "recorded"
    assert found.send() == REPLAYED


@sources
def test_bytes_that_were_touched_are_turned_away(source: str) -> None:
    live(source, SECRETS[source])
    found = letter(source)
    touched = {
        "tampered": found.raw.replace(b"50", b"51", 1),
        "re-encoded": json.dumps(json.loads(found.raw)).encode(),
        "trailing newline": found.raw + b"\n",
        "byte order mark": b"\xef\xbb\xbf" + found.raw,
        "cut short": found.raw[:-1],
    }

    assert {how: found.send(raw) for how, raw in touched.items()} == dict.fromkeys(touched, FORGED)
    assert len(set(touched.values()) | {found.raw}) == len(touched) + 1


@sources
def test_only_a_live_secret_proves_and_any_live_one_does(source: str) -> None:
    live(source, other_secret(source), SECRETS[source])

    assert letter(source, secret=other_secret(source)).send() == RECORDED
    assert letter(source).send() == REPLAYED
    assert letter(source, secret=other_secret(source, "third")).send() == FORGED


@sources
def test_a_secret_that_was_changed_is_learnt_within_ten_seconds(source: str) -> None:
    live(source, SECRETS[source])
    letter(source).send()
    clients.secrets().clock = lambda: time.monotonic() + 10
    boto3.client("secretsmanager").put_secret_value(
        SecretId=f"goodword/webhooks/friends/{source}",
        SecretString=json.dumps({"live": [other_secret(source)]}),
    )

    assert letter(source, secret=other_secret(source)).send() == REPLAYED


@sources
@pytest.mark.parametrize("empty", ["", "  "])
def test_an_empty_secret_opens_no_door(source: str, empty: str) -> None:
    live(source, empty)

    assert letter(source).send() == UNKNOWN


@sources
@pytest.mark.parametrize(
    "given", ["", "fake", "é", "\udc80", "v1,", "t=,v1=", "ts=;h1=", "=", "Z" * 9000, "\x00"]
)
def test_a_malformed_signature_is_turned_away(source: str, given: str) -> None:
    live(source, SECRETS[source])
    found = letter(source)

    assert found.send(headers=dict.fromkeys(found.proofs, given)) == FORGED


@sources
def test_a_signature_left_out_is_turned_away(source: str) -> None:
    live(source, SECRETS[source])
    found = letter(source)

    bare = {name: value for name, value in found.headers.items() if name not in found.proofs}

    assert SignedOrder(source, found.raw, bare).send() == FORGED
    assert SignedOrder(source, found.raw, {}).send() == FORGED


@sources
@pytest.mark.parametrize("late", [FIVE_MINUTES, -FIVE_MINUTES])
def test_a_signed_time_may_be_five_minutes_off_and_no_more(source: str, late: int) -> None:
    live(source, SECRETS[source])
    found = letter(source)
    further = late + (1 if late > 0 else -1)

    assert found.send(at=AT + late) == RECORDED
    assert found.send(at=AT + further) == (FORGED if signs_the_time(source) else REPLAYED)


@sources
def test_a_captured_body_under_fresh_ids_changes_nothing(source: str) -> None:
    """Most platforms sign no header: ids there prove nothing, and the order's own id decides."""
    live(source, SECRETS[source])
    found = letter(source)
    outcomes = [found.send()]

    again = {
        "x-shopify-webhook-id": "another",
        "x-wc-webhook-delivery-id": "another",
        "x-event-name": "another",
    }
    outcomes.append(found.send(headers=again))
    outcomes.append(letter(source, now=AT + 1).send())

    assert outcomes == [RECORDED, REPLAYED, REPLAYED]
    assert stores.conversions().state(key_of(source)).revision == 1


def key_of(source: str) -> ConversionKey:
    items: list[Any] = list(clients.table("conversions").scan())
    (order,) = (item for item in items if item["fact"] == "order")
    found = ConversionKey.parse(order["conversion_key"])
    assert (found.source, found.program_id) == (source, "friends")
    assert str(ORDER.order_id) in found.order_id
    return found
