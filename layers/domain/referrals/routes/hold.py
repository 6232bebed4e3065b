"""Holds: the shop freezes a reward, lifts that, or ends its wait early, and says why."""

from datetime import datetime

from aws_lambda_powertools.event_handler import Response
from pydantic import BaseModel

from referrals.desks import claim as claim_desk
from referrals.edge.api.access import needs
from referrals.edge.api.answer import SEEN_AGAIN, written_answer
from referrals.edge.api.replay import name_of
from referrals.edge.api.router import Routes
from referrals.model.moment import moment_of
from referrals.model.order.claim import HoldAction
from referrals.model.order_key import ConversionKey
from referrals.model.session.api_key import Scope
from referrals.routes.correction import Maker, Reason
from referrals.routes.fields import OrderPath, ProgramPath, RequestBody, SourcePath
from referrals.steps.reward.hold_reward import HoldWish, hold_reward
from referrals.wiring import clock

router = Routes()


class HoldRequest(RequestBody):
    action: HoldAction
    """What becomes of the wait."""
    reason: Reason
    """Why, for the shop."""
    made_by: Maker
    """Who of the shop decides this: it stands with the order."""


class HoldAnswer(BaseModel):
    hold_id: str
    program: str
    source: str
    order_id: str
    action: HoldAction
    reason: str
    made_by: str
    actor: str
    """The key that said it, or the person at the command line; empty in those of old."""
    made_at: datetime


@router.post(
    "/v1/conversions/<program>/<source>/<order_id>/holds",
    tags=["conversions"],
    **needs(Scope.HOLDS_WRITE),
    **SEEN_AGAIN,
)
def make(
    program: ProgramPath, source: SourcePath, order_id: OrderPath, request: HoldRequest
) -> Response[HoldAnswer]:
    """Freeze an order's reward, lift that, or release it before its day."""
    wish = HoldWish(
        key=ConversionKey(program, source, order_id),
        action=request.action,
        reason=request.reason,
        made_by=request.made_by,
        actor=router.key.key_id,
        request=name_of(router.current_event.raw_event, router.key),
    )
    said = hold_reward(wish, claim_desk.holds(), now=clock.now())
    fact = said.fact
    body = HoldAnswer(
        hold_id=fact.hold_id,
        program=said.key.program_id,
        source=said.key.source,
        order_id=said.key.order_id,
        action=HoldAction(fact.action),
        reason=fact.reason,
        made_by=fact.made_by,
        actor=fact.actor,
        made_at=moment_of(fact.version_ms // 1000),
    )
    return written_answer(body, created=said.new)
