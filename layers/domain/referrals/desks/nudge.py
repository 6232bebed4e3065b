"""What nudges work with: the moments, the caps, the experiment, and where facts are looked up."""

from datetime import datetime

from referrals.model.nudge.arm import PURPOSE, ArmEntry
from referrals.model.nudge.delight import Delight, DelightKind
from referrals.model.survey.survey import ScoreBand, SurveyNotFoundError
from referrals.steps.nudge.decide_moment import NudgeDesk
from referrals.steps.nudge.find_delights import DelightDesk
from referrals.steps.nudge.measure_nudges import MeasureDesk
from referrals.wiring import keys, nudge_stores, stores, story_stores


def nudges() -> NudgeDesk:
    return NudgeDesk(
        stores.programs(),
        stores.people(),
        stores.links(),
        nudge_stores.nudge_records(),
        nudge_stores.letter_histories(),
        nudge_stores.experiments(),
        stores.outbox(),
        arm_key,
        is_true,
        answered_at,
    )


def measures() -> MeasureDesk:
    return MeasureDesk(
        stores.programs(),
        stores.people(),
        nudge_stores.experiments(),
        stores.outbox(),
        friends_of,
        is_sharer,
    )


def delights() -> DelightDesk:
    return DelightDesk(stores.programs(), stores.people(), nudge_stores.nudge_records())


def arm_key() -> bytes:
    """Never rotated: an advocate stays in the arm they were drawn for."""
    from referrals.model.identity import derived_key

    return derived_key(keys.identity_key(), PURPOSE)


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


def friends_of(entry: ArmEntry, until: datetime) -> int:
    brought = stores.referrals().brought_by(entry.person_id, entry.entered_at, until)
    ours = (each for each in brought if each.program_id == entry.program_id)
    return len({each.friend_id for each in ours if each.figures.stands})


def is_sharer(entry: ArmEntry, until: datetime) -> bool:
    """Whoever brought a friend has shared, whatever became of the order."""
    return any(stores.referrals().brought_by(entry.person_id, entry.entered_at, until))


def answered_at(person_id: str, since: datetime, now: datetime) -> datetime | None:
    """The last friend they brought: sharing is an answer, wherever they shared."""
    brought = stores.referrals().brought_by(person_id, since, now)
    return max((each.attribution.decided_at for each in brought), default=None)
