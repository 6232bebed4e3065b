"""A due side: what should stand of one person's part of a reward."""

from dataclasses import dataclass

from referrals.model.reward.grant import Worth


@dataclass(frozen=True, slots=True)
class DueSide:
    """What should stand of one person's part."""

    role: str
    person_id: str
    terms: dict[str, object]
    worth: Worth
    """What the grant keeps as given: once the hold is over, what it was then."""
    entitled: Worth
    """What the order as it now stands earns, were nothing of it lost."""
    standing: int
    """Of `entitled.amount`: what is left after the order's losses."""

    @property
    def whole(self) -> bool:
        return self.standing == self.entitled.amount
