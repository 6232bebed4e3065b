"""What waits for a person at the desk, counted for one program, in six requests."""

from datetime import timedelta

import pytest

from referrals.desks import survey as survey_desk
from referrals.model.delivery.outbox import Channel, DeliveryState
from referrals.model.delivery.outgoing import an_item
from referrals.model.survey.survey import Survey
from referrals.steps.survey.answer_survey import answer_survey
from referrals.store.table import transact
from referrals.views.delivery.desk_queue import DeskQueue, QueueSources, desk_queue
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


def test_nothing_waits_in_a_new_program() -> None:
    assert waiting().is_empty


def test_reviews_and_appeals_are_counted_apart_and_late_ones_in_both() -> None:
    hold_order()
    assert (waiting().reviews, waiting().appeals, waiting().late) == (1, 0, 0)

    decide("deny")
    assert waiting().is_empty

    appeal()
    assert (waiting(days=30).reviews, waiting(days=30).appeals, waiting(days=30).late) == (0, 1, 1)
    assert waiting("others").is_empty


def test_stories_answers_and_parked_things_are_counted() -> None:
    write()
    survey = Survey(person_id="adv_ada", program_id="friends", number=1, asked_at=NOW, mailed=True)
    transact(clients.dynamo(), nudge_stores.surveys().ask_actions(survey))
    answer_survey(survey.survey_id, 3, "Too salty", survey_desk.answers(), now=NOW)
    item = an_item("x#1", Channel.REWARD, "t", program_id="friends", at=NOW, data={})
    stores.outbox().add(item.model_copy(update={"state": DeliveryState.PARKED}))

    found = waiting()

    assert (found.stories, found.answers, found.failures) == (1, 1, 1)
    assert not found.is_empty
