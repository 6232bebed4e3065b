"""What did people answer, and which answers wait for somebody of the shop?"""

from pydantic import BaseModel

from awswire.codec import Item
from referrals.model.moment import Moment
from referrals.model.survey.survey import Survey
from referrals.store.survey.survey import Surveys


class AnswerRow(BaseModel):
    survey_id: str
    person_id: str
    program: str
    score: int
    band: str
    """`promoter`, `passive` or `detractor`."""
    satisfaction: int | None
    """How the last order was, from 1 to 5; None where they didn't say."""
    said: str
    answered_at: Moment
    waits_for_reply: bool
    reply: str
    replied_by: str
    actor: str
    """Whose key, or which person at the command line, replied."""
    replied_at: Moment | None


def survey_answers(
    program_id: str,
    surveys: Surveys,
    *,
    waiting: bool,
    limit: int,
    start: Item | None = None,
) -> tuple[list[AnswerRow], Item | None]:
    """Those that wait for a reply, the oldest first; or all, the newest first."""
    found, after = surveys.answers(program_id, limit, start, waiting=waiting)
    return [answer_row(each) for each in found if each.answer], after


def answer_row(survey: Survey) -> AnswerRow:
    answer, reply = survey.answer, survey.reply
    assert answer is not None
    return AnswerRow(
        survey_id=survey.survey_id,
        person_id=survey.person_id,
        program=survey.program_id,
        score=answer.score,
        band=answer.band.value,
        satisfaction=answer.satisfaction,
        said=answer.said,
        answered_at=answer.answered_at,
        waits_for_reply=survey.waits_for_reply,
        reply=reply.text if reply else "",
        replied_by=reply.made_by if reply else "",
        actor=reply.actor if reply else "",
        replied_at=reply.made_at if reply else None,
    )
