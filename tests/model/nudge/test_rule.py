"""Who is nudged after a moment of delight: caps, quiet hours, consent, and the reasons against."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from referrals.model.nudge.decision import NudgeDecision, NudgeReason, NudgeVerdict
from referrals.model.nudge.delight import Delight, DelightKind
from referrals.model.nudge.letter_history import FriendlyLetter, LetterHistory, Silence
from referrals.model.nudge.policy import NudgePolicy
from referrals.model.nudge.quiet import quiet_until, zone_of
from referrals.model.nudge.record import NudgeRecord
from referrals.model.nudge.rule import NudgeQuestion, decide_nudge
from referrals.model.people.person import Consents, QuietHours
from tests.world import NOW, an_advocate

AGREED = Consents(nudges=True)
BERLIN = ZoneInfo("Europe/Berlin")


def a_delight(**changes: Any) -> Delight:
    given: dict[str, Any] = {
        "kind": DelightKind.REPEAT_ORDER,
        "cause": "friends#shopify#1001",
        "person_id": "adv_ada",
        "program_id": "friends",
        "happened_at": NOW - timedelta(days=1),
    }
    return Delight(**{**given, **changes})


def a_question(**changes: Any) -> NudgeQuestion:
    given: dict[str, Any] = {
        "delight": a_delight(),
        "policy": NudgePolicy(enabled=True),
        "paused": False,
        "program_zone": "Europe/Berlin",
        "person": an_advocate().model_copy(update={"consents": AGREED}),
        "history": LetterHistory(person_id="adv_ada"),
        "has_link": True,
        "stands": True,
        "switched_off": False,
        "held_out": False,
    }
    return NudgeQuestion(**{**given, **changes})


def decide(now: datetime = NOW, **changes: Any) -> NudgeDecision:
    return decide_nudge(a_question(**changes), now)


def a_history(*days_ago: int, **changes: Any) -> LetterHistory:
    letters = tuple(
        FriendlyLetter(topic="advocate.nudged", sent_at=NOW - timedelta(days=days))
        for days in days_ago
    )
    return LetterHistory(person_id="adv_ada", letters=letters, **changes)


def ada(**changes: Any) -> Any:
    return an_advocate().model_copy(update={"consents": AGREED, **changes})


def test_a_moment_of_delight_is_followed_by_a_letter() -> None:
    decision = decide()

    assert (decision.verdict, decision.reason) == (NudgeVerdict.SEND, NudgeReason.DELIGHT)


@pytest.mark.parametrize(
    ("reason", "changes"),
    [
        (NudgeReason.OFF, {"policy": NudgePolicy()}),
        (NudgeReason.OFF, {"policy": NudgePolicy(enabled=True, after=(DelightKind.STORY,))}),
        (NudgeReason.PAUSED, {"paused": True}),
        (NudgeReason.NO_HELP, {"switched_off": True}),
        (NudgeReason.NOBODY, {"person": None}),
        (NudgeReason.NO_ADDRESS, {"person": ada(email="")}),
        (NudgeReason.MAIL_STOPPED, {"person": ada(mail_stopped=True)}),
        (NudgeReason.NO_CONSENT, {"person": ada(consents=Consents(mail=True))}),
        (
            NudgeReason.REFUSED,
            {"person": ada(consents=Consents()), "history": a_history(refused_at=NOW)},
        ),
        (NudgeReason.NO_LINK, {"has_link": False}),
        (
            NudgeReason.MOMENT_PAST,
            {"delight": a_delight(happened_at=NOW - timedelta(days=7, seconds=1))},
        ),
        (NudgeReason.MOMENT_GONE, {"stands": False}),
        (NudgeReason.NOT_NOW, {"history": a_history(not_now_until=NOW + timedelta(days=1))}),
        (NudgeReason.CLOSED, {"history": a_history(closed_until=NOW + timedelta(days=1))}),
        (NudgeReason.TOO_SOON, {"history": a_history(29)}),
        (NudgeReason.UNANSWERED, {"history": a_history(300, 200, 100)}),
        (NudgeReason.HELD_OUT, {"held_out": True}),
    ],
)
def test_each_reason_against_it_keeps_it_silent(
    reason: NudgeReason, changes: dict[str, Any]
) -> None:
    decision = decide(**changes)

    assert (decision.verdict, decision.reason) == (NudgeVerdict.SILENT, reason)


def test_a_letter_is_thirty_days_old_before_another_comes() -> None:
    assert a_history(30).silence(NOW) is None
    assert a_history(30).silence(NOW - timedelta(seconds=1)) is Silence.TOO_SOON


def test_the_fourth_waits_until_the_first_is_a_year_old() -> None:
    assert a_history(364, 200, 100).silence(NOW) is Silence.UNANSWERED
    assert a_history(365, 200, 100).silence(NOW) is None


def test_an_answer_takes_back_what_was_sent_before_it() -> None:
    answered = a_history(300, 200, 100, answered_at=NOW - timedelta(days=150))

    assert answered.silence(NOW) is None
    assert a_history(300, 200, 100, answered_at=NOW - timedelta(days=400)).silence(NOW)


def test_a_history_stays_short_and_keeps_its_newest() -> None:
    history = LetterHistory(person_id="adv_ada")
    for day in range(1000):
        history = history.with_letter("moment.marked", NOW + timedelta(days=day))

    assert len(history.letters) == 24
    assert history.letters[-1].sent_at == NOW + timedelta(days=999)


def test_quiet_hours_let_it_wait_until_the_morning_there() -> None:
    night = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)

    decision = decide(night, delight=a_delight(happened_at=night))

    assert decision.verdict is NudgeVerdict.WAIT
    assert decision.wait_until == datetime(2026, 11, 23, 7, tzinfo=UTC)


def test_whoever_is_held_out_is_decided_on_at_the_same_hour() -> None:
    night = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)

    assert decide(night, held_out=True, delight=a_delight(happened_at=night)).reason == (
        NudgeReason.QUIET_HOURS
    )


@pytest.mark.parametrize(
    ("now", "hours", "end"),
    [
        # The clock goes from 2 to 3 on 28 March: hour 2 is left out.
        ("2027-03-28T00:30+00:00", (22, 2), "2027-03-28T01:00+00:00"),
        ("2027-03-28T00:30+00:00", (22, 3), "2027-03-28T01:00+00:00"),
        ("2027-03-28T00:30+00:00", (22, 8), "2027-03-28T06:00+00:00"),
        # It goes from 3 back to 2 on 31 October: hour 2 comes twice, and is quiet twice.
        ("2027-10-30T23:30+00:00", (22, 3), "2027-10-31T02:00+00:00"),
        ("2027-10-31T01:30+00:00", (22, 3), "2027-10-31T02:00+00:00"),
        ("2027-10-30T23:30+00:00", (22, 8), "2027-10-31T07:00+00:00"),
        # Hours within a day.
        ("2027-06-01T10:59:59+00:00", (12, 14), "2027-06-01T12:00+00:00"),
    ],
)
def test_quiet_hours_end_by_the_wall_clock(now: str, hours: tuple[int, int], end: str) -> None:
    quiet = QuietHours(start=hours[0], end=hours[1])

    assert quiet_until(datetime.fromisoformat(now), BERLIN, quiet) == datetime.fromisoformat(end)


@pytest.mark.parametrize(
    "zone", ["Europe/Berlin", "Asia/Kathmandu", "Australia/Lord_Howe", "America/St_Johns", "UTC"]
)
def test_no_minute_of_two_years_is_let_through_in_a_quiet_hour(zone: str) -> None:
    quiet, wall = QuietHours(start=21, end=8), ZoneInfo(zone)
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    while moment.year < 2028:
        free = quiet_until(moment, wall, quiet) or moment
        assert not quiet.covers(free.astimezone(wall).hour)
        assert timedelta(0) <= free - moment <= timedelta(hours=13)
        moment += timedelta(minutes=17)


def test_equal_ends_leave_no_hour_quiet() -> None:
    assert quiet_until(NOW, BERLIN, QuietHours(start=9, end=9)) is None


@pytest.mark.parametrize(
    ("theirs", "shop", "zone"),
    [
        ("America/Sao_Paulo", "Europe/Berlin", "America/Sao_Paulo"),
        ("UTC", "Europe/Berlin", "Europe/Berlin"),
        ("Atlantis/Capital", "Europe/Berlin", "Europe/Berlin"),
        ("../etc/passwd", "UTC", "UTC"),
    ],
)
def test_the_shop_s_zone_stands_in_for_one_that_is_not_known(
    theirs: str, shop: str, zone: str
) -> None:
    assert zone_of(ada(time_zone=theirs), shop).key == zone


def test_a_moment_has_one_name_however_often_it_is_told_of() -> None:
    again = a_delight(happened_at=NOW)

    assert a_delight().name == again.name
    assert a_delight(cause="friends#shopify#1002").name != again.name
    assert a_delight(program_id="others").name != again.name


def test_a_record_is_open_until_there_is_nothing_to_wait_for() -> None:
    record = NudgeRecord(delight=a_delight(), due_at=NOW)
    night = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)

    waiting = record.with_decision(decide(night, delight=a_delight(happened_at=night)))
    silent = waiting.with_decision(decide(stands=False))

    assert (record.is_open, waiting.is_open, silent.is_open) == (True, True, False)
    assert waiting.due_at == datetime(2026, 11, 23, 7, tzinfo=UTC)
    assert len(silent.decisions) == 2
