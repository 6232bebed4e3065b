"""Welcome links: the friend's page after the order, for the thank-you page of the shop itself.

Only the server that placed the order can ask, so nobody reads a welcome by counting order numbers.
"""

from aws_lambda_powertools.event_handler import Response
from pydantic import BaseModel

from referrals.edge.api.access import needs
from referrals.edge.api.answer import SEEN_AGAIN, written_answer
from referrals.edge.api.router import Routes
from referrals.model.order_key import ConversionKey
from referrals.model.session.api_key import Scope
from referrals.model.welcome.welcome_link import PURPOSE, WelcomeLink, sign_welcome, welcome_address
from referrals.routes.fields import OrderId, ProgramId, RequestBody, SourceId
from referrals.steps.order.make_claim import require_source
from referrals.wiring import keys, settings, stores

router = Routes()


class WelcomeLinkRequest(RequestBody):
    program: ProgramId
    source: SourceId
    """The one that reports the order."""
    order_id: OrderId
    """The shop's own id of it; it may have been placed a moment ago, and not be known yet."""


class WelcomeLinkAnswer(BaseModel):
    program: str
    source: str
    order_id: str
    url: str
    """For the person who placed the order, and nobody else."""


@router.post("/v1/welcome-links", tags=["welcome"], **needs(Scope.WELCOME_WRITE), **SEEN_AGAIN)
def make(request: WelcomeLinkRequest) -> Response[WelcomeLinkAnswer]:
    """Make the address of the friend's page after an order; the same order, the same address."""
    stores.programs().get(request.program)
    require_source(request.source)
    key = ConversionKey(request.program, request.source, request.order_id)
    token = sign_welcome(keys.signing_keys(PURPOSE)[0], WelcomeLink(key))
    url = welcome_address(settings.setting("PUBLIC_URL"), token)
    return written_answer(WelcomeLinkAnswer(url=url, **request.model_dump()), created=True)
