"""What was brought for one person from another program, and the line of the books that opens it.

It has a kind of its own, so nobody takes it for something that was earned here. What was brought is
kept as a sum: the same file again brings nothing, a later one only what became theirs since.
"""

from pydantic import BaseModel, ConfigDict

from referrals.model.identity import business_id
from referrals.model.moment import Moment
from referrals.model.program.program import Program
from referrals.model.redemption.ending import with_ends
from referrals.model.reward.grant import home_shard
from referrals.model.reward.ledger import (
    EntryKind,
    Part,
    Posting,
    person_account,
    program_account,
)


class BroughtPerson(BaseModel):
    """Bare ids alone: who they are stands in People."""

    model_config = ConfigDict(frozen=True)
    program_id: str
    origin: str
    """The format's name, such as `rewardful`."""
    person_id: str
    new: bool
    """Whether nobody had their mailbox here before."""
    codes: tuple[str, ...] = ()
    """Links that were made for it."""
    amounts: dict[str, int] = {}
    """By asset, what was brought so far."""
    brought_at: Moment

    @property
    def cause(self) -> str:
        return business_id("opn", self.program_id, self.origin, self.person_id)


def opening_postings(
    brought: BroughtPerson, asset: str, amount: int, rules: Program, *, at: Moment
) -> list[Posting]:
    """Theirs at once, and lasts as any other credit or points of the program do."""
    giver, taker = _accounts(brought, asset)
    posting = Posting(giver, taker, amount, EntryKind.OPENING, brought.cause)
    return with_ends([posting], rules, at)


def closing_postings(brought: BroughtPerson) -> list[Posting]:
    """The same, back."""
    pairs = ((_accounts(brought, asset), amount) for asset, amount in brought.amounts.items())
    return [
        Posting(taker, giver, amount, EntryKind.OPENING, brought.cause)
        for (giver, taker), amount in pairs
        if amount
    ]


def home_of_opening(brought: BroughtPerson, asset: str) -> str:
    return _accounts(brought, asset)[1]


def _accounts(brought: BroughtPerson, asset: str) -> tuple[str, str]:
    giver = program_account(brought.program_id, asset, home_shard(brought.cause))
    names = (brought.person_id, brought.program_id, asset)
    return giver, person_account(*names, Part.AVAILABLE)
