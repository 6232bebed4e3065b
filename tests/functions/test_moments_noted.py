"""What streams tell: an own order, a story and a reward, each noted once, and the clock's hours."""

from datetime import timedelta
from typing import Any

import pytest

from awswire.codec import encode_item
from functions.insights.app import handler as insights
from functions.schedule.app import handler as schedule
from referrals.desks import reward as reward_desk
from referrals.desks import suggestion as suggestion_desk
from referrals.model.nudge.delight import DelightKind
from referrals.model.people.person import Consents, Role
from referrals.model.story.story import Story, StoryVersion
from referrals.model.suggestion.suggestion import SuggestionTopic
from referrals.steps.reward.settle_rewards import settle_rewards
from referrals.steps.suggestion.decide_suggestion import StaffWord, decide_suggestion
from referrals.steps.suggestion.make_suggestion import SuggestionWish, make_suggestion
from referrals.store.attribution.referral import as_item
from referrals.wiring import clients, clock, nudge_stores, stores
from tests.functions.job import event as job
from tests.world import (
    NOW,
    a_conversion,
    a_link,
    a_program,
    a_reader,
    a_referral,
    an_order,
    figures_of,
    hash_of,
    refer,
)

NUDGES = {"enabled": True, "hold_out_percent": 0}


@pytest.fixture(autouse=True)
def shop(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    at(NOW, monkeypatch)
    stores.programs().add(a_program(hold_days=0, nudges=NUDGES, listening={"surveys": True}))
    consents = Consents(mail=True, nudges=True, surveys=True)
    stores.people().add(a_reader(consents=consents, codes={"friends": "ada-bakes"}))
    stores.links().create(a_link())


def at(moment: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: moment)


def stream(table: str, item: dict[str, Any]) -> None:
    change = {"NewImage": encode_item(item), "SequenceNumber": "1"}
    source = f"arn:aws:dynamodb:eu-west-1:1:table/{table}/stream/x"
    record = {"eventID": "1", "eventName": "MODIFY", "eventSourceARN": source, "dynamodb": change}
    assert insights({"Records": [record]}, None) == {"batchItemFailures": []}


def moments() -> list[DelightKind]:
    return [each.delight.kind for each in nudge_stores.nudge_records().of_person("adv_ada")]


def letters() -> list[str]:
    return sorted(i["topic"] for i in clients.table("outbox").scan() if i["channel"] == "email")


def test_an_own_order_is_nudged_about_a_day_later(monkeypatch: pytest.MonkeyPatch) -> None:
    customer = hash_of("ada@example.com")
    figures = figures_of(a_conversion(an_order()), customer_hash=customer, first_order=False)
    referral = a_referral(figures)
    stores.referrals().add(referral)
    stream("ReferralsTable", as_item(referral))
    stream("ReferralsTable", as_item(referral))
    assert moments() == [DelightKind.REPEAT_ORDER]

    at(NOW + timedelta(days=1), monkeypatch)
    report = schedule(job("nudge_advocates"), None)

    assert report["decisions"]["sent"] == 1
    assert letters() == ["advocate.nudged"]


def test_a_story_in_the_stream_is_a_moment() -> None:
    version = StoryVersion(number=1, text="Warm bread", language="en", written_at=NOW)
    story = Story(
        story_id="sty_1",
        program_id="friends",
        person_id="adv_ada",
        role=Role.ADVOCATE,
        draft=version,
        published=version,
        published_at=NOW,
        written_at=NOW,
    )

    facts = story.model_dump(mode="json", exclude_none=True)
    stream("StoriesTable", {"subject": "story#sty_1", "entry": "story", "facts": facts})

    assert moments() == [DelightKind.STORY]


def test_a_reward_that_became_theirs_brings_a_question(monkeypatch: pytest.MonkeyPatch) -> None:
    settle_rewards(refer(), reward_desk.orders(), reward_desk.books(), now=NOW)
    (grant,) = [i for i in clients.table("ledger").scan() if i["entry"] == "grant"]
    stream("LedgerTable", grant)

    at(NOW + timedelta(days=7), monkeypatch)
    report = schedule(job("listen"), None)

    assert report["questions"]["mailed"] == 1
    assert "survey.asked" in letters()


def test_a_decision_is_told_by_the_next_hour() -> None:
    store = nudge_stores.suggestions()
    wish = SuggestionWish(
        program_id="friends", person_id="adv_ada", topic=SuggestionTopic.OTHER, text="Rye"
    )
    made = make_suggestion(wish, suggestion_desk.suggestions(), now=NOW, random=b"0123456789")
    word = StaffWord("From now on.", "Grace")
    decide_suggestion(made, word, store, version=1, programs=stores.programs(), now=NOW)

    assert schedule(job("listen"), None)["decisions"] == {
        "letters": 1,
        "finished": 1,
        "failed": (),
        "left": 0,
    }
    assert letters() == ["suggestion.decided"]
