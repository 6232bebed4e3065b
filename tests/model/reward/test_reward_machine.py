"""Orders whose every fact changes at any time, corrected, released and spent, by the model's own
functions: the books stay sound, and what stands follows from the order as it now stands alone.
"""

from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    invariant,
    multiple,
    rule,
)

from referrals.model.attribution.referral import OrderFigures
from referrals.model.money import portion
from referrals.model.program.tally import advocate_subject, friend_subject
from referrals.model.reward.grant import MOVES, GrantStatus
from referrals.model.reward.ledger import Part, owner_of, person_account
from tests.chains import flaws
from tests.model.reward.in_memory_books import ADA, CLEO, InMemoryBooks
from tests.world import rules

BUDGET, CAP, LEAST = 6000, 4, 2000
PROGRAM = rules(
    qualifies={"minimum_minor": LEAST},
    limits={"budget_minor": BUDGET, "per_advocate": {"count": CAP, "every": "month"}},
)
GROSS = st.integers(0, 15_000)


def lives(figures: OrderFigures) -> bool:
    """Whether anything of the order's reward can stand, told apart from the rules' own code."""
    gone = figures.cancelled or not figures.paid or figures.test
    return not gone and figures.base_minor >= LEAST and figures.lost_minor < figures.gross_minor


class RewardMachine(RuleBasedStateMachine):
    keys = Bundle("keys")

    def __init__(self) -> None:
        super().__init__()
        self.books = InMemoryBooks(program=PROGRAM)
        self.statuses: dict[str, GrantStatus] = {}
        self.most: dict[tuple[str, str, str], int] = {}
        """What ever stood at once of a grant, for a person, in an asset."""

    @rule(target=keys, gross=GROSS)
    def place(self, gross: int) -> Any:
        books = self.books
        if len(books.referrals) >= 7:
            return multiple()
        key = books.order(1000 + len(books.referrals))
        self.books.change(key, gross_minor=gross, base_minor=gross)
        return key

    @rule(key=keys, gross=GROSS)
    def edit(self, key: str, gross: int) -> None:
        lost = min(self.figures(key).lost_minor, gross)
        self.books.change(key, gross_minor=gross, base_minor=gross, lost_minor=lost)

    @rule(key=keys, part=st.integers(0, 100))
    def refund(self, key: str, part: int) -> None:
        """Up to so many hundredths in all; less than before where one failed."""
        gross = self.figures(key).gross_minor
        lost = portion(gross, part, 100)
        whole = 0 < gross <= lost
        fields = {"disputed": False, "charged_back": False, "bank_minor": 0, "cancelled": False}
        self.books.change(key, lost_minor=lost, refunded=whole, **fields)

    @rule(key=keys, part=st.integers(1, 100), lost=st.booleans())
    def dispute(self, key: str, part: int, lost: bool) -> None:
        gross = self.figures(key).gross_minor
        minor = portion(gross, part, 100)
        gone = lost and 0 < gross <= minor
        fields = {"lost_minor": minor, "bank_minor": minor, "charged_back": gone}
        self.books.change(key, disputed=minor > 0, refunded=False, cancelled=False, **fields)

    @rule(key=keys, paid=st.booleans())
    def pay(self, key: str, paid: bool) -> None:
        self.books.change(key, paid=paid)

    @rule(key=keys, off=st.booleans())
    def call_off(self, key: str, off: bool) -> None:
        gross = self.figures(key).gross_minor
        fields = {"refunded": False, "charged_back": False, "disputed": False, "bank_minor": 0}
        self.books.change(key, cancelled=off, lost_minor=gross if off else 0, **fields)

    @rule(key=keys, to=st.sampled_from([ADA, CLEO, ""]))
    def correct(self, key: str, to: str) -> None:
        self.books.correct(key, to)

    @rule(key=keys, friend=st.integers(1, 3))
    def tell_another_friend(self, key: str, friend: int) -> None:
        """The shop corrects the address of the order."""
        if self.books.referrals[key].is_attributed:
            known = self.books.referrals[key]
            self.books.referrals[key] = known.model_copy(update={"friend_id": f"fri_x{friend}"})
            self.books.change(key, customer_hash=f"x{friend}")

    @rule(key=keys, asked=st.booleans())
    def inquire(self, key: str, asked: bool) -> None:
        self.books.change(key, inquired=asked)

    @rule(key=keys)
    def hear_it_again(self, key: str) -> None:
        before = dict(self.books.balances)
        self.books.change(key)
        again = dict(self.books.balances)
        self.books.change(key)
        assert again == self.books.balances
        assert before == again or not lives(self.figures(key)) or self.waits(key)

    @rule(key=keys)
    def release(self, key: str) -> None:
        self.books.release(key)

    @rule(who=st.sampled_from([ADA, CLEO]), part=st.integers(1, 2000))
    def spend(self, who: str, part: int) -> None:
        self.books.spend(who, part)

    @rule()
    def rebalance(self) -> None:
        self.books.rebalance()

    def waits(self, key: str) -> bool:
        """Something was refused before for want of room, and there may be room by now."""
        grant = self.books.grants.get(key)
        return (
            grant is None
            or not grant.holds_place
            or not grant.advocates_part
            or (grant.released_at is None)
        )

    def figures(self, key: str) -> OrderFigures:
        return self.books.referrals[key].figures

    @invariant()
    def every_balance_is_the_sum_of_its_unbroken_chain(self) -> None:
        for account, balance in self.books.balances.items():
            assert flaws(balance, self.books.lines[account]) == []

    @invariant()
    def every_asset_adds_up_to_zero_and_nobody_is_below_it(self) -> None:
        sums: dict[str, int] = {}
        for account, balance in self.books.balances.items():
            asset = account.split(":")[-2]
            sums[asset] = sums.get(asset, 0) + balance.balance
            assert balance.balance >= 0 or not owner_of(account)
        assert set(sums.values()) <= {0}

    @invariant()
    def statuses_only_move_as_they_may(self) -> None:
        for key, grant in self.books.grants.items():
            before = self.statuses.get(key, grant.status)
            # Two changes may fall between two looks.
            steps = {before} | MOVES[before] | {s for m in MOVES[before] for s in MOVES[m]}
            assert grant.status in steps
            self.statuses[key] = grant.status

    @invariant()
    def counts_and_budget_are_those_of_what_holds_a_place(self) -> None:
        holding = [g for g in self.books.grants.values() if g.holds_place]
        for who in (ADA, CLEO):
            theirs = [g for g in holding if g.advocate_id == who and g.advocates_part]
            count = self.books.tally(advocate_subject("friends", who))
            assert len(theirs) == count.lifetime <= CAP
            milestones = [at for grant in theirs for at in grant.milestones]
            assert sorted(milestones) == sorted(count.milestones)
        for whose in {grant.customer_hash for grant in holding}:
            count = self.books.tally(friend_subject("friends", whose))
            assert count.lifetime == sum(grant.customer_hash == whose for grant in holding) == 1
        spent = sum(shard.spent_minor for shard in self.books.shards)
        assert spent == sum(grant.budget_minor or 0 for grant in holding)
        assert spent + sum(shard.left_minor for shard in self.books.shards) <= BUDGET

    @invariant()
    def nothing_stands_of_an_order_that_earns_nothing(self) -> None:
        for key, referral in self.books.referrals.items():
            grant = self.books.grants.get(key)
            earns = referral.is_attributed and lives(referral.figures)
            assert earns or not self.books.live(key)
            if grant and not grant.holds_place:
                assert not self.books.live(key)

    @invariant()
    def what_stands_is_the_order_s_share_as_it_now_is(self) -> None:
        for key, grant in self.books.grants.items():
            figures, given = self.figures(key), 0
            if not (
                lives(figures) and grant.holds_place and self.books.referrals[key].is_attributed
            ):
                continue
            for side in grant.advocates_part:
                assert side.person_id == grant.advocate_id
                if side.role != "advocate":
                    continue
                entitled = min(portion(figures.base_minor, 10, 100), side.worth.amount)
                gone = portion(entitled, figures.lost_minor, figures.gross_minor)
                assert side.remaining == entitled - gone
                given += 1
            assert given <= 1
            assert [side.remaining for side in grant.sides if side.role == "friend"] == [
                20 - portion(20, figures.lost_minor, figures.gross_minor)
            ]

    @invariant()
    def nobody_is_paid_twice_for_what_they_spent(self) -> None:
        """What somebody had of a grant, spent or not, is no more than what once stood of it."""
        for key, grant in self.books.grants.items():
            for who in {(side.person_id, side.worth.asset) for side in grant.all_sides}:
                theirs = [s for s in grant.all_sides if (s.person_id, s.worth.asset) == who]
                stands = sum(side.remaining for side in theirs)
                most = max(self.most.get((key, *who), 0), stands)
                self.most[key, *who] = most
                assert stands + sum(side.uncollected for side in theirs) <= most
        owed = sum(s.uncollected for g in self.books.grants.values() for s in g.all_sides)
        assert self.books.balance("program:friends:EUR:uncollected").balance == -owed

    @invariant()
    def no_grant_grows_for_ever(self) -> None:
        for grant in self.books.grants.values():
            names = [side.name for side in grant.named_sides]
            assert len(set(names)) == len(names)
            assert len(grant.former) <= 8
            assert all(side.remaining == 0 for side in grant.former)

    @invariant()
    def what_people_have_and_spent_is_what_stands_and_what_they_owe(self) -> None:
        for who in (ADA, CLEO):
            sides = [
                side
                for grant in self.books.grants.values()
                for side in grant.all_sides
                if (side.person_id, side.worth.asset) == (who, "EUR")
            ]
            parts = (person_account(who, "friends", "EUR", part) for part in Part)
            has = sum(self.books.balance(account).balance for account in parts)
            spent = self.books.spent.get(who, 0)
            assert has + spent == sum(side.remaining + side.uncollected for side in sides)


TestRewardMachine = RewardMachine.TestCase
TestRewardMachine.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)
