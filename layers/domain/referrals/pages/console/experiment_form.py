"""The form that declares an experiment: one to three arms beside the program as it is."""

from datetime import date
from typing import Any

from referrals.model.draft.slot import count, minor
from referrals.model.errors import RefusedError
from referrals.model.experiment.declaration import DeclaredExperiment, TrialMetric
from referrals.model.program.fault import Fault
from referrals.model.program.program import rules_json
from referrals.pages.console.experiment_arms import (
    UnclearExperimentError,
    arm_field,
    arm_in,
    groups_in,
    value_of,
)
from referrals.pages.console.visit import DeskVisit
from referrals.wiring import settings

PLAIN_ARM = "as-it-is"
SENTENCES = (
    ("", "none"),
    (
        "welcome_page.title_named",
        "the friend’s page: the title, where the friend knows who sent them",
    ),
    ("welcome_page.title", "the friend’s page: the title, where they don’t"),
    (
        "welcome_page.from_named",
        "the friend’s page: the line above it, where the friend knows who sent them",
    ),
    ("welcome_page.from", "the friend’s page: the line above it, where they don’t"),
    ("welcome_page.continue", "the friend’s page: the button"),
    ("nudge.subject", "a nudge: the subject"),
    ("nudge.opening", "a nudge: the first sentences"),
    ("nudge.text", "a nudge: the last sentences"),
    ("nudge.button", "a nudge: the button"),
    ("nudge_page.title", "a nudge’s page: the title"),
    ("nudge_page.lead", "a nudge’s page: the line below it"),
    ("nudge_page.one", "a nudge’s page: why one person is enough"),
)
_FIELDS = {
    "name": "name",
    "hypothesis": "hypothesis",
    "matters_per_thousand": "matters",
    "share_percent": "share",
    "until": "until",
}


def declare_in(visit: DeskVisit) -> DeclaredExperiment:
    """A new version of the rules, with it."""
    from referrals.desks import program as program_desk
    from referrals.steps.program.apply_program import apply_program
    from referrals.steps.program.check_draft import check_draft

    current, groups = visit.program, groups_in(visit.form)
    written = rules_json(current.rules)
    written["experiments"] = [*written["experiments"], _declaration(visit, groups)]
    rules, faults = check_draft(written, local=not settings.is_deployed())
    if rules is None:
        raise _refusal(faults[0], groups)
    on = current.version
    desk = program_desk.program()
    try:
        apply_program(rules, desk, now=visit.now, local=not settings.is_deployed(), on_version=on)
    except RefusedError as error:
        raise _own_error(error, groups) from error
    return rules.experiments[-1]


def _declaration(visit: DeskVisit, groups: list[int]) -> dict[str, Any]:
    form, currency = visit.form, visit.rules.currency
    metric = form.text("metric", 20)
    matters = form.text("matters", 12)
    in_money = metric == TrialMetric.MONEY
    least = minor(matters, currency, ("matters",)) if in_money else count(matters, ("matters",))
    return {
        "name": form.text("name", 40),
        "hypothesis": form.text("hypothesis", 300),
        "metric": metric,
        "matters_per_thousand": value_of(least),
        "share_percent": value_of(count(form.text("share", 3), ("share",))),
        "until": _day(visit),
        "arms": [{"name": PLAIN_ARM}, *(arm_in(visit, each) for each in groups)],
    }


def _day(visit: DeskVisit) -> str:
    text = visit.form.text("until", 10)
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise UnclearExperimentError(
            "until when?", field="until", remedy="Give its last day, such as 2027-02-28."
        ) from None


def _refusal(fault: Fault, groups: list[int]) -> UnclearExperimentError:
    field = _field(fault.field, groups)
    return UnclearExperimentError(fault.message, field=field, remedy=fault.remedy)


def _own_error(error: RefusedError, groups: list[int]) -> RefusedError:
    field = _field(error.field or "", groups)
    return UnclearExperimentError(error.message, field=field, remedy=error.remedy)


def _field(path: str, groups: list[int]) -> str:
    """The form's own field for one of the rules, as `experiments[0].until` spells it."""
    _, _, inner = path.partition("].")
    if inner.startswith("arms"):
        return arm_field(inner, groups)
    return _FIELDS.get(inner, "name")
