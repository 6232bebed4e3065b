"""Writing a story: seen before it is sent, sent once, changed and taken back; always one's own."""

import base64
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from functions.stories.app import handler
from referrals.model.identity import derived_key
from referrals.model.story.author_link import StoryAuthor, sign_author
from referrals.model.story.story import StoryState, StoryUse
from referrals.wiring import clients, stores
from tests.advocate import sign_in
from tests.stories import WORDS, publish, say, shop_with_wall, stored, write
from tests.story_forms import Fields, look, post, stories, text_of
from tests.wall import event
from tests.world import SIGNING, a_program


@pytest.fixture(autouse=True)
def shop(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    shop_with_wall(monkeypatch)
    sign_in()


class TestSeen:
    def test_nothing_is_kept_before_it_is_sent(self) -> None:
        told = post(act="see")

        assert "This is how it looks" in text_of(told)
        assert WORDS in text_of(told)
        assert "Ada gets a thank-you when a friend orders." in text_of(told)
        assert stories() == []

    def test_what_is_seen_is_what_is_sent(self) -> None:
        hostile = 'Two\nlines, "quoted" & <b>bold</b>.'
        seen = Fields(post(act="see", text=hostile, uses=["wall", "elsewhere"])["body"])

        sent: dict[str, Any] = {**seen.values, "act": "send"}
        told = post(**sent)

        assert told["statusCode"] == 303
        (story,) = stories()
        assert story.draft.text == hostile
        assert story.draft.uses == {StoryUse.WALL, StoryUse.ELSEWHERE}
        assert story.draft.first_name == "Ada"

    def test_a_change_before_sending_keeps_what_was_ticked(self) -> None:
        told = post(act="change")

        assert Fields(told["body"]).ticked == ["first_name", "wall"]
        assert stories() == []


class TestForm:
    def test_nothing_is_ticked_beforehand(self) -> None:
        told = look()

        assert Fields(told["body"]).ticked == []
        assert "No reward depends on it" in text_of(told)

    def test_an_edit_asks_for_every_tick_again(self) -> None:
        story = write()

        told = look(story=story.story_id)

        assert WORDS in text_of(told)
        assert Fields(told["body"]).ticked == []
        assert "so we ask again" in text_of(told)

    def test_the_shop_s_link_names_the_product(self) -> None:
        told = look(product="Sunday rolls", reference="SKU-9")

        values = Fields(told["body"]).values
        assert values["product"] == ["Sunday rolls"]
        assert values["reference"] == ["SKU-9"]

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"text": " "}, "Please write 2 to 2,000 letters; there are 0 now."),
            ({"text": "a" * 2001}, "there are 2001 now"),
            ({"uses": []}, "Please tick at least one place"),
            ({"uses": ["everywhere"]}, "Please tick at least one place"),
            ({"product": "x" * 81}, "in 80 letters at most"),
            ({"language": "tlh"}, "Please choose a language from the list"),
        ],
    )
    @pytest.mark.parametrize("act", ["see", "send"])
    def test_what_is_wrong_is_said_beside_what_was_typed(
        self, changes: dict[str, Any], said: str, act: str
    ) -> None:
        told = post(act=act, **changes)

        assert told["statusCode"] == 400
        assert said in text_of(told)
        assert changes.get("text", WORDS).strip() in text_of(told)
        assert stories() == []

    @pytest.mark.parametrize("body", ["", "x", "a=b&" * 500, "%FF%FE", "text=%00%ED%A0%BD"])
    def test_a_body_that_is_no_form_is_an_empty_one(self, body: str) -> None:
        raw = base64.b64encode(body.encode()).decode()

        assert handler({**event("own_send"), "body": raw}, None)["statusCode"] == 400


class TestSent:
    def test_it_waits_and_its_author_is_thanked(self) -> None:
        told = post()
        query = parse_qs(urlsplit(told["headers"]["location"]).query)

        (story,) = stories()
        assert story.state is StoryState.WAITING
        thanks = look(story=query["story"][0], sent="1")
        assert "Your story is with us." in text_of(thanks)

    def test_a_form_sent_twice_is_one_story(self) -> None:
        assert post()["headers"] == post()["headers"]
        assert len(stories()) == 1

    def test_a_form_from_another_site_is_refused(self) -> None:
        sent = event("own_send")
        sent["headers"]["sec-fetch-site"] = "cross-site"

        assert handler(sent, None)["statusCode"] == 403
        assert stories() == []

    def test_who_is_not_signed_in_is_asked_to(self) -> None:
        sent = {**event("own_send"), "cookies": []}
        sent["headers"].pop("cookie", None)

        assert handler(sent, None)["statusCode"] == 401

    def test_a_story_is_changed_by_its_author_alone(self) -> None:
        bens = write(person_id="fri_ben")

        told = post(story=bens.story_id, text="Mine now.")

        assert told["statusCode"] == 404
        assert stored(bens).draft.text == WORDS
        assert look(story=bens.story_id)["statusCode"] == 404

    def test_it_is_taken_back_in_one_press(self) -> None:
        story = publish()
        stores.programs().add(a_program(program="others"))

        told = post(act="withdraw", story=story.story_id)

        assert "Friends of the Bakery" in text_of(told)
        assert "Nothing of it is shown any more." in text_of(told)
        assert stored(story).state is StoryState.WITHDRAWN

    def test_another_s_story_is_not_taken_back(self) -> None:
        bens = publish(person_id="fri_ben")

        assert post(act="withdraw", story=bens.story_id)["statusCode"] == 404
        assert stored(bens).state is StoryState.APPROVED


class TestCall:
    """The shop hears of each story that begins to wait: whoever wrote it was told that it does."""

    def test_a_new_story_and_another_version_call_once_each(self) -> None:
        hook = a_program(stories={"wall": True}, webhook_url="https://shop.example/hook")
        stores.programs().add(hook.model_copy(update={"version": 2}))

        post()
        post()
        (story,) = stories()
        post(story=story.story_id, text="While it waits, it is changed.")
        say(stored(story))
        post(story=story.story_id, text="After it was read, it is changed.")

        calls = [i for i in clients.table("outbox").scan() if i["topic"] == "story.waiting"]
        named = sorted(call["data"]["version"] for call in calls)
        assert named == [1, 3]
        assert {call["data"]["story_id"] for call in calls} == {story.story_id}
        assert "changed" not in str(calls)

    def test_a_shop_without_a_webhook_is_not_called(self) -> None:
        post()

        assert [i for i in clients.table("outbox").scan() if i["topic"] == "story.waiting"] == []


class TestFriend:
    def test_a_signed_link_opens_their_own_form(self) -> None:
        told = look("write_form")

        assert "Somebody sent you to Friends of the Bakery." in text_of(told)
        assert "beside the order that it tells of" in text_of(told)
        assert "With my link" not in text_of(told)

    def test_their_story_knows_its_order(self) -> None:
        told = post("write_send", uses=["wall", "order"])

        (story,) = stories("fri_ben")
        assert told["headers"]["location"].startswith("/stories/friends/write?token=")
        assert story.conversion_key == "friends#shopify#1001"
        assert StoryUse.ORDER in story.draft.uses

    def test_another_program_s_link_opens_nothing(self) -> None:
        stores.programs().add(a_program(program="other", stories={"wall": True}))
        token = sign_author(derived_key(SIGNING, "story"), StoryAuthor("fri_ben", "other"))

        assert look("write_form", token=token)["statusCode"] == 400

    def test_a_program_that_closed_its_wall_takes_none(self) -> None:
        stores.programs().add(a_program().model_copy(update={"version": 2}))

        assert look("write_form")["statusCode"] == 404
        assert post("write_send")["statusCode"] == 404
