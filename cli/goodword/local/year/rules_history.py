"""How the program came to be what it is: six versions, who applied each, and why."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from referrals.desks import program as program_desk
from referrals.model.change.change_record import DONE, Door, new_change
from referrals.model.program.program import Program, rules_json
from referrals.steps.program.apply_program import apply_program
from referrals.wiring import clock, session_stores

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


class RulesStep(NamedTuple):
    part: float
    """Of the year that was over by then."""
    leaves: Mapping[str, Any]
    """What was still otherwise than it is today."""
    offer: Mapping[str, Any]
    why: str


def _beginning_but(*names: str) -> Mapping[str, Any]:
    return {name: value for name, value in BEGINNING.items() if name not in names}


def _beginning_of(*names: str) -> Mapping[str, Any]:
    return {name: BEGINNING[name] for name in ("codes_by", *names)}


STEPS = (
    RulesStep(0.0, BEGINNING, {**EIGHT, **EIGHT_PERCENT}, "how we begin: small, and careful"),
    RulesStep(
        0.12, _beginning_but("listening"), {**EIGHT, **EIGHT_PERCENT}, "we want to hear how it is"
    ),
    RulesStep(
        0.3, _beginning_but("listening", "stories"), EIGHT, "a wall, and ten per cent for friends"
    ),
    RulesStep(0.46, _beginning_of("hold_days", "nudges"), {}, "ten euros: it was asked for"),
    RulesStep(
        0.6, _beginning_of("hold_days"), {}, "a friendly word a day later, not to one in ten"
    ),
    RulesStep(
        0.82, _beginning_of(), {}, "two weeks are enough: nothing came back after the twelfth day"
    ),
    RulesStep(0.999, {}, {}, "the till makes the codes itself from now on"),
)
WRITER = "mara"


def apply_step(step: RulesStep, rules: Program, at: datetime, random: bytes) -> int:
    """The version that it made; the last step leaves `rules` as they are."""
    plain = rules_json(rules)
    offers = [{**offer, **step.offer} for offer in plain["offers"]]
    then = Program.model_validate({**plain, **step.leaves, "offers": offers})
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
