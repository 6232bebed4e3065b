"""Conversions: what became of an order, and why."""

from aws_lambda_powertools.event_handler import Response

from referrals.edge.api.access import needs
from referrals.edge.api.answer import written_answer
from referrals.edge.api.router import Routes
from referrals.model.order_key import ConversionKey
from referrals.model.session.api_key import Scope
from referrals.routes.fields import OrderPath, ProgramPath, SourcePath
from referrals.views.order.conversion_story import ConversionStory, conversion_story
from referrals.wiring import stores

router = Routes()


@router.get(
    "/v1/conversions/<program>/<source>/<order_id>",
    tags=["conversions"],
    **needs(Scope.CONVERSIONS_READ),
)
def read(
    program: ProgramPath, source: SourcePath, order_id: OrderPath
) -> Response[ConversionStory]:
    """Read an order: its money, its attribution with every candidate, its reward decision."""
    words = router.words
    story = conversion_story(
        ConversionKey(program, source, order_id),
        stores.conversions(),
        stores.referrals(),
        stores.grants(),
        words=words,
    )
    return written_answer(story, words=words)
