"""A machine that grants, refunds, disputes, releases and spends in any order.

The invariants are those of any exactly-once ledger: balances are sums of lines, assets add up to
zero, nobody gets or gives back more than was given, no status moves backwards.
"""

from dataclasses import replace
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    invariant,
    multiple,
    precondition,
    rule,
)

from referrals.model.budget import (
    BUDGET_SHARDS,
    Shard,
    allocate,
    budget_left,
    fresh_shards,
    pick,
)
from referrals.model.grant import MOVES, Grant, GrantStatus
from referrals.model.ledger import (
    Balance,
    Entry,
    EntryKind,
    Part,
    Posting,
    accounts_of,
    book,
    flaws,
    owner_of,
    person_account,
    spent_account,
)
from referrals.model.limit import Tally
from referrals.model.posting import granting, homes_of, losing, releasing, status_after
from referrals.model.referral import OrderFigures
from tests.model.test_posting import a_grant, a_side, lost
from tests.world import NOW

BUDGET = 6000
CAP = 8
GROSS = 4999
ADA = "adv_ada"
ADVOCATES = (ADA, "adv_cleo")
CLOSED = (GrantStatus.REVERSED, GrantStatus.WITHDRAWN)


class LedgerMachine(RuleBasedStateMachine):
    keys = Bundle("keys")

    def __init__(self) -> None:
        super().__init__()
        self.balances: dict[str, Balance] = {}
        self.lines: dict[str, list[Entry]] = {}
        self.grants: dict[str, Grant] = {}
        self.losses: dict[str, OrderFigures] = {}
        self.tallies = {who: Tally(subject=f"friends#advocate#{who}") for who in ADVOCATES}
        self.shards = allocate(BUDGET, fresh_shards())

    @rule(
        target=keys,
        amount=st.integers(1, 1500),
        points=st.integers(1, 50),
        held=st.booleans(),
        before=st.integers(0, GROSS - 1),
    )
    def grant(self, amount: int, points: int, held: bool, before: int) -> Any:
        shard = pick(self.shards, amount, len(self.grants) % BUDGET_SHARDS)
        if shard is None and amount <= budget_left(BUDGET, self.shards):
            self.shards = allocate(BUDGET, self.shards, need_minor=amount, number=2)
            shard = pick(self.shards, amount, 2)
            assert shard, "what is left can be gathered"
        if shard is None or self.tallies[ADA].lifetime >= CAP:
            return multiple()
        grant = self.new_grant(amount, points, held, before)
        self.shards = tuple(
            taken(s, amount) if s.number == shard.number else s for s in self.shards
        )
        grant = grant.model_copy(update={"shard": shard.number, "budget_minor": amount})
        self.count(ADA, granted=True)
        self.post(granting(grant))
        self.grants[grant.key] = grant
        self.losses[grant.key] = lost(before, GROSS)
        return grant.key

    def new_grant(self, amount: int, points: int, held: bool, before: int) -> Grant:
        friend = a_side(points, "friend", "points").model_copy(update={"person_id": "fri_ben"})
        whole = (a_side(amount), friend, a_side(7, "milestone-1"))
        sides = [s.model_copy(update={"reversed": s.due_back(before, GROSS)}) for s in whole]
        mine = [s if s is sides[1] else s.model_copy(update={"person_id": ADA}) for s in sides]
        key = f"friends#shop#{len(self.grants)}"
        return a_grant(*mine, held=held).model_copy(update={"key": key, "advocate_id": ADA})

    @rule(key=keys, more=st.integers(0, 3000))
    def refund(self, key: str, more: int) -> None:
        before = self.losses[key]
        if not before.disputed and not before.cancelled:
            self.settle(key, lost(min(GROSS, before.lost_minor + more), GROSS))

    @rule(key=keys)
    def dispute(self, key: str) -> None:
        self.settle(key, lost(GROSS, GROSS, disputed=True))

    @rule(key=keys, kept=st.integers(0, GROSS))
    def win_the_dispute(self, key: str, kept: int) -> None:
        if self.losses[key].disputed:
            self.settle(key, lost(kept, GROSS))

    @rule(key=keys)
    def cancel(self, key: str) -> None:
        self.settle(key, lost(GROSS, GROSS, cancelled=True))

    @rule(key=keys)
    def hear_it_again(self, key: str) -> None:
        """A repeat moves nothing at all."""
        before = dict(self.balances)
        self.settle(key, self.losses[key])
        assert self.balances == before

    def count(self, who: str, *, granted: bool) -> None:
        tally = self.tallies[who]
        self.tallies[who] = tally.granted("ever") if granted else tally.returned("ever")

    def pay_back(self, grant: Grant) -> None:
        back, mine = grant.budget_minor or 0, grant.shard
        self.shards = tuple(returned(s, back) if s.number == mine else s for s in self.shards)

    @rule(key=keys)
    def release(self, key: str) -> None:
        grant = self.grants[key]
        if grant.status is GrantStatus.HELD:
            self.post(releasing(grant))
            self.move(grant.changed(status=GrantStatus.AVAILABLE, released_at=NOW))

    @precondition(lambda self: self.available() > 0)
    @rule(part=st.integers(1, 2000))
    def spend(self, part: int) -> None:
        giver = person_account(ADA, "friends", "EUR", Part.AVAILABLE)
        taker = spent_account("friends", "EUR")
        amount = min(part, self.available())
        self.post([Posting(giver, taker, amount, EntryKind.SPEND, "till")])

    @rule(budget=st.just(BUDGET))
    def rebalance(self, budget: int) -> None:
        self.shards = allocate(budget, self.shards)

    def settle(self, key: str, figures: OrderFigures) -> None:
        grant = self.grants[key]
        if grant.status in CLOSED:
            return
        homes = {account: self.balance(account) for account in homes_of(grant)}
        less, postings = losing(grant, figures, homes)
        self.post(postings)
        after = less.changed(status=status_after(grant, figures))
        if after.status is GrantStatus.REVERSED:
            if grant.advocates_part:
                self.count(grant.advocate_id, granted=False)
            self.pay_back(grant)
        self.losses[key] = figures
        self.move(after)

    def move(self, after: Grant) -> None:
        assert after.status in {before := self.grants[after.key].status} | MOVES[before]
        self.grants[after.key] = after

    def post(self, postings: list[Posting]) -> None:
        known = {account: self.balance(account) for account in accounts_of(postings)}
        booking = book(postings, known, NOW)
        for entry in booking.entries:
            self.lines.setdefault(entry.account, []).append(entry)
        self.balances |= {balance.account: balance for balance in booking.after}

    def balance(self, account: str) -> Balance:
        return self.balances.get(account, Balance(account=account))

    def available(self) -> int:
        return self.balance(person_account(ADA, "friends", "EUR", Part.AVAILABLE)).balance

    @invariant()
    def every_balance_is_the_sum_of_its_unbroken_chain(self) -> None:
        for account, balance in self.balances.items():
            assert flaws(balance, self.lines[account]) == []

    @invariant()
    def every_asset_adds_up_to_zero(self) -> None:
        sums: dict[str, int] = {}
        for account, balance in self.balances.items():
            asset = account.split(":")[-2]
            sums[asset] = sums.get(asset, 0) + balance.balance
        assert set(sums.values()) <= {0}

    @invariant()
    def nobody_is_below_zero(self) -> None:
        assert all(b.balance >= 0 for a, b in self.balances.items() if owner_of(a))

    @invariant()
    def cap_and_budget_hold(self) -> None:
        standing = [g for g in self.grants.values() if g.status not in CLOSED]
        spent = sum(shard.spent_minor for shard in self.shards)
        for who, tally in self.tallies.items():
            theirs = [g for g in standing if g.advocate_id == who and g.advocates_part]
            assert len(theirs) == tally.lifetime <= CAP
        assert spent == sum(grant.budget_minor or 0 for grant in standing)
        assert spent + sum(shard.left_minor for shard in self.shards) <= BUDGET
        assert all(shard.left_minor >= 0 for shard in self.shards)

    @invariant()
    def sides_give_back_what_their_order_lost(self) -> None:
        for key, grant in self.grants.items():
            figures = self.losses[key]
            for side in grant.sides:
                due = side.due_back(figures.lost_minor, figures.gross_minor)
                assert side.reversed == due
                assert 0 <= side.uncollected <= side.reversed <= side.worth.amount

    @invariant()
    def both_sides_stand_or_neither_does(self) -> None:
        for grant in self.grants.values():
            whole = grant.status in (*CLOSED, GrantStatus.SUSPENDED)
            assert all(side.standing == 0 for side in grant.sides) or not whole

    @invariant()
    def what_people_have_is_what_stands_less_what_they_spent(self) -> None:
        uncollected = self.balance("program:friends:EUR:uncollected").balance
        owed = sum(s.uncollected for g in self.grants.values() for s in g.all_sides)
        assert uncollected == -owed


def taken(shard: Shard, amount: int) -> Shard:
    return replace(
        shard, left_minor=shard.left_minor - amount, spent_minor=shard.spent_minor + amount
    )


def returned(shard: Shard, amount: int) -> Shard:
    return replace(shard, spent_minor=shard.spent_minor - amount)


TestLedgerMachine = LedgerMachine.TestCase
TestLedgerMachine.settings = settings(max_examples=100, stateful_step_count=40, deadline=None)
