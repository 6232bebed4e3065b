"""Every type of webhook, as it waits in the outbox of a shop where it came about, is documented."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from goodword.webhook_data import DATA
from referrals.desks import nudge as nudge_desk
from referrals.desks import reward as reward_desk
from referrals.desks import suggestion as suggestion_desk
from referrals.desks import survey as survey_desk
from referrals.model.delivery.facts import Topic
from referrals.model.nudge.arm import Arm
from referrals.model.nudge.effect import LEAST_AGE, terms_of
from referrals.model.nudge.policy import NudgePolicy
from referrals.model.order.conversion import Dispute, DisputeFact
from referrals.model.suggestion.suggestion import SuggestionTopic
from referrals.model.survey.survey import Survey
from referrals.steps.delivery.try_webhook import try_webhook
from referrals.steps.expiry.end_value import end_value
from referrals.steps.nudge.measure_nudges import measure_nudges
from referrals.steps.suggestion.make_suggestion import SuggestionWish, make_suggestion
from referrals.steps.survey.answer_survey import answer_survey
from referrals.store.table import transact
from referrals.wiring import clients, nudge_stores, stores
from tests.cli.merchant_calls import webhooks
from tests.corrector import place_order, record_and_wake, shop
from tests.stories import shop_with_wall, write
from tests.world import AT, NOW, a_program, a_refund

HOOK = {"webhook_url": "https://shop.example/goodword"}
VETO = {"url": "https://shop.example/veto", "within_minutes": 60, "default": "allow"}
MUCH_LATER = NOW + timedelta(days=200)
type Happening = Callable[[pytest.MonkeyPatch], None]


def refunded(_: pytest.MonkeyPatch) -> None:
    shop(**HOOK)
    place_order()
    record_and_wake(a_refund(5000))


def disputed_and_won(_: pytest.MonkeyPatch) -> None:
    shop(**HOOK)
    place_order()
    record_and_wake(DisputeFact("dp", Dispute.OPEN, 5000, AT * 1000))
    record_and_wake(DisputeFact("dp", Dispute.WON, 5000, AT * 1000 + 5))


def system_asked(_: pytest.MonkeyPatch) -> None:
    shop(risk={"veto": VETO}, **HOOK)
    place_order()


def credit_over(_: pytest.MonkeyPatch) -> None:
    shop(hold_days=0, expiry={"credit_days": 60, "warn_days": 14}, **HOOK)
    place_order()
    end_value(reward_desk.books(), now=MUCH_LATER)


def nudges_harmful(_: pytest.MonkeyPatch) -> None:
    policy = NudgePolicy(enabled=True)
    stores.programs().add(a_program(nudges=policy.model_dump(mode="json"), **HOOK))
    nudge_stores.experiments().begin(terms_of(policy, "friends", NOW))
    arms = ((Arm.NUDGED, {"ended": 900, "refusals": 300}), (Arm.HOLD_OUT, {"ended": 100}))
    for arm, sums in arms:
        item = {"subject": "nudge-effect#friends#first", "entry": f"arm#{arm}", **sums}
        clients.table("stories").put({**item, "entered": sums["ended"]})
    measure_nudges(nudge_desk.measures(), now=NOW + LEAST_AGE)


def story_written(monkeypatch: pytest.MonkeyPatch) -> None:
    shop_with_wall(monkeypatch, **HOOK)
    write()


def answer_unhappy(monkeypatch: pytest.MonkeyPatch) -> None:
    shop_with_wall(monkeypatch, **HOOK)
    survey = Survey(person_id="adv_ada", program_id="friends", number=1, asked_at=NOW, mailed=True)
    transact(clients.dynamo(), nudge_stores.surveys().ask_actions(survey))
    answer_survey(survey.survey_id, 2, "Too salty", survey_desk.answers(), now=NOW)


def suggested(_: pytest.MonkeyPatch) -> None:
    stores.programs().add(a_program(**HOOK))
    wish = SuggestionWish(
        program_id="friends", person_id="adv_ada", topic=SuggestionTopic.OTHER, text="Rye"
    )
    make_suggestion(wish, suggestion_desk.suggestions(), now=NOW, random=bytes(10))


def tried_out(_: pytest.MonkeyPatch) -> None:
    try_webhook(a_program(**HOOK).rules, stores.outbox(), now=NOW)


HAPPENINGS: dict[Topic, Happening] = {
    Topic.REWARD_GRANTED: refunded,
    Topic.REWARD_REVERSED: refunded,
    Topic.REWARD_RESTORED: disputed_and_won,
    Topic.VETO_ASKED: system_asked,
    Topic.VALUE_ENDED: credit_over,
    Topic.NUDGES_STOPPED: nudges_harmful,
    Topic.STORY_WAITING: story_written,
    Topic.ANSWER_WAITING: answer_unhappy,
    Topic.SUGGESTION_MADE: suggested,
    Topic.WEBHOOK_TESTED: tried_out,
}


def waiting(topic: Topic) -> list[dict[str, Any]]:
    items = [*clients.table("outbox").scan()]
    return [i["data"] for i in items if i["topic"] == topic and i["channel"] in ("webhook", "veto")]


@pytest.mark.parametrize("topic", HAPPENINGS)
def test_what_waits_to_be_sent_is_what_its_page_says(
    account: None, monkeypatch: pytest.MonkeyPatch, topic: Topic
) -> None:
    HAPPENINGS[topic](monkeypatch)

    found = waiting(topic)

    assert found
    for data in found:
        DATA[topic].model_validate(data)


def test_every_documented_type_is_held_against_a_message() -> None:
    assert {*HAPPENINGS, *(Topic(item.topic) for item in webhooks())} == {*DATA}
