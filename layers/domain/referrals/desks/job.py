"""The clock's jobs that are a step and its desk; each imports its own step alone."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from referrals.model.work import HasTime
from referrals.wiring import clock, stores

# Of the five minutes that the function has; one piece of work more always fits.
WINDOW_SECONDS = 240
# The next sweep comes in a minute; two at once only wake some twice.
SWEEP_SECONDS = 45


def job_time() -> HasTime:
    """Of a job that begins now."""
    return clock.window(WINDOW_SECONDS)


def sweep_outbox() -> Mapping[str, Any]:
    from referrals.steps.delivery import sweep_outbox as step

    has_time = clock.window(SWEEP_SECONDS)
    return asdict(step.sweep_outbox(stores.outbox(), now=clock.now(), has_time=has_time))


def release_holds() -> Mapping[str, Any]:
    from referrals.desks import invitation
    from referrals.desks import reward as reward_desk
    from referrals.steps.people.invite_friend import invite_friend
    from referrals.steps.reward import release_holds as step

    now, desk = clock.now(), invitation.invitations()
    report = step.release_holds(
        reward_desk.books(),
        now=now,
        has_time=job_time(),
        follow=lambda key: invite_friend(key, desk, now=now),
    )
    return asdict(report)


def end_reservations() -> Mapping[str, Any]:
    from referrals.desks import redemption as redemption_desk
    from referrals.steps.redemption import settle_redemption as step

    desk = redemption_desk.redemptions()
    return asdict(step.end_reservations(desk, now=clock.now(), has_time=job_time()))


def end_value() -> Mapping[str, Any]:
    from referrals.desks import reward as reward_desk
    from referrals.steps.expiry import end_value as step

    return asdict(step.end_value(reward_desk.books(), now=clock.now(), has_time=job_time()))


def end_gifts() -> Mapping[str, Any]:
    from referrals.desks import gift as gift_desk
    from referrals.steps.code import end_gifts as step

    return asdict(step.end_gifts(gift_desk.gifts(), now=clock.now(), has_time=job_time()))


def follow_programs() -> Mapping[str, Any]:
    """Experiments whose last day is over end first: that is a version that links follow, too."""
    from referrals.desks import program as program_desk
    from referrals.steps.experiment import end_experiment
    from referrals.steps.link import follow_program as step

    now, first, second = clock.now(), *_halves()
    ended = end_experiment.end_due(program_desk.program(), now=now, has_time=first)
    followed = step.follow_programs(program_desk.walks(), has_time=second)
    return {
        "refreshed": followed.refreshed,
        "ended": ended.ended,
        "failed": (*ended.failed, *followed.failed),
        "left": ended.left + followed.left,
    }


def serve_line() -> Mapping[str, Any]:
    from referrals.steps.reward import serve_line as step

    desk = step.LineDesk(stores.programs(), stores.tallies(), stores.referrals())
    return asdict(step.serve_line(desk, now=clock.now(), has_time=job_time()))


def settle_goals() -> Mapping[str, Any]:
    from referrals.desks import goal as goal_desk
    from referrals.steps.goal import settle_goals as step

    return asdict(step.settle_goals(goal_desk.goals(), now=clock.now(), has_time=job_time()))


def mark_memories() -> Mapping[str, Any]:
    from referrals.desks import memory as memory_desk
    from referrals.steps.memory import mark_memories as step

    return asdict(step.mark_memories(memory_desk.marks(), now=clock.now(), has_time=job_time()))


def nudge_advocates() -> Mapping[str, Any]:
    """Outcomes first: an experiment that ends in this hour sends nothing more in it."""
    from referrals.desks import nudge as nudge_desk
    from referrals.steps.nudge import count_trial, measure_nudges, nudge_advocates

    now, first, second = clock.now(), *_halves()
    measured = measure_nudges.measure_nudges(nudge_desk.measures(), now=now, has_time=first)
    tried = count_trial.count_trials(nudge_desk.trials(), now=now, has_time=first)
    decided = nudge_advocates.nudge_advocates(nudge_desk.nudges(), now=now, has_time=second)
    return _together(outcomes=asdict(measured), trials=asdict(tried), decisions=asdict(decided))


def listen() -> Mapping[str, Any]:
    """Asks who is to be asked, and tells who asked or voted what became of it."""
    from referrals.desks import suggestion as suggestion_desk
    from referrals.desks import survey as survey_desk
    from referrals.steps.suggestion import tell_decision
    from referrals.steps.survey import ask_survey

    now, first, second = clock.now(), *_halves()
    questions = ask_survey.ask_surveys(survey_desk.surveys(), now=now, has_time=first)
    decisions = tell_decision.tell_decisions(suggestion_desk.telling(), now=now, has_time=second)
    return _together(questions=asdict(questions), decisions=asdict(decisions))


def _halves() -> tuple[HasTime, HasTime]:
    """For two errands of one turn: the first leaves half of the time to the second at least."""
    return clock.window(WINDOW_SECONDS / 2), job_time()


def _together(**outcomes: dict[str, Any]) -> Mapping[str, Any]:
    return {**outcomes, "left": sum(each["left"] for each in outcomes.values())}


def watch_readers() -> Mapping[str, Any]:
    from referrals.steps.delivery import watch_readers as step
    from referrals.wiring import nudge_stores, story_stores

    desk = step.ReaderDesk(
        stores.programs(),
        nudge_stores.surveys(),
        story_stores.stories(),
        nudge_stores.suggestions(),
    )
    late = step.watch_readers(desk, now=clock.now())
    return {**asdict(late), "late_words": late.late_words}


def watch_mail() -> Mapping[str, Any]:
    from referrals.providers.mail_account import MailAccount
    from referrals.steps.connection import watch_mail as step
    from referrals.wiring import connection_stores, settings

    stack = settings.setting("STACK_NAME", "goodword")
    # The local stack's letters lie in its own inbox: what its emulator says of SES means nothing.
    local = settings.setting("STAGE", "prod") == "local"
    sender = "" if local else settings.setting("MAIL_FROM", "")
    account = MailAccount(sender, stack, settings.endpoint_url())
    found = step.watch_mail(account.standing, connection_stores.mail_standings(), now=clock.now())
    return {"alarms": len(found.alarms), "step": found.step}


def list_orders() -> Mapping[str, Any]:
    from referrals.steps.attribution import list_orders as step
    from referrals.wiring import attribution_stores

    listing = attribution_stores.order_listing()
    return asdict(step.list_orders(listing, has_time=job_time()))


def report_days() -> Mapping[str, Any]:
    from referrals.desks import today as today_desk
    from referrals.steps.connection import report_day as step

    desk = step.ReportingDesk(stores.programs(), stores.outbox(), today_desk.news)
    return asdict(step.report_days(desk, now=clock.now(), has_time=job_time()))


RUNS: Mapping[str, Callable[[], Mapping[str, Any]]] = {
    "release_holds": release_holds,
    "sweep_outbox": sweep_outbox,
    "end_reservations": end_reservations,
    "end_value": end_value,
    "end_gifts": end_gifts,
    "serve_line": serve_line,
    "follow_programs": follow_programs,
    "mark_memories": mark_memories,
    "settle_goals": settle_goals,
    "nudge_advocates": nudge_advocates,
    "listen": listen,
    "watch_readers": watch_readers,
    "watch_mail": watch_mail,
    "list_orders": list_orders,
    "report_days": report_days,
}
