"""Corrections: the merchant says who brought an order, with a reason and a name under it."""

from datetime import datetime
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from pydantic import BaseModel, Field, model_validator

from referrals.desks import claim as claim_desk
from referrals.edge.api.access import needs
from referrals.edge.api.answer import SEEN_AGAIN, written_answer
from referrals.edge.api.replay import name_of
from referrals.edge.api.router import Routes
from referrals.model.moment import moment_of
from referrals.model.order.claim import LONGEST_MAKER, LONGEST_REASON
from referrals.model.order_key import ConversionKey
from referrals.model.session.api_key import Scope
from referrals.routes.fields import (
    ONE_LINE,
    AdvocateId,
    OrderPath,
    OwnCode,
    ProgramPath,
    RequestBody,
    SourcePath,
)
from referrals.steps.attribution.correct_attribution import CorrectionWish, correct_attribution
from referrals.steps.people.name_advocate import AdvocateReference
from referrals.wiring import clock

router = Routes()
Reason = Annotated[str, Field(min_length=3, max_length=LONGEST_REASON, pattern=ONE_LINE)]
Maker = Annotated[str, Field(min_length=1, max_length=LONGEST_MAKER, pattern=ONE_LINE)]


class CorrectionRequest(RequestBody):
    """Exactly one of `code`, `advocate_id` and `nobody`."""

    code: OwnCode | None = None
    """Who brought the order, by one of their links."""
    advocate_id: AdvocateId | None = None
    """Who brought the order, by their id."""
    nobody: bool = False
    """True where the order came without a recommendation."""
    reason: Reason
    """Why, for the shop; it stands with the decision."""
    made_by: Maker
    """Who of the shop decides this: the decision will carry it."""

    @model_validator(mode="after")
    def _one_name(self) -> "CorrectionRequest":
        named = (self.code is not None, self.advocate_id is not None, self.nobody)
        if sum(named) != 1:
            raise ValueError("say either code, advocate_id or nobody: true")
        return self


class CorrectionAnswer(BaseModel):
    correction_id: str
    program: str
    source: str
    order_id: str
    code: str
    """Empty for nobody."""
    reason: str
    made_by: str
    actor: str
    """The key that made it, or the person at the command line; empty in those of old."""
    made_at: datetime


@router.post(
    "/v1/conversions/<program>/<source>/<order_id>/corrections",
    tags=["conversions"],
    **needs(Scope.CORRECTIONS_WRITE),
    **SEEN_AGAIN,
)
def make(
    program: ProgramPath, source: SourcePath, order_id: OrderPath, request: CorrectionRequest
) -> Response[CorrectionAnswer]:
    """Correct who brought an order; attribution and rewards follow within seconds."""
    named = AdvocateReference(code=request.code or "", advocate_id=request.advocate_id or "")
    wish = CorrectionWish(
        key=ConversionKey(program, source, order_id),
        named=None if request.nobody else named,
        reason=request.reason,
        made_by=request.made_by,
        actor=router.key.key_id,
        request=name_of(router.current_event.raw_event, router.key),
    )
    made = correct_attribution(wish, claim_desk.corrections(), now=clock.now())
    correction = made.correction
    body = CorrectionAnswer(
        correction_id=correction.correction_id,
        program=made.key.program_id,
        source=made.key.source,
        order_id=made.key.order_id,
        code=correction.code,
        reason=correction.reason,
        made_by=correction.made_by,
        actor=correction.actor,
        made_at=moment_of(correction.version_ms // 1000),
    )
    return written_answer(body, created=made.new)
