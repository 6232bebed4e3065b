"""What is announced where an order earns nothing for now, or for good, and why."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from pydantic import BaseModel, ConfigDict

from referrals.model.attribution.referral import Referral, RewardDecision
from referrals.model.delivery.facts import Topic
from referrals.model.delivery.outbox import Channel, OutboxItem
from referrals.model.delivery.outgoing import an_item
from referrals.model.era import epoch_seconds
from referrals.model.moment import Moment, floor_to_second, stamp
from referrals.model.order_key import ConversionKey
from referrals.model.program.program import Program
from referrals.model.reward.grant import ADVOCATE, FRIEND
from referrals.model.reward.order_rule import (
    CEILING,
    DENIED,
    OTHER_ACT,
    UNDER_REVIEW,
    VETO_AWAITED,
)
from referrals.model.risk.case import ReviewCase
from referrals.model.risk.policy import RiskOutcome

LOOKED_AT = frozenset({UNDER_REVIEW, DENIED, VETO_AWAITED})
"""Reasons by which somebody is to look, or has looked; or the merchant's own system."""
SELF_EVIDENT = frozenset({OTHER_ACT, CEILING, "months_over", "beginning_unknown"})
"""Nobody waits for a reward there: the promise itself says so, and a letter a month would be none
too few. Whoever asks is told."""
# Each with the part of its items' names.
_TOPICS = {
    UNDER_REVIEW: (Topic.REVIEW_OPENED, "review"),
    DENIED: (Topic.REVIEW_DENIED, "denied"),
}
_OTHERWISE = (Topic.REWARD_WITHHELD, "withheld")


def withholding_news(
    decision: RewardDecision, referral: Referral, rules: Program, at: datetime
) -> Iterator[OutboxItem]:
    """The webhook and either person's letter, once a reason; of a test order, the webhook alone."""
    if not (referral.is_attributed and _is_news(decision, referral.reward)):
        return
    if decision.reason == VETO_AWAITED:
        yield from _veto_question(decision, referral, rules, at)
        return
    topic, purpose = _TOPICS.get(decision.reason, _OTHERWISE)
    data, occasion = _data(decision, referral), _occasion(referral.reward, decision)
    if rules.webhook_url:
        more = {"order_id": referral.order_id, "source": referral.source}
        yield an_item(
            f"{referral.key}#webhook-{purpose}-{occasion}",
            Channel.WEBHOOK,
            topic,
            program_id=referral.program_id,
            at=at,
            cause=referral.key,
            data={**data, **more},
        )
    for role, person_id in _readers(decision, referral):
        yield an_item(
            f"{referral.key}#{purpose}-{role}-{occasion}",
            Channel.EMAIL,
            topic,
            program_id=referral.program_id,
            at=at,
            cause=referral.key,
            person_id=person_id,
            data={**data, "side": role},
        )


class VetoQuestion(BaseModel):
    """What the merchant's own system is asked: the order, and what was found of it so far."""

    model_config = ConfigDict(frozen=True)
    conversion_key: str
    order_id: str
    source: str
    currency: str
    gross_minor: int
    base_minor: int
    advocate_id: str
    friend_id: str
    score: int
    rules: tuple[str, ...]
    ends_at: Moment
    """Until when an answer counts."""
    default: RiskOutcome
    """What holds without one."""


def _veto_question(
    decision: RewardDecision, referral: Referral, rules: Program, at: datetime
) -> Iterator[OutboxItem]:
    """One message, asked until it is answered; nobody is written to for the moment it takes."""
    veto, figures, risk = rules.risk.asked_system, referral.figures, referral.risk
    if veto is None:
        return
    question = VetoQuestion(
        conversion_key=referral.key,
        order_id=referral.order_id,
        source=referral.source,
        currency=figures.currency,
        gross_minor=figures.gross_minor,
        base_minor=figures.base_minor,
        advocate_id=referral.attribution.advocate_id,
        friend_id=referral.friend_id,
        score=risk.score if risk else 0,
        rules=tuple(hit.rule for hit in risk.weightiest) if risk else (),
        ends_at=floor_to_second(at + timedelta(minutes=veto.within_minutes)),
        default=veto.default,
    )
    yield an_item(
        f"{referral.key}#veto-{_occasion(referral.reward, decision)}",
        Channel.VETO,
        Topic.VETO_ASKED,
        program_id=referral.program_id,
        at=at,
        cause=referral.key,
        data=question.model_dump(mode="json"),
    )


def _occasion(before: RewardDecision | None, decision: RewardDecision) -> str:
    """The revision; with the moment, where an order that told nothing new was decided anew."""
    if before is None or before.revision != decision.revision:
        return str(decision.revision)
    return f"{decision.revision}-{epoch_seconds(decision.decided_at)}"


def _is_news(decision: RewardDecision, before: RewardDecision | None) -> bool:
    """Another reason; or, as somebody looks once more, another day to answer by."""
    if before is None or before.reason != decision.reason:
        return True
    days = [each.review.answer_by if each.review else None for each in (before, decision)]
    return decision.reason == UNDER_REVIEW and days[0] != days[1]


def _data(decision: RewardDecision, referral: Referral) -> dict[str, Any]:
    data: dict[str, Any] = {
        "conversion_key": referral.key,
        "reason": decision.reason,
        "advocate_id": referral.attribution.advocate_id,
        "friend_id": referral.friend_id,
    }
    if decision.review and decision.reason in LOOKED_AT:
        data["review"] = decision.review.note.model_dump(mode="json")
    return data


def _readers(decision: RewardDecision, referral: Referral) -> Iterator[tuple[str, str]]:
    if referral.figures.test:
        return
    people = ((ADVOCATE, referral.attribution.advocate_id), (FRIEND, referral.friend_id))
    for role, person_id in people:
        if decision.reason in SELF_EVIDENT:
            return
        # Who can't be reached for want of an address isn't told that it is wanting.
        unreachable = role == FRIEND and decision.reason == "friend_unknown"
        # Whoever used a gift has it: "no reward" would be news of nothing, and wrong.
        has_gift = role == FRIEND and referral.figures.gift is not None
        if person_id and not (unreachable or has_gift):
            yield role, person_id


def on_late_review(
    key: ConversionKey, case: ReviewCase, rules: Program, at: datetime
) -> list[OutboxItem]:
    """Once for each day that was promised and has passed."""
    if not rules.webhook_url:
        return []
    data = {
        "conversion_key": str(key),
        "order_id": key.order_id,
        "source": key.source,
        "review_id": case.case_id,
        "score": case.score,
        "answer_by": stamp(case.answer_by),
    }
    return [
        an_item(
            f"{key}#webhook-review-late-{epoch_seconds(case.answer_by)}",
            Channel.WEBHOOK,
            Topic.REVIEW_LATE,
            program_id=key.program_id,
            at=at,
            cause=str(key),
            data=data,
        )
    ]
