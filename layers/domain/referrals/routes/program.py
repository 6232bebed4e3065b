"""Programs: the rules as they hold, and what they brought."""

from datetime import date, datetime
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import BaseModel

from referrals.edge.api.access import needs
from referrals.edge.api.router import Routes
from referrals.model.insight.insight import day_of
from referrals.model.program.program import Program
from referrals.model.session.api_key import Scope
from referrals.routes.fields import ProgramPath
from referrals.views.insight.funnel import Funnel, funnel, period
from referrals.wiring import clock, stores

router = Routes()
First = Annotated[date | None, Query(alias="from", description="Default: 29 days before `to`.")]
Last = Annotated[date | None, Query(alias="to", description="Default: today, where the shop is.")]


class ProgramAnswer(BaseModel):
    program: str
    version: int
    applied_at: datetime
    rules: Program


@router.get("/v1/programs/<program>", tags=["programs"], **needs(Scope.PROGRAMS_READ))
def read(program: ProgramPath) -> ProgramAnswer:
    """Read the newest version of a program's rules."""
    found = stores.programs().get(program)
    return ProgramAnswer(
        program=found.program_id,
        version=found.version,
        applied_at=found.applied_at,
        rules=found.rules,
    )


@router.get("/v1/programs/<program>/funnel", tags=["programs"], **needs(Scope.PROGRAMS_READ))
def read_funnel(program: ProgramPath, first: First = None, last: Last = None) -> Funnel:
    """Clicks, conversions, referred ones and rewards by day, in the program's time zone."""
    zone = stores.programs().get(program).rules.time_zone
    first, last = period(first, last, day_of(clock.now(), zone))
    return funnel(program, first, last, stores.insights())
