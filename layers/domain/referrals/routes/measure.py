"""Measures: what a program brought, with intervals, and what each number means."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path
from pydantic import BaseModel

from referrals.desks import measure as measure_desk
from referrals.edge.api.access import needs
from referrals.edge.api.router import Routes
from referrals.model.insight.insight import day_of
from referrals.model.measure.definition import MeasureDefinition, definition, definitions
from referrals.model.session.api_key import Scope
from referrals.routes.nudge import ProgramQuery
from referrals.routes.program import First, Last
from referrals.views.insight.funnel import period
from referrals.views.measure.program_measures import ProgramMeasures, program_measures
from referrals.wiring import clock, stores

router = Routes()
MeasurePath = Annotated[str, Path(pattern=r"^[a-z_]{1,40}$", description="Its name.")]


class DefinitionList(BaseModel):
    items: list[MeasureDefinition]


@router.get("/v1/measures", tags=["measures"], **needs(Scope.PROGRAMS_READ))
def read(program: ProgramQuery, first: First = None, last: Last = None) -> ProgramMeasures:
    """Read every measure of a period: value, interval, observations, and as of when."""
    found, now = stores.programs().get(program), clock.now()
    first, last = period(first, last, day_of(now, found.rules.time_zone))
    return program_measures(found, first, last, measure_desk.measures(), now=now)


@router.get("/v1/measure-definitions", tags=["measures"], **needs(Scope.PROGRAMS_READ))
def list_definitions() -> DefinitionList:
    """Read what each measure means: numerator, denominator, population, period, interval."""
    return DefinitionList(items=list(definitions().values()))


@router.get("/v1/measure-definitions/<name>", tags=["measures"], **needs(Scope.PROGRAMS_READ))
def read_definition(name: MeasurePath) -> MeasureDefinition:
    """Read what one measure means."""
    return definition(name)
