"""Conversions: what became of an order, and why."""

from datetime import datetime
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import AwareDatetime

from referrals.desks import history
from referrals.edge.api.access import needs
from referrals.edge.api.answer import written_answer
from referrals.edge.api.router import Routes
from referrals.model.moment import possible_moment
from referrals.model.order_key import ConversionKey
from referrals.model.session.api_key import Scope
from referrals.model.words.wording import Wording
from referrals.routes.fields import OrderPath, ProgramPath, SourcePath
from referrals.steps.history.retake_decision import retake_order
from referrals.views.history.past_order import past_order
from referrals.views.order.conversion_story import ConversionStory, conversion_story, story_of
from referrals.views.story.order_stories import order_stories
from referrals.wiring import stores, story_stores

router = Routes()
AsOf = Annotated[
    AwareDatetime | None,
    Query(description="The order as it stood then, with its decisions taken again."),
]


@router.get(
    "/v1/conversions/<program>/<source>/<order_id>",
    tags=["conversions"],
    **needs(Scope.CONVERSIONS_READ),
)
def read(
    program: ProgramPath, source: SourcePath, order_id: OrderPath, as_of: AsOf = None
) -> Response[ConversionStory]:
    """Read an order: its money, its attribution with every candidate, its reward decision."""
    words, key = router.words, ConversionKey(program, source, order_id)
    if as_of:
        moment = possible_moment(as_of, "as_of")
        return written_answer(_past_story(key, moment, words), words=words)
    story = conversion_story(
        key, stores.conversions(), stores.referrals(), stores.grants(), words=words
    )
    told = order_stories(key, stores.referrals(), stores.people(), story_stores.stories())
    return written_answer(story.model_copy(update={"stories": told}), words=words)


def _past_story(key: ConversionKey, moment: datetime, words: Wording) -> ConversionStory:
    order = past_order(key, moment, history.archive())
    retaken = retake_order(order.whole, order.rulings, stores.programs(), moment)
    story = story_of(order.conversion, order.referral, order.grant, words)
    return story.model_copy(update={"as_of": moment, "retaken": retaken})
