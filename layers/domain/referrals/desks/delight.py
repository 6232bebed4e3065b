"""Whether what delighted somebody is still so, where its facts lie."""

from referrals.model.nudge.delight import Delight, DelightKind
from referrals.model.survey.survey import ScoreBand, SurveyNotFoundError
from referrals.wiring import community_stores, nudge_stores, stores, story_stores


def is_true(delight: Delight) -> bool:
    match delight.kind:
        case DelightKind.REPEAT_ORDER:
            referral = stores.referrals().find(delight.cause)
            return referral is not None and referral.figures.is_repeat
        case DelightKind.STORY:
            story = story_stores.stories().find(delight.cause)
            return story is not None and story.is_shown
        case DelightKind.PROMOTER:
            return is_promoter(delight.cause)
        case _:
            return is_welcome_note(delight.cause)


def is_welcome_note(note_id: str) -> bool:
    """Whether its reader kept it: who put it away, or reported it, was not delighted. One that
    went with its writer was sent all the same."""
    note = community_stores.notes().find(note_id)
    return note is None or note.hidden_at is None


def is_promoter(survey_id: str) -> bool:
    """Whether that is what they say still."""
    try:
        answer = nudge_stores.surveys().get(survey_id).answer
    except SurveyNotFoundError:
        return False
    return answer is not None and answer.band is ScoreBand.PROMOTER
