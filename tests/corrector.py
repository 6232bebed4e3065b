"""An order on its way through every stage, and the merchant who corrects whom it came by."""

from datetime import datetime
from typing import Any

from referrals.desks import attribution as attribution_desk
from referrals.desks import audit as audit_desk
from referrals.desks import claim as claim_desk
from referrals.desks import reward as reward_desk
from referrals.model.attribution.referral import RewardDecision
from referrals.model.order.conversion import CancellationFact, Fact, Signals
from referrals.model.reward.grant import Grant
from referrals.model.reward.ledger import EntryKind, Part, Posting, person_account, spent_account
from referrals.model.words.wording import wording
from referrals.steps.attribution.attribute_conversion import attribute_conversion
from referrals.steps.attribution.correct_attribution import CorrectionWish, correct_attribution
from referrals.steps.audit.audit_ledger import audit_full_ledger
from referrals.steps.people.name_advocate import AdvocateReference
from referrals.steps.reward.settle_rewards import settle_rewards
from referrals.views.reward.ledger_statement import ledger_statement
from referrals.wiring import clients, stores
from tests.world import (
    AT,
    NOW,
    a_key,
    a_link,
    a_program,
    an_advocate,
    an_order,
    hash_of,
    store_program,
)

KEY = "friends#shopify#1001"
CANCELLED = CancellationFact("customer", AT * 1000)
LIMITS = {"budget_minor": 5000, "per_advocate": {"count": 1, "every": "ever"}}
HOOK = "https://shop.example/hook"


def shop(**changes: Any) -> None:
    """Ada and Cleo, who both have a link."""
    store_program(a_program(**changes), a_link(), a_link("cleos", advocate_id="adv_cleo"))
    stores.people().add(an_advocate("cleo@example.com", "adv_cleo"))


def record_and_wake(
    *facts: Fact, order_id: str = "1001", at: datetime = NOW
) -> RewardDecision | None:
    """All facts recorded, and every stage woken once."""
    key = a_key(order_id)
    for fact in facts:
        stores.conversions().record(key, fact, body="", at=at)
    attribute_conversion(key, attribution_desk.attribution(), now=at)
    return settle_rewards(str(key), reward_desk.orders(), reward_desk.books(), now=at)


def place_order(
    order_id: str = "1001", email: str = "ben@example.com", code: str = "ada-bakes"
) -> None:
    record_and_wake(
        an_order(signals=Signals(ref_codes=(code,)), customer_hash=hash_of(email)),
        order_id=order_id,
    )


def correct_order(to: str | None, reason: str = "they wrote to us") -> RewardDecision:
    wish = CorrectionWish(
        key=a_key(), named=AdvocateReference(code=to) if to else None, reason=reason, made_by="eve"
    )
    correct_attribution(wish, claim_desk.corrections(), now=NOW)
    decision = record_and_wake()
    assert decision
    return decision


def grant() -> Grant:
    return stores.grants().get(KEY)


def has(person_id: str, part: Part = Part.PENDING, asset: str = "EUR") -> int:
    return stores.ledger().balance(person_account(person_id, "friends", asset, part)).balance


def count_of(advocate_id: str) -> int:
    return stores.tallies().tally(f"friends#advocate#{advocate_id}").lifetime


def spent_budget() -> int:
    return sum(shard.spent_minor for shard in stores.tallies().shards("friends"))


def outbox() -> set[str]:
    return {item["item_id"].split("#", 3)[3] for item in clients.table("outbox").scan()}


def sound() -> bool:
    return audit_full_ledger(audit_desk.audits(), now=NOW).sound


CODE = {"kind": "discount_code", "percent": 10}
EARNED = "Earned by a good word"


def grantless() -> bool:
    return stores.grants().find(KEY) is None


def spend(person_id: str, amount: int) -> None:
    giver = person_account(person_id, "friends", "EUR", Part.AVAILABLE)
    posting = Posting(giver, spent_account("friends", "EUR"), amount, EntryKind.SPEND, "till")
    assert not reward_desk.books().commit(reward_desk.books().lines([posting], NOW))


def statement(person_id: str) -> list[str]:
    return [
        line.words
        for line in ledger_statement(person_id, stores.ledger(), words=wording("en")).lines
    ]
