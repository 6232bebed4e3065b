"""How the program came to be what it is: its versions, who applied each, and why."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from referrals.desks import program as program_desk
from referrals.model.change.change_record import DONE, Door, new_change
from referrals.model.program.program import Program, rules_json
from referrals.steps.program.apply_program import apply_program
from referrals.wiring import clock, session_stores, stores

BEGINNING: Mapping[str, Any] = {
    "codes_by": "webhook",
    "hold_days": 21,
    "milestones": [],
    "stories": {"wall": False},
    "nudges": {"enabled": False},
    "listening": {"surveys": False, "suggestions": False},
}
EIGHT = {"advocate": {"kind": "store_credit", "amount_minor": 800}}
EIGHT_PERCENT = {"friend": {"kind": "discount_code", "percent": 8, "when": "first_order"}}


TRIAL_BEGIN, TRIAL_END = 0.5, 0.66
"""Parts of the year. It ended so long ago that rules without it may be applied at once."""
TRIAL: Mapping[str, Any] = {
    "name": "a-table-is-laid",
    "hypothesis": "A title that says what waits brings more friends than one about who sent it.",
    "matters_per_thousand": 20,
    "planned": 200,
    "arms": [
        {"name": "as-it-is"},
        {
            "name": "what-waits",
            "words": {
                "en": {"welcome_page.title": "A loaf is kept warm for you"},
                "de": {"welcome_page.title": "Für dich steht ein Brot warm"},
            },
        },
    ],
}


class RulesStep(NamedTuple):
    part: float
    """Of the year that was over by then."""
    leaves: Mapping[str, Any]
    """What was still otherwise than it is today."""
    offer: Mapping[str, Any]
    why: str
    tries: bool = False
    """Whether the experiment begins with it."""


def _beginning_but(*names: str) -> Mapping[str, Any]:
    return {name: value for name, value in BEGINNING.items() if name not in names}


def _beginning_of(*names: str) -> Mapping[str, Any]:
    return {name: BEGINNING[name] for name in ("codes_by", *names)}


STEPS = (
    RulesStep(0.0, BEGINNING, {**EIGHT, **EIGHT_PERCENT}, "how we begin: small, and careful"),
    RulesStep(
        0.06, _beginning_but("listening"), {**EIGHT, **EIGHT_PERCENT}, "we want to hear how it is"
    ),
    RulesStep(
        0.3, _beginning_but("listening", "stories"), EIGHT, "a wall, and ten per cent for friends"
    ),
    RulesStep(0.46, _beginning_of("hold_days", "nudges"), {}, "ten euros: it was asked for"),
    RulesStep(
        TRIAL_BEGIN,
        _beginning_of("hold_days", "nudges"),
        {},
        "which words make a friend of a friend curious?",
        tries=True,
    ),
    RulesStep(
        0.6, _beginning_of("hold_days"), {}, "a friendly word a day later, not to one in ten"
    ),
    RulesStep(
        0.82, _beginning_of(), {}, "two weeks are enough: nothing came back after the twelfth day"
    ),
    RulesStep(1, {}, {}, "the till makes the codes itself from now on"),
)
WRITER = "mara"


def apply_step(
    step: RulesStep, rules: Program, at: datetime, random: bytes, *, trial_until: date
) -> int:
    """The version that it made; the last step leaves `rules` as they are, but for an experiment
    that is over."""
    plain = rules_json(rules)
    offers = [{**offer, **step.offer} for offer in plain["offers"]]
    trials = _trials(rules.program)
    if step.tries:
        trials.append({**TRIAL, "until": trial_until})
    leaves = {**step.leaves, "offers": offers, "experiments": trials}
    then = Program.model_validate({**plain, **leaves})
    record = new_change(
        "program_apply",
        {"program": rules.program},
        actor=WRITER,
        door=Door.COMMAND_LINE,
        reason=step.why,
        now=at,
        random=random,
    )
    session_stores.change_log().add(record)
    desk = program_desk.program()
    version = apply_program(then, desk, now=clock.now(), local=True).version
    session_stores.change_log().finish(record, DONE, {})
    return version


def _trials(program: str) -> list[Any]:
    current = stores.programs().find(program)
    return [each.model_dump() for each in current.rules.experiments] if current else []
