"""docs/webhooks.md says what is sent: each type's schema is held against what the code makes."""

from goodword.webhook_data import DATA
from goodword.webhook_docs import topic_sentences
from goodword.webhook_schema import message_schema
from referrals.model.delivery.facts import Topic
from tests.cli.merchant_calls import webhooks

# Only letters, codes and hand-overs have these: no merchant's address is told them.
ELSEWHERE = {
    Topic.VALUE_EXCHANGED,
    Topic.EXCHANGE_REFUSED,
    Topic.ADVOCATE_THANKED,
    Topic.ADVOCATE_NUDGED,
    Topic.SURVEY_ASKED,
    Topic.ANSWER_REPLIED,
    Topic.SUGGESTION_DECIDED,
    Topic.FRIEND_WELCOMED,
    Topic.STORY_APPROVED,
    Topic.STORY_DECLINED,
    Topic.NOTE_WRITTEN,
    Topic.STAFF_NOTE_WRITTEN,
    Topic.GOAL_REWARDED,
    Topic.GOAL_DONATED,
    Topic.GOAL_MISSED,
    Topic.MEMORY_MARKED,
    Topic.SIGN_IN_REQUESTED,
    Topic.JOIN_REQUESTED,
    Topic.STAFF_INVITED,
    Topic.STAFF_SIGN_IN_REQUESTED,
    Topic.STAFF_PASSKEY_ADDED,
    Topic.STAFF_PASSKEYS_REMOVED,
    Topic.STAFF_PASSKEY_COPIED,
    Topic.ADVOCATE_ENROLLED,
    Topic.ADVOCATE_INVITED,
}


def test_what_is_sent_is_what_its_page_says() -> None:
    sent = webhooks()

    for item in sent:
        DATA[Topic(item.topic)].model_validate(item.data)
    assert len({item.topic for item in sent}) >= 17


def test_every_topic_has_a_page_or_goes_elsewhere() -> None:
    assert {*DATA, *ELSEWHERE} == set(Topic)
    assert not set(DATA) & ELSEWHERE


def test_a_schema_names_its_type_and_lets_new_fields_be() -> None:
    schema = message_schema(Topic.REWARD_GRANTED)

    assert schema["properties"]["type"]["const"] == "reward.granted"
    assert set(schema["required"]) == {"type", "timestamp", "data"}
    assert "additionalProperties" not in str(schema)


def test_every_type_says_when_it_comes() -> None:
    assert {topic.name for topic in Topic} == set(topic_sentences())
