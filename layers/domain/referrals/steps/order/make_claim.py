"""Makes a claim: somebody's word on who recommended the shop becomes a fact of the order.

It may come before the order and then waits there. The same claim again is the same fact: its id
follows from what it says. Judging is attribution's, which every new fact wakes.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from referrals.model.era import epoch_milliseconds, epoch_seconds
from referrals.model.errors import NotFoundError, RefusedError
from referrals.model.identity import base32
from referrals.model.moment import possible_moment
from referrals.model.order.claim import Claimant, ClaimFact
from referrals.model.order_key import ConversionKey
from referrals.model.people.mailbox import email_hash
from referrals.model.session.brake import CLAIMS_OF_ORDER
from referrals.providers.shops.registry import MODULES
from referrals.steps.people.name_advocate import AdvocateReference, named_link
from referrals.store.link.link import Links
from referrals.store.order.alias import Aliases
from referrals.store.order.claim import Claims
from referrals.store.order.claim_index import ClaimIndex
from referrals.store.order.conversion import Conversions
from referrals.store.people.person import People
from referrals.store.program.program import Programs
from referrals.store.session.bucket import Buckets

CLOCK_SLACK = timedelta(minutes=10)


class UnknownClaimSourceError(NotFoundError):
    code = "no_such_source"


class NotYetHappenedError(RefusedError):
    code = "not_yet_happened"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimWish:
    """What the claimant says; `email` is the friend's and is never kept. Where the order is known
    to be theirs, `friend_hash` stands for it."""

    key: ConversionKey
    claimant: Claimant
    named: AdvocateReference
    email: str = field(default="", repr=False)
    friend_hash: str = ""
    proven: bool = False
    """Whether the page of the order shows that whoever placed it asks."""
    happened_at: datetime
    said: str = ""


@dataclass(frozen=True, slots=True)
class ClaimDesk:
    """Where claims go, and what they are checked against before."""

    claims: Claims
    index: ClaimIndex
    aliases: Aliases
    programs: Programs
    links: Links
    people: People
    identity_key: Callable[[], bytes]
    conversions: Conversions
    buckets: Callable[[], Buckets]


@dataclass(frozen=True, slots=True)
class MadeClaim:
    key: ConversionKey
    """The order by its greatest name."""
    claim: ClaimFact
    new: bool


def make_claim(wish: ClaimWish, desk: ClaimDesk, *, now: datetime) -> MadeClaim:
    """Refused while it could be no claim at all; whether it holds is found out later."""
    _require_possible(wish, desk, now)
    link = named_link(wish.named, wish.key.program_id, desk.links, desk.people)
    key = desk.aliases.greatest(wish.key)
    friend_hash = wish.friend_hash or email_hash(desk.identity_key(), wish.email)
    _brake_guesses(key, friend_hash, desk, now)
    claim = _claim(wish, link.code, friend_hash, now)
    desk.index.add(key, claim.friend_hash)
    new = desk.claims.add(key, claim, proven=wish.proven)
    # Whoever joins two names looks for facts after writing the alias; so one of us sees the other.
    end = desk.aliases.greatest(key)
    if end != key:
        desk.claims.add(end, claim, proven=wish.proven)
    return MadeClaim(end, claim, new)


def _brake_guesses(key: ConversionKey, friend_hash: str, desk: ClaimDesk, now: datetime) -> None:
    """Whoever bought is let in at once, and everybody else so often an hour and order."""
    conversion = desk.conversions.find(key)
    order = conversion.order if conversion else None
    if order is None or order.customer_hash != friend_hash:
        desk.buckets().take(CLAIMS_OF_ORDER, str(key), now)


def require_source(source: str) -> None:
    if source not in MODULES:
        raise UnknownClaimSourceError(
            f"no source is called {source!r}.",
            field="source",
            remedy=f"Use the one that reports the order: {', '.join(MODULES)}.",
        )


def _require_possible(wish: ClaimWish, desk: ClaimDesk, now: datetime) -> None:
    desk.programs.get(wish.key.program_id)
    require_source(wish.key.source)
    if wish.happened_at.timestamp() > (now + CLOCK_SLACK).timestamp():
        raise NotYetHappenedError(
            "nobody can have recommended anything in the future.",
            field="happened_at",
            remedy="Say when the recommendation was; the day is enough.",
        )


def _claim(wish: ClaimWish, code: str, friend_hash: str, now: datetime) -> ClaimFact:
    """Its id leaves out the words, and the order's name, of which there may be several."""
    happened_at = possible_moment(wish.happened_at, "happened_at")
    order, seconds = (wish.key.program_id, wish.key.source), epoch_seconds(happened_at)
    says = (*order, wish.claimant, code, friend_hash, seconds)
    digest = hashlib.sha256("\n".join(map(str, says)).encode()).digest()
    return ClaimFact(
        claim_id=f"clm_{base32(int.from_bytes(digest[:16]), 26)}",
        claimant=wish.claimant.value,
        code=code,
        friend_hash=friend_hash,
        happened_at=happened_at,
        version_ms=epoch_milliseconds(now),
        said=wish.said,
    )
