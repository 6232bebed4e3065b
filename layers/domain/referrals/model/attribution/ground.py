"""The ground of a decision on who brought an order: what it rested on, so that it can be retaken.

No address is in it: of keyed hashes only that is kept which of them are the same.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict

from referrals.model.attribution.decision import decide
from referrals.model.attribution.evidence import AttributionQuestion, Evidence
from referrals.model.attribution.referral import AttributionDecision, Candidate, Referral
from referrals.model.code.gift_code import GiftCode
from referrals.model.link.link import Link, LinkStatus
from referrals.model.moment import Moment
from referrals.model.order.amounts import Amounts
from referrals.model.order.conversion import Conversion, OrderFact, Payment, Signals
from referrals.model.order_key import ConversionKey
from referrals.model.program.program import AppliedProgram


class GroundModel(BaseModel):
    model_config = ConfigDict(frozen=True)


class LinkGround(GroundModel):
    program_id: str
    advocate_id: str
    status: LinkStatus = LinkStatus.ACTIVE
    expires_at: Moment | None = None


class HintGround(GroundModel):
    """Of the candidate at the same place, what the tables knew about its hint."""

    genuine: bool = True
    link: LinkGround | None = None
    advocate: str = ""
    """A name for the advocate's mailbox within this ground; `friend` likewise for a claim's."""
    friend: str = ""
    made_by: str = ""
    gift: dict[str, Any] | None = None
    clicked: tuple[str, ...] = ()


class AttributionGround(GroundModel):
    program_version: int
    """Whose rules it was judged by; a correction goes on by older ones afterwards."""
    occurred_at: Moment
    customer: str = ""
    first_order: bool = True
    test: bool = False
    paid_search: bool = False
    hints: tuple[HintGround, ...] = ()


def attribution_ground(question: AttributionQuestion, evidence: Sequence[Evidence]) -> Any:
    """As plain values, the defaults left out."""
    hashes = (question.order.customer_hash, *_hashes(evidence))
    names = {each: f"p{place}" for place, each in enumerate(dict.fromkeys(filter(None, hashes)))}
    ground = AttributionGround(
        program_version=question.program.version,
        occurred_at=question.occurred_at,
        customer=names.get(question.order.customer_hash, ""),
        first_order=question.first_order,
        test=question.order.test,
        paid_search=question.order.signals.paid_search,
        hints=tuple(_hint(each, names) for each in evidence),
    )
    return ground.model_dump(mode="json", exclude_defaults=True)


def known_ground(referral: Referral, place: int) -> AttributionGround | None:
    """Of the decision at `place`; None of one from before grounds were kept."""
    found = referral.grounds.get(str(place))
    return AttributionGround.model_validate(found) if found else None


def retake_attribution(
    referral: Referral, place: int, ground: AttributionGround, program: AppliedProgram
) -> AttributionDecision:
    """What the rules of `program` make of the decision at `place`."""
    decision = referral.decisions[place]
    question = _question(referral.conversion_key, ground, program)
    pairs = zip(decision.candidates, ground.hints, strict=True)
    evidence = [_evidence(candidate, hint, decision, question) for candidate, hint in pairs]
    return decide(question, evidence, now=decision.decided_at)


def _hashes(evidence: Sequence[Evidence]) -> Iterator[str]:
    for each in evidence:
        yield each.advocate_hash
        yield each.friend_hash


def _hint(evidence: Evidence, names: dict[str, str]) -> HintGround:
    link, gift = evidence.link, evidence.gift
    return HintGround(
        genuine=evidence.genuine,
        link=LinkGround(
            program_id=link.program_id,
            advocate_id=link.advocate_id,
            status=link.status,
            expires_at=link.expires_at,
        )
        if link
        else None,
        advocate=names.get(evidence.advocate_hash, ""),
        friend=names.get(evidence.friend_hash, ""),
        made_by=evidence.made_by,
        gift=_gift_fields(gift) if gift else None,
        clicked=tuple(sorted(evidence.clicked)),
    )


def _gift_fields(gift: GiftCode) -> dict[str, Any]:
    """Without whom it was made for, and without the shop's part in it."""
    plain = gift.model_copy(update={"holder": "", "click_id": "", "shop_code": None, "leaks": ()})
    return plain.model_dump(mode="json", exclude_defaults=True)


def _question(
    key: ConversionKey, ground: AttributionGround, program: AppliedProgram
) -> AttributionQuestion:
    order = OrderFact(
        Payment.PAID,
        Amounts("", 0),
        ground.occurred_at,
        0,
        customer_hash=ground.customer,
        signals=Signals(paid_search=ground.paid_search),
        test=ground.test,
    )
    conversion = Conversion(key, 0, order, refunded_minor=0, cancelled=False)
    return AttributionQuestion(conversion, order, program, ground.first_order)


def _evidence(
    candidate: Candidate,
    hint: HintGround,
    decision: AttributionDecision,
    question: AttributionQuestion,
) -> Evidence:
    return Evidence(
        candidate.signal,
        candidate.found_in,
        candidate.code,
        genuine=hint.genuine,
        click_id=candidate.click_id,
        touched_at=candidate.touched_at,
        link=_link(candidate.code, hint.link, question.occurred_at) if hint.link else None,
        advocate_hash=hint.advocate,
        friend_hash=hint.friend,
        made_by=hint.made_by,
        note=decision.note if hint.made_by == decision.decided_by else "",
        gift=GiftCode.model_validate(hint.gift) if hint.gift else None,
        clicked=frozenset(hint.clicked),
    )


def _link(code: str, ground: LinkGround, at: datetime) -> Link:
    """As far as a decision asks it."""
    return Link(
        code=code,
        program_id=ground.program_id,
        advocate_id=ground.advocate_id,
        destination="",
        fallback="",
        created_at=at,
        status=ground.status,
        expires_at=ground.expires_at,
    )
