"""Redemptions: reserve what somebody has, capture or release it, read it, list a person's."""

from datetime import datetime
from typing import Annotated

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path
from pydantic import BaseModel, Field, model_validator

from referrals.desks import redemption as redemption_desk
from referrals.edge.api.access import needs
from referrals.edge.api.answer import SEEN_AGAIN, written_answer
from referrals.edge.api.pagination import Cursor, Limit, cursor_of, start_of
from referrals.edge.api.replay import seed_of
from referrals.edge.api.router import Routes
from referrals.model.redemption.exchange import Exchange
from referrals.model.redemption.redemption import (
    DEFAULT_MINUTES,
    MOST_MINUTES,
    Redemption,
    RedemptionStatus,
)
from referrals.model.session.api_key import Scope
from referrals.model.words.reward import terms_in_words
from referrals.routes.fields import (
    ASSET_PATTERN,
    ONE_LINE,
    AdvocatePath,
    PersonId,
    ProgramId,
    RequestBody,
)
from referrals.steps.redemption.exchange_value import ExchangeWish, exchange_value
from referrals.steps.redemption.release_redemption import release_redemption
from referrals.steps.redemption.reserve_value import RedemptionWish, reserve_value
from referrals.steps.redemption.settle_redemption import capture_redemption
from referrals.wiring import clock, stores

router = Routes()
RedemptionPath = Annotated[
    str, Path(pattern=r"^rdm_[0-9a-z]{26}$", description="As reserving answered.")
]
Amount = Annotated[int, Field(ge=1, le=10**12, strict=True)]


class RedemptionRequest(RequestBody):
    program: ProgramId
    person_id: PersonId
    """Who spends it."""
    asset: Annotated[str, Field(pattern=ASSET_PATTERN)]
    """The program's currency, or `points`."""
    amount: Amount
    """In the asset's smallest units: 500 is 5.00 EUR, or 500 points."""
    reference: Annotated[str, Field(max_length=200, pattern=ONE_LINE)] = ""
    """Your own name for it, such as an order's: the same one again is the same redemption, for
    ever. Without it the Idempotency-Key names it; without both each request is a new one."""
    minutes: Annotated[int, Field(ge=1, le=MOST_MINUTES, strict=True)] = DEFAULT_MINUTES
    """After which the reservation ends by itself."""
    capture: bool = False
    """Whether it is spent at once."""


class ExchangeRequest(RequestBody):
    """Exactly one of `amount` and `item`."""

    program: ProgramId
    person_id: PersonId
    """Who spends it."""
    amount: Amount | None = None
    """Of credit, in the currency's smallest units: so much off one order."""
    item: Annotated[str, Field(max_length=40, pattern=ONE_LINE)] = ""
    """Of the catalogue, for points."""
    reference: Annotated[str, Field(min_length=1, max_length=200, pattern=ONE_LINE)]
    """Your own name for it: the same one again is the same exchange, for ever."""

    @model_validator(mode="after")
    def _one_wish(self) -> "ExchangeRequest":
        if (self.amount is None) == (not self.item):
            raise ValueError("say either amount or item")
        return self


class CaptureRequest(RequestBody):
    amount: Amount | None = None
    """What is spent; all of it without. The rest is available again."""


class ExchangeAnswer(BaseModel):
    item: str
    """The catalogue's; empty for credit that became a code."""
    words: str
    """What it is, in the reader's language."""
    code: str
    """For the till, once it takes it; of a gift card its end alone, for whoever reads it may
    spend it: its person has it by letter."""
    reason: str
    """Why the shop made no code, and all was returned."""


class RedemptionAnswer(BaseModel):
    redemption_id: str
    reference: str
    program: str
    person_id: str
    asset: str
    amount: int
    captured: int
    status: RedemptionStatus
    reserved_at: datetime
    ends_at: datetime
    settled_at: datetime | None
    exchange: ExchangeAnswer | None
    """What was taken for it, where that is a code or a thing."""


class RedemptionPage(BaseModel):
    items: list[RedemptionAnswer]
    next_cursor: str | None


@router.post(
    "/v1/redemptions", tags=["redemptions"], **needs(Scope.REDEMPTIONS_WRITE), **SEEN_AGAIN
)
def reserve(request: RedemptionRequest) -> Response[RedemptionAnswer]:
    """Reserve what somebody has, or spend it at once; the same reference answers 200."""
    seed = seed_of(router.current_event.raw_event, router.key).hex()
    wish = RedemptionWish(
        program_id=request.program,
        person_id=request.person_id,
        asset=request.asset,
        amount=request.amount,
        # No merchant's own reference can look like it: theirs are lines without a line break.
        reference=request.reference or f"unnamed\n{seed}",
        minutes=request.minutes,
        immediate=request.capture,
    )
    made = reserve_value(wish, redemption_desk.redemptions(), now=clock.now())
    return written_answer(_answer(made.redemption), created=made.new)


@router.post(
    "/v1/redemptions/<redemption_id>/capture",
    tags=["redemptions"],
    **needs(Scope.REDEMPTIONS_WRITE),
)
def capture(redemption_id: RedemptionPath, request: CaptureRequest) -> RedemptionAnswer:
    """Spend what was reserved, all of it or a part; again with the same amount is the same."""
    desk = redemption_desk.redemptions()
    return _answer(capture_redemption(redemption_id, request.amount, desk, now=clock.now()))


@router.post(
    "/v1/redemptions/<redemption_id>/release",
    tags=["redemptions"],
    **needs(Scope.REDEMPTIONS_WRITE),
)
def release(redemption_id: RedemptionPath) -> RedemptionAnswer:
    """Return what was reserved; released or ended already, nothing changes."""
    desk = redemption_desk.redemptions()
    return _answer(release_redemption(redemption_id, desk, now=clock.now()))


@router.get(
    "/v1/redemptions/<redemption_id>", tags=["redemptions"], **needs(Scope.REDEMPTIONS_READ)
)
def read(redemption_id: RedemptionPath) -> RedemptionAnswer:
    """Read a redemption as it stands at this moment."""
    return _answer(stores.redemptions().get(redemption_id))


@router.post("/v1/exchanges", tags=["redemptions"], **needs(Scope.REDEMPTIONS_WRITE), **SEEN_AGAIN)
def exchange(request: ExchangeRequest) -> Response[RedemptionAnswer]:
    """Turn credit into a code, or buy of the catalogue by points; the code is there in a moment.

    Read the redemption again until it is captured: then it has the code, and its person a letter.
    """
    wish = ExchangeWish(
        request.program, request.person_id, request.reference, request.amount, request.item
    )
    made = exchange_value(wish, redemption_desk.redemptions(), now=clock.now())
    return written_answer(_answer(made.redemption), created=made.new)


@router.get(
    "/v1/advocates/<advocate_id>/redemptions",
    tags=["redemptions"],
    **needs(Scope.REDEMPTIONS_READ),
)
def list_of_advocate(
    advocate_id: AdvocatePath, limit: Limit = 50, cursor: Cursor = ""
) -> RedemptionPage:
    """What an advocate redeemed, the newest first; what was just written may be missing."""
    stores.people().advocate(advocate_id)
    store = stores.redemptions()
    items, after = store.of_person(advocate_id, limit, start_of(cursor, **store.page_keys))
    return RedemptionPage(items=[_answer(each) for each in items], next_cursor=cursor_of(after))


def _exchange_answer(redemption: Redemption, exchange: Exchange) -> ExchangeAnswer:
    rules = stores.programs().get(redemption.program_id).rules
    words = terms_in_words(router.words, exchange.terms, rules.currency) or exchange.words
    return ExchangeAnswer(
        item=exchange.item, words=words, code=exchange.shown_code, reason=exchange.reason
    )


def _answer(redemption: Redemption) -> RedemptionAnswer:
    unnamed = "\n" in redemption.reference
    return RedemptionAnswer(
        redemption_id=redemption.redemption_id,
        reference="" if unnamed else redemption.reference,
        program=redemption.program_id,
        person_id=redemption.person_id,
        asset=redemption.asset,
        amount=redemption.amount,
        captured=redemption.captured,
        status=redemption.status_at(clock.now()),
        reserved_at=redemption.reserved_at,
        ends_at=redemption.ends_at,
        settled_at=redemption.settled_at,
        exchange=redemption.exchange and _exchange_answer(redemption, redemption.exchange),
    )
