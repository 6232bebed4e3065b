"""The form that declares an experiment: one arm beside the program as it is."""

from datetime import date
from typing import Any

from referrals.model.draft.slot import AMOUNT, KEY, KIND, NAME, PERCENT, count, minor, terms_with
from referrals.model.errors import RefusedError
from referrals.model.experiment.declaration import DeclaredExperiment, TrialMetric
from referrals.model.program.fault import Fault
from referrals.model.program.program import rules_json
from referrals.pages.console.visit import DeskVisit
from referrals.wiring import settings

PLAIN_ARM = "as-it-is"
SENTENCES = (
    ("", "none"),
    ("welcome_page.title_named", "the title, where the friend knows who sent them"),
    ("welcome_page.title", "the title, where they don’t"),
    ("welcome_page.from_named", "the line above it, where the friend knows who sent them"),
    ("welcome_page.from", "the line above it, where they don’t"),
    ("welcome_page.continue", "the button"),
)
LONGEST_SENTENCE = 400
_FIELDS = {
    "name": "name",
    "hypothesis": "hypothesis",
    "matters_per_thousand": "matters",
    "share_percent": "share",
    "until": "until",
}


class UnclearExperimentError(RefusedError):
    code = "unclear_experiment"


def declare_in(visit: DeskVisit) -> DeclaredExperiment:
    """A new version of the rules, with it."""
    from referrals.desks import program as program_desk
    from referrals.steps.program.apply_program import apply_program
    from referrals.steps.program.check_draft import check_draft

    current = visit.program
    written = rules_json(current.rules)
    written["experiments"] = [*written["experiments"], _declaration(visit)]
    rules, faults = check_draft(written, local=not settings.is_deployed())
    if rules is None:
        raise _refusal(faults[0])
    on = current.version
    desk = program_desk.program()
    try:
        apply_program(rules, desk, now=visit.now, local=not settings.is_deployed(), on_version=on)
    except RefusedError as error:
        raise _own_error(error) from error
    return rules.experiments[-1]


def _declaration(visit: DeskVisit) -> dict[str, Any]:
    form, currency = visit.form, visit.rules.currency
    metric = form.text("metric", 20)
    matters = form.text("matters", 12)
    in_money = metric == TrialMetric.MONEY
    least = minor(matters, currency, ("matters",)) if in_money else count(matters, ("matters",))
    arm: dict[str, Any] = {"name": form.text("arm", 40)}
    for side in ("friend", "advocate"):
        if terms := _terms(visit, side):
            arm[side] = terms
    if (sentence := form.text("sentence", 60)) and (text := form.text("text", LONGEST_SENTENCE)):
        arm["words"] = {form.text("language", 10): {sentence: text}}
    return {
        "name": form.text("name", 40),
        "hypothesis": form.text("hypothesis", 300),
        "metric": metric,
        "matters_per_thousand": _value_of(least),
        "share_percent": _value_of(count(form.text("share", 3), ("share",))),
        "until": _day(visit),
        "arms": [{"name": PLAIN_ARM}, arm],
    }


def _terms(visit: DeskVisit, side: str) -> dict[str, Any] | None:
    kind = visit.form.text(f"{side}_kind", 20)
    if not kind:
        return None
    texts = {
        KIND: kind,
        AMOUNT: visit.form.text(f"{side}_amount", 20),
        PERCENT: visit.form.text(f"{side}_percent", 3),
        NAME: "",
        KEY: "",
    }
    path = (f"{side}_amount",)
    return _value_of(terms_with(texts, {}, path=path, currency=visit.rules.currency))


def _value_of[T](found: T | Fault) -> T:
    if isinstance(found, Fault):
        raise UnclearExperimentError(found.message, field=str(found.path[0]), remedy=found.remedy)
    return found


def _day(visit: DeskVisit) -> str:
    text = visit.form.text("until", 10)
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise UnclearExperimentError(
            "until when?", field="until", remedy="Give its last day, such as 2027-02-28."
        ) from None


def _refusal(fault: Fault) -> UnclearExperimentError:
    return UnclearExperimentError(fault.message, field=_field(fault.field), remedy=fault.remedy)


def _own_error(error: RefusedError) -> RefusedError:
    return UnclearExperimentError(
        error.message, field=_field(error.field or ""), remedy=error.remedy
    )


def _field(path: str) -> str:
    """The form's own field for one of the rules, as `experiments[0].until` spells it."""
    _, _, inner = path.partition("].")
    if inner.startswith("arms["):
        part = inner.partition("].")[2].split(".")
        if part[0] in ("friend", "advocate"):
            place = part[-1] if part[-1] in ("kind", "percent") else "amount"
            return f"{part[0]}_{place}"
        return {"words": "text", "name": "arm"}.get(part[0], "arm")
    return _FIELDS.get(inner, "arm" if inner.startswith("arms") else "name")
