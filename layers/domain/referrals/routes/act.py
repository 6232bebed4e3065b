"""Acts other than orders: the shop's own server tells of a sign-up or of a trial that began."""

from typing import Annotated, Literal

from aws_lambda_powertools.event_handler import Response
from pydantic import BaseModel, Field

from referrals.desks import conversion as conversion_desk
from referrals.edge.api.access import needs
from referrals.edge.api.answer import SEEN_AGAIN, written_answer
from referrals.edge.api.router import Routes
from referrals.model.order.conversion import Act
from referrals.model.order.receipt import Outcome
from referrals.model.session.api_key import Scope
from referrals.routes.fields import (
    ONE_LINE,
    Email,
    Moment,
    OrderId,
    OwnCode,
    ProgramId,
    RequestBody,
)
from referrals.steps.order.report_act import SOURCE, ActWish, report_act
from referrals.wiring import clock

router = Routes()
Text = Annotated[str, Field(max_length=80, pattern=ONE_LINE)]


class ActRequest(RequestBody):
    program: ProgramId
    act: Literal["signup", "trial"]
    """What the friend did."""
    id: OrderId
    """The shop's own: of the account, or of the subscription. Told again it is the same act."""
    email: Email
    """The friend's. Have it confirmed first: a sign-up costs nobody anything."""
    happened_at: Moment
    click_token: Annotated[str, Field(max_length=120, pattern=ONE_LINE)] = ""
    """What the click brought under `gw`; or `code`."""
    code: OwnCode | None = None
    """The code of the link by which the friend came."""
    first_name: Text = ""
    """The friend's, for letters."""
    locale: Annotated[str, Field(max_length=20, pattern=ONE_LINE)] = ""
    """The language of letters to the friend, such as `de`."""
    accepts_mail: bool = False
    """Whether the friend agreed to friendly letters of the shop."""
    test: bool = False
    """A try-out: judged and shown, and earns nothing."""


class ActReceipt(BaseModel):
    """What was done with it, and by which name it is asked for."""

    program: str
    source: str
    order_id: str
    outcome: Outcome
    reason: str


@router.post("/v1/acts", tags=["conversions"], **needs(Scope.ACTS_WRITE), **SEEN_AGAIN)
def report(request: ActRequest) -> Response[ActReceipt]:
    """Report a sign-up, or a trial that began; `GET /v1/conversions/...` tells what came of it."""
    wish = ActWish(
        program_id=request.program,
        act=Act(request.act),
        name=request.id,
        email=request.email,
        first_name=request.first_name,
        locale=request.locale,
        accepts_mail=request.accepts_mail,
        token=request.click_token,
        code=request.code or "",
        happened_at=request.happened_at,
        test=request.test,
    )
    receipt = report_act(wish, conversion_desk.recording(), now=clock.now())
    told = ActReceipt(
        program=request.program,
        source=SOURCE,
        order_id=receipt.order_id,
        outcome=receipt.outcome,
        reason=receipt.reason,
    )
    return written_answer(told, created=receipt.outcome is Outcome.RECORDED)
