"""Builders in the field's words: what tests mean by a program, an advocate, an order."""

import json
from datetime import UTC, datetime
from typing import Any

import boto3

from referrals import wiring
from referrals.model.conversion import (
    Amounts,
    ConversionKey,
    OrderFact,
    Payment,
    Signals,
)
from referrals.model.facts import Topic
from referrals.model.identity import derived_key, email_hash
from referrals.model.link import Link
from referrals.model.outbox import Channel, OutboxItem
from referrals.model.person import Consents, Person, Role
from referrals.model.program import AppliedProgram, Program
from referrals.model.token import sign_token

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
AT = int(NOW.timestamp())
DAY = 86_400
SIGNING = b"goodword/signing-secret-of-the-tests"
IDENTITY = b"goodword/identity-secret-of-the-tests"


def rules(**changes: Any) -> Program:
    given: dict[str, Any] = {
        "program": "friends",
        "name": "Friends of the Bakery",
        "currency": "EUR",
        "destination": "https://shop.example/",
        "allowed_hosts": ["shop.example"],
        "offers": [
            {
                "name": "two-for-joy",
                "advocate": {"kind": "store_credit", "amount_minor": 500},
                "friend": {"kind": "discount_code", "percent": 10},
            }
        ],
    }
    return Program.model_validate({**given, **changes})


def a_program(**changes: Any) -> AppliedProgram:
    made = rules(**changes)
    return AppliedProgram(program_id=made.program, version=1, applied_at=NOW, rules=made)


def an_advocate(email: str = "ada@example.com", person_id: str = "adv_ada") -> Person:
    return Person(
        person_id=person_id,
        role=Role.ADVOCATE,
        name="Ada Lovelace",
        email=email,
        email_hash=hashed(email),
        enrolled_at=NOW,
    )


def a_link(code: str = "ada-bakes", **changes: Any) -> Link:
    given: dict[str, Any] = {
        "code": code,
        "program_id": "friends",
        "advocate_id": "adv_ada",
        "destination": "https://shop.example/",
        "fallback": "https://shop.example/",
        "created_at": AT - 60 * DAY,
    }
    return Link(**{**given, **changes})


def a_token(code: str = "ada-bakes", at: int = AT - 3600, random: bytes = b"8 random") -> str:
    """As a click through the link gave it to the friend."""
    return sign_token(derived_key(SIGNING, "click"), code, at, random)


def hashed(email: str) -> str:
    return email_hash(IDENTITY, email)


def an_order(**changes: Any) -> OrderFact:
    """50.00 EUR, paid, 7.98 of it tax; Ben's, who was never seen before."""
    given: dict[str, Any] = {
        "payment": Payment.PAID,
        "amounts": Amounts("EUR", 5000, tax_minor=798),
        "occurred_at": AT,
        "updated_at": AT * 1000,
        "customer_hash": hashed("ben@example.com"),
        "signals": Signals(),
    }
    return OrderFact(**{**given, **changes})


def a_key(order_id: str = "1001", source: str = "shopify") -> ConversionKey:
    return ConversionKey("friends", source, order_id)


def settled(program: AppliedProgram | None = None, *links: Link) -> None:
    """Stores a program, its advocate Ada and her links (one, unless others are named)."""
    wiring.programs().add(program or a_program())
    wiring.people().add(an_advocate())
    for link in links or (a_link(),):
        wiring.links().create(link)


def webhook_secret(source: str, *live: str, program: str = "friends") -> None:
    boto3.client("secretsmanager").create_secret(
        Name=f"goodword/webhooks/{program}/{source}",
        SecretString=json.dumps({"live": list(live)}),
    )


def an_item(**changes: Any) -> OutboxItem:
    """Ada's thank-you letter, due now, unless told otherwise."""
    given: dict[str, Any] = {
        "item_id": "friends#shopify#1001#thanks",
        "channel": Channel.EMAIL,
        "topic": Topic.ADVOCATE_THANKED,
        "program_id": "friends",
        "person_id": "adv_ada",
        "data": {
            "reward": {"kind": "store_credit", "amount": 500},
            "reward_sentence": "5.00 EUR of store credit",
            "hold_until": "2026-12-06T09:30:00Z",
            "friend_id": "fri_ben",
        },
        "created_at": NOW,
        "due_at": NOW,
    }
    return OutboxItem.model_validate({**given, **changes})


def a_reader(**changes: Any) -> Person:
    """Ada, who agreed to be written to."""
    agreed = an_advocate().model_copy(update={"consents": Consents(mail=True)})
    return agreed.model_copy(update=changes)


def a_friend(**changes: Any) -> Person:
    """Ben, who agreed to be written to and to be named."""
    ben = Person(
        person_id="fri_ben",
        role=Role.FRIEND,
        name="Ben Bitdiddle",
        email="ben@example.com",
        email_hash=hashed("ben@example.com"),
        consents=Consents(mail=True, show_first_name=True),
        enrolled_at=NOW,
    )
    return ben.model_copy(update=changes)
