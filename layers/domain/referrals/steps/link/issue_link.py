"""Issues a link: its code is the advocate's own wish, or follows from a seed.

Everything a repeated call needs to find the same link again is in its arguments, so a call that
was cut off is simply made again.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from referrals.model.errors import RefusedError, UnavailableError
from referrals.model.identity import bad_code, new_code, parse_code
from referrals.model.link.link import Link
from referrals.model.link.reserved_code import is_number, is_reserved
from referrals.model.moment import floor_to_second, possible_moment
from referrals.model.program.program import Program
from referrals.model.reward.decision import offer_for
from referrals.providers.rewards.registry import promise
from referrals.store.link.link import CodeTakenError, Links

CODES_TRIED = 8


class NoFreeCodeError(UnavailableError):
    code = "no_free_code"


class ReservedCodeError(RefusedError):
    code = "reserved_code"


class ExpiryPassedError(RefusedError):
    code = "expiry_passed"


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkWish:
    """What the caller asks of a new link; empty means the program's choice."""

    advocate_id: str
    code: str = ""
    words: str = ""
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class IssuedLink:
    link: Link
    new: bool


def issue_link(
    wish: LinkWish, rules: Program, *, links: Links, now: datetime, seed: bytes
) -> IssuedLink:
    """The link as stored; the same `wish` and `seed` always lead to the same link."""
    if wish.expires_at:
        require_future(wish.expires_at, now=now)
    codes = [_wished_code(wish, rules, links)] if wish.code else _codes(seed, rules)
    for code in codes:
        try:
            wanted = _link(wish, rules, code, now)
            stored = links.create(wanted)
            return IssuedLink(stored, stored is wanted)
        except CodeTakenError:
            if wish.code:
                raise
    raise NoFreeCodeError("every code that was tried is taken.", remedy="Try again.")


def require_future(expires_at: datetime, *, now: datetime) -> None:
    if expires_at.timestamp() <= now.timestamp():
        raise ExpiryPassedError(
            "this moment has passed.",
            field="expires_at",
            remedy="Name a later one; to stop a link now, pause it.",
        )


def copied_fields(rules: Program, code: str) -> dict[str, Any]:
    """What a link repeats of its program, so that a click costs one read."""
    return {
        "destination": rules.destination,
        "fallback": rules.fallback_address,
        "landing": rules.landing_of(code),
        "window_days": rules.attribution.window_days,
        "program_name": rules.shop_name,
        "offer": promise(offer_for(rules, code).friend, rules.currency),
        "image": rules.sharing.image,
        "look": f"{rules.brand.colour or 'plain'} {rules.brand.font}",
    }


def _link(wish: LinkWish, rules: Program, code: str, now: datetime) -> Link:
    return Link(
        code=code,
        program_id=rules.program,
        advocate_id=wish.advocate_id,
        created_at=floor_to_second(now),
        expires_at=possible_moment(wish.expires_at, "expires_at") if wish.expires_at else None,
        words=wish.words or rules.sharing.words,
        **copied_fields(rules, code),
    )


def _wished_code(wish: LinkWish, rules: Program, links: Links) -> str:
    """The code wished for; a reserved one is given only to whom it was issued before."""
    code = parse_code(wish.code)
    reserved = is_reserved(code, rules.reserved_codes)
    if not (reserved or is_number(code)):
        return code
    there = links.find(code, consistent=True)
    if there and (there.advocate_id, there.program_id) == (wish.advocate_id, rules.program):
        return code
    if is_number(code):
        raise bad_code()
    raise ReservedCodeError(
        f"{code} is a word that shops use themselves.",
        field="code",
        remedy="Choose one that is the advocate's own; the program's are in `reserved_codes`.",
    )


def _codes(seed: bytes, rules: Program) -> Iterator[str]:
    """Not secret, only evenly spread: a code is there to be told."""
    made = (
        new_code(hashlib.sha256(seed + bytes([attempt])).digest()) for attempt in range(CODES_TRIED)
    )
    return (
        code for code in made if not (is_number(code) or is_reserved(code, rules.reserved_codes))
    )
