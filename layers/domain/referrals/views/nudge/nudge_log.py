"""Whom was a friendly word sent to, whom not, and why? Decision by decision."""

from pydantic import BaseModel

from awswire.codec import Item
from referrals.model.moment import Moment
from referrals.model.nudge.decision import NudgeDecision
from referrals.model.nudge.delight import Delight
from referrals.model.nudge.letter_history import LetterHistory
from referrals.model.nudge.sentence import REASON_SENTENCES
from referrals.store.nudge.letter_history import LetterHistories
from referrals.store.nudge.nudge_record import NudgeRecords


class NudgeRow(BaseModel):
    """One decision about one moment of delight."""

    person_id: str
    program: str
    moment: str
    """What had happened: `repeat_order`, `promoter`, `story` or `thanks`."""
    cause: str
    """The key of what had happened."""
    happened_at: Moment
    verdict: str
    """`send`, `wait` or `silent`."""
    reason: str
    why: str
    """The reason as a sentence."""
    decided_at: Moment
    wait_until: Moment | None
    experiment: str
    """The one about nudges whose arm applied; empty where none did."""
    arm: str


class PersonNudges(BaseModel):
    """All decisions about one person, the newest first, and what the next one rests on."""

    person_id: str
    decisions: list[NudgeRow]
    undecided: int
    """Moments that wait for their first decision."""
    letters_sent: list[Moment]
    """Friendly letters of the last year, whatever they were about."""
    answered_at: Moment | None
    not_now_until: Moment | None
    closed_until: Moment | None


def nudge_log(
    program_id: str, records: NudgeRecords, *, limit: int, start: Item | None = None
) -> tuple[list[NudgeRow], Item | None]:
    """Up to `limit` decisions of a program, the newest first, and where to go on."""
    log, after = records.decision_log(program_id, limit, start)
    return [_row(each.delight, each.decision) for each in log], after


def person_nudges(
    person_id: str, records: NudgeRecords, histories: LetterHistories
) -> PersonNudges:
    found = list(records.of_person(person_id))
    rows = [_row(record.delight, each) for record in found for each in record.decisions]
    history: LetterHistory = histories.find(person_id)
    return PersonNudges(
        person_id=person_id,
        decisions=sorted(rows, key=lambda row: row.decided_at, reverse=True),
        undecided=sum(1 for record in found if not record.decisions),
        letters_sent=[each.sent_at for each in history.letters],
        answered_at=history.answered_at,
        not_now_until=history.not_now_until,
        closed_until=history.closed_until,
    )


def _row(delight: Delight, decision: NudgeDecision) -> NudgeRow:
    return NudgeRow(
        person_id=delight.person_id,
        program=delight.program_id,
        moment=delight.kind.value,
        cause=delight.cause,
        happened_at=delight.happened_at,
        verdict=decision.verdict.value,
        reason=decision.reason.value,
        why=REASON_SENTENCES[decision.reason],
        decided_at=decision.decided_at,
        wait_until=decision.wait_until,
        experiment=decision.experiment,
        arm=decision.arm,
    )
