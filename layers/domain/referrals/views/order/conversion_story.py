"""What became of this order, and why? Everything the tables know of it, in one answer."""

from enum import StrEnum

from pydantic import BaseModel

from referrals.model.attribution.referral import Referral
from referrals.model.code.bearer_code import shown_code
from referrals.model.code.discount import ShopCodeState
from referrals.model.history.retake import Retaken
from referrals.model.moment import Moment
from referrals.model.order.conversion import Conversion, Payment
from referrals.model.order_key import ConversionKey
from referrals.model.reward.grant import Grant, GrantStatus, Side
from referrals.model.words.wording import Wording
from referrals.store.attribution.referral import Referrals
from referrals.store.order.conversion import Conversions
from referrals.store.reward.books import seen_together
from referrals.store.reward.grant import Grants
from referrals.views.order.claim_standing import ClaimStanding, claim_standing
from referrals.views.order.decision_text import (
    AttributionText,
    CandidateText,
    RewardText,
    attribution_text,
    candidate_text,
    reward_text,
    side_text,
)


class OrderStatus(StrEnum):
    """Where the money stands, in one word."""

    AWAITED = "awaited"
    """A refund, a cancellation or a claim was told, the order itself not yet."""
    PENDING = "pending"
    """Placed, and nothing is paid yet."""
    PARTIAL = "partial"
    """Some of it is paid."""
    PAID = "paid"
    """All of it is paid."""
    NOTHING_DUE = "nothing_due"
    """There was nothing to pay."""
    PARTLY_REFUNDED = "partly_refunded"
    """Some of the money went back."""
    REFUNDED = "refunded"
    """All of the money went back."""
    CANCELLED = "cancelled"
    """The shop called the order off."""
    DISPUTED = "disputed"
    """The bank took the money back, for now or for good."""


class StoryAmounts(BaseModel):
    currency: str
    gross_minor: int
    tax_minor: int
    shipping_minor: int
    base_minor: int | None
    """What the program reckons from; None until attribution has looked."""
    base_currency: str
    """The program's, where it has a rate for the order's."""
    rate: str
    """By which `base_minor` was reckoned: units of `currency` for one of `base_currency`."""
    refunded_minor: int
    lost_minor: int
    """How much of gross_minor did not stay with the shop."""


class GrantedSide(BaseModel):
    """One person's reward."""

    side: str
    person_id: str
    kind: str
    status: GrantStatus
    words: str
    amount: int
    asset: str
    worth_minor: int
    reversed: int
    uncollected: int
    granted_at: Moment
    hold_until: Moment
    issued_at: Moment | None
    code: str
    """What its person shows or enters; empty before it is handed over."""
    shop_code: ShopCodeState | None
    """How a code that the shop makes stands there; None where we make it."""


class ConversionStory(BaseModel):
    program: str
    source: str
    order_id: str
    status: OrderStatus
    revision: int
    """How many facts were accepted about it."""
    test: bool
    amounts: StoryAmounts | None
    attribution: AttributionText | None
    """The decision that holds, with every candidate; None until it was taken."""
    corrected: tuple[AttributionText, ...]
    """Decisions before it, oldest first, each with who took it and why."""
    claims: tuple[ClaimStanding, ...]
    """Who says that somebody recommended it, and how that stands."""
    heard: tuple[CandidateText, ...]
    """Claims and corrections that came after a decision and changed nothing."""
    decision: RewardText | None
    """Granted or withheld, with every check and sentences for each person."""
    grants: tuple[GrantedSide, ...]
    as_of: Moment | None = None
    """The moment that it is told of; None for now."""
    retaken: Retaken | None = None
    """What the decisions by then come to when they are taken again; None for now."""


def conversion_story(
    key: ConversionKey,
    conversions: Conversions,
    referrals: Referrals,
    grants: Grants,
    *,
    words: Wording,
) -> ConversionStory:
    """Told in `words`, those of the reader's language."""
    conversion = conversions.state(key)
    referral, grant = seen_together(str(key), referrals, grants)
    return story_of(conversion, referral, grant, words)


def story_of(
    conversion: Conversion, referral: Referral | None, grant: Grant | None, words: Wording
) -> ConversionStory:
    """The same of what was read already: so that nothing else is told of it than was seen."""
    key = conversion.key
    earlier = referral.decisions[:-1] if referral else ()
    heard = referral.heard if referral else ()
    return ConversionStory(
        program=key.program_id,
        source=key.source,
        order_id=key.order_id,
        status=order_status(conversion),
        revision=conversion.revision,
        test=conversion.order is not None and conversion.order.test,
        amounts=_amounts(conversion, referral),
        attribution=attribution_text(referral.attribution, words) if referral else None,
        corrected=tuple(attribution_text(each, words) for each in earlier),
        claims=tuple(
            claim_standing(each, conversion, referral, words) for each in conversion.claims
        ),
        heard=tuple(candidate_text(each, words) for each in heard),
        decision=reward_text(referral, grant, words) if referral else None,
        grants=tuple(_side(grant, side, words) for side in grant.all_sides) if grant else (),
    )


def order_status(conversion: Conversion) -> OrderStatus:
    order = conversion.order
    if conversion.cancelled:
        return OrderStatus.CANCELLED
    if conversion.is_disputed:
        return OrderStatus.DISPUTED
    if order is None:
        return OrderStatus.AWAITED
    if order.payment is Payment.PAID and conversion.lost_minor:
        whole = conversion.lost_minor >= order.amounts.gross_minor
        return OrderStatus.REFUNDED if whole else OrderStatus.PARTLY_REFUNDED
    return OrderStatus(order.payment.value)


def _amounts(conversion: Conversion, referral: Referral | None) -> StoryAmounts | None:
    if conversion.order is None:
        return None
    amounts = conversion.order.amounts
    return StoryAmounts(
        currency=amounts.currency,
        gross_minor=amounts.gross_minor,
        tax_minor=amounts.tax_minor,
        shipping_minor=amounts.shipping_minor,
        base_minor=referral.figures.base_minor if referral else None,
        base_currency=referral.figures.currency if referral else amounts.currency,
        rate=referral.figures.rate if referral else "",
        refunded_minor=conversion.refunded_minor,
        lost_minor=conversion.lost_minor,
    )


def _side(grant: Grant, side: Side, words: Wording) -> GrantedSide:
    return GrantedSide(
        side=side.name,
        person_id=side.person_id,
        kind=side.kind,
        status=GrantStatus.WITHDRAWN if side in grant.former else grant.status,
        words=side_text(side, grant.currency, words),
        amount=side.worth.amount,
        asset=side.worth.asset,
        worth_minor=side.worth.worth_minor,
        reversed=side.reversed,
        uncollected=side.uncollected,
        granted_at=grant.granted_at,
        hold_until=grant.hold_until,
        issued_at=side.issued_at,
        code=shown_code(side.kind, side.code) or str(side.terms.get("gift_code", "")),
        shop_code=side.shop_code.state if side.shop_code else None,
    )
