"""Is there a question that this advocate's page should ask?"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from referrals.model.survey.survey_link import survey_address
from referrals.store.survey.survey import Surveys

OPEN_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class SurveySection:
    address: str
    """Of the page that asks."""


def survey_section(
    person_id: str, program_id: str, surveys: Surveys, *, key: bytes, public_url: str, now: datetime
) -> SurveySection | None:
    """None where nothing was asked, or it is answered, or it is a month ago."""
    ours = (each for each in surveys.of_person(person_id) if each.program_id == program_id)
    waiting = [each for each in ours if each.answer is None and now < each.asked_at + OPEN_FOR]
    if not waiting:
        return None
    return SurveySection(survey_address(public_url, key, waiting[-1].survey_id))
