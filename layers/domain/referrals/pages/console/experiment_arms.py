"""The arms of an experiment as its form has them: groups of fields; a blank group is none."""

from typing import Any

from referrals.edge.form import Form
from referrals.model.draft.slot import AMOUNT, KEY, KIND, NAME, PERCENT, terms_with
from referrals.model.errors import RefusedError
from referrals.model.experiment.declaration import MOST_ARMS
from referrals.model.program.fault import Fault
from referrals.pages.console.visit import DeskVisit

GROUPS = tuple(range(1, MOST_ARMS))
"""Beside the program as it is, which nobody has to describe."""
SIDES = (("friend", "The friend gets"), ("advocate", "Whoever sent them gets"))
LONGEST_SENTENCE = 400
# What a person chooses or types; the language is chosen beforehand.
_FIELDS = {
    "arm": 40,
    "friend_kind": 20,
    "friend_amount": 20,
    "friend_percent": 3,
    "advocate_kind": 20,
    "advocate_amount": 20,
    "advocate_percent": 3,
    "landing": 10,
    "nudges": 10,
    "sentence": 60,
    "text": LONGEST_SENTENCE,
}


class UnclearExperimentError(RefusedError):
    code = "unclear_experiment"


def groups_in(form: Form) -> list[int]:
    """Those with anything in them; the first stands for them all where none has."""
    filled = [each for each in GROUPS if _is_filled(form, each)]
    return filled or [GROUPS[0]]


def _is_filled(form: Form, group: int) -> bool:
    return any(form.text(f"{name}_{group}", most) for name, most in _FIELDS.items())


def arm_in(visit: DeskVisit, group: int) -> dict[str, Any]:
    """One arm, as the rules spell it; what is half said is refused, so that nothing typed is lost
    without a word."""
    form = visit.form
    arm: dict[str, Any] = {"name": form.text(f"arm_{group}", _FIELDS["arm"])}
    for side, _ in SIDES:
        if terms := _terms(visit, side, group):
            arm[side] = terms
    if landing := form.text(f"landing_{group}", _FIELDS["landing"]):
        arm["landing"] = landing
    if form.text(f"nudges_{group}", _FIELDS["nudges"]):
        arm["nudges"] = False
    sentence = form.text(f"sentence_{group}", _FIELDS["sentence"])
    text = form.text(f"text_{group}", LONGEST_SENTENCE)
    if text and not sentence:
        raise _gap_fault("sentence", group, "which sentence is said so?", "Choose it.")
    if sentence and not text:
        raise _gap_fault("text", group, "how is it said?", "Write it, or choose no sentence.")
    if sentence:
        arm["words"] = {form.text(f"language_{group}", 10): {sentence: text}}
    return arm


def _terms(visit: DeskVisit, side: str, group: int) -> dict[str, Any] | None:
    texts = {
        part: visit.form.text(f"{side}_{part}_{group}", _FIELDS[f"{side}_{part}"])
        for part in (KIND, AMOUNT, PERCENT)
    }
    if not texts[KIND]:
        if texts[AMOUNT] or texts[PERCENT]:
            raise _gap_fault(f"{side}_kind", group, "so much of what?", "Choose what they get.")
        return None
    path = (f"{side}_amount_{group}",)
    currency = visit.rules.currency
    return value_of(terms_with({**texts, NAME: "", KEY: ""}, {}, path=path, currency=currency))


def _gap_fault(field: str, group: int, message: str, remedy: str) -> UnclearExperimentError:
    return UnclearExperimentError(message, field=f"{field}_{group}", remedy=remedy)


def value_of[T](found: T | Fault) -> T:
    if isinstance(found, Fault):
        raise UnclearExperimentError(found.message, field=str(found.path[0]), remedy=found.remedy)
    return found


def arm_field(path: str, groups: list[int]) -> str:
    """The form's own field for one of the rules, as `arms[1].friend.percent` spells it; `groups`
    are those that were filled, in their order behind the first arm."""
    place, _, inner = path.removeprefix("arms[").partition("].")
    number = int(place) - 1 if place.isdecimal() else 0
    group = groups[number] if 0 <= number < len(groups) else groups[0]
    return f"{_part(inner.split('.'))}_{group}"


def _part(names: list[str]) -> str:
    if names[0] in ("friend", "advocate"):
        part = {names[0]: "kind", "kind": "kind", "percent": "percent"}.get(names[-1], "amount")
        return f"{names[0]}_{part}"
    return {"words": "text", "nudges": "nudges", "landing": "landing"}.get(names[0], "arm")
