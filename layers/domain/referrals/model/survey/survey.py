"""A survey: one person asked once how likely they recommend the shop, and what they answered."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from referrals.model.errors import ConflictError, NotFoundError, RefusedError
from referrals.model.moment import Moment
from referrals.model.written_text import written_text

A_YEAR = timedelta(days=365)
PAUSE = timedelta(days=90)
MOST_A_YEAR = 2
LONGEST_TEXT = 2000
LONGEST_REPLY = 2000
HIGHEST = 10
BEST = 5
"""Of the one-tap question about the last order, from 1."""
REPLY_WITHIN = timedelta(days=3)
"""How long somebody unhappy may wait for a person's word before the shop is alarmed."""


class SurveyNotFoundError(NotFoundError):
    code = "survey_not_found"


class BadScoreError(RefusedError):
    """No number of those that can be chosen."""

    code = "bad_score"


class AnswerRepliedError(ConflictError):
    """Somebody of the shop has replied to it already."""

    code = "answer_replied"


class ScoreBand(StrEnum):
    """What a score says, by the usual three."""

    PROMOTER = "promoter"
    """9 or 10: would recommend it."""
    PASSIVE = "passive"
    """7 or 8."""
    DETRACTOR = "detractor"
    """0 to 6: a person of the shop replies."""


class SurveyModel(BaseModel):
    model_config = ConfigDict(frozen=True)


class SurveyAnswer(SurveyModel):
    score: int
    said: str
    """Why, in their own words; may be empty."""
    answered_at: Moment
    """Of the first answer: a later one replaces what it says."""
    satisfaction: int | None = None
    """How the last order was, from 1 to 5; None where they didn't say."""

    @property
    def band(self) -> ScoreBand:
        if self.score >= HIGHEST - 1:
            return ScoreBand.PROMOTER
        return ScoreBand.PASSIVE if self.score >= HIGHEST - 3 else ScoreBand.DETRACTOR


class StaffReply(SurveyModel):
    text: str
    made_by: str
    """Who of the shop wrote it; its reader sees the name."""
    made_at: Moment
    actor: str = ""
    """Whose key, or which person at the command line or the desk; older ones don't say."""


class Survey(SurveyModel):
    person_id: str
    program_id: str
    number: int
    """Counted per person and program, from 1."""
    asked_at: Moment
    mailed: bool
    """Whether a letter asked; without consent the page alone does."""
    answer: SurveyAnswer | None = None
    reply: StaffReply | None = None
    version: int = 1

    @property
    def survey_id(self) -> str:
        return f"{self.person_id}~{self.program_id}~{self.number}"

    @property
    def waits_for_reply(self) -> bool:
        unhappy = self.answer is not None and self.answer.band is ScoreBand.DETRACTOR
        return unhappy and self.reply is None

    def with_answer(self, score: int, said: str, now: datetime) -> "Survey":
        """The newest answer holds; when they first answered stays."""
        if not 0 <= score <= HIGHEST:
            raise BadScoreError(
                "this is no number from 0 to 10.", field="score", remedy="Choose one of them."
            )
        at = self.answer.answered_at if self.answer else now
        text = written_text(said)[:LONGEST_TEXT].strip()
        rated = self.answer.satisfaction if self.answer else None
        answer = SurveyAnswer(score=score, said=text, answered_at=at, satisfaction=rated)
        return self.model_copy(update={"answer": answer, "version": self.version + 1})

    def with_satisfaction(self, number: int) -> "Survey":
        """Beside an answer that is there; the newest holds."""
        if self.answer is None or not 1 <= number <= BEST:
            raise BadScoreError(
                f"this is no number from 1 to {BEST}, or nothing was answered before.",
                field="satisfaction",
                remedy="Choose one of them.",
            )
        answer = self.answer.model_copy(update={"satisfaction": number})
        return self.model_copy(update={"answer": answer, "version": self.version + 1})

    def with_reply(self, reply: StaffReply) -> "Survey":
        if self.reply:
            raise AnswerRepliedError(
                f"{self.reply.made_by} has replied to this answer.", field="survey_id"
            )
        return self.model_copy(update={"reply": reply, "version": self.version + 1})


def may_ask(surveys: Iterable[Survey], now: datetime) -> bool:
    """Twice a year at most, whichever program asks, and never within 90 days of another time."""
    recent = [each.asked_at for each in surveys if now < each.asked_at + A_YEAR]
    return len(recent) < MOST_A_YEAR and all(now >= at + PAUSE for at in recent)
