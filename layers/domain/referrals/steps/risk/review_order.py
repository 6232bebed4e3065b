"""Says a word about an order that somebody looks at: approve, deny, note; or an appeal.

The word becomes a fact of the order, under a name; attribution folds it in and the reward follows.
Nothing is overwritten. A repeat finds the word that was said before.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from referrals.model.era import epoch_milliseconds, moment_of
from referrals.model.errors import ConflictError, UnavailableError
from referrals.model.identity import base32
from referrals.model.order.claim import MOST_REVIEWS, ReviewAct, ReviewFact, too_many_reviews
from referrals.model.order.conversion import Conversion
from referrals.model.order_key import ConversionKey
from referrals.model.risk.case import CaseState, ReviewCase
from referrals.store.order.alias import Aliases
from referrals.store.order.claim import Claims
from referrals.store.order.conversion import Conversions
from referrals.store.risk.review import Reviews

TRIES = 8
_OF_APPEAL = "the person denied"


class NothingToAppealError(ConflictError):
    """There is no denial, or the one appeal was made."""

    code = "nothing_to_appeal"


@dataclass(frozen=True, slots=True)
class ReviewDesk:
    reviews: Reviews
    claims: Claims
    aliases: Aliases
    conversions: Conversions


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewWish:
    case_id: str
    act: ReviewAct
    note: str
    made_by: str
    actor: str = ""
    """Whose key, or which person at the command line."""
    request: str = ""
    """The caller's own name for this request: told again, it is the same word."""


@dataclass(frozen=True, slots=True)
class MadeReview:
    key: ConversionKey
    word: ReviewFact
    new: bool


def review_order(wish: ReviewWish, desk: ReviewDesk, *, now: datetime) -> MadeReview:
    """The order's newest word, or the one that the same request said before."""
    filed = desk.reviews.get(wish.case_id)
    return say_of_order(wish, desk.aliases.greatest(filed.key), desk, case=filed.case, now=now)


def say_of_order(
    wish: ReviewWish,
    key: ConversionKey,
    desk: ReviewDesk,
    *,
    case: ReviewCase | None = None,
    now: datetime,
) -> MadeReview:
    """As `review_order`, of an order that may never have come to be looked at."""
    for _ in range(TRIES):
        conversion = desk.conversions.state(key)
        word = _word(wish, conversion, now)
        if before := _earlier_word(word, conversion):
            return MadeReview(key, before, new=False)
        if wish.act is ReviewAct.APPEAL:
            _require_denial(case)
        if sum(each.act == word.act for each in conversion.reviews) >= MOST_REVIEWS:
            raise too_many_reviews()
        if desk.claims.correct(key, word, conversion.revision):
            return MadeReview(_carry_along(key, word, desk), word, new=True)
    raise UnavailableError("others speak of this order.", remedy="Try again.")


def appeal_denial(case_id: str, said: str, desk: ReviewDesk, *, now: datetime) -> MadeReview:
    """Asks for another look at what was denied; once an order, whoever of the two asks."""
    request = f"appeal\n{case_id}"
    wish = ReviewWish(
        case_id=case_id, act=ReviewAct.APPEAL, note=said, made_by=_OF_APPEAL, request=request
    )
    return review_order(wish, desk, now=now)


def _word(wish: ReviewWish, conversion: Conversion, now: datetime) -> ReviewFact:
    """Later than the one before it, whatever the clocks say: the last one holds."""
    said = conversion.reviews
    number = len(said) + 1
    seed = wish.request or f"{number}\n{wish.act}\n{wish.note}\n{wish.made_by}"
    digest = hashlib.sha256(f"{conversion.key}\n{seed}".encode()).digest()
    return ReviewFact(
        review_id=f"rvw_{base32(int.from_bytes(digest[:16]), 26)}",
        number=number,
        act=wish.act.value,
        note=wish.note,
        made_by=wish.made_by,
        actor=wish.actor,
        version_ms=max(epoch_milliseconds(now), said[-1].version_ms + 1 if said else 0),
    )


def _earlier_word(wanted: ReviewFact, conversion: Conversion) -> ReviewFact | None:
    """The word if it was said before: under its name, or letter for letter as the newest."""
    named = (each for each in conversion.reviews if each.name == wanted.name)
    newest = conversion.reviews[-1] if conversion.reviews else None
    says = (wanted.act, wanted.note, wanted.made_by)
    same = newest and (newest.act, newest.note, newest.made_by) == says
    return next(named, newest if same else None)


def _require_denial(case: ReviewCase | None) -> None:
    if case and case.state is CaseState.DENIED and not case.was_appealed:
        return
    raise NothingToAppealError(
        "nothing was denied here, or it was appealed already.",
        field="id",
        remedy="A denial is appealed once; what came of it is final.",
    )


def _carry_along(key: ConversionKey, word: ReviewFact, desk: ReviewDesk) -> ConversionKey:
    """Store the word also under a greater name that the order got meanwhile."""
    end = desk.aliases.greatest(key)
    if end != key:
        desk.conversions.record(end, word, body="", at=moment_of(word.version_ms // 1000))
    return end
