"""Goodwill: a named person of the shop gives credit or points, and says why."""

from datetime import datetime
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path
from pydantic import BaseModel, Field

from referrals.desks import goodwill as goodwill_desk
from referrals.edge.api.access import needs
from referrals.edge.api.answer import SEEN_AGAIN, written_answer
from referrals.edge.api.pagination import Cursor, Limit, cursor_of, start_of
from referrals.edge.api.router import Routes
from referrals.model.goodwill.goodwill import Goodwill
from referrals.model.session.api_key import Scope
from referrals.routes.correction import Maker, Reason
from referrals.routes.fields import (
    ASSET_PATTERN,
    ONE_LINE,
    PersonId,
    PersonPath,
    ProgramId,
    RequestBody,
)
from referrals.steps.goodwill.give_goodwill import GoodwillWish, give_goodwill
from referrals.wiring import clock, stores

router = Routes()
GoodwillPath = Annotated[
    str, Path(pattern=r"^gwl_[0-9a-z]{26}$", description="As giving answered.")
]


class GoodwillRequest(RequestBody):
    program: ProgramId
    person_id: PersonId
    """Who gets it."""
    asset: Annotated[str, Field(pattern=ASSET_PATTERN)]
    """The program's currency, or `points`."""
    amount: Annotated[int, Field(ge=1, le=10**12, strict=True)]
    """In the asset's smallest units; `limits.goodwill` says how much at most."""
    reference: Annotated[str, Field(min_length=1, max_length=200, pattern=ONE_LINE)]
    """Your own name for it, such as a ticket's: the same one is the same gesture, for ever."""
    reason: Reason
    """For the shop; its person never reads it. Leave names out."""
    made_by: Maker
    """Who of the shop gives it."""


class GoodwillAnswer(BaseModel):
    goodwill_id: str
    program: str
    person_id: str
    asset: str
    amount: int
    reference: str
    reason: str
    made_by: str
    actor: str
    """Whose key, or which person at the command line; what was given before doesn't say."""
    given_at: datetime


class GoodwillPage(BaseModel):
    items: list[GoodwillAnswer]
    next_cursor: str | None


@router.post("/v1/goodwill", tags=["goodwill"], **needs(Scope.GOODWILL_WRITE), **SEEN_AGAIN)
def give(request: GoodwillRequest) -> Response[GoodwillAnswer]:
    """Give somebody credit or points for no order; they are written to. The same reference: 200."""
    fields = request.model_dump(exclude={"program"})
    wish = GoodwillWish(program_id=request.program, actor=router.key.key_id, **fields)
    given = give_goodwill(wish, goodwill_desk.goodwill(), now=clock.now())
    return written_answer(_answer(given.gesture), created=given.new)


@router.get("/v1/goodwill/<goodwill_id>", tags=["goodwill"], **needs(Scope.ADVOCATES_READ))
def read(goodwill_id: GoodwillPath) -> GoodwillAnswer:
    """Read one gesture: who gave it, and why."""
    return _answer(stores.goodwill().get(goodwill_id))


@router.get("/v1/people/<person_id>/goodwill", tags=["goodwill"], **needs(Scope.ADVOCATES_READ))
def list_of_person(person_id: PersonPath, limit: Limit = 50, cursor: Cursor = "") -> GoodwillPage:
    """List what a person was given as goodwill, newest first; what is new may be missing."""
    stores.people().get(person_id)
    store = stores.goodwill()
    items, after = store.of_person(person_id, limit, start_of(cursor, **store.page_keys))
    return GoodwillPage(items=[_answer(each) for each in items], next_cursor=cursor_of(after))


def _answer(gesture: Goodwill) -> GoodwillAnswer:
    return GoodwillAnswer(program=gesture.program_id, **gesture.model_dump(exclude={"program_id"}))
