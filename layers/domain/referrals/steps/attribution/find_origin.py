"""Finds what a renewal goes back to, and tells the renewals of an order that was decided on.

A renewal writes itself down before it looks for its first order; a first order is decided before
it looks for its renewals. So whichever comes first, one of them sees the other, and a renewal
that was decided too early is decided again: by a fact of its own, as anything new is.
"""

from dataclasses import dataclass
from datetime import datetime

from referrals.model.attribution.origin import Origin, has_had_advocate, mark_of
from referrals.model.attribution.referral import Referral
from referrals.model.order.conversion import Act, Conversion, OrderFact, StartFact
from referrals.model.order.provenance import Provenance
from referrals.model.order_key import ConversionKey
from referrals.model.privacy.request import ERASED
from referrals.model.program.program import Program
from referrals.store.attribution.referral import Referrals
from referrals.store.order.conversion import Conversions
from referrals.store.order.subscription import (
    RENEWAL,
    START,
    Membership,
    Subscriptions,
    groups_of,
)


@dataclass(frozen=True, slots=True)
class OriginDesk:
    subscriptions: Subscriptions
    referrals: Referrals
    conversions: Conversions


def find_origin(
    conversion: Conversion, order: OrderFact, rules: Program, desk: OriginDesk
) -> Origin | None:
    """None of what is no renewal, and of one whose beginning nobody told of."""
    if not _is_followed(conversion, rules):
        return None
    key, groups = conversion.key, _groups(conversion, order)
    for group in groups:
        desk.subscriptions.join(RENEWAL, Membership(key, order.occurred_at, group))
    for group in groups:
        start = desk.subscriptions.first(START, key, group)
        referral = desk.referrals.find(str(start)) if start else None
        if referral:
            return _origin(referral, key, group, desk)
    return None


def _is_followed(conversion: Conversion, rules: Program) -> bool:
    """After a trial the first payment is one, too, so any program follows a subscription's."""
    if conversion.act is not Act.RENEWAL:
        return False
    return bool(conversion.subscription) or rules.rewards_renewals


def _groups(conversion: Conversion, order: OrderFact) -> tuple[str, ...]:
    known = "" if order.customer_hash.startswith(ERASED) else order.customer_hash
    return groups_of(conversion.subscription, known)


def _origin(referral: Referral, key: ConversionKey, group: str, desk: OriginDesk) -> Origin:
    """After a trial the earliest payment is the first; a trial that cost something was one."""
    if not (referral.figures.act is Act.TRIAL and referral.figures.gross_minor == 0):
        return Origin(referral, referral.figures.occurred_at)
    first = desk.subscriptions.first(RENEWAL, key, group) or key
    paid = desk.conversions.find(first)
    moment = paid.order.occurred_at if paid and paid.order else referral.figures.occurred_at
    return Origin(referral, moment, is_first_payment=first == key)


def tell_renewals(
    referral: Referral, conversion: Conversion, rules: Program, desk: OriginDesk, *, now: datetime
) -> None:
    """Has the renewals of what was just decided decided anew, where that changes them; safe to
    repeat, and nothing where it is no subscription's beginning."""
    order, act = conversion.order, conversion.act
    if order is None:
        return
    kind = RENEWAL if act is Act.RENEWAL else START
    if kind == START:
        begins = act is not Act.SIGNUP and (rules.rewards_renewals or act is Act.TRIAL)
        if not (begins and has_had_advocate(referral)):
            return
    elif not _is_followed(conversion, rules) or referral.figures.renewal is not None:
        return  # Only the first payment after a trial is what others go back to.
    for group in _groups(conversion, order):
        member = Membership(conversion.key, order.occurred_at, group)
        known, mark = desk.subscriptions.join(kind, member), mark_of(referral)
        if known == mark or (kind == RENEWAL and not referral.is_attributed):
            continue
        for renewal in desk.subscriptions.renewals(conversion.key, group):
            if renewal != conversion.key:
                _tell(renewal, referral, desk, now)
        desk.subscriptions.mark(kind, member, mark)


def _tell(renewal: ConversionKey, referral: Referral, desk: OriginDesk, now: datetime) -> None:
    """By what grows with each news of the first order, so that no older word counts as newer."""
    version = referral.figures.revision
    fact = StartFact(referral.order_id, version)
    desk.conversions.record(renewal, fact, body="", at=now, via=Provenance.PERSON)
