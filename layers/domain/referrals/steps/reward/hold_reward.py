"""Freezes an order's reward, lifts that, or ends its wait early: a person's word, with a reason.

The word becomes a fact of the order; attribution folds it in, and the one function that says what
should stand reads it. Nothing is overwritten. A repeat finds the word that it said before.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from referrals.model.era import epoch_milliseconds, moment_of
from referrals.model.errors import UnavailableError
from referrals.model.identity import base32
from referrals.model.order.claim import MOST_HOLDS, HoldAction, HoldFact, too_many_holds
from referrals.model.order.conversion import Conversion
from referrals.model.order_key import ConversionKey
from referrals.store.order.alias import Aliases
from referrals.store.order.claim import Claims
from referrals.store.order.conversion import ConversionNotFoundError, Conversions

TRIES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldWish:
    key: ConversionKey
    action: HoldAction
    reason: str
    made_by: str
    actor: str = ""
    """Whose key, or which person at the command line."""
    request: str = ""
    """The caller's own name for this request: told again, it is the same word."""


@dataclass(frozen=True, slots=True)
class HoldDesk:
    claims: Claims
    aliases: Aliases
    conversions: Conversions


@dataclass(frozen=True, slots=True)
class HoldWord:
    """What was said, and of which order by its greatest name."""

    key: ConversionKey
    fact: HoldFact
    new: bool


def hold_reward(wish: HoldWish, desk: HoldDesk, *, now: datetime) -> HoldWord:
    """The word that the same request said before, or a new one."""
    key = desk.aliases.greatest(wish.key)
    for _ in range(TRIES):
        conversion = _reported_order(key, desk)
        fact = _fact(wish, conversion, now)
        if before := _previous_word(fact, conversion):
            return HoldWord(key, before, new=False)
        if fact.number > MOST_HOLDS:
            raise too_many_holds()
        if desk.claims.hold(key, fact, conversion.revision):
            return HoldWord(_keep_under_greatest(key, fact, desk), fact, new=True)
    raise UnavailableError("much is being told of this order.", remedy="Try again.")


def _reported_order(key: ConversionKey, desk: HoldDesk) -> Conversion:
    conversion = desk.conversions.state(key)
    if conversion.order is None:
        raise ConversionNotFoundError(
            f"the shop has yet to report order {key.order_id}.",
            field="order_id",
            remedy="Freeze or release its reward once it is there.",
        )
    return conversion


def _fact(wish: HoldWish, conversion: Conversion, now: datetime) -> HoldFact:
    """Later than the one before it, whatever the clocks say: the last one holds."""
    number = len(conversion.holds) + 1
    last = conversion.holds[-1].version_ms if conversion.holds else 0
    seed = wish.request or f"{number}\n{wish.action}\n{wish.reason}\n{wish.made_by}"
    digest = hashlib.sha256(f"{conversion.key}\n{seed}".encode()).digest()
    return HoldFact(
        hold_id=f"hld_{base32(int.from_bytes(digest[:16]), 26)}",
        number=number,
        action=wish.action.value,
        reason=wish.reason,
        made_by=wish.made_by,
        actor=wish.actor,
        version_ms=max(epoch_milliseconds(now), last + 1),
    )


def _previous_word(wanted: HoldFact, conversion: Conversion) -> HoldFact | None:
    """The word under its name, or the same one word for word as the newest."""
    named = next((each for each in conversion.holds if each.name == wanted.name), None)
    newest = conversion.holds[-1] if conversion.holds else None
    says = (wanted.action, wanted.reason, wanted.made_by)
    same = newest and (newest.action, newest.reason, newest.made_by) == says
    return named or (newest if same else None)


def _keep_under_greatest(key: ConversionKey, fact: HoldFact, desk: HoldDesk) -> ConversionKey:
    """Store the word also under a greater name that the order got meanwhile."""
    end = desk.aliases.greatest(key)
    if end != key:
        at = moment_of(fact.version_ms // 1000)
        desk.conversions.record(end, fact, body="", at=at)
    return end
