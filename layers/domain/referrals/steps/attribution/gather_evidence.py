"""Gathers every hint at who sent a friend, with what the tables know about each; judges nothing.

Hints stand in the order itself, in claims about it, and in the merchant's corrections.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from referrals.model.attribution.evidence import Evidence
from referrals.model.code.gift_code import GiftCode
from referrals.model.code.gift_text import kept_text
from referrals.model.identity import BadCodeError, code_in
from referrals.model.link.link import Link
from referrals.model.link.token import Token, read_token
from referrals.model.order.claim import ClaimFact, CorrectionFact
from referrals.model.order.conversion import Conversion, Signals
from referrals.model.people.person import Person
from referrals.model.program.signal import Signal
from referrals.store.link.link import Links
from referrals.store.people.person import People


def gather_evidence(
    conversion: Conversion,
    token_keys: tuple[bytes, ...],
    *,
    links: Links,
    people: People,
    gifts: Sequence[GiftCode] = (),
    previous_hints: Sequence[Evidence] = (),
    origin: Sequence[Evidence] = (),
) -> list[Evidence]:
    """Links are read afresh, once per code: a paused one must not pay."""
    hints = [*origin, *_hints(conversion, token_keys)]
    hints = [*_with_gifts(hints, gifts)]
    hints += [each for each in previous_hints if each not in hints]
    codes = {hint.code for hint in hints if hint.genuine and hint.code}
    found = {code: links.find(code, consistent=True) for code in codes}
    advocates = {link.advocate_id for link in found.values() if link}
    known = {advocate_id: people.find(advocate_id) for advocate_id in advocates}
    return [_with_advocate(hint, found.get(hint.code), known) for hint in hints]


def _with_gifts(hints: Sequence[Evidence], gifts: Sequence[GiftCode]) -> Iterator[Evidence]:
    """A gift code tells the link and the click that it was made for, on whatever device."""
    known = {kept_text(gift.text): gift for gift in gifts}
    clicked = frozenset(
        hint.code for hint in hints if hint.signal is Signal.CLICK and hint.genuine and hint.code
    )
    for hint in hints:
        gift = known.get(kept_text(hint.code)) if hint.signal is Signal.COUPON else None
        yield _of_gift(gift, clicked) if gift else hint


def _of_gift(gift: GiftCode, clicked: frozenset[str]) -> Evidence:
    return Evidence(
        Signal.COUPON,
        f"gift_code {gift.text}",
        code=gift.link_code,
        click_id=gift.click_id,
        touched_at=None if gift.joint else gift.made_at,
        gift=gift,
        clicked=clicked,
    )


def _with_advocate(hint: Evidence, link: Link | None, people: dict[str, Person | None]) -> Evidence:
    advocate = people.get(link.advocate_id) if link else None
    return replace(hint, link=link, advocate_hash=advocate.email_hash if advocate else "")


def _hints(conversion: Conversion, keys: tuple[bytes, ...]) -> Iterator[Evidence]:
    if conversion.order:
        yield from _of_order(conversion.order.signals, keys)
    yield from map(_of_claim, conversion.claims)
    yield from map(_of_correction, conversion.corrections)


def _of_order(signals: Signals, keys: tuple[bytes, ...]) -> Iterator[Evidence]:
    for found_in, tokens in (("gw", signals.click_tokens), ("gw_cookie", signals.cookie_tokens)):
        for text in tokens:
            yield _of_token(read_token(keys, text), found_in)
    for code in signals.ref_codes:
        yield _of_code(Signal.CODE, code, "ref")
    for code in signals.coupon_codes:
        yield _of_code(Signal.COUPON, code, "discount_code")


def _of_token(token: Token | None, found_in: str) -> Evidence:
    if token is None:
        return Evidence(Signal.CLICK, found_in, genuine=False)
    return Evidence(
        Signal.CLICK,
        found_in,
        code=token.code,
        click_id=token.click_id,
        touched_at=token.clicked_at,
    )


def _of_code(signal: Signal, text: str, found_in: str) -> Evidence:
    try:
        return Evidence(signal, found_in, code=code_in(text))
    except BadCodeError:
        return Evidence(signal, found_in, code=text[:40], genuine=False)


def _of_claim(claim: ClaimFact) -> Evidence:
    return Evidence(
        Signal.CLAIM,
        claim.name,
        code=claim.code,
        touched_at=claim.happened_at,
        friend_hash=claim.friend_hash,
    )


def _of_correction(correction: CorrectionFact) -> Evidence:
    return Evidence(
        Signal.CORRECTION,
        correction.name,
        code=correction.code,
        made_by=correction.made_by,
        note=correction.reason,
    )
