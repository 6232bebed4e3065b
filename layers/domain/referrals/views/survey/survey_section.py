"""Is there a question that this advocate's page should ask, or a reply that it should show?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from referrals.model.survey.survey import Survey
from referrals.model.survey.survey_link import survey_address
from referrals.model.words.wording import Wording

OPEN_FOR = timedelta(days=30)
SHOWN_FOR = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class SurveySection:
    address: str
    """Of the page that asks."""


@dataclass(frozen=True, slots=True)
class SurveyReply:
    """What a person of the shop wrote back, and to what."""

    said: str
    text: str
    by: str


def survey_reply(
    surveys: Sequence[Survey], program_id: str, words: Wording, *, now: datetime
) -> SurveyReply | None:
    """The newest one of the last three months: a letter may have been wanted by nobody. `surveys`
    are the person's."""
    ours = (each for each in surveys if each.program_id == program_id)
    found = [each for each in ours if each.reply and now < each.reply.made_at + SHOWN_FOR]
    if not found or found[-1].reply is None:
        return None
    reply, answer = found[-1].reply, found[-1].answer
    by = words.say("answer_reply.by", name=reply.made_by, date=words.date(reply.made_at, "UTC"))
    return SurveyReply(answer.said if answer else "", reply.text, by)


def survey_section(
    surveys: Sequence[Survey], program_id: str, *, key: bytes, public_url: str, now: datetime
) -> SurveySection | None:
    """None where nothing was asked, or it is answered, or it is a month ago."""
    ours = (each for each in surveys if each.program_id == program_id)
    waiting = [each for each in ours if each.answer is None and now < each.asked_at + OPEN_FOR]
    if not waiting:
        return None
    return SurveySection(survey_address(public_url, key, waiting[-1].survey_id))
