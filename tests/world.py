"""Builders in the field's words: what tests mean by a program, an advocate, an order."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import boto3

from referrals.model.attribution.evidence import AttributionQuestion
from referrals.model.attribution.figures import figures
from referrals.model.attribution.referral import (
    AttributionDecision,
    AttributionStatus,
    OrderFigures,
    Referral,
)
from referrals.model.delivery.facts import Topic
from referrals.model.delivery.outbox import Channel, OutboxItem
from referrals.model.identity import derived_key
from referrals.model.link.link import Link
from referrals.model.link.token import sign_token
from referrals.model.order.conversion import (
    Amounts,
    Conversion,
    Fact,
    OrderFact,
    Payment,
    RefundFact,
    Signals,
)
from referrals.model.order.fold import fold
from referrals.model.order_key import ConversionKey
from referrals.model.people.mailbox import email_hash
from referrals.model.people.person import Consents, Person, Role
from referrals.model.program.program import AppliedProgram, Program
from referrals.wiring import stores

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
AN_HOUR_AGO = NOW - timedelta(hours=1)
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
        email_hash=hash_of(email),
        enrolled_at=NOW,
    )


def a_link(code: str = "ada-bakes", **changes: Any) -> Link:
    given: dict[str, Any] = {
        "code": code,
        "program_id": "friends",
        "advocate_id": "adv_ada",
        "destination": "https://shop.example/",
        "fallback": "https://shop.example/",
        "created_at": NOW - timedelta(days=60),
    }
    return Link(**{**given, **changes})


def a_token(
    code: str = "ada-bakes", at: datetime = AN_HOUR_AGO, random: bytes = b"8 random"
) -> str:
    """As a click through the link gave it to the friend."""
    return sign_token(derived_key(SIGNING, "click"), code, at, random)


def hash_of(email: str) -> str:
    return email_hash(IDENTITY, email)


def an_order(**changes: Any) -> OrderFact:
    """50.00 EUR, paid, 7.98 of it tax; Ben's, who was never seen before."""
    given: dict[str, Any] = {
        "payment": Payment.PAID,
        "amounts": Amounts("EUR", 5000, tax_minor=798),
        "occurred_at": NOW,
        "version_ms": AT * 1000,
        "customer_hash": hash_of("ben@example.com"),
        "signals": Signals(),
    }
    return OrderFact(**{**given, **changes})


def a_key(order_id: str = "1001", source: str = "shopify") -> ConversionKey:
    return ConversionKey("friends", source, order_id)


def store_program(program: AppliedProgram | None = None, *links: Link) -> None:
    """Stores a program, its advocate Ada and her links (one, unless others are named)."""
    stores.programs().add(program or a_program())
    stores.people().add(an_advocate())
    for link in links or (a_link(),):
        stores.links().create(link)


def webhook_secret(source: str, *live: str, program: str = "friends", shop: str = "") -> None:
    boto3.client("secretsmanager").create_secret(
        Name=f"goodword/webhooks/{program}/{source}",
        SecretString=json.dumps({"live": list(live), **({"shop": shop} if shop else {})}),
    )


def store_credential(platform: str, text: str, program: str = "friends") -> None:
    """What opens the shop's own API."""
    boto3.client("secretsmanager").create_secret(
        Name=f"goodword/stores/{program}/{platform}", SecretString=json.dumps({"live": [text]})
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
        email_hash=hash_of("ben@example.com"),
        consents=Consents(mail=True, show_first_name=True),
        enrolled_at=NOW,
    )
    return ben.model_copy(update=changes)


def a_conversion(*facts: Fact, order_id: str = "1001") -> Conversion:
    given = facts or (an_order(),)
    return fold(a_key(order_id), len(given), given)


def a_refund(amount_minor: int, refund_id: str = "1") -> RefundFact:
    return RefundFact(refund_id, amount_minor, version_ms=AT * 1000)


def figures_of(
    conversion: Conversion, program: AppliedProgram | None = None, **changes: Any
) -> OrderFigures:
    """What attribution folds an order into, for a program that reckons net unless one is named."""
    order = conversion.order
    assert order
    first = order.first_order is not False
    found = figures(AttributionQuestion(conversion, order, program or a_program(), first))
    return OrderFigures.model_validate({**found.model_dump(), **changes})


def a_referral(figures: OrderFigures, order_id: str = "1001", **changes: Any) -> Referral:
    """Ben's order, brought by Ada's link."""
    decision = AttributionDecision(
        status=changes.pop("status", AttributionStatus.ATTRIBUTED),
        reason="last_valid_click",
        decided_at=NOW,
        program_version=changes.pop("program_version", 1),
        advocate_id=changes.pop("advocate_id", "adv_ada"),
        code=changes.pop("code", "ada-bakes"),
    )
    given: dict[str, Any] = {
        "key": str(a_key(order_id)),
        "program_id": "friends",
        "source": "shopify",
        "order_id": order_id,
        "figures": figures,
        "decisions": (decision,),
        "friend_id": "fri_ben",
    }
    return Referral(**{**given, **changes})


def refer(*facts: Fact, order_id: str = "1001", **changes: Any) -> str:
    """Stores an order and its referral, as recording and attribution leave them; the key."""
    key = a_key(order_id)
    for fact in facts or (an_order(),):
        stores.conversions().record(key, fact, body="", at=NOW)
    found = figures_of(stores.conversions().state(key), stores.programs().get("friends"))
    stores.referrals().add(a_referral(found, order_id, **changes))
    return str(key)


def add_facts(key: str, *facts: Fact, folded: bool = True) -> None:
    """More facts about an order; `folded` is whether attribution has seen them by now."""
    where = ConversionKey.parse(key)
    for fact in facts:
        stores.conversions().record(where, fact, body="", at=NOW)
    if folded:
        known = stores.referrals().get(key)
        newer = figures_of(
            stores.conversions().state(where),
            stores.programs().get("friends"),
            first_order=known.figures.first_order,
        )
        stores.referrals().revise(known, known.model_copy(update={"figures": newer}))
