"""Asks the merchant's own system about an order that would be rewarded, until it answers or its
time is over; then what the program states for that case holds.

The answer is a fact of the order, named by the question, so the first one stands however often it
is asked. A system that hangs is left alone for a while, so that it holds nobody else up. Where
asking dies each time it is asked no more, and the default holds all the same: nobody waits for a
person.
"""

from collections.abc import Callable, MutableMapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from referrals.model.delivery.delivery import (
    DeliveryOutcome,
    Done,
    Skipped,
    TryAgain,
    is_unanswerable,
)
from referrals.model.delivery.outbox import OutboxItem
from referrals.model.delivery.withholding_news import VetoQuestion
from referrals.model.order.claim import ReviewAct
from referrals.model.order_key import ConversionKey
from referrals.model.risk.case import case_id_of
from referrals.model.risk.policy import RiskOutcome
from referrals.providers.veto import NoVerdict, SystemVerdict
from referrals.steps.risk.review_order import ReviewDesk, ReviewWish, say_of_order
from referrals.store.program.program import Programs

REST_SECONDS = 20.0
BY_SYSTEM = "the shop's system"
BY_DEFAULT = "the program's default"
_ACTS = {
    RiskOutcome.ALLOW: ReviewAct.SYSTEM_ALLOW,
    RiskOutcome.HOLD: ReviewAct.SYSTEM_HOLD,
    RiskOutcome.DENY: ReviewAct.SYSTEM_DENY,
}


class SystemLine(Protocol):
    def verdict(
        self, item: OutboxItem, url: str, now: datetime, /
    ) -> SystemVerdict | NoVerdict: ...


@dataclass(frozen=True, slots=True)
class VetoDesk:
    programs: Programs
    reviews: ReviewDesk
    line: SystemLine
    rests: MutableMapping[str, float]
    """By address, until when on the monotonic clock a system that hung is left alone."""
    monotonic: Callable[[], float]


def ask_veto(item: OutboxItem, desk: VetoDesk, *, now: datetime) -> DeliveryOutcome:
    question = VetoQuestion.model_validate(item.data)
    program = desk.programs.find(item.program_id)
    veto = program.rules.risk.veto if program else None
    if program is None:
        return Skipped("program_not_found")
    if now >= question.ends_at or veto is None:
        why = "no answer in time" if veto else "nobody is asked any more"
        return _record(item, SystemVerdict(question.default, why), BY_DEFAULT, desk=desk, now=now)
    if is_unanswerable(item):
        return TryAgain("worn_out", latest=question.ends_at)
    found = _ask(item, veto.url, desk, now)
    if isinstance(found, NoVerdict):
        return TryAgain(found.reason, latest=question.ends_at)
    return _record(item, found, BY_SYSTEM, desk=desk, now=now)


def _ask(item: OutboxItem, url: str, desk: VetoDesk, now: datetime) -> SystemVerdict | NoVerdict:
    if desk.rests.get(url, 0.0) > desk.monotonic():
        return NoVerdict("left_alone")
    found = desk.line.verdict(item, url, now)
    if isinstance(found, NoVerdict) and found.hung:
        desk.rests[url] = desk.monotonic() + REST_SECONDS
    return found


def _record(
    item: OutboxItem, verdict: SystemVerdict, made_by: str, *, desk: VetoDesk, now: datetime
) -> Done:
    key = ConversionKey.parse(VetoQuestion.model_validate(item.data).conversion_key)
    wish = ReviewWish(
        case_id=case_id_of(str(key)),
        act=_ACTS[verdict.outcome],
        note=verdict.reason,
        made_by=made_by,
        request=item.item_id,
    )
    said = say_of_order(wish, desk.reviews.aliases.greatest(key), desk.reviews, now=now)
    return Done(said.word.review_id)
