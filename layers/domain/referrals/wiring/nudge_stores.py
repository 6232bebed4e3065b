"""Stores of nudges, surveys and suggestions, on the table of stories."""

from referrals.store.nudge.agenda import Agenda
from referrals.store.nudge.experiment import Experiments
from referrals.store.nudge.letter_history import LetterHistories
from referrals.store.nudge.nudge_record import NudgeRecords
from referrals.store.nudge.trial import NudgeTrials
from referrals.store.suggestion.suggestion import Suggestions
from referrals.store.survey.survey import Surveys
from referrals.wiring import clients, experiment_stores


def nudge_records() -> NudgeRecords:
    stories = clients.table("stories")
    return NudgeRecords(stories, Agenda(stories, "nudge"))


def letter_histories() -> LetterHistories:
    return LetterHistories(clients.table("stories"))


def experiments() -> Experiments:
    stories = clients.table("stories")
    return Experiments(stories, Agenda(stories, "nudge-outcome"))


def trials() -> NudgeTrials:
    stories = clients.table("stories")
    return NudgeTrials(stories, Agenda(stories, "nudge-trial"), experiment_stores.trial_tallies())


def surveys() -> Surveys:
    stories = clients.table("stories")
    return Surveys(stories, Agenda(stories, "survey"))


def suggestions() -> Suggestions:
    stories = clients.table("stories")
    return Suggestions(stories, Agenda(stories, "suggestion"))


def agenda(noun: str) -> Agenda:
    """Of whatever a plan of one's own takes turns for."""
    return Agenda(clients.table("stories"), noun)
