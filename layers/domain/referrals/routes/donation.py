"""Donations: what a program gave to each cause in a year."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import BaseModel

from referrals.edge.api.access import needs
from referrals.edge.api.router import Routes
from referrals.model.donation.donation import CauseTotal
from referrals.model.session.api_key import Scope
from referrals.routes.fields import ProgramPath
from referrals.wiring import stores

router = Routes()
Year = Annotated[int, Query(ge=2000, le=2100, description="A calendar year, where the shop is.")]


class DonationStatement(BaseModel):
    program: str
    year: int
    currency: str
    causes: list[CauseTotal]
    amount_minor: int
    """All of them together."""


@router.get("/v1/programs/<program>/donations", tags=["programs"], **needs(Scope.PROGRAMS_READ))
def read(program: ProgramPath, year: Year) -> DonationStatement:
    """Read what was given to each cause in a year; what went back is taken off."""
    rules = stores.programs().get(program).rules
    causes = stores.donations().of_year(program, year)
    return DonationStatement(
        program=program,
        year=year,
        currency=rules.currency,
        causes=causes,
        amount_minor=sum(each.amount_minor for each in causes),
    )
