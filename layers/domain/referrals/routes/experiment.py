"""Experiments: what was declared, how it stands, and what can be said of it."""

from pydantic import BaseModel

from referrals.edge.api.access import needs
from referrals.edge.api.router import Routes
from referrals.model.session.api_key import Scope
from referrals.routes.nudge import ProgramQuery
from referrals.views.experiment.experiment_figures import ExperimentFigures, program_experiments
from referrals.wiring import clock, experiment_stores, stores

router = Routes()


class ExperimentList(BaseModel):
    items: list[ExperimentFigures]


@router.get("/v1/experiments", tags=["measures"], **needs(Scope.PROGRAMS_READ))
def list_experiments(program: ProgramQuery) -> ExperimentList:
    """Read every experiment of a program: its arms, their difference with interval, the verdict."""
    rules = stores.programs().get(program).rules
    tallies = experiment_stores.trial_tallies()
    return ExperimentList(items=program_experiments(rules, tallies, now=clock.now()))
