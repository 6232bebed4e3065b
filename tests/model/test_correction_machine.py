"""The ledger's machine, with a merchant who corrects whom orders came by at any moment."""

from collections.abc import Callable, Iterable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from referrals.model.budget import pick
from referrals.model.grant import Grant, GrantStatus, Side
from referrals.model.ledger import Part, Posting, person_account, spent_account
from referrals.model.posting import granting_anew, homes_of, withdrawing
from referrals.model.turn import following, laid_by, turned
from tests.model.test_ledger_machine import (
    ADA,
    ADVOCATES,
    CAP,
    CLOSED,
    GROSS,
    LedgerMachine,
    taken,
)
from tests.model.test_posting import a_side, lost


class CorrectionMachine(LedgerMachine):
    def __init__(self) -> None:
        super().__init__()
        self.most: dict[tuple[str, str, str], int] = {}
        """What ever stood at once of a grant, for a person, in an asset."""

    @rule(key=LedgerMachine.keys, to=st.sampled_from(ADVOCATES))
    def correct(self, key: str, to: str) -> None:
        """As `steps/move_rewards` hands a grant on; at the limit the friend alone keeps theirs."""
        grant = self.grants[key]
        if grant.advocate_id == to or grant.status in CLOSED:
            return
        gone, postings = self.taken_from(grant, grant.advocates_part)
        fits = self.tallies[to].lifetime < CAP
        mine = [a_side(500), a_side(7, "milestone-1")] if fits else []
        given = turned(self.reduced(mine, key, to), grant.turn + 1)
        after = grant.changed(
            sides=given,
            former=laid_by(grant.former, gone),
            advocate_id=to,
            turn=grant.turn + 1,
        )
        anew, new = granting_anew(after)
        self.post([*postings, *new])
        if grant.advocates_part:
            self.count(grant.advocate_id, granted=False)
        if fits:
            self.count(to, granted=True)
        self.move(anew.model_copy(update={"sides": (*given, *grant.friends_part)}))

    @rule(key=LedgerMachine.keys, kept=st.integers(0, GROSS))
    def learn_that_a_refund_failed(self, key: str, kept: int) -> None:
        before = self.losses[key]
        if not before.disputed and not before.cancelled and kept < before.lost_minor:
            self.settle(key, lost(kept, GROSS))

    @rule(key=LedgerMachine.keys)
    def correct_to_nobody(self, key: str) -> None:
        grant = self.grants[key]
        if grant.status in CLOSED:
            return
        gone, postings = self.taken_from(grant, grant.sides)
        self.post(postings)
        if grant.advocates_part:
            self.count(grant.advocate_id, granted=False)
        self.pay_back(grant)
        fields = {"sides": (), "former": laid_by(grant.former, gone), "budget_minor": 0}
        self.move(grant.changed(status=GrantStatus.WITHDRAWN, **fields))

    @rule(
        key=LedgerMachine.keys,
        to=st.sampled_from(ADVOCATES),
        amount=st.integers(1, 1500),
        held=st.booleans(),
        before=st.integers(0, GROSS - 1),
    )
    def give_anew(self, key: str, to: str, amount: int, held: bool, before: int) -> None:
        """As `steps/grant_rewards` gives what was taken back whole."""
        grant, shard = self.grants[key], pick(self.shards, amount, 0)
        if grant.status not in CLOSED or self.tallies[to].lifetime >= CAP or shard is None:
            return
        self.losses[key] = lost(before, GROSS)
        fresh = self.new_grant(amount, 20, held, before).model_copy(
            update={
                "key": key,
                "advocate_id": to,
                "shard": shard.number,
                "budget_minor": amount,
                "sides": self.reduced(
                    [a_side(amount), a_side(20, "friend", "points"), a_side(7, "milestone-1")],
                    key,
                    to,
                ),
            }
        )
        after, postings = granting_anew(following(fresh, grant))
        self.shards = tuple(taken(s, amount) if s == shard else s for s in self.shards)
        self.count(to, granted=True)
        self.post(postings)
        self.move(after)

    def reduced(self, sides: Iterable[Side], key: str, to: str) -> tuple[Side, ...]:
        """By what the order has lost by now."""
        figures = self.losses[key]
        whose = {"advocate": to, "milestone-1": to, "friend": "fri_ben"}
        return tuple(
            s.model_copy(
                update={
                    "person_id": whose[s.name],
                    "reversed": s.due_back(figures.lost_minor, GROSS),
                }
            )
            for s in sides
        )

    def taken_from(
        self, grant: Grant, sides: Iterable[Side]
    ) -> tuple[tuple[Side, ...], list[Posting]]:
        homes = {account: self.balance(account) for account in homes_of(grant)}
        return withdrawing(grant, sides, homes)

    @invariant()
    def nothing_stands_for_whom_a_correction_took_it_from(self) -> None:
        for grant in self.grants.values():
            names = [side.name for side in grant.named_sides]
            assert all(side.standing == 0 for side in grant.former)
            assert len(set(names)) == len(names)
            mine = {side.person_id for side in grant.advocates_part}
            assert mine <= {grant.advocate_id}

    @invariant()
    def nobody_is_paid_twice_for_what_they_spent(self) -> None:
        """What somebody had of a grant, spent or not, is no more than what once stood of it."""
        for key, grant in self.grants.items():
            for who in {(side.person_id, side.worth.asset) for side in grant.all_sides}:
                theirs = [s for s in grant.all_sides if (s.person_id, s.worth.asset) == who]
                stands = sum(side.standing for side in theirs)
                most = max(self.most.get((key, *who), 0), stands)
                self.most[key, *who] = most
                assert stands + sum(side.uncollected for side in theirs) <= most

    @invariant()
    def no_grant_grows_for_ever(self) -> None:
        assert all(len(grant.former) <= 2 * len(ADVOCATES) + 1 for grant in self.grants.values())


class OneOrderMachine(CorrectionMachine):
    """With one order alone, the same final facts leave the same money, whatever way led there."""

    @precondition(lambda self: not self.grants)
    @rule(target=LedgerMachine.keys, amount=st.integers(1, 1500), held=st.booleans())
    def grant(self, amount: int, held: bool) -> Any:
        return LedgerMachine.grant(self, amount, 20, held, 0)

    @invariant()
    def what_stands_is_there_unless_it_was_spent(self) -> None:
        spent = self.balance(spent_account("friends", "EUR")).balance
        stands = sum(
            side.standing
            for grant in self.grants.values()
            for side in grant.sides
            if (side.person_id, side.worth.asset) == (ADA, "EUR")
        )
        parts = (person_account(ADA, "friends", "EUR", part) for part in Part)
        assert sum(self.balance(part).balance for part in parts) == max(0, stands - spent)


def _seen_lost(machine: OneOrderMachine, key: str, minor: int) -> None:
    machine.losses[key] = lost(0, GROSS)
    machine.settle(key, lost(minor, GROSS))
    machine.losses[key] = lost(minor, GROSS)


WAYS: dict[str, Callable[[OneOrderMachine, str], None]] = {
    "kept whole": lambda machine, key: _seen_lost(machine, key, 0),
    "half lost": lambda machine, key: _seen_lost(machine, key, GROSS // 2),
    "disputed": lambda machine, key: machine.dispute(key),
    "won": lambda machine, key: machine.win_the_dispute(key, 0),
    "to Cleo": lambda machine, key: machine.correct(key, ADVOCATES[1]),
    "to Ada": lambda machine, key: machine.correct(key, ADA),
    "to nobody": lambda machine, key: machine.correct_to_nobody(key),
    "anew": lambda machine, key: machine.give_anew(key, ADA, 500, False, GROSS // 2),
}


@given(spent=st.integers(1, 507), ways=st.lists(st.sampled_from(sorted(WAYS)), max_size=12))
@settings(max_examples=300, deadline=None)
def test_whatever_way_led_there_nobody_is_paid_twice(spent: int, ways: list[str]) -> None:
    machine = OneOrderMachine()
    machine.grant(500, False)
    (key,) = machine.grants
    machine.nobody_is_paid_twice_for_what_they_spent()
    machine.spend(spent)
    for way in ways:
        WAYS[way](machine, key)
        machine.nobody_is_paid_twice_for_what_they_spent()
        machine.what_stands_is_there_unless_it_was_spent()


TestCorrectionMachine = CorrectionMachine.TestCase
TestCorrectionMachine.settings = settings(max_examples=100, stateful_step_count=40, deadline=None)
TestOneOrderMachine = OneOrderMachine.TestCase
TestOneOrderMachine.settings = settings(max_examples=100, stateful_step_count=40, deadline=None)
