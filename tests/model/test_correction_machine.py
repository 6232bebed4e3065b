"""The ledger's machine, with a merchant who corrects whom orders came by at any moment."""

from collections.abc import Iterable

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from referrals.model.grant import Grant, GrantStatus, Side, turned
from referrals.model.ledger import Posting
from referrals.model.posting import granting, homes_of, withdrawing
from tests.model.test_ledger_machine import ADVOCATES, CAP, GROSS, LedgerMachine
from tests.model.test_posting import a_side


class CorrectionMachine(LedgerMachine):
    @rule(key=LedgerMachine.keys, to=st.sampled_from(ADVOCATES))
    def correct(self, key: str, to: str) -> None:
        """As `steps/move_rewards` hands a grant on; at the limit the friend alone keeps theirs."""
        grant, figures = self.grants[key], self.losses[key]
        closed = (GrantStatus.REVERSED, GrantStatus.WITHDRAWN)
        if grant.advocate_id == to or grant.status in closed:
            return
        taken, postings = self.taken_from(grant, grant.advocates_part)
        fits = self.tallies[to].lifetime < CAP
        whole = [a_side(500), a_side(7, "milestone-1")] if fits else []
        mine = [side.model_copy(update={"person_id": to}) for side in whole]
        due = [
            s.model_copy(update={"reversed": s.due_back(figures.lost_minor, GROSS)}) for s in mine
        ]
        given = turned(due, grant.turn + 1)
        self.post([*postings, *granting(grant.model_copy(update={"sides": given}))])
        if grant.advocates_part:
            self.count(grant.advocate_id, granted=False)
        if fits:
            self.count(to, granted=True)
        self.move(
            grant.changed(
                sides=(*given, *grant.friends_part),
                former=(*grant.former, *taken),
                advocate_id=to,
                turn=grant.turn + 1,
            )
        )

    @rule(key=LedgerMachine.keys)
    def correct_to_nobody(self, key: str) -> None:
        grant = self.grants[key]
        if grant.status in (GrantStatus.REVERSED, GrantStatus.WITHDRAWN):
            return
        taken, postings = self.taken_from(grant, grant.sides)
        self.post(postings)
        if grant.advocates_part:
            self.count(grant.advocate_id, granted=False)
        self.pay_back(grant)
        fields = {"sides": (), "former": (*grant.former, *taken), "budget_minor": 0}
        self.move(grant.changed(status=GrantStatus.WITHDRAWN, **fields))

    def taken_from(
        self, grant: Grant, sides: Iterable[Side]
    ) -> tuple[tuple[Side, ...], list[Posting]]:
        homes = {account: self.balance(account) for account in homes_of(grant)}
        return withdrawing(grant, sides, homes)

    @invariant()
    def nothing_stands_for_whom_a_correction_took_it_from(self) -> None:
        for grant in self.grants.values():
            assert all(side.standing == 0 for side in grant.former)
            assert len({side.name for side in grant.all_sides}) == len(grant.all_sides)
            mine = {side.person_id for side in grant.advocates_part}
            assert mine <= {grant.advocate_id}


TestCorrectionMachine = CorrectionMachine.TestCase
TestCorrectionMachine.settings = settings(max_examples=100, stateful_step_count=40, deadline=None)
