"""Listening: what people answered and suggested, what the shop says to it, and the figures."""

from typing import Annotated, Literal

from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from pydantic import BaseModel, Field, model_validator

from referrals.desks import survey as survey_desk
from referrals.edge.api.access import needs
from referrals.edge.api.pagination import Cursor, Limit, cursor_of, start_of
from referrals.edge.api.router import Routes
from referrals.model.session.api_key import Scope
from referrals.model.suggestion.suggestion import LONGEST_ANSWER, Suggestion
from referrals.model.survey.survey import LONGEST_REPLY
from referrals.routes.correction import Maker
from referrals.routes.fields import ProgramPath, RequestBody
from referrals.routes.nudge import ProgramQuery
from referrals.steps.suggestion.decide_suggestion import (
    StaffWord,
    answer_suggestion,
    decide_suggestion,
)
from referrals.steps.survey.answer_survey import ReplyWord, reply_answer
from referrals.views.survey.listening_figures import ListeningFigures, listening_figures
from referrals.views.survey.survey_answers import AnswerRow, answer_row, survey_answers
from referrals.wiring import clock, nudge_stores, stores

router = Routes()
SurveyPath = Annotated[
    str,
    Path(
        pattern=r"^(adv|fri)_[0-9a-z]{1,40}~[a-z0-9][a-z0-9-]{1,39}~[0-9]{1,4}$",
        description="As the list of answers has it.",
    ),
]
SuggestionPath = Annotated[
    str, Path(pattern=r"^sgs_[0-9a-z]{26}$", description="As the list of suggestions has it.")
]
READS, WRITES = needs(Scope.LISTENING_READ), needs(Scope.LISTENING_WRITE)


class AnswerPage(BaseModel):
    items: list[AnswerRow]
    next_cursor: str | None


class SuggestionPage(BaseModel):
    items: list[Suggestion]
    next_cursor: str | None


class ReplyRequest(RequestBody):
    text: Annotated[str, Field(min_length=1, max_length=LONGEST_REPLY)]
    """What its reader gets, by letter and on their page."""
    made_by: Maker
    """Who of the shop writes: the letter is signed by that name."""


class SuggestionWordRequest(RequestBody):
    act: Literal["answer", "done", "decline"]
    """An answer for now, or a decision that ends it."""
    answer: Annotated[str, Field(min_length=1, max_length=LONGEST_ANSWER)]
    """What everybody who has a say in it reads."""
    made_by: Maker
    """Who of the shop says it."""
    program_version: Annotated[int, Field(ge=1, strict=True)] | None = None
    """Of the program that did it: needed for `done`."""

    @model_validator(mode="after")
    def _require_version(self) -> "SuggestionWordRequest":
        if (self.act == "done") != (self.program_version is not None):
            raise ValueError("program_version: name it for `done`, and for nothing else")
        return self


@router.get("/v1/listening", tags=["listening"], **READS)
def read_figures(program: ProgramQuery) -> ListeningFigures:
    """Read how likely people recommend the shop: score, interval, answers, response rate."""
    stores.programs().get(program)
    return listening_figures(program, nudge_stores.surveys(), clock.now())


@router.get("/v1/answers", tags=["listening"], **READS)
def list_answers(
    program: ProgramQuery,
    state: Annotated[
        Literal["waiting", "all"], Query(description="Those that wait for a reply, or all.")
    ] = "waiting",
    limit: Limit = 50,
    cursor: Cursor = "",
) -> AnswerPage:
    """List answers that wait for a reply, the oldest first; or all of them, the newest first."""
    stores.programs().get(program)
    surveys = nudge_stores.surveys()
    start = start_of(cursor, **surveys.page_keys)
    waiting = state == "waiting"
    rows, after = survey_answers(program, surveys, waiting=waiting, limit=limit, start=start)
    return AnswerPage(items=rows, next_cursor=cursor_of(after))


@router.post("/v1/answers/<survey_id>/reply", tags=["listening"], **WRITES)
def reply(survey_id: SurveyPath, request: ReplyRequest) -> AnswerRow:
    """Reply to an answer, once, by name; its person gets a letter."""
    desk = survey_desk.answers()
    word = ReplyWord(request.text, request.made_by, router.key.key_id)
    survey = reply_answer(survey_id, word, desk, now=clock.now())
    return answer_row(survey)


@router.get("/v1/suggestions", tags=["listening"], **READS)
def list_suggestions(
    program: ProgramQuery, limit: Limit = 50, cursor: Cursor = ""
) -> SuggestionPage:
    """List what advocates suggested, with votes and answers, the newest first."""
    stores.programs().get(program)
    suggestions = nudge_stores.suggestions()
    start = start_of(cursor, **suggestions.page_keys)
    found, after = suggestions.page(program, limit, start)
    return SuggestionPage(items=found, next_cursor=cursor_of(after))


@router.post(
    "/v1/programs/<program>/suggestions/<suggestion_id>/words", tags=["listening"], **WRITES
)
def say_to_suggestion(
    program: ProgramPath, suggestion_id: SuggestionPath, request: SuggestionWordRequest
) -> Suggestion:
    """Answer a suggestion, or decide on it; who suggested or voted is told of a decision."""
    suggestions = nudge_stores.suggestions()
    known = suggestions.get(program, suggestion_id)
    word = StaffWord(request.answer, request.made_by, router.key.key_id)
    if request.act == "answer":
        return answer_suggestion(known, word, suggestions, now=clock.now())
    return decide_suggestion(
        known,
        word,
        suggestions,
        version=request.program_version,
        programs=stores.programs(),
        now=clock.now(),
    )
