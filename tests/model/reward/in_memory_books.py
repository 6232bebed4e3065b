"""The books of a program in memory, brought up to date by the model's own functions alone."""

from dataclasses import dataclass, field, replace
from typing import Any

from referrals.model.attribution.referral import (
    AttributionDecision,
    AttributionStatus,
    OrderFigures,
    Referral,
)
from referrals.model.money import portion, to_text
from referrals.model.program.budget import (
    BUDGET_SHARDS,
    Shard,
    allocate,
    fresh_shards,
    remaining_budget,
)
from referrals.model.program.program import Program
from referrals.model.program.tally import Tally, advocate_subject, friend_subject
from referrals.model.reward.grant import ADVOCATE, FRIEND, Grant, GrantStatus, Side, Worth
from referrals.model.reward.ledger import (
    Balance,
    Entry,
    EntryKind,
    Part,
    Posting,
    accounts_of,
    book,
    person_account,
    spent_account,
)
from referrals.model.reward.posting import homes_of, releasing
from referrals.model.reward.question import RewardQuestion
from referrals.model.reward.settlement import Settlement, settle
from tests.world import NOW, a_referral, rules

ADA, CLEO, BEN = "adv_ada", "adv_cleo", "fri_ben"
PERIOD = "2026-11"
KINDS = {"EUR": "store_credit", "points": "points"}


def a_side(name: str, person_id: str, amount: int, asset: str = "EUR") -> Side:
    words = to_text(amount, "EUR") if asset == "EUR" else f"{amount} points"
    worth = Worth(amount=amount, asset=asset, worth_minor=amount, words=words)
    return Side(name=name, person_id=person_id, terms={"kind": KINDS[worth.asset]}, worth=worth)


def some_figures(**changes: Any) -> OrderFigures:
    """50.00 EUR, paid, whole."""
    given: dict[str, Any] = {
        "revision": 1,
        "currency": "EUR",
        "gross_minor": 5000,
        "base_minor": 5000,
        "lost_minor": 0,
        "cancelled": False,
        "disputed": False,
        "test": False,
        "occurred_at": NOW,
        "customer_hash": "ben",
        "first_order": True,
    }
    return OrderFigures.model_validate({**given, **changes})


@dataclass
class InMemoryBooks:
    """One program: 10 % for the advocate, 20 points for the friend, 7 cents at the first order."""

    program: Program = field(
        default_factory=lambda: rules(qualifies={"minimum_minor": 2000}, hold_days=14)
    )
    balances: dict[str, Balance] = field(default_factory=dict)
    lines: dict[str, list[Entry]] = field(default_factory=dict)
    referrals: dict[str, Referral] = field(default_factory=dict)
    grants: dict[str, Grant] = field(default_factory=dict)
    tallies: dict[str, Tally] = field(default_factory=dict)
    shards: tuple[Shard, ...] = field(default_factory=fresh_shards)
    spent: dict[str, int] = field(default_factory=dict)
    """By person."""

    def __post_init__(self) -> None:
        self.rebalance()

    @property
    def budget(self) -> int | None:
        return self.program.limits.budget_minor

    def rebalance(self) -> None:
        if self.budget is not None:
            self.shards = allocate(self.budget, self.shards)

    def order(self, number: int, figures: OrderFigures | None = None, **changes: Any) -> str:
        given = {"friend_id": f"fri_{number}", **changes}
        found = figures or some_figures(customer_hash=f"friend{number}")
        referral = a_referral(found, str(number), **given)
        self.referrals[referral.key] = referral
        self.settle(referral.key)
        return referral.key

    def change(self, key: str, **figures: Any) -> Settlement:
        """The order as it now stands, whatever it was."""
        known = self.referrals[key]
        kept = known.figures.model_dump() | {"revision": known.figures.revision + 1}
        newer = OrderFigures.model_validate({**kept, **figures})
        self.referrals[key] = known.model_copy(update={"figures": newer})
        return self.settle(key)

    def correct(self, key: str, to: str) -> Settlement:
        known = self.referrals[key]
        decision = AttributionDecision(
            status=AttributionStatus.ATTRIBUTED if to else AttributionStatus.UNATTRIBUTED,
            reason="corrected" if to else "corrected_to_nobody",
            decided_at=NOW,
            program_version=1,
            advocate_id=to,
            code="a-code" if to else "",
        )
        self.referrals[key] = known.model_copy(update={"decisions": (*known.decisions, decision)})
        return self.change(key)

    def settle(self, key: str) -> Settlement:
        for attempt in range(4):
            question = self.question(key)
            grant = self.grants.get(key)
            homes = {account: self.balance(account) for account in homes_of(grant)} if grant else {}
            settlement = settle(question, homes, NOW, attempt=attempt)
            if not self._lacks_permits(settlement):
                break
        self._write(key, settlement)
        return settlement

    def question(self, key: str) -> RewardQuestion:
        referral, grant = self.referrals[key], self.grants.get(key)
        advocate = self.tally(advocate_subject("friends", referral.attribution.advocate_id))
        question = RewardQuestion(
            referral=referral,
            rules=self.program,
            current=self.program,
            period=PERIOD,
            sides=(),
            grant=grant,
            advocate=advocate,
            friend=self.tally(friend_subject("friends", referral.figures.customer_hash)),
            shards=self.shards,
        )
        return replace(question, sides=self.sides(question))

    def sides(self, question: RewardQuestion) -> tuple[Side, ...]:
        figures, advocate_id = question.figures, question.advocate_id
        first = question.advocate.lifetime == 0
        if question.keeps_advocate and question.standing_grant:
            first = bool(question.standing_grant.milestones)
        milestone = [a_side("milestone-1", advocate_id, 7)] if first else []
        mine = a_side(ADVOCATE, advocate_id, portion(figures.base_minor, 10, 100))
        friend = a_side(FRIEND, question.referral.friend_id, 20, "points")
        return (mine, friend, *milestone)

    def release(self, key: str) -> None:
        grant = self.grants.get(key)
        if grant and grant.status is GrantStatus.HELD and not grant.inquired:
            self.post(releasing(grant))
            after = grant.change(status=GrantStatus.AVAILABLE, released_at=NOW)
            self.grants[key] = after

    def spend(self, person_id: str, amount: int) -> None:
        giver = person_account(person_id, "friends", "EUR", Part.AVAILABLE)
        part = min(amount, self.balance(giver).balance)
        if part:
            taker = spent_account("friends", "EUR")
            self.post([Posting(giver, taker, part, EntryKind.SPEND, "till")])
            self.spent[person_id] = self.spent.get(person_id, 0) + part

    def balance(self, account: str) -> Balance:
        return self.balances.get(account, Balance(account=account))

    def tally(self, subject: str) -> Tally:
        return self.tallies.get(subject, Tally(subject=subject))

    def live(self, key: str) -> dict[str, int]:
        """What stands, by role and person; nothing for what doesn't."""
        grant = self.grants.get(key)
        sides = grant.sides if grant else ()
        return {f"{s.role} {s.person_id}": s.remaining for s in sides if s.remaining}

    def post(self, postings: list[Posting]) -> None:
        known = {account: self.balance(account) for account in accounts_of(postings)}
        booking = book(postings, known, NOW)
        for entry in booking.entries:
            self.lines.setdefault(entry.account, []).append(entry)
        self.balances |= {balance.account: balance for balance in booking.after}

    def _lacks_permits(self, settlement: Settlement) -> bool:
        cost = settlement.cost_minor
        if self.budget is None or settlement.after is None or cost <= 0:
            return False
        number = settlement.after.shard
        if self.shards[number].left_minor >= cost:
            return False
        assert remaining_budget(self.budget, self.shards) >= cost
        self.shards = allocate(self.budget, self.shards, need_minor=cost, number=number)
        return True

    def _write(self, key: str, settlement: Settlement) -> None:
        known = self.referrals[key]
        self.referrals[key] = known.model_copy(update={"reward": settlement.decision})
        self.post(list(settlement.postings))
        if settlement.after is None or not settlement.moves:
            return
        for subject in settlement.subjects:
            self.tallies[subject] = settlement.tally_after(self.tally(subject))
        cost, before = settlement.cost_minor, settlement.before
        if cost:
            number = settlement.after.shard if cost > 0 or before is None else before.shard
            shard = self.shards[number % BUDGET_SHARDS]
            left = shard.left_minor - max(cost, 0)
            assert left >= 0
            spent = shard.spent_minor + cost
            moved = shard._replace(left_minor=left, spent_minor=spent)
            self.shards = tuple(moved if s.number == moved.number else s for s in self.shards)
        self.grants[key] = settlement.after
