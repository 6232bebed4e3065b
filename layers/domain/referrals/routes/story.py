"""Stories: read by the shop's own people before anybody else, and taken from here to elsewhere."""

from typing import Annotated, Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from pydantic import BaseModel, Field

from referrals.desks import story as story_desk
from referrals.edge.api.access import needs
from referrals.edge.api.answer import SEEN_AGAIN, bare, written_answer
from referrals.edge.api.pagination import Cursor, Limit, cursor_of, start_of
from referrals.edge.api.router import Routes
from referrals.model.session.api_key import Scope
from referrals.model.story.moderation import LONGEST_NOTE, DeclineReason, StoryVerdict
from referrals.model.story.story import MOST_VERSIONS, StoryState, StoryUse
from referrals.routes.correction import Maker
from referrals.routes.fields import ONE_LINE, PROGRAM_PATTERN, RequestBody
from referrals.steps.story.moderate_story import ModerationResult, ModerationWish, moderate_story
from referrals.views.story.story_queue import StoryDetail, StoryListing, StoryRow
from referrals.wiring import clock, stores, story_stores

router = Routes()
PHOTO: Any = {200: {"description": "The photo.", "content": {"image/jpeg": {"schema": {}}}}}
StoryPath = Annotated[
    str, Path(pattern=r"^sty_[0-9a-z]{26}$", description="As the list of stories has it.")
]
OfProgram = Annotated[str, Query(pattern=PROGRAM_PATTERN, description="The program's id.")]
Version = Annotated[int, Field(ge=1, le=MOST_VERSIONS)]
ModerationNote = Annotated[str, Field(max_length=LONGEST_NOTE, pattern=ONE_LINE)]


class StoryListPage(BaseModel):
    items: list[StoryRow]
    next_cursor: str | None


class ApprovalRequest(RequestBody):
    version: Version
    """The version that was read: one that was written meanwhile is refused."""
    note: ModerationNote = ""
    """For the shop: its author never reads it."""
    made_by: Maker
    """Who of the shop says this: it stands in the log."""


class DeclineRequest(ApprovalRequest):
    reason: DeclineReason
    """The author reads why, and what would change it, in their own language."""


class ModerationAnswer(BaseModel):
    story_id: str
    state: StoryState
    version: int


@router.get("/v1/stories", tags=["stories"], **needs(Scope.STORIES_READ))
def list_of_program(
    program: OfProgram,
    state: Annotated[StoryState, Query(description="How the stories stand.")] = StoryState.WAITING,
    use: Annotated[StoryUse | None, Query(description="Only those that may be used so.")] = None,
    *,
    limit: Limit = 50,
    cursor: Cursor = "",
) -> StoryListPage:
    """List stories in a state, the oldest first; or, by `use`, those that the shop may show so."""
    listing, start = _listing(), start_of(cursor, place=str)
    after = start["place"] if start else ""
    if use is None:
        rows, last = listing.in_state(program, state, limit, after)
    else:
        rows, last = listing.for_use(program, use, limit, after)
    return StoryListPage(items=rows, next_cursor=cursor_of({"place": last} if last else None))


@router.get("/v1/stories/<story_id>", tags=["stories"], **needs(Scope.STORIES_READ))
def read(story_id: StoryPath) -> StoryDetail:
    """Read a story with its versions, consents and what was said of it."""
    return _listing().detail(story_id)


@router.get(
    "/v1/stories/<story_id>/photo",
    tags=["stories"],
    responses=PHOTO,
    **needs(Scope.STORIES_READ),
)
@bare
def read_photo(story_id: StoryPath) -> Response[bytes]:
    """Look at the photo of a story's newest version."""
    content = _listing().photo(story_id, story_stores.photos())
    return Response(200, "image/jpeg", content, {"cache-control": "private, no-store"})


@router.post(
    "/v1/stories/<story_id>/approve", tags=["stories"], **needs(Scope.STORIES_WRITE), **SEEN_AGAIN
)
def approve(story_id: StoryPath, request: ApprovalRequest) -> Response[ModerationAnswer]:
    """Let a version be shown where its author agreed; the author is written to."""
    return _say(story_id, StoryVerdict.APPROVE, request, None)


@router.post(
    "/v1/stories/<story_id>/decline", tags=["stories"], **needs(Scope.STORIES_WRITE), **SEEN_AGAIN
)
def decline(story_id: StoryPath, request: DeclineRequest) -> Response[ModerationAnswer]:
    """Keep a version from being shown, or take it down; the author reads why."""
    return _say(story_id, StoryVerdict.DECLINE, request, request.reason)


def _say(
    story_id: str, verdict: StoryVerdict, request: ApprovalRequest, reason: DeclineReason | None
) -> Response[ModerationAnswer]:
    wish = ModerationWish(
        story_id=story_id,
        version=request.version,
        verdict=verdict,
        reason=reason,
        note=request.note,
        made_by=request.made_by,
        actor=router.key.key_id,
    )
    return _answer(moderate_story(wish, story_desk.stories(), now=clock.now()))


def _answer(made: ModerationResult) -> Response[ModerationAnswer]:
    story = made.story
    body = ModerationAnswer(story_id=story.story_id, state=story.state, version=story.draft.number)
    return written_answer(body, created=made.new)


def _listing() -> StoryListing:
    return StoryListing(story_stores.stories(), stores.programs(), router.words)
