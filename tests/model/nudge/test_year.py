"""A year of a thousand advocates by the pure rule: nobody ever gets more than the caps allow."""

from collections import Counter
from datetime import datetime, timedelta
from heapq import heapify, heappop, heappush

from referrals.model.nudge.decision import NudgeReason, NudgeVerdict
from referrals.model.nudge.delight import Delight
from referrals.model.nudge.letter_history import NOT_NOW, LetterHistory
from referrals.model.nudge.policy import NudgePolicy
from referrals.model.nudge.rule import NudgeQuestion, decide_nudge
from referrals.model.people.person import Consents, Person, QuietHours
from tests.nudge_year import AdvocateYear, broken_promises, lives
from tests.world import an_advocate

POLICY = NudgePolicy(enabled=True)


def agreed_person(life: AdvocateYear) -> Person:
    quiet = QuietHours(start=life.quiet[0], end=life.quiet[1])
    fields = {"time_zone": life.zone, "quiet_hours": quiet, "consents": Consents(nudges=True)}
    return an_advocate().model_copy(update=fields)


def a_question(delight: Delight, person: Person, history: LetterHistory) -> NudgeQuestion:
    return NudgeQuestion(
        delight=delight,
        policy=POLICY,
        paused=False,
        program_zone="UTC",
        person=person,
        history=history,
        has_link=True,
        stands=True,
        switched_off=False,
        held_out=False,
    )


def live(life: AdvocateYear) -> Counter[NudgeReason]:
    """The year of one advocate, decision by decision; how often each reason was given."""
    person = agreed_person(life)
    history, reasons = LetterHistory(person_id=life.person_id), Counter[NudgeReason]()
    wait = timedelta(hours=POLICY.wait_hours)
    agenda: list[tuple[datetime, str, Delight]] = [
        (each.happened_at + wait, each.name, each) for each in life.moments
    ]
    heapify(agenda)
    while agenda:
        now, name, delight = heappop(agenda)
        answered = max((at for at in life.answers if at < now), default=None)
        known = history.model_copy(update={"answered_at": answered})
        decision = decide_nudge(a_question(delight, person, known), now)
        reasons[decision.reason] += 1
        if decision.wait_until:
            heappush(agenda, (decision.wait_until, name, delight))
        if decision.verdict is NudgeVerdict.SEND:
            history = history.with_letter("advocate.nudged", now)
            word = life.read(now)
            if word == "not_now":
                history = history.model_copy(update={"not_now_until": now + NOT_NOW})
            if word == "never":
                person = person.model_copy(update={"consents": Consents()})
                history = history.model_copy(update={"refused_at": now})
    return reasons


def test_nobody_of_a_thousand_gets_more_than_the_caps_allow() -> None:
    people = lives(1000)

    reasons = sum((live(life) for life in people), Counter[NudgeReason]())

    assert [life.person_id for life in people if broken_promises(life)] == []
    most = max(len(life.letters) for life in people)
    # The figures of docs/algorithms/nudges.md.
    assert (sum(len(life.moments) for life in people), reasons[NudgeReason.DELIGHT]) == FIGURES[:2]
    assert (most, sum(1 for life in people if life.letters)) == FIGURES[2:]
    wanted = {NudgeReason.TOO_SOON, NudgeReason.UNANSWERED, NudgeReason.QUIET_HOURS}
    assert wanted | {NudgeReason.NOT_NOW, NudgeReason.REFUSED} <= reasons.keys()


FIGURES = (10_318, 2_329, 6, 802)
"""Moments, letters, most letters of one advocate, advocates with any."""


def test_a_rule_that_forgot_a_cap_would_be_noticed() -> None:
    life = next(each for each in lives(50) if len(each.moments) == 30 and each.quiet == (21, 8))

    life.letters = [each.happened_at for each in life.moments]

    assert {"two within 30 days", "in a quiet hour"} <= set(broken_promises(life))
