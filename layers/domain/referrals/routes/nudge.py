"""Nudges: what was decided about whom and why, and whether they help."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import BaseModel

from referrals.edge.api.access import needs
from referrals.edge.api.pagination import Cursor, Limit, cursor_of, start_of
from referrals.edge.api.router import Routes
from referrals.model.session.api_key import Scope
from referrals.routes.fields import PROGRAM_PATTERN, AdvocatePath
from referrals.views.nudge.nudge_effect import EffectFigures, effect_figures
from referrals.views.nudge.nudge_log import NudgeRow, PersonNudges, nudge_log, person_nudges
from referrals.wiring import clock, nudge_stores, stores

router = Routes()
ProgramQuery = Annotated[str, Query(pattern=PROGRAM_PATTERN, description="The program's id.")]


class DecisionPage(BaseModel):
    items: list[NudgeRow]
    next_cursor: str | None


@router.get("/v1/nudges", tags=["listening"], **needs(Scope.LISTENING_READ))
def list_nudges(program: ProgramQuery, limit: Limit = 50, cursor: Cursor = "") -> DecisionPage:
    """List what was decided after moments of delight, newest first: sent or not, and why."""
    stores.programs().get(program)
    records = nudge_stores.nudge_records()
    start = start_of(cursor, **records.page_keys)
    rows, after = nudge_log(program, records, limit=limit, start=start)
    return DecisionPage(items=rows, next_cursor=cursor_of(after))


@router.get("/v1/nudges/effect", tags=["listening"], **needs(Scope.LISTENING_READ))
def read_effect(program: ProgramQuery) -> EffectFigures:
    """Read what nudged advocates brought, against those held out, and what can be said by it."""
    rules = stores.programs().get(program).rules
    return effect_figures(rules, nudge_stores.experiments(), clock.now())


@router.get("/v1/advocates/<advocate_id>/nudges", tags=["listening"], **needs(Scope.LISTENING_READ))
def read_person(advocate_id: AdvocatePath) -> PersonNudges:
    """Read every decision about one advocate, and what the next one rests on."""
    stores.people().advocate(advocate_id)
    return person_nudges(advocate_id, nudge_stores.nudge_records(), nudge_stores.letter_histories())
