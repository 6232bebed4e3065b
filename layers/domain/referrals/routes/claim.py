"""Claims: somebody says who recommended the shop; and how that stands."""

from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path
from pydantic import Field, model_validator

from referrals.desks import claim as claim_desk
from referrals.edge.api.access import needs
from referrals.edge.api.answer import SEEN_AGAIN, written_answer
from referrals.edge.api.router import Routes
from referrals.model.order.claim import LONGEST_SAID, Claimant
from referrals.model.order_key import ConversionKey
from referrals.model.session.api_key import Scope
from referrals.routes.fields import (
    ONE_LINE,
    AdvocateId,
    Email,
    Moment,
    OrderId,
    OrderPath,
    OwnCode,
    ProgramId,
    ProgramPath,
    RequestBody,
    SourceId,
    SourcePath,
)
from referrals.steps.order.make_claim import ClaimWish, make_claim
from referrals.steps.people.name_advocate import AdvocateReference
from referrals.views.order.claim_standing import ClaimAnswer, claim_answer
from referrals.wiring import clock, stores

router = Routes()
ClaimPath = Annotated[str, Path(pattern=r"^clm_[0-9a-z]{26}$", description="As claiming answered.")]


class ClaimRequest(RequestBody):
    program: ProgramId
    source: SourceId
    order_id: OrderId
    claimant: Claimant
    """Who speaks: the friend or the advocate."""
    code: OwnCode | None = None
    """Who recommended, by one of their links; or `advocate_id`."""
    advocate_id: AdvocateId | None = None
    """Who recommended, by their id; or `code`."""
    email: Email
    """The friend's, as given at the checkout. Only a keyed hash of it is kept."""
    happened_at: Moment
    """When the recommendation was."""
    said: Annotated[str, Field(max_length=LONGEST_SAID, pattern=ONE_LINE)] = ""
    """In their own words, for whoever looks at it."""

    @model_validator(mode="after")
    def _one_name(self) -> "ClaimRequest":
        if (self.code is None) == (self.advocate_id is None):
            raise ValueError("name who recommended by either code or advocate_id")
        return self


@router.post("/v1/claims", tags=["claims"], **needs(Scope.CLAIMS_WRITE), **SEEN_AGAIN)
def make(request: ClaimRequest) -> Response[ClaimAnswer]:
    """Claim an order for who recommended it; the same claim again answers 200 with the same."""
    wish = ClaimWish(
        key=ConversionKey(request.program, request.source, request.order_id),
        claimant=request.claimant,
        named=AdvocateReference(code=request.code or "", advocate_id=request.advocate_id or ""),
        email=request.email,
        happened_at=request.happened_at,
        said=request.said,
    )
    made = make_claim(wish, claim_desk.claims(), now=clock.now())
    return _answer(made.key, made.claim.claim_id, created=made.new)


@router.get(
    "/v1/claims/<program>/<source>/<order_id>/<claim_id>",
    tags=["claims"],
    **needs(Scope.CLAIMS_READ),
)
def read(
    program: ProgramPath, source: SourcePath, order_id: OrderPath, claim_id: ClaimPath
) -> Response[ClaimAnswer]:
    """Read how a claim stands, with every check it went through."""
    key = claim_desk.claims().aliases.greatest(ConversionKey(program, source, order_id))
    return _answer(key, claim_id)


def _answer(key: ConversionKey, claim_id: str, *, created: bool = False) -> Response[ClaimAnswer]:
    words = router.words
    answer = claim_answer(key, claim_id, stores.conversions(), stores.referrals(), words=words)
    return written_answer(answer, created=created, words=words)
