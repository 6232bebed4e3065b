"""What surveys work with: whom to ask, what they answered, and what follows for nudges."""

from referrals.steps.survey.answer_survey import AnswerDesk
from referrals.steps.survey.ask_survey import SurveyDesk
from referrals.steps.survey.note_reward import RewardNoteDesk
from referrals.wiring import nudge_stores, stores


def surveys() -> SurveyDesk:
    return SurveyDesk(stores.programs(), stores.people(), nudge_stores.surveys(), stores.outbox())


def answers() -> AnswerDesk:
    return AnswerDesk(
        stores.programs(),
        nudge_stores.surveys(),
        nudge_stores.nudge_records(),
        nudge_stores.letter_histories(),
        stores.outbox(),
    )


def rewards() -> RewardNoteDesk:
    return RewardNoteDesk(stores.programs(), nudge_stores.surveys())
