"""Corrects who brought an order, by the merchant's word, with a reason and a name under it.

The correction becomes a fact; attribution takes another decision from it and the rewards follow.
Nothing is overwritten. A repeat finds the correction it made before.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from referrals.model.era import epoch_milliseconds, moment_of
from referrals.model.errors import RefusedError, UnavailableError
from referrals.model.identity import base32
from referrals.model.link.link import Link
from referrals.model.order.claim import MOST_CORRECTIONS, CorrectionFact, too_many_corrections
from referrals.model.order.conversion import Conversion
from referrals.model.order_key import ConversionKey
from referrals.steps.people.name_advocate import AdvocateReference, named_link
from referrals.store.link.link import Links
from referrals.store.order.alias import Aliases
from referrals.store.order.claim import Claims
from referrals.store.order.conversion import ConversionNotFoundError, Conversions
from referrals.store.people.person import People
from referrals.store.program.program import Programs

TRIES = 8


class SelfReferralError(RefusedError):
    code = "self_referral"


class OtherProgramError(RefusedError):
    code = "other_program"


class OrderIsTestError(RefusedError):
    code = "test_order"


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionWish:
    key: ConversionKey
    named: AdvocateReference | None
    """None for nobody."""
    reason: str
    made_by: str
    actor: str = ""
    """Whose key, or which person at the command line."""
    request: str = ""
    """The caller's own name for this request: told again, it is the same correction."""


@dataclass(frozen=True, slots=True)
class CorrectionDesk:
    claims: Claims
    aliases: Aliases
    conversions: Conversions
    programs: Programs
    links: Links
    people: People


@dataclass(frozen=True, slots=True)
class MadeCorrection:
    key: ConversionKey
    """The order by its greatest name."""
    correction: CorrectionFact
    new: bool


def correct_attribution(
    wish: CorrectionWish, desk: CorrectionDesk, *, now: datetime
) -> MadeCorrection:
    """The order's newest correction, or the one that the same request made before."""
    link = _named_link(wish, desk)
    key = desk.aliases.greatest(wish.key)
    for _ in range(TRIES):
        conversion = _reported_order(key, desk)
        correction = _correction(wish, conversion, link.code if link else "", now)
        before = _made_before(correction, conversion)
        if before:
            return MadeCorrection(key, before, new=False)
        if link:
            _require_possible(link, conversion, desk)
        if correction.number > MOST_CORRECTIONS:
            raise too_many_corrections()
        if desk.claims.correct(key, correction, conversion.revision):
            return MadeCorrection(_brought_along(key, correction, desk), correction, new=True)
    raise UnavailableError("others are correcting this order.", remedy="Try again.")


def _named_link(wish: CorrectionWish, desk: CorrectionDesk) -> Link | None:
    if wish.named is None:
        return None
    return named_link(wish.named, wish.key.program_id, desk.links, desk.people)


def _reported_order(key: ConversionKey, desk: CorrectionDesk) -> Conversion:
    conversion = desk.conversions.state(key)
    if conversion.order is None:
        raise ConversionNotFoundError(
            f"the shop has yet to report order {key.order_id}.",
            field="order_id",
            remedy="Correct it once it is there, or make a claim, which waits for it.",
        )
    return conversion


def _correction(
    wish: CorrectionWish, conversion: Conversion, code: str, now: datetime
) -> CorrectionFact:
    """Later than the one before it, whatever the clocks say: the last one holds."""
    number, last = len(conversion.corrections) + 1, conversion.correction
    seed = wish.request or f"{number}\n{code}\n{wish.reason}\n{wish.made_by}"
    digest = hashlib.sha256(f"{conversion.key}\n{seed}".encode()).digest()
    return CorrectionFact(
        correction_id=f"cur_{base32(int.from_bytes(digest[:16]), 26)}",
        number=number,
        code=code,
        reason=wish.reason,
        made_by=wish.made_by,
        actor=wish.actor,
        version_ms=max(epoch_milliseconds(now), last.version_ms + 1 if last else 0),
    )


def _made_before(wanted: CorrectionFact, conversion: Conversion) -> CorrectionFact | None:
    """The correction if it was made before: under its name, or word for word as the newest."""
    named = (each for each in conversion.corrections if each.name == wanted.name)
    newest = conversion.correction
    says = (wanted.code, wanted.reason, wanted.made_by)
    same = newest and (newest.code, newest.reason, newest.made_by) == says
    return next(named, newest if same else None)


def _require_possible(link: Link, conversion: Conversion, desk: CorrectionDesk) -> None:
    """What no correction can set aside; attribution asks it again."""
    rules = desk.programs.get(conversion.key.program_id).rules
    order, advocate = conversion.order, desk.people.find(link.advocate_id)
    assert order
    if link.program_id != rules.program:
        raise OtherProgramError(
            f"{link.code} is a link of {link.program_id}.",
            field="code",
            remedy=f"Name an advocate of {rules.program} by a link of that program.",
        )
    if order.customer_hash and advocate and advocate.email_hash == order.customer_hash:
        raise SelfReferralError(
            "the order is this advocate's own.",
            field="advocate_id",
            remedy="Name another advocate, or nobody: nobody is rewarded for their own order.",
        )
    if order.test and not rules.test_mode:
        raise OrderIsTestError(
            "this is a test order.",
            field="order_id",
            remedy="Correct a real order, or let the program run in test mode.",
        )


def _brought_along(
    key: ConversionKey, correction: CorrectionFact, desk: CorrectionDesk
) -> ConversionKey:
    """Store the correction also under a greater name that the order got meanwhile."""
    end = desk.aliases.greatest(key)
    if end != key:
        at = moment_of(correction.version_ms // 1000)
        desk.conversions.record(end, correction, body="", at=at)
    return end
