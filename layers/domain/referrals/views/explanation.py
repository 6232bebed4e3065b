"""The whole story of an order: what was told when, how it was judged, and what went out for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from pydantic import BaseModel

from referrals.model.announcement import first_letter, on_grant, on_issue, on_release
from referrals.model.claim import ClaimFact, CorrectionFact
from referrals.model.conversion import (
    CancellationFact,
    Conversion,
    ConversionKey,
    DisputeFact,
    Fact,
    OrderFact,
    RefundFact,
)
from referrals.model.grant import Grant, GrantStatus
from referrals.model.moment import Moment
from referrals.model.money import to_text
from referrals.model.outbox import DeliveryState, OutboxItem
from referrals.model.posting import opened_again
from referrals.model.program import Program
from referrals.model.referral import Referral, RewardStatus
from referrals.model.via import Via
from referrals.store.books import seen_together
from referrals.store.conversion import Conversions, RecordedFact
from referrals.store.grant import Grants
from referrals.store.outbox import Outbox
from referrals.store.program import Programs
from referrals.store.referral import Referrals
from referrals.views.conversion_story import ConversionStory, story_of


class Standing(StrEnum):
    """How far the order has come on its way through the stages."""

    UNPAID = "unpaid"
    """Nothing is decided before all of it is paid."""
    ATTRIBUTING = "attributing"
    """Attribution has yet to look at the newest facts."""
    UNATTRIBUTED = "unattributed"
    """Nobody brought this order: the end."""
    REWARDING = "rewarding"
    """The rewards have yet to look at the newest figures."""
    DELIVERING = "delivering"
    """Something is on its way out."""
    DONE = "done"
    """Everything that follows from it has happened, or waits for a date or a person."""


MOVING = {Standing.ATTRIBUTING, Standing.REWARDING, Standing.DELIVERING}


class ToldFact(BaseModel):
    """One fact as the shop told it."""

    name: str
    said: str
    as_of: Moment
    """By the shop's clock."""
    recorded_at: Moment
    body: str
    via: Via


class Departure(BaseModel):
    """One thing that was to reach the outside."""

    item_id: str
    channel: str
    topic: str
    state: DeliveryState
    attempts: int
    reason: str


class Explanation(BaseModel):
    standing: Standing
    story: ConversionStory
    facts: tuple[ToldFact, ...]
    departures: tuple[Departure, ...]


@dataclass(frozen=True, slots=True)
class Archive:
    """The tables that know something of an order."""

    conversions: Conversions
    referrals: Referrals
    grants: Grants
    outbox: Outbox
    programs: Programs


def explanation(key: ConversionKey, archive: Archive) -> Explanation:
    conversion = archive.conversions.state(key)
    referral, grant = seen_together(str(key), archive.referrals, archive.grants)
    items = _departed(key, grant, archive)
    currency = conversion.order.amounts.currency if conversion.order else ""
    facts = archive.conversions.facts(key)
    return Explanation(
        standing=_standing(conversion, referral, grant, items),
        story=story_of(conversion, referral, grant),
        facts=tuple(_told(each, currency) for each in facts),
        departures=tuple(_departure(item) for item in items),
    )


def _standing(
    conversion: Conversion, referral: Referral | None, grant: Grant | None, items: list[OutboxItem]
) -> Standing:
    if referral is None:
        return Standing.ATTRIBUTING if conversion.paid else Standing.UNPAID
    if referral.figures.revision < conversion.revision:
        return Standing.ATTRIBUTING
    if not referral.attributed and referral.reward is None:
        return Standing.UNATTRIBUTED
    if not _rewarded(referral, grant):
        return Standing.REWARDING
    under_way = any(
        item.state is DeliveryState.SENDING
        or (item.state is DeliveryState.PENDING and item.attempts == 0)
        for item in items
    )
    if under_way:
        return Standing.DELIVERING
    return Standing.DONE if referral.attributed else Standing.UNATTRIBUTED


def _rewarded(referral: Referral, grant: Grant | None) -> bool:
    """Whether the reward accounts for the newest figures."""
    reward, figures = referral.reward, referral.figures
    if reward is None:
        return False
    if reward.status is RewardStatus.WITHHELD or reward.revision >= figures.revision:
        return reward.revision >= figures.revision
    if grant is None:
        return False
    closed = grant.status in (GrantStatus.REVERSED, GrantStatus.WITHDRAWN)
    whose = grant.advocate_id == referral.attribution.advocate_id
    opened = grant.status is GrantStatus.WITHDRAWN or opened_again(grant, figures)
    if opened and referral.attributed:
        return False
    return closed or (whose and grant.lost_minor == figures.lost_minor)


def _departed(key: ConversionKey, grant: Grant | None, archive: Archive) -> list[OutboxItem]:
    """Found by their ids, which follow from the grant: the outbox has no index by order."""
    rules = archive.programs.get(key.program_id).rules
    names = dict.fromkeys(_item_ids(grant, rules) if grant else ())
    found = (archive.outbox.find(name) for name in names)
    return [item for item in found if item]


def _item_ids(grant: Grant, rules: Program) -> Iterator[str]:
    at = grant.granted_at
    announced: list[OutboxItem] = []
    for turn in range(1, grant.turn + 1):
        past = grant.model_copy(update={"turn": turn, "sides": tuple(grant.named_sides)})
        announced += [*on_grant(past, rules, at), *on_release(past, rules, at)]
    for side in grant.named_sides:
        announced += [first_letter(grant, side, at), *on_issue(grant, side, rules, at)]
    yield from (item.item_id for item in announced)
    for version in range(1, grant.version + 1):
        yield f"{grant.key}#webhook-reversed-{version}"
        yield f"{grant.key}#webhook-restored-{version}"
        yield from (f"{grant.key}#revoke-{side.name}-{version}" for side in grant.named_sides)


def _departure(item: OutboxItem) -> Departure:
    return Departure(
        item_id=item.item_id,
        channel=item.channel,
        topic=item.topic,
        state=item.state,
        attempts=item.attempts,
        reason=item.reason,
    )


def _told(recorded: RecordedFact, currency: str) -> ToldFact:
    fact = recorded.fact
    return ToldFact(
        name=fact.name,
        said=_said(fact, currency),
        as_of=datetime.fromtimestamp(fact.updated_at // 1000, UTC),
        recorded_at=datetime.fromtimestamp(recorded.recorded_at, UTC),
        body=recorded.body,
        via=recorded.via,
    )


def _said(fact: Fact, currency: str) -> str:
    match fact:
        case OrderFact():
            return ", ".join(_told_of_order(fact))
        case RefundFact():
            total = "in all so far" if fact.cumulative else "given back"
            return f"{_amount(fact.amount_minor, fact.currency or currency)} {total}"
        case CancellationFact(lifted=True):
            return "goes on after all"
        case CancellationFact():
            return f"called off: {fact.reason or 'no reason given'}"
        case DisputeFact():
            return f"{_amount(fact.amount_minor, currency)} disputed, {fact.standing}"
        case ClaimFact():
            said = f": {fact.said}" if fact.said else ""
            return f"{fact.claimant} says it came by {fact.code}{said}"
        case CorrectionFact():
            return f"{fact.made_by} says it came by {fact.code or 'nobody'}: {fact.reason}"


def _told_of_order(fact: OrderFact) -> Iterator[str]:
    yield to_text(fact.amounts.gross_minor, fact.amounts.currency)
    yield fact.payment
    if fact.given_back_minor:
        yield f"{to_text(fact.given_back_minor, fact.amounts.currency)} given back so far"
    if fact.called_off:
        yield "called off"
    if fact.test:
        yield "a test"


def _amount(minor: int, currency: str) -> str:
    return to_text(minor, currency) if currency else f"{minor} minor units"
