"""Decides who brought a paid order, and keeps the order's figures as new facts arrive.

One decision per order, and another when an order that nobody brought tells more or is claimed, when
its address speaks against whom it was attributed to, or when the merchant corrects it. Decisions
are added, never overwritten.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from referrals.model.attribution.decision import (
    decide,
    has_customer_changed,
    is_disproved,
    is_final,
    new_claims,
    previous_hints,
    replaces,
    with_promised_terms,
)
from referrals.model.attribution.evidence import AttributionQuestion, Evidence, unclaimed_words
from referrals.model.attribution.figures import figures
from referrals.model.attribution.ground import attribution_ground
from referrals.model.attribution.origin import (
    Origin,
    follows_origin,
    is_by_origin,
    is_decided_on,
)
from referrals.model.attribution.referral import OrderFigures, Referral
from referrals.model.code.gift_code import Leak, LeakKind
from referrals.model.errors import UnavailableError
from referrals.model.order.conversion import Act, Conversion
from referrals.model.order_key import ConversionKey
from referrals.model.program.program import AppliedProgram
from referrals.steps.attribution.find_first_order import FirstOrderDesk, is_first_order
from referrals.steps.attribution.find_origin import OriginDesk, find_origin, tell_renewals
from referrals.steps.attribution.gather_evidence import gather_evidence
from referrals.steps.code.find_gifts import find_gifts
from referrals.steps.order.note_consent import note_consent
from referrals.steps.people.find_friend import FriendDesk, find_friend
from referrals.steps.people.invite_buyer import invite_buyer
from referrals.steps.risk.assess_risk import RiskDesk, RiskQuestion, assess_risk
from referrals.store.attribution.referral import Referrals
from referrals.store.code.gift_code import GiftCodes
from referrals.store.link.code_word import CodeWords
from referrals.store.link.link import Links
from referrals.store.order.conversion import Conversions
from referrals.store.people.person import People
from referrals.store.program.program import Programs

TRIES = 8


@dataclass(frozen=True, slots=True)
class AttributionDesk:
    """What attributing needs: the tables, and the keys that click tokens are signed with."""

    conversions: Conversions
    referrals: Referrals
    programs: Programs
    links: Links
    people: People
    code_words: CodeWords
    token_keys: tuple[bytes, ...]
    friends: FriendDesk
    gifts: GiftCodes
    risk: RiskDesk
    origins: OriginDesk
    customers: FirstOrderDesk


def attribute_conversion(
    key: ConversionKey, desk: AttributionDesk, *, now: datetime
) -> Referral | None:
    """The order's referral as it now stands; None until the order was paid, and of a sign-up that
    the program doesn't reward. Safe to repeat."""
    for _ in range(TRIES):
        conversion = desk.conversions.state(key)
        known = desk.referrals.find(str(key))
        program = desk.programs.get(key.program_id)
        if conversion.order is None or not (known or is_decided_on(conversion, program.rules)):
            return None
        found = _referral(conversion, known, program, desk, now=now)
        if found:
            tell_renewals(found, conversion, program.rules, desk.origins, now=now)
            note_consent(conversion, desk.friends, now=now)
            invite_buyer(conversion, program.rules, desk.friends, now=now)
            return found
    raise UnavailableError("others are deciding on this order.", remedy="Try again.")


def _referral(
    conversion: Conversion,
    known: Referral | None,
    program: AppliedProgram,
    desk: AttributionDesk,
    *,
    now: datetime,
) -> Referral | None:
    """As it is stored by now; None where somebody else was first."""
    order = conversion.order
    assert order
    if known and known.figures.revision >= conversion.revision:
        return known
    origin = find_origin(conversion, order, program.rules, desk.origins)
    question = _with_origin(_question(conversion, program, origin, desk), origin)
    found = _reconsider(known, question, desk, now) if known else None
    found = found or _first_referral(question, desk, now)
    found = assess_risk(RiskQuestion(found, known, order, program), desk.risk, now=now)
    stored = desk.referrals.revise(known, found) if known else desk.referrals.add(found)
    return found if stored else None


def _reconsider(
    known: Referral, question: AttributionQuestion, desk: AttributionDesk, now: datetime
) -> Referral:
    """The newest figures; another decision where more was told; and what was said in vain.

    Shops often send a paid order first without its attributes, or without the friend's address.
    What was attributed stays so, whatever is claimed, until the merchant corrects it or the
    address, once it is known, speaks against it.
    """
    promised = known.attribution.program_version
    newer = known.model_copy(update={"figures": _figures(question, promised, desk)})
    news, asked_again = (
        new_claims(known, question.conversion),
        has_customer_changed(known, question.order),
    )
    renews = question.conversion.act is Act.RENEWAL
    if is_final(known) and not (news or asked_again or renews):
        return _with_friend(newer, question, desk, now)
    also = previous_hints(known) if asked_again else ()
    evidence = _evidence(question, desk, now, also=also)
    decision = decide(question, evidence, now=now)
    refuted = asked_again and is_disproved(decision, known)
    decision = with_promised_terms(decision, known)
    followed = renews and follows_origin(decision, known.attribution)
    if not (refuted or followed or replaces(decision, known, news)):
        vain = tuple(each for each in decision.candidates if each.found_in in news)
        kept = tuple(each.model_copy(update={"chosen": False}) for each in vain)
        newer = newer.model_copy(update={"heard": (*known.heard, *kept)})
        return _with_friend(newer, question, desk, now)
    grounds = {**known.grounds, str(len(known.decisions)): attribution_ground(question, evidence)}
    decided = {
        "decisions": (*known.decisions, decision),
        "grounds": grounds,
        "figures": _figures(question, decision.program_version, desk),
    }
    newer = newer.model_copy(update=decided)
    return _with_friend(newer, question, desk, now)


def _figures(question: AttributionQuestion, version: int, desk: AttributionDesk) -> OrderFigures:
    """By the version whose terms were promised: another base or rate since changes nothing."""
    program = question.program
    if version != program.version:
        program = desk.programs.get_version(program.program_id, version)
    return figures(replace(question, program=program))


def _with_friend(
    newer: Referral, question: AttributionQuestion, desk: AttributionDesk, now: datetime
) -> Referral:
    """The friend by the newest address; none where nobody brought the order."""
    friend_id = ""
    if newer.attribution.advocate_id:
        if is_by_origin(newer.attribution) and question.first_friend:
            return newer.model_copy(update={"friend_id": question.first_friend})
        key, hashed = question.conversion.key, question.order.customer_hash
        friend_id = find_friend(key, hashed, newer.friend_id, desk.friends, now=now)
    return newer.model_copy(update={"friend_id": friend_id})


def _question(
    conversion: Conversion,
    program: AppliedProgram,
    origin: Origin | None,
    desk: AttributionDesk,
) -> AttributionQuestion:
    order = conversion.order
    assert order
    told = replace(order, first_order=None) if origin and origin.is_first_payment else order
    first = is_first_order(conversion, told, program.rules.time_zone, desk.customers)
    gifts = find_gifts(conversion, order, desk.gifts)
    return AttributionQuestion(conversion, order, program, first, gifts, act=conversion.act)


def _with_origin(question: AttributionQuestion, origin: Origin | None) -> AttributionQuestion:
    if origin is None:
        return question
    return replace(
        question,
        renewal=origin.figures,
        act=Act.PURCHASE if origin.is_first_payment else question.act,
        inherited=origin.evidence,
        first_friend=origin.referral.friend_id,
    )


def _first_referral(
    question: AttributionQuestion, desk: AttributionDesk, now: datetime
) -> Referral:
    key = question.conversion.key
    evidence = _evidence(question, desk, now)
    decision = decide(question, evidence, now=now)
    fresh = Referral(
        key=str(key),
        program_id=key.program_id,
        source=key.source,
        order_id=key.order_id,
        figures=_figures(question, decision.program_version, desk),
        decisions=(decision,),
        grounds={"0": attribution_ground(question, evidence)},
    )
    return _with_friend(fresh, question, desk, now)


def _evidence(
    question: AttributionQuestion,
    desk: AttributionDesk,
    now: datetime,
    *,
    also: Sequence[Evidence] = (),
) -> list[Evidence]:
    """The order's hints; a code that is no link's is noted, to warn an advocate who wants it."""
    found = gather_evidence(
        question.conversion,
        desk.token_keys,
        links=desk.links,
        people=desk.people,
        gifts=question.gifts,
        previous_hints=also,
        origin=question.inherited,
    )
    for each in found:
        if each.gift and each.clicked and each.gift.link_code not in each.clicked:
            leak = Leak(LeakKind.PASSED_ON, str(question.conversion.key))
            desk.gifts.note_leak(each.gift, leak)
    for word in {} if question.order.test else unclaimed_words(found):
        desk.code_words.note(question.program.program_id, word, now)
    return found
