"""Writing a story: seen before it is sent, sent once, changed and taken back; always one's own."""

import base64
import json
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from functions.stories.app import handler
from referrals.model.identity import derived_key
from referrals.model.story.author_link import StoryAuthor, sign_author
from referrals.model.story.moderation import DeclineReason, StoryVerdict
from referrals.model.story.story import Story, StoryState, StoryUse
from referrals.wiring import stores, story_stores
from tests.advocate import answer as answer_of_me
from tests.advocate import sign_in
from tests.portal import PortalPage
from tests.stories import WORDS, publish, say, shop_with_wall, stored, write
from tests.wall import event
from tests.world import SIGNING, a_program

FORM = {
    "form": "one",
    "text": WORDS,
    "language": "en",
    "product": "Rye",
    "name_form": "first_name",
    "uses": ["wall"],
}


@pytest.fixture(autouse=True)
def shop(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    shop_with_wall(monkeypatch)
    sign_in()


def post(name: str = "own_send", **changes: Any) -> dict[str, Any]:
    body = urlencode({**FORM, "act": "send", **changes}, doseq=True)
    return handler({**event(name), "body": base64.b64encode(body.encode()).decode()}, None)


def look(name: str = "own_form", **query: str) -> dict[str, Any]:
    asked = event(name)
    asked["queryStringParameters"] = {**(asked.get("queryStringParameters") or {}), **query}
    return handler(asked, None)


def text_of(told: dict[str, Any]) -> str:
    return PortalPage(told["body"]).text


def stories(person_id: str = "adv_ada") -> list[Story]:
    return story_stores.stories().of_person(person_id)


class Fields(HTMLParser):
    """What a browser would send of a page's form, with the button that is pressed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.values: dict[str, Any] = {}
        self.ticked: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "input" and given.get("type") in ("checkbox", "radio"):
            if "checked" in given:
                self.ticked.append(given.get("value") or "")
        elif tag == "input" and name:
            self.values.setdefault(name, []).append(given.get("value") or "")


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

        told = post(act="withdraw", story=story.story_id)

        assert "Nothing of it is shown any more." in text_of(told)
        assert stored(story).state is StoryState.WITHDRAWN

    def test_another_s_story_is_not_taken_back(self) -> None:
        bens = publish(person_id="fri_ben")

        assert post(act="withdraw", story=bens.story_id)["statusCode"] == 404
        assert stored(bens).state is StoryState.APPROVED


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
