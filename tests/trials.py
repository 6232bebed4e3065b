"""An experiment in the tests' program: the friend's gift as it is, beside a bigger one."""

from datetime import date, datetime, timedelta
from typing import Any

from referrals.desks import program as program_desk
from referrals.model.experiment.declaration import DeclaredExperiment
from referrals.steps.program.apply_program import apply_program
from referrals.wiring import stores
from tests.world import NOW, rules

BEGAN = NOW - timedelta(days=20)
BIGGER = {"kind": "discount_code", "percent": 20}
MORE = {"kind": "store_credit", "amount_minor": 900}
PAST = {"name": "no-page", "landing": "shop"}


def declared(**changes: Any) -> dict[str, Any]:
    given: dict[str, Any] = {
        "name": "bigger-gift",
        "hypothesis": "A bigger gift brings more first orders.",
        "matters_per_thousand": 20,
        "arms": [{"name": "as-it-is"}, {"name": "bigger", "friend": BIGGER, "advocate": MORE}],
        "until": date(2027, 1, 31).isoformat(),
    }
    return {**given, **changes}


def about_pages(*arms: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Of where links lead, beside the program as it is."""
    plain = {"name": "as-it-is"}
    return declared(**{"name": "page-or-none", "arms": [plain, *arms], **changes})


def an_experiment(**changes: Any) -> DeclaredExperiment:
    return DeclaredExperiment.model_validate(declared(**changes))


def begin(**changes: Any) -> DeclaredExperiment:
    """Twenty days ago; `changes` are of the program's other rules."""
    return apply(BEGAN, experiments=[declared()], **changes)


def apply(at: datetime, **changes: Any) -> DeclaredExperiment:
    apply_program(rules(**changes), program_desk.program(), now=at)
    return stores.programs().get("friends").rules.experiments[0]


def code_on(experiment: DeclaredExperiment, arm: str) -> str:
    """A link's code that was drawn for that arm."""
    codes = (f"link-{number}" for number in range(1000))
    return next(c for c in codes if (a := experiment.arm_of(c)) and a.name == arm)
