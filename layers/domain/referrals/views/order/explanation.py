"""The whole story of an order: what was told when, how it was judged, and what went out for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel

from referrals.model.attribution.origin import is_decided_on
from referrals.model.attribution.referral import Referral
from referrals.model.delivery.outbox import DeliveryState, OutboxItem
from referrals.model.history.retake import Retaken
from referrals.model.moment import Moment, moment_of
from referrals.model.money import to_text
from referrals.model.order.claim import ClaimFact, CorrectionFact, HoldFact
from referrals.model.order.conversion import (
    ActFact,
    CancellationFact,
    Conversion,
    DisputeFact,
    Fact,
    OrderFact,
    PaymentFact,
    RefundFact,
    ReviewFact,
    StartFact,
)
from referrals.model.order.provenance import Provenance
from referrals.model.order_key import ConversionKey
from referrals.model.words.wording import Wording
from referrals.store.attribution.referral import Referrals
from referrals.store.delivery.outbox import Outbox
from referrals.store.order.conversion import Conversions
from referrals.store.order.fact import RecordedFact
from referrals.store.program.program import Programs
from referrals.store.reward.books import seen_together
from referrals.store.reward.grant import Grants
from referrals.views.history.past_order import PastOrder
from referrals.views.order.conversion_story import ConversionStory, story_of
from referrals.views.order.wait_reason import wait_reason


class OrderStage(StrEnum):
    """How far the order has come on its way through the stages."""

    UNPAID = "unpaid"
    """Nothing is decided before all of it is paid, nor of what the program doesn't reward."""
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


MOVING = {OrderStage.ATTRIBUTING, OrderStage.REWARDING, OrderStage.DELIVERING}


class ToldFact(BaseModel):
    """One fact as the shop told it."""

    name: str
    said: str
    as_of: Moment
    """By the shop's clock."""
    recorded_at: Moment
    body: str
    via: Provenance


class Departure(BaseModel):
    """One thing that was to reach the outside."""

    item_id: str
    channel: str
    topic: str
    state: DeliveryState
    attempts: int
    reason: str


class Explanation(BaseModel):
    standing: OrderStage
    """How far the order has come; not what stands of its reward."""
    story: ConversionStory
    facts: tuple[ToldFact, ...]
    departures: tuple[Departure, ...]
    waits_for: str = ""
    """Where nothing is decided: what has to come first. Empty else."""


@dataclass(frozen=True, slots=True)
class Archive:
    """The tables that know something of an order."""

    conversions: Conversions
    referrals: Referrals
    grants: Grants
    outbox: Outbox
    programs: Programs


def explanation(key: ConversionKey, archive: Archive, words: Wording) -> Explanation:
    conversion = archive.conversions.state(key)
    referral, grant = seen_together(str(key), archive.referrals, archive.grants)
    items = list(archive.outbox.about(str(key)))
    currency = conversion.order.amounts.currency if conversion.order else ""
    facts = archive.conversions.facts(key)
    rules = archive.programs.get(key.program_id).rules
    awaited = is_decided_on(conversion, rules)
    return Explanation(
        standing=_standing(conversion, referral, items, awaited=awaited),
        story=story_of(conversion, referral, grant, words),
        facts=tuple(_told_fact(each, currency) for each in facts),
        departures=tuple(_departure(item) for item in items),
        waits_for="" if referral else wait_reason(conversion, rules),
    )


def past_explanation(
    order: PastOrder, moment: datetime, *, retaken: Retaken, outbox: Outbox, words: Wording
) -> Explanation:
    """The same as it stood at `moment`; what had left by then is told as it went on."""
    conversion = order.conversion
    about = outbox.about(str(conversion.key))
    items = [item for item in about if item.created_at <= moment]
    currency = conversion.order.amounts.currency if conversion.order else ""
    told = {"as_of": moment, "retaken": retaken}
    story = story_of(conversion, order.referral, order.grant, words)
    return Explanation(
        standing=_standing(conversion, order.referral, items),
        story=story.model_copy(update=told),
        facts=tuple(_told_fact(each, currency) for each in order.facts),
        departures=tuple(_departure(item) for item in items),
    )


def _standing(
    conversion: Conversion,
    referral: Referral | None,
    items: list[OutboxItem],
    *,
    awaited: bool = True,
) -> OrderStage:
    if referral is None:
        decides = conversion.ever_paid and awaited
        return OrderStage.ATTRIBUTING if decides else OrderStage.UNPAID
    if referral.figures.revision < conversion.revision:
        return OrderStage.ATTRIBUTING
    if not referral.is_attributed and referral.reward is None:
        return OrderStage.UNATTRIBUTED
    if referral.reward is None or referral.reward.revision < referral.figures.revision:
        return OrderStage.REWARDING
    under_way = any(
        item.state is DeliveryState.SENDING
        or (item.state is DeliveryState.PENDING and item.attempts == 0)
        for item in items
    )
    if under_way:
        return OrderStage.DELIVERING
    return OrderStage.DONE if referral.is_attributed else OrderStage.UNATTRIBUTED


def _departure(item: OutboxItem) -> Departure:
    return Departure(
        item_id=item.item_id,
        channel=item.channel,
        topic=item.topic,
        state=item.state,
        attempts=item.attempts,
        reason=item.reason,
    )


def _told_fact(recorded: RecordedFact, currency: str) -> ToldFact:
    fact = recorded.fact
    return ToldFact(
        name=fact.name,
        said=_fact_words(fact, currency),
        as_of=recorded.recorded_at
        if isinstance(fact, StartFact)
        else moment_of(fact.version_ms // 1000),
        recorded_at=recorded.recorded_at,
        body=recorded.body,
        via=recorded.via,
    )


def _fact_words(fact: Fact, currency: str) -> str:
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
            about = fact.amount_minor
            share = "all of it" if about is None else _amount(about, fact.currency or currency)
            return f"{share} disputed, {fact.standing}"
        case PaymentFact():
            return "paid in full" if fact.paid else "not paid"
        case ClaimFact():
            said = f": {fact.said}" if fact.said else ""
            return f"{fact.claimant} says it came by {fact.code}{said}"
        case CorrectionFact():
            whom = fact.code or "nobody"
            return f"{_speaker(fact)} says it came by {whom}: {fact.reason}"
        case ReviewFact():
            return f"{fact.act} by {_speaker(fact)}: {fact.note}"
        case ActFact():
            of = f" of {fact.subscription}" if fact.subscription else ""
            return f"a {fact.act}{of}"
        case StartFact():
            return f"{fact.start_id} was decided on: looked at again"
        case HoldFact():
            return f"{_speaker(fact)} says {fact.action}: {fact.reason}"


def _speaker(fact: CorrectionFact | ReviewFact | HoldFact) -> str:
    """The name that was given, and whose key or account gave it."""
    named = fact.actor and fact.actor != fact.made_by
    return f"{fact.made_by} ({fact.actor})" if named else fact.made_by


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
