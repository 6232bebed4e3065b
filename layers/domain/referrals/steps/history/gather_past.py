"""Gathers a program's decisions of late, in the order in which they were taken; writes nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from awswire.codec import Item
from referrals.model.attribution.referral import Referral, RewardDecision
from referrals.model.errors import RefusedError
from referrals.model.history.reward_ground import RewardGround, known_reward_ground
from referrals.model.work import HasTime, endless
from referrals.store.attribution.referral import Referrals
from referrals.store.reward.former_decision import FormerDecisions, RewardRuling

# A few kilobytes each: as many as fit in a small machine's memory.
MOST_ORDERS = 20_000
PAGE = 100
"""As many as one request reads by their keys."""


class TooManyOrdersError(RefusedError):
    code = "too_many_orders"


@dataclass(frozen=True, slots=True)
class PastDecision:
    """One moment at which an order was decided on."""

    referral: Referral
    at: datetime
    decision: RewardDecision | None
    """None where nobody brought the order, and no reward was to be decided."""
    previous: RewardDecision | None
    ground: RewardGround | None


@dataclass(frozen=True, slots=True)
class PastSlice:
    """How much of the past somebody who waits can be told of: the newest orders, by the moment of
    their first decision."""

    most: int
    has_time: HasTime


@dataclass(frozen=True, slots=True)
class PastDecisions:
    decisions: Sequence[PastDecision]
    orders: int
    unknown: int
    """Orders of which some decision has no ground; none of theirs is among `decisions`."""
    cut: bool = False
    """Whether there are more, which weren't looked at."""


def gather_past(
    program_id: str,
    since: datetime,
    referrals: Referrals,
    former: FormerDecisions,
    *,
    bound: PastSlice | None = None,
    most: int = MOST_ORDERS,
) -> PastDecisions:
    """TooManyOrdersError beyond `most` orders, unless `bound` says where to stop."""
    found: list[PastDecision] = []
    orders = unknown = 0
    has_time = bound.has_time if bound else endless
    cut = False
    read = newest_referrals if bound else Referrals.of_program
    for referral in read(referrals, program_id, since):
        if bound and (orders >= bound.most or not has_time()):
            cut = True
            break
        decisions = [each for each in _decisions(referral, former) if each.at >= since]
        if not decisions:
            continue
        orders += 1
        if orders > most:
            raise TooManyOrdersError(
                f"more than {most} orders were decided on since then.",
                field="since",
                remedy="Name a later moment.",
            )
        if all(each.ground or not each.decision for each in decisions):
            found += decisions
        else:
            unknown += 1
    found.sort(key=lambda each: (each.at, each.referral.key))
    return PastDecisions(found, orders, unknown, cut)


def newest_referrals(referrals: Referrals, program_id: str, since: datetime) -> Iterator[Referral]:
    """First decided on since then, the newest first: whoever wants no more reads no more."""
    start: Item | None = None
    while True:
        found, start = referrals.newest(program_id, PAGE, start, since=since)
        yield from found
        if start is None:
            return


def _decisions(referral: Referral, former: FormerDecisions) -> Iterator[PastDecision]:
    rulings = former.rulings(referral)
    if not (rulings or referral.is_attributed):
        yield PastDecision(referral, referral.attribution.decided_at, None, None, None)
    previous: RewardRuling | None = None
    for ruling in rulings:
        before = previous.decision if previous else None
        ground = known_reward_ground(ruling.ground)
        yield PastDecision(referral, ruling.decision.decided_at, ruling.decision, before, ground)
        previous = ruling
