"""Asks people how it was, some days after a reward became theirs: twice a year at most.

By letter where they agreed to be asked, and not at night; else on their own page alone.
"""

from dataclasses import dataclass
from datetime import datetime

from referrals.model.delivery.facts import Topic
from referrals.model.delivery.outbox import Channel
from referrals.model.delivery.outgoing import an_item
from referrals.model.nudge.quiet import quiet_until, zone_of
from referrals.model.people.mailbox import mailable
from referrals.model.people.person import Person, Role
from referrals.model.program.program import Program
from referrals.model.survey.survey import Survey, may_ask
from referrals.model.work import HasTime, Work, endless, in_turn
from referrals.store.delivery.outbox import Outbox
from referrals.store.nudge.agenda import AgendaEntry
from referrals.store.people.person import People
from referrals.store.program.program import Programs
from referrals.store.survey.survey import Surveys
from referrals.store.table import CancelledError, transact


@dataclass(frozen=True, slots=True)
class SurveyDesk:
    programs: Programs
    people: People
    surveys: Surveys
    outbox: Outbox


@dataclass(frozen=True, slots=True)
class SurveyReport:
    mailed: int
    shown: int
    """Those that only the person's own page asks."""
    failed: tuple[str, ...]
    left: int
    """How many still wait: the time was over, or they failed."""


def ask_surveys(desk: SurveyDesk, *, now: datetime, has_time: HasTime = endless) -> SurveyReport:
    work, mailed, shown = Work(has_time), 0, 0
    rules = {each.program_id: each.rules for each in desk.programs.list_all()}
    agenda = desk.surveys.agenda
    for entry in work.through(in_turn(agenda.due_entries(each, now) for each in rules)):
        with work.item(entry.person_id):
            survey = _ask(entry, rules[entry.program_id], desk, now)
            mailed += bool(survey and survey.mailed)
            shown += bool(survey and not survey.mailed)
    return SurveyReport(mailed, shown, work.failed, work.left)


def _ask(entry: AgendaEntry, rules: Program, desk: SurveyDesk, now: datetime) -> Survey | None:
    """The survey, if this person is asked now; the entry goes, or waits for the morning."""
    person, agenda = desk.people.find(entry.person_id), desk.surveys.agenda
    surveys = desk.surveys.of_person(entry.person_id)
    if person is None or not rules.listening.surveys or not may_ask(surveys, now):
        agenda.remove(entry)
        return None
    by_mail = _may_mail(person)
    if not by_mail and person.role is not Role.ADVOCATE:
        # Friends have no page of their own to be asked on.
        agenda.remove(entry)
        return None
    zone = zone_of(person, rules.time_zone)
    if by_mail and (morning := quiet_until(now, zone, person.quiet_hours)):
        later = agenda.entry(entry.program_id, morning, entry.person_id, entry.name)
        actions = [agenda.remove_action(entry), agenda.add_action(later)]
        transact(desk.surveys.table.dynamo, actions)
        return None
    return _add(entry, _next_survey(person, rules, surveys, now, mailed=by_mail), desk)


def _may_mail(person: Person) -> bool:
    """Asking by mail is advertising in the eyes of the law: it takes a consent of its own."""
    agreed = person.consents.surveys and not person.mail_stopped
    return agreed and bool(mailable(person.email))


def _next_survey(
    person: Person, rules: Program, surveys: list[Survey], now: datetime, *, mailed: bool
) -> Survey:
    known = [each.number for each in surveys if each.program_id == rules.program]
    return Survey(
        person_id=person.person_id,
        program_id=rules.program,
        number=max(known, default=0) + 1,
        asked_at=now,
        mailed=mailed,
    )


def _add(entry: AgendaEntry, survey: Survey, desk: SurveyDesk) -> Survey | None:
    actions = desk.surveys.ask_actions(survey)
    actions.append(desk.surveys.agenda.remove_action(entry))
    if survey.mailed:
        letter = an_item(
            f"survey#{survey.survey_id}",
            Channel.EMAIL,
            Topic.SURVEY_ASKED,
            program_id=survey.program_id,
            at=survey.asked_at,
            person_id=survey.person_id,
            data={"survey_id": survey.survey_id},
        )
        actions.append(desk.outbox.add_action(letter))
    try:
        transact(desk.surveys.table.dynamo, actions)
    except CancelledError:  # Another run was first.
        return None
    return survey
