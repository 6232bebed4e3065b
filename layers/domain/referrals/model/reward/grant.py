"""A grant: what one order earned both sides, given in one piece and taken back in proportion.

Its key is the order's own, so there is never a second one. Statuses only move as MOVES says.
"""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from hashlib import sha256
from typing import Any

from pydantic import BaseModel, ConfigDict

from referrals.model.code.discount import MAY_BE_TAKEN, ShopCode
from referrals.model.moment import Moment
from referrals.model.money import portion
from referrals.model.order.payment import Act


class GrantModel(BaseModel):
    model_config = ConfigDict(frozen=True)


class GrantStatus(StrEnum):
    HELD = "held"
    """Promised; becomes theirs when the hold is over."""
    AVAILABLE = "available"
    """Theirs to use."""
    SUSPENDED = "suspended"
    """Nothing of it stands for now, but its place is kept: the payment is missing or disputed."""
    REVERSED = "reversed"
    """Taken back whole, its place with it, until the order stands again: it was called off,
    refunded in full, or changed below what earns."""
    WITHDRAWN = "withdrawn"
    """Taken back by a correction to nobody; another correction can give it anew."""


MOVES = {
    GrantStatus.HELD: {
        GrantStatus.AVAILABLE,
        GrantStatus.SUSPENDED,
        GrantStatus.REVERSED,
        GrantStatus.WITHDRAWN,
    },
    GrantStatus.AVAILABLE: {GrantStatus.SUSPENDED, GrantStatus.REVERSED, GrantStatus.WITHDRAWN},
    GrantStatus.SUSPENDED: {
        GrantStatus.HELD,
        GrantStatus.AVAILABLE,
        GrantStatus.REVERSED,
        GrantStatus.WITHDRAWN,
    },
    # What was taken back may be given again, or have to wait for a person first.
    GrantStatus.REVERSED: {GrantStatus.HELD, GrantStatus.AVAILABLE, GrantStatus.SUSPENDED},
    GrantStatus.WITHDRAWN: {GrantStatus.HELD, GrantStatus.AVAILABLE, GrantStatus.SUSPENDED},
}

ADVOCATE, FRIEND = "advocate", "friend"


class Worth(GrantModel):
    """The value of a reward's terms for one order, as the reward type reckons it."""

    amount: int = 1
    """Units of `asset`; 1 for a thing that is handed over."""
    asset: str = ""
    """What the ledger counts, `EUR` or `points`; empty for a thing that is handed over."""
    worth_minor: int
    """What it takes from the budget."""
    words: str
    """The reward type's own, in English: for kinds without words in `model/words`."""


class Side(GrantModel):
    """One person's part of a grant."""

    name: str
    """`advocate`, `friend` or `milestone-<count>`; after a correction `advocate.2`, ..."""
    person_id: str
    terms: dict[str, Any]
    worth: Worth
    reversed: int = 0
    """Taken back so far, of `worth.amount`."""
    uncollected: int = 0
    """The part of `reversed` that had been spent: the program bears it."""
    issued_at: Moment | None = None
    """When a thing was handed over; None for what the ledger counts."""
    code: str = ""
    """What was handed over, where that is a code."""
    shop_code: ShopCode | None = None
    stood: bool = True
    """Whether there ever was something of it; nobody is written to about one that never stood."""
    also: tuple[str, ...] = ()
    """Names of earlier sides that this former one stands for, too."""

    @property
    def role(self) -> str:
        """Its name without the turn of the grant that it came with."""
        return self.name.partition(".")[0]

    @property
    def kind(self) -> str:
        return str(self.terms["kind"])

    @property
    def is_counted(self) -> bool:
        """Whether the ledger counts it; otherwise it is handed over."""
        return bool(self.worth.asset)

    @property
    def is_saved(self) -> bool:
        """Whether it came off the bill of the order itself: then nothing more is handed over."""
        return "saved_minor" in self.terms

    @property
    def is_thing(self) -> bool:
        """Whether it is handed over once the hold is over."""
        return not (self.is_counted or self.is_saved)

    @property
    def begun_in_shop(self) -> bool:
        """Whether a till may take a code of it."""
        return self.shop_code is not None and self.shop_code.state in MAY_BE_TAKEN

    @property
    def remaining(self) -> int:
        return self.worth.amount - self.reversed

    @property
    def data(self) -> dict[str, Any]:
        return reward_data(self.terms, self.remaining, counted=self.is_counted)

    @property
    def divisible(self) -> bool:
        """A thing can't be taken back in part, nor can a milestone: it isn't for one order."""
        return self.is_counted and self.role in (ADVOCATE, FRIEND)

    def due_back(self, lost_minor: int, gross_minor: int) -> int:
        """The total to give back of this side when the order lost `lost_minor`."""
        if lost_minor >= gross_minor:
            return self.worth.amount if lost_minor else 0
        return portion(self.worth.amount, lost_minor, gross_minor) if self.divisible else 0


class Grant(GrantModel):
    key: str
    """The conversion's: `<program>#<source>#<order id>`."""
    program_id: str
    program_version: int
    """Whose terms hold: the version that attribution decided by."""
    offer: str
    advocate_id: str
    friend_id: str
    customer_hash: str
    sides: tuple[Side, ...]
    currency: str
    status: GrantStatus
    inquired: bool = False
    """The bank asks about the order: the hold doesn't run out meanwhile."""
    reviewed: bool = False
    """Somebody looked at it and let it go ahead."""
    shard: int
    """The number of the program's account and budget shard that paid this grant."""
    budget_minor: int | None
    """The amount taken from the budget; None when the program had none."""
    period: str
    """Where it counts towards the advocate's limit."""
    day: str = ""
    """The order's day on the program's calendar; empty for a grant from before days counted."""
    in_day_limit: bool = False
    """Whether it counts towards the program's limit of that day."""
    worth_minor: int | None = None
    """The advocate's part in their limit of the period; None: granted before that was counted."""
    later: bool = False
    """Whether the terms are those for a friend's later orders."""
    tier: str = ""
    act: Act = Act.PURCHASE
    granted_at: Moment
    hold_until: Moment
    released_at: Moment | None = None
    version: int = 1
    turn: int = 1
    """One more whenever a side comes new while the grant has or had others: somebody else's, by a
    correction, or one that is given again. The new side is named by it: `friend.2`."""
    former: tuple[Side, ...] = ()
    """Sides of earlier turns, taken back whole; what was spent of them is forgiven first."""

    @property
    def all_sides(self) -> tuple[Side, ...]:
        return *self.sides, *self.former

    @property
    def named_sides(self) -> Iterator[Side]:
        """Every side under every name that it ever had."""
        for side in self.all_sides:
            yield side
            for name in side.also:
                former = {"name": name, "also": (), "code": "", "shop_code": None}
                yield side.model_copy(update=former)

    def side(self, name: str) -> Side:
        return next(side for side in self.named_sides if side.name == name)

    @property
    def holds_place(self) -> bool:
        """Whether it counts towards limits and budget."""
        return self.status not in (GrantStatus.REVERSED, GrantStatus.WITHDRAWN)

    @property
    def advocates_part(self) -> tuple[Side, ...]:
        """The advocate's sides, milestones included; empty when only the friend gets something."""
        return tuple(side for side in self.sides if side.role != FRIEND)

    @property
    def milestones(self) -> tuple[int, ...]:
        names = (side.role.partition("milestone-")[2] for side in self.sides)
        return tuple(int(at) for at in names if at)

    def change(self, **fields: object) -> "Grant":
        """The next version; a status may only move as MOVES says."""
        status = fields.get("status", self.status)
        assert status is self.status or status in MOVES[self.status], f"{self.status} -> {status}"
        return self.model_copy(update={**fields, "version": self.version + 1})

    def with_side(self, new: Side) -> "Grant":
        def replace_side(sides: tuple[Side, ...]) -> tuple[Side, ...]:
            return tuple(new if side.name == new.name else side for side in sides)

        return self.change(sides=replace_side(self.sides), former=replace_side(self.former))


def home_shard(key: str) -> int:
    """Spreads grants evenly over the program's accounts and budget shards."""
    return sha256(key.encode()).digest()[0]


def require_two_people(advocate_id: str, friend_id: str) -> None:
    """Attribution refuses self-referrals; were one to come here, one balance would move twice."""
    assert advocate_id, "a grant needs an advocate"
    assert friend_id, "a grant needs a friend"
    assert advocate_id != friend_id, "a self-referral never reaches the ledger"


def total_worth(sides: Iterable[Side]) -> int:
    return sum(side.worth.worth_minor for side in sides)


def reward_data(terms: dict[str, Any], amount: int, *, counted: bool) -> dict[str, Any]:
    """Terms with their kind, and the `amount` that stands: what people are told a reward from."""
    if counted:  # What counts is what is left of it, not what the terms began with.
        terms = {name: value for name, value in terms.items() if name != "amount_minor"}
    return {**terms, "amount": amount}
