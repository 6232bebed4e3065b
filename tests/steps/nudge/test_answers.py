"""What counts as an answer to friendly letters: any use of the link, by whoever can be known to."""

from datetime import timedelta

import pytest

from referrals.desks import nudge as nudge_desk
from referrals.model.insight.insight import Move, program_and_link_counts
from referrals.steps.nudge.change_history import note_share
from referrals.wiring import nudge_stores, stores
from tests.steps.nudge.delights import ON, add_advocate, delight, letters, run
from tests.world import NOW, a_program, refer


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    stores.programs().add(a_program(nudges=ON))
    add_advocate("adv_ada")


def send_three() -> None:
    """149, 118 and 87 days before NOW."""
    for number in range(3):
        at = NOW - timedelta(days=150 - 31 * number)
        delight(cause=f"survey-{number}", at=at)
        run(at + timedelta(days=1))


@pytest.mark.parametrize("counter", ["shares@whatsapp", "people@1"])
@pytest.mark.parametrize(("days_ago", "sent"), [(86, 4), (148, 4), (149, 3)])
def test_a_use_of_the_link_answers_what_was_sent_before_that_day(
    counter: str, days_ago: int, sent: int
) -> None:
    send_three()
    used_on = (NOW - timedelta(days=days_ago)).date()
    counted = program_and_link_counts("friends", used_on, "ada-bakes", {counter: 1})
    stores.insights().fold([Move("use", counted)], NOW)
    delight(cause="survey-9", at=NOW - timedelta(days=1))

    run(NOW)

    assert len(letters()) == sent


@pytest.mark.parametrize("counter", ["previews@1", "bots@1", "referred"])
def test_what_no_person_did_answers_nothing(counter: str) -> None:
    send_three()
    counted = program_and_link_counts("friends", NOW.date(), "ada-bakes", {counter: 1})
    stores.insights().fold([Move("use", counted)], NOW)

    assert nudge_desk.answered_at("adv_ada", NOW - timedelta(days=200), NOW) is None


def test_a_press_of_a_way_to_share_answers_at_once() -> None:
    histories = nudge_stores.letter_histories()
    note_share("adv_ada", histories, now=NOW)
    assert histories.find("adv_ada").answered_at is None  # Nobody had written to them.
    send_three()

    note_share("adv_ada", histories, now=NOW)

    assert histories.find("adv_ada").answered_at == NOW


def test_a_friend_they_brought_is_an_answer() -> None:
    send_three()
    refer(advocate_id="adv_ada")

    delight(cause="survey-9")

    assert run().sent == 1
