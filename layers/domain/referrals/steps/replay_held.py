"""Reads held bodies again: after a source learnt their shape, or a program got its currency."""

from collections.abc import Iterator
from dataclasses import dataclass

from referrals.model.receipt import Outcome, Receipt
from referrals.providers.sources.registry import find_source
from referrals.steps.record_conversion import (
    Delivery,
    Intake,
    UnknownSourceError,
    record_body,
)


@dataclass(frozen=True, slots=True)
class Replayed:
    sha: str
    receipt: Receipt


def replay_held(program_id: str, source_name: str, intake: Intake, *, now: int) -> list[Replayed]:
    """Every body not yet understood, once more; safe to repeat, for facts repeat safely."""
    return list(_replayed(program_id, source_name, intake, now))


def _replayed(program_id: str, source_name: str, intake: Intake, now: int) -> Iterator[Replayed]:
    source, brief = find_source(source_name), intake.briefs.find(program_id)
    if source is None or brief is None:
        raise UnknownSourceError(f"{program_id} takes nothing from {source_name}.", field="source")
    for held in list(intake.bodies.held(program_id, source_name)):
        if held.replayed_at:
            continue
        body = intake.bodies.held_raw(program_id, source_name, held.sha)
        again = Delivery(program_id, source_name, body.headers, body.raw, now)
        receipt = record_body(again, source, body, intake=intake, brief=brief)
        if receipt.outcome is not Outcome.HELD:
            intake.bodies.mark_replayed(program_id, source_name, held.sha, now)
        yield Replayed(held.sha, receipt)
