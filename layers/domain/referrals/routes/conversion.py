"""Conversions: what became of an order, and why."""

from referrals import wiring
from referrals.edge.api.access import needs
from referrals.edge.api.router import Routes
from referrals.model.api_key import Scope
from referrals.model.conversion import ConversionKey
from referrals.routes.fields import OrderPath, ProgramPath, SourcePath
from referrals.views.conversion_story import ConversionStory, conversion_story

router = Routes()


@router.get(
    "/v1/conversions/<program>/<source>/<order_id>",
    tags=["conversions"],
    **needs(Scope.CONVERSIONS_READ),
)
def read(program: ProgramPath, source: SourcePath, order_id: OrderPath) -> ConversionStory:
    """Read an order: its money, its attribution with every candidate, its reward decision."""
    return conversion_story(
        ConversionKey(program, source, order_id),
        wiring.conversions(),
        wiring.referrals(),
        wiring.grants(),
    )
