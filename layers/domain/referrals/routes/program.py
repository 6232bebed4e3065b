"""Programs: the rules as they hold, and what they brought."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import BaseModel

from referrals.edge.api.access import needs
from referrals.edge.api.answer import written_answer
from referrals.edge.api.router import Routes
from referrals.model.insight.insight import day_of
from referrals.model.link.share import promise_address
from referrals.model.program.program import Program
from referrals.model.session.api_key import Scope
from referrals.model.words.promise import program_sentences
from referrals.model.words.reward import terms_in_words
from referrals.routes.fields import ProgramPath
from referrals.views.insight.funnel import Funnel, funnel, period
from referrals.views.reward.budget_reach import budget_reach
from referrals.wiring import clock, settings, stores

router = Routes()
First = Annotated[date | None, Query(alias="from", description="Default: 29 days before `to`.")]
Last = Annotated[date | None, Query(alias="to", description="Default: today, where the shop is.")]


class BudgetAnswer(BaseModel):
    left_minor: int
    lasts_until: date | None
    """At the rate of the last thirty days; absent where that says nothing."""


class ProgramAnswer(BaseModel):
    program: str
    version: int
    applied_at: datetime
    rules: Program
    sentences: list[str]
    """What the program promises, in the reader's language."""
    promise_url: str
    """The page that tells it to whoever is about to share."""
    budget: BudgetAnswer | None
    """None for a program without one."""


class ItemAnswer(BaseModel):
    item: str
    points: int
    words: str
    """What it is, in the reader's language."""


class CatalogueAnswer(BaseModel):
    items: list[ItemAnswer]


@router.get("/v1/programs/<program>", tags=["programs"], **needs(Scope.PROGRAMS_READ))
def read(program: ProgramPath) -> Response[ProgramAnswer]:
    """Read the newest version of a program's rules, in sentences too."""
    found, words = stores.programs().get(program), router.words
    outlook = budget_reach(found.rules, stores.tallies(), stores.insights(), clock.now())
    answer = ProgramAnswer(
        program=found.program_id,
        version=found.version,
        applied_at=found.applied_at,
        rules=found.rules,
        sentences=list(program_sentences(words, found.rules, outlook)),
        promise_url=promise_address(settings.setting("PUBLIC_URL"), found.program_id),
        budget=outlook and BudgetAnswer(**asdict(outlook)),
    )
    return written_answer(answer, words=words)


@router.get("/v1/programs/<program>/catalogue", tags=["programs"], **needs(Scope.PROGRAMS_READ))
def read_catalogue(program: ProgramPath) -> Response[CatalogueAnswer]:
    """Read what points buy, in the reader's language; `POST /v1/exchanges` buys it."""
    rules, words = stores.programs().get(program).rules, router.words
    items = [
        ItemAnswer(
            item=each.item,
            points=each.points,
            words=terms_in_words(words, each.gives.model_dump(), rules.currency) or each.item,
        )
        for each in rules.catalogue
    ]
    return written_answer(CatalogueAnswer(items=items), words=words)


@router.get("/v1/programs/<program>/funnel", tags=["programs"], **needs(Scope.PROGRAMS_READ))
def read_funnel(program: ProgramPath, first: First = None, last: Last = None) -> Funnel:
    """Clicks, conversions, referred ones and rewards by day, in the program's time zone."""
    zone = stores.programs().get(program).rules.time_zone
    first, last = period(first, last, day_of(clock.now(), zone))
    return funnel(program, first, last, stores.insights())
