"""Reads held bodies again: after a source learnt their shape, or a program got its currency.

A round ends after so many bodies or so many seconds and says where to go on, so that nothing is
tried twice in one go and whatever is still not understood keeps nobody from the rest.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from referrals.model.order.provenance import Provenance
from referrals.model.order.receipt import Outcome, Receipt
from referrals.providers.shops.registry import find_source
from referrals.providers.shops.source import Source
from referrals.steps.order.record_conversion import (
    Delivery,
    RecordingDesk,
    UnknownSourceError,
    record_body,
)
from referrals.store.order.body import BodyGoneError
from referrals.store.program.brief import ProgramBrief

MOST_A_ROUND = 25
# Each body may ask its shop for three seconds; a door answers within fifteen.
PATIENCE_SECONDS = 8.0
_PAGE = 50


@dataclass(frozen=True, slots=True)
class ReplayedBody:
    sha: str
    receipt: Receipt


@dataclass(frozen=True, slots=True)
class Round:
    replayed: tuple[ReplayedBody, ...]
    after: str
    """Where the next round goes on; empty when all were tried."""


@dataclass(frozen=True, slots=True)
class BodyReplay:
    """Whose held bodies these are."""

    program_id: str
    name: str
    source: Source
    brief: ProgramBrief
    intake: RecordingDesk


@dataclass(frozen=True, slots=True)
class ReplayBounds:
    most: int = MOST_A_ROUND
    patience: float = PATIENCE_SECONDS
    clock: Callable[[], float] = time.monotonic


def replay_held_bodies(
    program_id: str,
    source_name: str,
    desk: RecordingDesk,
    *,
    now: datetime,
    after: str = "",
    bounds: ReplayBounds | None = None,
) -> Round:
    """One round over the bodies not yet understood; safe to repeat, for facts repeat safely."""
    shop = _shop(program_id, source_name, desk)
    bounds = bounds or ReplayBounds()
    ends, done = bounds.clock() + bounds.patience, list[ReplayedBody]()
    while True:
        page, further = desk.bodies.held_page(program_id, source_name, _PAGE, after)
        for held in page:
            if len(done) >= bounds.most or (done and bounds.clock() >= ends):
                return Round(tuple(done), after)
            if not held.replayed_at:
                done.append(_replay_body(held.sha, shop, now))
            after = held.sha
        if not further:
            return Round(tuple(done), "")
        after = further


def replay_held_body(
    program_id: str, source_name: str, sha: str, desk: RecordingDesk, *, now: datetime
) -> Receipt:
    """One of them; what is gone is told as gone."""
    shop = _shop(program_id, source_name, desk)
    desk.bodies.held_raw(program_id, source_name, sha)
    return _replay_body(sha, shop, now).receipt


def _replay_body(sha: str, shop: BodyReplay, now: datetime) -> ReplayedBody:
    bodies = shop.intake.bodies
    try:
        body = bodies.held_raw(shop.program_id, shop.name, sha)
    except BodyGoneError as gone:  # Its thirty days ended while we were on our way.
        return ReplayedBody(sha, Receipt(Outcome.IGNORED, gone.code))
    again = Delivery(shop.program_id, shop.name, body.headers, body.raw, now, Provenance.REPLAY)
    receipt = record_body(again, shop.source, body, desk=shop.intake, brief=shop.brief)
    if _is_request(receipt):
        bodies.empty_held_body(shop.program_id, shop.name, sha, now)
    elif receipt.outcome is not Outcome.HELD:
        bodies.mark_replayed(shop.program_id, shop.name, sha, now)
    return ReplayedBody(sha, receipt)


def _is_request(receipt: Receipt) -> bool:
    """A privacy request, now or known before: noted without its body, which names the person."""
    again = receipt.outcome is Outcome.REPLAYED and not receipt.order_id
    return again or receipt.outcome is Outcome.NOTED


def _shop(program_id: str, source_name: str, desk: RecordingDesk) -> BodyReplay:
    source, brief = find_source(source_name), desk.briefs.find(program_id)
    if source is None or brief is None:
        raise UnknownSourceError(f"{program_id} takes nothing from {source_name}.", field="source")
    return BodyReplay(program_id, source_name, source, brief, desk)
