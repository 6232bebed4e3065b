"""Stores of nudges, on the table of stories."""

from referrals.store.nudge.agenda import Agenda
from referrals.store.nudge.experiment import Experiments
from referrals.store.nudge.letter_history import LetterHistories
from referrals.store.nudge.nudge_record import NudgeRecords
from referrals.wiring import clients


def nudge_records() -> NudgeRecords:
    stories = clients.table("stories")
    return NudgeRecords(stories, Agenda(stories, "nudge"))


def letter_histories() -> LetterHistories:
    return LetterHistories(clients.table("stories"))


def experiments() -> Experiments:
    stories = clients.table("stories")
    return Experiments(stories, Agenda(stories, "nudge-outcome"))
