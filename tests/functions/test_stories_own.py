"""What somebody has told, on their own page: how it stands, why, and what can be done."""

import json

import pytest

from referrals.model.story.moderation import DeclineReason, StoryVerdict
from referrals.model.words.wording import wording
from referrals.views.story.own_stories import own_stories
from referrals.wiring import stores, story_stores
from tests.advocate import answer as answer_of_me
from tests.advocate import sign_in
from tests.stories import publish, say, shop_with_wall, write
from tests.story_forms import look, text_of
from tests.world import a_program


@pytest.fixture(autouse=True)
def shop(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    shop_with_wall(monkeypatch)
    sign_in()


class TestOwnPage:
    def test_each_story_says_how_it_stands_and_why(self) -> None:
        publish()
        declined = write("Call me at 555.", form="two")
        say(declined, StoryVerdict.DECLINE, reason=DeclineReason.PRIVATE)

        text = text_of(answer_of_me("me"))

        assert "It is shown where you agreed." in text
        assert "It is not shown." in text
        assert "Leave that out, and we gladly read it again." in text

    def test_where_no_stories_are_asked_for_there_are_none(self) -> None:
        stores.programs().add(a_program().model_copy(update={"version": 2}))

        assert "Your stories" not in text_of(answer_of_me("me"))

    def test_the_same_list_stands_where_a_friend_writes(self) -> None:
        publish(person_id="fri_ben")

        told = look("write_form")

        assert "It is shown where you agreed." in text_of(told)
        assert json.dumps(told["headers"]).count("no-store") == 1

    def test_a_former_version_is_said_to_stand_meanwhile(self) -> None:
        story = publish()
        write("New words.", story_id=story.story_id)

        found = own_stories(
            "adv_ada",
            stores.programs().get("friends").rules,
            story_stores.stories(),
            words=wording("en"),
        )

        assert found
        (row,) = found.stories
        assert row.state.endswith("The former ones stand until then.")
        assert row.wall_address == f"/stories/friends/{story.story_id}"
        assert row.edit_address == f"/me/story?story={story.story_id}"
