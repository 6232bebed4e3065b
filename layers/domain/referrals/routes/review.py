"""Reviews: orders that somebody has to look at, what is said of them, and appeals."""

from datetime import timedelta
from typing import Annotated, Literal

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from pydantic import BaseModel, Field, model_validator

from referrals.desks import review as review_desk
from referrals.edge.api.access import needs
from referrals.edge.api.answer import SEEN_AGAIN, written_answer
from referrals.edge.api.pagination import Cursor, Limit, cursor_of, start_of
from referrals.edge.api.replay import name_of
from referrals.edge.api.router import Routes
from referrals.model.insight.insight import day_of, start_of_day
from referrals.model.moment import Moment, moment_of
from referrals.model.order.claim import LONGEST_REASON, LONGEST_SAID, ReviewAct
from referrals.model.risk.case import CaseState
from referrals.model.session.api_key import Scope
from referrals.model.words.wording import wording
from referrals.routes.correction import Maker
from referrals.routes.fields import ONE_LINE, ProgramPath, RequestBody
from referrals.routes.program import First, Last
from referrals.steps.risk.review_order import MadeReview, ReviewWish, appeal_denial, review_order
from referrals.views.insight.funnel import period, require_period
from referrals.views.risk.review_harm import ReviewHarm, review_harm
from referrals.views.risk.review_queue import ReviewDetail, ReviewRow, review_detail, review_queue
from referrals.wiring import clock, stores

router = Routes()
ReviewPath = Annotated[
    str, Path(pattern=r"^rev_[0-9a-z]{26}$", description="As the list of reviews has it.")
]
Note = Annotated[str, Field(max_length=LONGEST_REASON, pattern=ONE_LINE)]
Said = Annotated[str, Field(max_length=LONGEST_SAID, pattern=ONE_LINE)]


class ReviewPage(BaseModel):
    items: list[ReviewRow]
    next_cursor: str | None


class WordRequest(RequestBody):
    act: Literal["approve", "deny", "note"]
    """The decision, or a note for whoever decides."""
    note: Note = ""
    """What was learnt; a `note` is nothing without it. The next who looks reads it."""
    made_by: Maker
    """Who of the shop says this: it stands with the order."""

    @model_validator(mode="after")
    def _require_note(self) -> "WordRequest":
        if self.act == "note" and not self.note:
            raise ValueError("note: say what was learnt")
        return self


class AppealRequest(RequestBody):
    said: Said = ""
    """What the person who was denied says, in their own words."""


class WordAnswer(BaseModel):
    word_id: str
    review_id: str
    program: str
    source: str
    order_id: str
    act: str
    note: str
    made_by: str
    made_at: Moment


@router.get("/v1/reviews", tags=["reviews"], **needs(Scope.REVIEWS_READ))
def list_all(
    state: Annotated[CaseState, Query(description="How far the reviews are.")] = CaseState.OPEN,
    limit: Limit = 50,
    cursor: Cursor = "",
) -> ReviewPage:
    """Orders that somebody has to look at, the first promised first; or denied and closed ones."""
    start = start_of(cursor, account=str, hold_until=str)
    rows, after = review_queue(state, stores.reviews(), now=clock.now(), limit=limit, start=start)
    return ReviewPage(items=rows, next_cursor=cursor_of(after))


@router.get("/v1/reviews/<review_id>", tags=["reviews"], **needs(Scope.REVIEWS_READ))
def read(review_id: ReviewPath) -> ReviewDetail:
    """Read what was found of an order, and what was said of it."""
    return review_detail(review_id, review_desk.review_file(), wording("en"), now=clock.now())


@router.get("/v1/review-harm/<program>", tags=["reviews"], **needs(Scope.REVIEWS_READ))
def read_harm(program: ProgramPath, first: First = None, last: Last = None) -> ReviewHarm:
    """Count what the checks did to people: denials, those taken back by check, and the wait."""
    zone, now = stores.programs().get(program).rules.time_zone, clock.now()
    first, last = period(first, last, day_of(now, zone))
    require_period(first, last)
    begin, end = start_of_day(first, zone), start_of_day(last + timedelta(days=1), zone)
    return review_harm(program, stores.reviews(), begin, end, now=now)


@router.post(
    "/v1/reviews/<review_id>/words", tags=["reviews"], **needs(Scope.REVIEWS_WRITE), **SEEN_AGAIN
)
def say(review_id: ReviewPath, request: WordRequest) -> Response[WordAnswer]:
    """Approve or deny it, or note what was learnt; the reward follows within seconds."""
    wish = ReviewWish(
        case_id=review_id,
        act=ReviewAct(request.act),
        note=request.note,
        made_by=request.made_by,
        actor=router.key.key_id,
        request=name_of(router.current_event.raw_event, router.key),
    )
    return _answer(review_id, review_order(wish, review_desk.reviews(), now=clock.now()))


@router.post(
    "/v1/reviews/<review_id>/appeals", tags=["reviews"], **needs(Scope.REVIEWS_WRITE), **SEEN_AGAIN
)
def appeal(review_id: ReviewPath, request: AppealRequest) -> Response[WordAnswer]:
    """Pass on that who was denied asks for another look: once an order."""
    made = appeal_denial(review_id, request.said, review_desk.reviews(), now=clock.now())
    return _answer(review_id, made)


def _answer(review_id: str, made: MadeReview) -> Response[WordAnswer]:
    word = made.word
    body = WordAnswer(
        word_id=word.review_id,
        review_id=review_id,
        program=made.key.program_id,
        source=made.key.source,
        order_id=made.key.order_id,
        act=word.act,
        note=word.note,
        made_by=word.made_by,
        made_at=moment_of(word.version_ms // 1000),
    )
    return written_answer(body, created=made.new)
