"""Whether what delighted somebody is still so, where its facts lie."""

from referrals.model.nudge.delight import Delight, DelightKind
from referrals.model.survey.survey import ScoreBand, SurveyNotFoundError
from referrals.wiring import nudge_stores, stores, story_stores


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
            # A note that was sent stays sent.
            return True


def is_promoter(survey_id: str) -> bool:
    """Whether that is what they say still."""
    try:
        answer = nudge_stores.surveys().get(survey_id).answer
    except SurveyNotFoundError:
        return False
    return answer is not None and answer.band is ScoreBand.PROMOTER
