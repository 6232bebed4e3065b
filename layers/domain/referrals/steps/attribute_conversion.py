"""Decides who brought a paid order, once, and keeps the order's figures as new facts arrive."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from referrals.model.attribution import decide, figures, is_first_order, tells_more
from referrals.model.conversion import Conversion, ConversionKey, OrderFact, Signals
from referrals.model.evidence import Evidence, Question
from referrals.model.identity import BadCodeError, base32, parse_code
from referrals.model.link import Link
from referrals.model.person import Consents, Person, Role
from referrals.model.program import AppliedProgram, Signal
from referrals.model.referral import AttributionDecision, Referral
from referrals.model.token import Token, read_token
from referrals.store.conversion import Conversions
from referrals.store.link import Links
from referrals.store.person import People
from referrals.store.program import Programs
from referrals.store.referral import Referrals


@dataclass(frozen=True, slots=True)
class Desk:
    """What attributing needs: the tables, and the keys that click tokens are signed with."""

    conversions: Conversions
    referrals: Referrals
    programs: Programs
    links: Links
    people: People
    token_keys: tuple[bytes, ...]


def attribute_conversion(key: ConversionKey, desk: Desk, *, now: datetime) -> Referral | None:
    """The order's referral as it now stands; None until the order is paid. Safe to repeat."""
    conversion = desk.conversions.state(key)
    order = conversion.order
    known = desk.referrals.find(str(key))
    if order is None or not (conversion.paid or known):
        return None
    question = _question(conversion, order, desk.programs.get(key.program_id), desk)
    if known is None:
        fresh = _decided(question, desk, now)
        if desk.referrals.add(fresh):
            return fresh
        known = desk.referrals.get(str(key))
    newer = _reconsidered(known, question, desk, now)
    return newer if desk.referrals.revise(known, newer) else known


def _reconsidered(known: Referral, question: Question, desk: Desk, now: datetime) -> Referral:
    """The newest figures; and another decision where an unattributed order has told more since.

    Shops often send a paid order first without its attributes. What was attributed stays so.
    """
    newer = known.model_copy(update={"figures": figures(question)})
    if known.attributed:
        return newer
    decision = decide(question, _evidence(question.order, desk), now=now)
    if not tells_more(decision, known.attribution):
        return newer
    return newer.model_copy(
        update={
            "decisions": (*known.decisions, decision),
            "friend_id": _friend(question, decision, desk, now),
        }
    )


def _question(
    conversion: Conversion, order: OrderFact, program: AppliedProgram, desk: Desk
) -> Question:
    others: list[Conversion] = []
    if order.customer_hash:
        found = desk.conversions.of_customer(
            program.program_id, order.customer_hash, order.occurred_at
        )
        others = list(found)
    return Question(conversion, order, program, is_first_order(conversion, order, others))


def _decided(question: Question, desk: Desk, now: datetime) -> Referral:
    key = question.conversion.key
    decision = decide(question, _evidence(question.order, desk), now=now)
    return Referral(
        key=str(key),
        program_id=key.program_id,
        source=key.source,
        order_id=key.order_id,
        figures=figures(question),
        decisions=(decision,),
        friend_id=_friend(question, decision, desk, now),
    )


def _evidence(order: OrderFact, desk: Desk) -> list[Evidence]:
    """Links are read afresh, once per code: a paused one must not pay."""
    hints = list(_hints(order.signals, desk.token_keys))
    codes = {hint.code for hint in hints if hint.genuine}
    links = {code: desk.links.find(code, consistent=True) for code in codes}
    advocates = {link.advocate_id for link in links.values() if link}
    people = {advocate_id: desk.people.find(advocate_id) for advocate_id in advocates}
    return [_known(hint, links.get(hint.code), people) for hint in hints]


def _known(hint: Evidence, link: Link | None, people: dict[str, Person | None]) -> Evidence:
    advocate = people.get(link.advocate_id) if link else None
    return replace(hint, link=link, advocate_hash=advocate.email_hash if advocate else "")


def _hints(signals: Signals, keys: tuple[bytes, ...]) -> Iterator[Evidence]:
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
    clicked_at = datetime.fromtimestamp(token.clicked_at, UTC)
    return Evidence(
        Signal.CLICK,
        found_in,
        code=token.code,
        click_id=token.click_id,
        touched_at=clicked_at,
    )


def _of_code(signal: Signal, text: str, found_in: str) -> Evidence:
    try:
        return Evidence(signal, found_in, code=parse_code(text))
    except BadCodeError:
        return Evidence(signal, found_in, code=text[:40], genuine=False)


def _friend(question: Question, decision: AttributionDecision, desk: Desk, now: datetime) -> str:
    """The friend's id, added to People under an id that the order alone determines."""
    if not decision.advocate_id:
        return ""
    key = question.conversion.key
    contact = desk.conversions.contact(key)
    digest = hashlib.sha256(str(key).encode()).digest()
    friend_id = f"fri_{base32(int.from_bytes(digest[:16]), 26)}"
    friend = Person(
        person_id=friend_id,
        role=Role.FRIEND,
        name=contact.first_name[:80],
        email=contact.email,
        # Without an address nothing ties two orders together: each friend is a new one.
        email_hash=question.order.customer_hash or f"unknown-{friend_id}",
        locale=contact.locale[:20] or "en",
        consents=Consents(mail=contact.may_write and bool(contact.email)),
        enrolled_at=now,
    )
    return desk.people.add(friend).person_id
