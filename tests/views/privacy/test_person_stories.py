"""What a person told is in their export: every version, each tick and each note, word for word."""

import json

import pytest

from referrals.desks import people as people_desk
from referrals.model.story.moderation import StoryVerdict
from referrals.views.privacy.person_profile import person_profile
from referrals.views.privacy.person_stories import person_stories
from referrals.wiring import stores
from tests.stories import ALL, say, shop_with_wall, write
from tests.world import NOW


@pytest.fixture(autouse=True)
def shop(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    shop_with_wall(monkeypatch)


def test_versions_ticks_and_notes_are_told() -> None:
    story = write("The first words.", uses=ALL)
    say(story, StoryVerdict.DECLINE, note="ask Jana")
    write("The second words.", story_id=story.story_id)
    ada = stores.people().get("adv_ada")

    profile = person_profile(ada, people_desk.files(), NOW, [])

    (told,) = profile.stories
    assert [each.text for each in told.versions] == ["The first words.", "The second words."]
    assert told.log[0].note == "ask Jana"
    assert "in place of the words that are there now" in json.dumps(profile.model_dump(mode="json"))


def test_who_told_nothing_has_no_stories() -> None:
    write()

    assert person_stories(stores.people().get("fri_ben"), people_desk.files()) == []
