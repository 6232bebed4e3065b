"""Takes a person's answer, and a reply to it by somebody of the shop.

The answer, the counters, the door that a 9 or 10 opens and the rest that a 0 to 6 brings are one
transaction. Sent twice it counts once; changed, the newest counts.
"""

from dataclasses import dataclass
from datetime import datetime

from awswire.codec import Item
from referrals.model.delivery.facts import Topic
from referrals.model.delivery.outbox import Channel
from referrals.model.delivery.outgoing import an_item
from referrals.model.errors import UnavailableError
from referrals.model.nudge.delight import Delight, DelightKind
from referrals.model.survey.survey import (
    LONGEST_REPLY,
    ScoreBand,
    StaffReply,
    Survey,
)
from referrals.model.written_text import written_text
from referrals.steps.nudge.change_history import closed_history
from referrals.steps.nudge.note_delight import delight_actions
from referrals.store.delivery.outbox import Outbox
from referrals.store.nudge.letter_history import LetterHistories
from referrals.store.nudge.nudge_record import NudgeRecords
from referrals.store.program.program import Programs
from referrals.store.survey.survey import Surveys
from referrals.store.table import CancelledError, transact

TRIES = 5


@dataclass(frozen=True, slots=True)
class AnswerDesk:
    programs: Programs
    surveys: Surveys
    records: NudgeRecords
    histories: LetterHistories
    outbox: Outbox


@dataclass(frozen=True, slots=True)
class ReplyWord:
    """What somebody of the shop writes back."""

    text: str
    made_by: str
    actor: str = ""
    """Whose key, or which person at the command line."""


def answer_survey(
    survey_id: str, score: int, said: str, desk: AnswerDesk, *, now: datetime
) -> Survey:
    for _ in range(TRIES):
        before = desk.surveys.get(survey_id)
        after = before.with_answer(score, said, now)
        actions = desk.surveys.answer_actions(before, after)
        actions += _consequences(before, after, desk, now)
        try:
            transact(desk.surveys.table.dynamo, actions)
        except CancelledError:
            continue
        return after
    raise UnavailableError("this answer is being written.", remedy="Try again.")


def note_satisfaction(survey_id: str, number: int, surveys: Surveys) -> Survey:
    """How the last order was, beside the answer that is there."""
    for _ in range(TRIES):
        before = surveys.get(survey_id)
        after = before.with_satisfaction(number)
        try:
            transact(surveys.table.dynamo, surveys.satisfaction_actions(before, after))
        except CancelledError:
            continue
        return after
    raise UnavailableError("this answer is being written.", remedy="Try again.")


def _consequences(before: Survey, survey: Survey, desk: AnswerDesk, now: datetime) -> list[Item]:
    assert survey.answer is not None
    match survey.answer.band:
        case ScoreBand.PROMOTER:
            return _delight(survey, desk, now)
        case ScoreBand.DETRACTOR:
            history = desk.histories.find(survey.person_id)
            closed = desk.histories.replace_action(closed_history(history, now=now))
            begins = survey.waits_for_reply and not before.waits_for_reply
            return [closed, *(_call_for_reply(survey, desk, now) if begins else ())]
        case _:
            return []


def _call_for_reply(survey: Survey, desk: AnswerDesk, now: datetime) -> list[Item]:
    """The shop hears that somebody waits: a promise that nobody knows of is kept by nobody."""
    program = desk.programs.find(survey.program_id)
    if program is None or not program.rules.webhook_url:
        return []
    assert survey.answer is not None
    call = an_item(
        f"answer-waiting#{survey.survey_id}#{survey.version}",
        Channel.WEBHOOK,
        Topic.ANSWER_WAITING,
        program_id=survey.program_id,
        at=now,
        data={
            "program": survey.program_id,
            "survey_id": survey.survey_id,
            "score": survey.answer.score,
        },
    )
    return [desk.outbox.add_action(call)]


def _delight(survey: Survey, desk: AnswerDesk, now: datetime) -> list[Item]:
    """Nobody is nudged twice for one survey, however often its answer is changed."""
    delight = Delight(
        kind=DelightKind.PROMOTER,
        cause=survey.survey_id,
        person_id=survey.person_id,
        program_id=survey.program_id,
        happened_at=now,
    )
    if desk.records.find(delight.person_id, delight.name):
        return []
    program = desk.programs.find(survey.program_id)
    if program is None:
        return []
    return list(delight_actions(delight, program.rules.nudges, desk.records, now=now))


def reply_answer(survey_id: str, word: ReplyWord, desk: AnswerDesk, *, now: datetime) -> Survey:
    """Once for each answer; its person gets it as a letter, by the name of who wrote it."""
    text = written_text(word.text)[:LONGEST_REPLY]
    reply = StaffReply(text=text, made_by=word.made_by, made_at=now, actor=word.actor)
    for _ in range(TRIES):
        before = desk.surveys.get(survey_id)
        after = before.with_reply(reply)
        letter = an_item(
            f"survey-reply#{survey_id}",
            Channel.EMAIL,
            Topic.ANSWER_REPLIED,
            program_id=after.program_id,
            at=now,
            person_id=after.person_id,
            data={"survey_id": survey_id},
        )
        actions = [*desk.surveys.reply_actions(before, after), desk.outbox.add_action(letter)]
        try:
            transact(desk.surveys.table.dynamo, actions)
        except CancelledError:
            continue
        return after
    raise UnavailableError("this answer is being written.", remedy="Try again.")
