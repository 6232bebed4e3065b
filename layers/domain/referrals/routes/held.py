"""Held deliveries: genuine, and not understood. What waits, why, and reading it again."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from pydantic import BaseModel

from referrals.desks import conversion as conversion_desk
from referrals.edge.api.access import needs
from referrals.edge.api.pagination import Cursor, Limit, cursor_of, start_of
from referrals.edge.api.router import Routes
from referrals.model.moment import Moment
from referrals.model.order.receipt import Outcome
from referrals.model.session.api_key import Scope
from referrals.routes.fields import ProgramPath, SourcePath
from referrals.steps.order.replay_held_bodies import MOST_A_ROUND, ReplayBounds, replay_held_bodies
from referrals.wiring import clock, stores

router = Routes()
# A function's answer may have six megabytes; a text may double in JSON.
MOST_TEXT = 2_000_000
ShaPath = Annotated[
    str, Path(pattern=r"^[0-9a-f]{64}$", description="The hash of the body, as the list has it.")
]
Most = Annotated[int, Query(ge=1, le=MOST_A_ROUND, description="How many to read at most.")]


class HeldSummary(BaseModel):
    """Without the body, which has personal data in it."""

    sha: str
    """The body's SHA-256, and its name here."""
    reason: str
    received_at: Moment
    replayed_at: Moment | None
    """When it was understood after all; until then it waits."""
    size: int
    """Bytes; 0 where that was not noted."""


class HeldPage(BaseModel):
    items: list[HeldSummary]
    next_cursor: str | None


class HeldAnswer(BaseModel):
    sha: str
    received_at: Moment
    headers: dict[str, str]
    size: int
    """Bytes, as it came."""
    body: str
    """As it came; what is not UTF-8 is replaced, and what goes beyond two million characters is
    left out: `goodword conversions held --body` prints all of it."""


class ReplayOutcome(BaseModel):
    sha: str
    outcome: Outcome
    reason: str
    order_id: str


class ReplayAnswer(BaseModel):
    replayed: list[ReplayOutcome]
    waiting: int
    """How many wait still, those read again in vain among them; 1000 means at least so many."""
    next_cursor: str | None
    """Where the next call goes on; absent when all were tried."""


@router.get("/v1/held/<program>/<source>", tags=["held"], **needs(Scope.HELD_READ))
def list_all(
    program: ProgramPath, source: SourcePath, limit: Limit = 50, cursor: Cursor = ""
) -> HeldPage:
    """Held deliveries of a source, page by page, in no order; they are kept for 30 days."""
    start = start_of(cursor, sha=str) or {"sha": ""}
    held, after = stores.bodies().held_page(program, source, limit, start["sha"])
    items = [
        HeldSummary(
            sha=each.sha,
            reason=each.reason,
            received_at=each.received_at,
            replayed_at=each.replayed_at,
            size=each.size,
        )
        for each in held
    ]
    return HeldPage(items=items, next_cursor=_cursor(after))


@router.get("/v1/held/<program>/<source>/<sha>", tags=["held"], **needs(Scope.HELD_BODIES))
def read(program: ProgramPath, source: SourcePath, sha: ShaPath) -> HeldAnswer:
    """Read a held body as it came, personal data and all: a scope of its own."""
    body = stores.bodies().held_raw(program, source, sha)
    return HeldAnswer(
        sha=sha,
        received_at=body.received_at,
        headers=dict(body.headers),
        size=len(body.raw),
        body=body.raw.decode("utf-8", "replace")[:MOST_TEXT],
    )


@router.post("/v1/held/<program>/<source>/replay", tags=["held"], **needs(Scope.HELD_WRITE))
def replay(
    program: ProgramPath, source: SourcePath, limit: Most = MOST_A_ROUND, cursor: Cursor = ""
) -> ReplayAnswer:
    """Read held deliveries again with today's code and rules; what is understood is recorded."""
    now, start = clock.now(), start_of(cursor, sha=str) or {"sha": ""}
    desk, bounds = conversion_desk.recording(), ReplayBounds(most=limit)
    done = replay_held_bodies(program, source, desk, now=now, after=start["sha"], bounds=bounds)
    read_again = [
        ReplayOutcome(
            sha=each.sha,
            outcome=each.receipt.outcome,
            reason=each.receipt.reason,
            order_id=each.receipt.order_id,
        )
        for each in done.replayed
    ]
    waiting = stores.bodies().waiting(program, source)
    return ReplayAnswer(replayed=read_again, waiting=waiting, next_cursor=_cursor(done.after))


def _cursor(sha: str) -> str | None:
    return cursor_of({"sha": sha} if sha else None)
