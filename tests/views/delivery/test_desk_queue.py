"""What waits for a person at the desk, counted for one program, in six requests."""

from datetime import timedelta

import pytest

from referrals.desks import survey as survey_desk
from referrals.model.delivery.outbox import Channel, DeliveryState
from referrals.model.delivery.outgoing import an_item
from referrals.model.survey.survey import Survey
from referrals.model.words.wording import ENGLISH, wording
from referrals.steps.survey.answer_survey import answer_survey
from referrals.store.delivery.outbox_item import outbox_record
from referrals.store.table import transact
from referrals.views.connection.today_words import queue_text
from referrals.views.delivery.desk_queue import DeskQueue, QueueCount, QueueSources, desk_queue
from referrals.wiring import clients, nudge_stores, stores, story_stores
from tests.reviewer import appeal, decide, hold_order
from tests.stories import shop_with_wall, write
from tests.world import DAY, NOW


@pytest.fixture(autouse=True)
def shop(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    shop_with_wall(monkeypatch)


def waiting(program: str = "friends", days: int = 0) -> DeskQueue:
    sources = QueueSources(
        stores.reviews(),
        stores.outbox(),
        nudge_stores.surveys(),
        story_stores.stories(),
        nudge_stores.suggestions(),
    )
    return desk_queue(program, sources, now=NOW + timedelta(seconds=days * DAY))


def numbers(*counts: QueueCount) -> tuple[int, ...]:
    return tuple(each.number for each in counts)


def test_nothing_waits_in_a_new_program() -> None:
    assert waiting().is_empty


def test_reviews_and_appeals_are_counted_apart_and_late_ones_in_both() -> None:
    hold_order()
    assert numbers(waiting().reviews, waiting().appeals, waiting().late) == (1, 0, 0)

    decide("deny")
    assert waiting().is_empty

    appeal()
    later = waiting(days=30)
    assert numbers(later.reviews, later.appeals, later.late) == (0, 1, 1)
    assert waiting("others").is_empty


def test_stories_answers_and_parked_things_are_counted() -> None:
    write()
    survey = Survey(person_id="adv_ada", program_id="friends", number=1, asked_at=NOW, mailed=True)
    transact(clients.dynamo(), nudge_stores.surveys().ask_actions(survey))
    answer_survey(survey.survey_id, 3, "Too salty", survey_desk.answers(), now=NOW)
    item = an_item("x#1", Channel.REWARD, "t", program_id="friends", at=NOW, data={})
    stores.outbox().add(item.model_copy(update={"state": DeliveryState.PARKED}))

    found = waiting()

    assert numbers(found.stories, found.answers, found.failures) == (1, 1, 1)
    assert not found.is_empty


def park(program: str, number: int, size: int) -> None:
    item = an_item(f"{program}#{number}", Channel.REWARD, "t", program_id=program, at=NOW, data={})
    record = outbox_record(item.model_copy(update={"state": DeliveryState.PARKED}))
    clients.table("outbox").put({**record, "filler": "x" * size})


def test_another_program_s_parked_things_hide_none_of_this_one_s() -> None:
    for number in range(110):
        park("bakers", number, 10)
    park("friends", 1, 10)

    assert waiting().failures == QueueCount(1)
    assert waiting("bakers").failures == QueueCount(110)


def test_a_list_that_is_too_long_says_so_in_words() -> None:
    for number in range(4):
        park("friends", number, 350_000)
    english = wording(ENGLISH)

    found = waiting().failures

    assert 0 < found.number < 4
    told = f"{found.number} or more deliveries were"
    assert queue_text(found, "delivery was", "deliveries were", english) == told
    hidden = queue_text(waiting("others").failures, "delivery was", "deliveries were", english)
    assert hidden == "perhaps some deliveries were"
