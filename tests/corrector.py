"""An order on its way through every stage, and the merchant who corrects whom it came by."""

from typing import Any

from referrals import desks, wiring
from referrals.model.conversion import CancellationFact, Fact, Signals
from referrals.model.grant import Grant
from referrals.model.ledger import EntryKind, Part, Posting, person_account, spent_account
from referrals.model.referral import RewardDecision
from referrals.steps.attribute_conversion import attribute_conversion
from referrals.steps.audit_ledger import audit_whole_ledger
from referrals.steps.correct_attribution import CorrectionWish, correct_attribution
from referrals.steps.name_advocate import Named
from referrals.steps.settle_rewards import settle_rewards
from referrals.views.ledger_statement import ledger_statement
from tests.world import AT, NOW, a_key, a_link, a_program, an_advocate, an_order, hashed, settled

KEY = "friends#shopify#1001"
CANCELLED = CancellationFact("customer", AT * 1000)
LIMITS = {"budget_minor": 5000, "per_advocate": {"count": 1, "every": "ever"}}
HOOK = "https://shop.example/hook"


def shop(**changes: Any) -> None:
    """Ada and Cleo, who both have a link."""
    settled(a_program(**changes), a_link(), a_link("cleos", advocate_id="adv_cleo"))
    wiring.people().add(an_advocate("cleo@example.com", "adv_cleo"))


def told(*facts: Fact, order_id: str = "1001") -> RewardDecision | None:
    """All facts recorded, and every stage woken once."""
    key = a_key(order_id)
    for fact in facts:
        wiring.conversions().record(key, fact, body="", at=AT)
    attribute_conversion(key, desks.desk(), now=NOW)
    return settle_rewards(str(key), desks.orders(), desks.books(), NOW)


def ordered(
    order_id: str = "1001", email: str = "ben@example.com", code: str = "ada-bakes"
) -> None:
    told(
        an_order(signals=Signals(ref_codes=(code,)), customer_hash=hashed(email)), order_id=order_id
    )


def corrected(to: str | None, reason: str = "they wrote to us") -> RewardDecision:
    wish = CorrectionWish(
        key=a_key(), named=Named(code=to) if to else None, reason=reason, made_by="eve"
    )
    correct_attribution(wish, desks.corrections(), now=NOW)
    decision = told()
    assert decision
    return decision


def grant() -> Grant:
    return wiring.grants().get(KEY)


def has(person_id: str, part: Part = Part.PENDING, asset: str = "EUR") -> int:
    return wiring.ledger().balance(person_account(person_id, "friends", asset, part)).balance


def count_of(advocate_id: str) -> int:
    return wiring.tallies().tally(f"friends#advocate#{advocate_id}").lifetime


def spent_budget() -> int:
    return sum(shard.spent_minor for shard in wiring.tallies().shards("friends"))


def outbox() -> set[str]:
    return {item["item_id"].split("#", 3)[3] for item in wiring.table("outbox").scan()}


def sound() -> bool:
    return audit_whole_ledger(wiring.ledger(), NOW).sound


CODE = {"kind": "discount_code", "percent": 10}
EARNED = "Earned by a good word"


def grantless() -> bool:
    return wiring.grants().find(KEY) is None


def spend(person_id: str, amount: int) -> None:
    giver = person_account(person_id, "friends", "EUR", Part.AVAILABLE)
    posting = Posting(giver, spent_account("friends", "EUR"), amount, EntryKind.SPEND, "till")
    assert not desks.books().commit(desks.books().lines([posting], NOW))


def statement(person_id: str) -> list[str]:
    return [line.words for line in ledger_statement(person_id, wiring.ledger()).lines]
