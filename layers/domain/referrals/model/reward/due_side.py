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
    """The worth that the grant records as given; it is fixed when the hold ends."""
    entitled: Worth
    """The worth of the order in its present state, as if none of its money were lost."""
    remaining: int
    """The part of `entitled.amount` left after the order's losses."""

    @property
    def is_full(self) -> bool:
        return self.remaining == self.entitled.amount
