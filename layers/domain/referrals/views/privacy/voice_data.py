"""What did this person say, and what was decided about writing to them?"""

from pydantic import BaseModel

from referrals.model.experiment.nudge_arm import NudgeTrialEntry
from referrals.model.nudge.arm import ArmEntry
from referrals.model.nudge.letter_history import LetterHistory
from referrals.model.nudge.record import NudgeRecord
from referrals.model.suggestion.suggestion import Suggestion
from referrals.model.survey.survey import Survey
from referrals.store.privacy.person_voice import PersonVoice


class VoiceData(BaseModel):
    """What they answered and suggested, and what was decided about nudges."""

    person_id: str
    nudges: list[NudgeRecord]
    friendly_letters: LetterHistory
    experiments: list[ArmEntry]
    trials: list[NudgeTrialEntry]
    surveys: list[Survey]
    suggestions: list[Suggestion]
    votes: list[str]
    """Ids of the suggestions that they voted for."""


def voice_data(person_id: str, voice: PersonVoice) -> VoiceData:
    return VoiceData(
        person_id=person_id,
        nudges=voice.nudges_of(person_id),
        friendly_letters=voice.history_of(person_id),
        experiments=voice.arms_of(person_id),
        trials=voice.trials_of(person_id),
        surveys=voice.surveys_of(person_id),
        suggestions=voice.suggestions_of(person_id),
        votes=voice.votes_of(person_id),
    )
