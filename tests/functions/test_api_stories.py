"""Stories through the API: read before anybody else, approved or declined, taken to elsewhere."""

import base64
import json
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from referrals.desks import story as story_desk
from referrals.model.session.api_key import Scope
from referrals.model.story.story import Story, StoryUse
from referrals.model.words.wording import wording
from referrals.steps.story.keep_photo import keep_photo
from tests.caller import KEY as API_KEY
from tests.caller import body_of, call_api, with_key
from tests.stories import WORDS, files_left, publish, shop_with_wall, stored, write
from tests.world import NOW

READ_ONLY = "gw_test_" + "1" * 52


@pytest.fixture(autouse=True)
def shop(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    shop_with_wall(monkeypatch)
    with_key(API_KEY, *Scope)
    with_key(READ_ONLY, Scope.STORIES_READ)


def listed(**query: str) -> Any:
    asked = {"program": "friends", **query}
    text = "&".join(f"{name}={value}" for name, value in asked.items())
    return body_of(call_api("list_stories", rawQueryString=text, queryStringParameters=asked))


def decide(story: Story, act: str, key: str = API_KEY, **body: Any) -> dict[str, Any]:
    path = f"/v1/stories/{story.story_id}/{act}"
    said = json.dumps({"version": story.draft.number, "made_by": "Eve", **body})
    headers = {"authorization": f"Bearer {key}", "content-length": str(len(said))}
    return call_api("approve_unknown_story", headers, rawPath=path, body=said)


def detail(story: Story) -> Any:
    return body_of(call_api("read_unknown_story", rawPath=f"/v1/stories/{story.story_id}"))


def send_photo(story: Story, colour: tuple[int, int, int]) -> None:
    out = BytesIO()
    Image.new("RGB", (400, 300), colour).save(out, "JPEG")
    keep_photo(story, out.getvalue(), story_desk.stories(), words=wording("en"), now=NOW)


def test_a_story_that_waits_is_read_with_its_ticks_and_its_disclosure() -> None:
    story = write()

    (row,) = listed()["items"]
    read = detail(story)

    assert (row["story_id"], row["draft"]["text"]) == (story.story_id, WORDS)
    assert row["disclosure"] == "Ada gets a thank-you when a friend orders."
    assert (row["state"], row["published"]) == ("waiting", None)
    assert read["consents"][0]["sentence"].startswith("On the page of stories")


def test_it_is_approved_once_and_by_name() -> None:
    story = write()

    first, second = decide(story, "approve"), decide(story, "approve")

    assert (first["statusCode"], second["statusCode"]) == (201, 200)
    assert body_of(first)["state"] == "approved"
    (word,) = detail(story)["log"]
    assert word["made_by"] == "Eve"
    assert word["actor"].startswith("key_")
    assert detail(story)["published"]["text"] == WORDS


def test_it_is_declined_with_a_reason_of_the_list() -> None:
    story = write()

    odd = decide(story, "decline", reason="too critical")
    right = decide(story, "decline", reason="private", note="a phone number")

    assert (odd["statusCode"], right["statusCode"]) == (422, 201)
    assert [row["story_id"] for row in listed(state="declined")["items"]] == [story.story_id]


def test_a_version_that_was_not_read_is_refused() -> None:
    story = write()
    write("Other words.", story_id=story.story_id)

    answer = decide(story, "approve")

    assert (answer["statusCode"], body_of(answer)["code"]) == (409, "story_moved")


def test_who_may_only_read_decides_nothing() -> None:
    story = write()

    assert decide(story, "approve", key=READ_ONLY)["statusCode"] == 403
    assert stored(story).word is None


def test_a_list_goes_on_where_a_page_ended() -> None:
    for number in range(3):
        write(form=str(number))

    first = listed(limit="2")
    rest = listed(limit="2", cursor=first["next_cursor"])

    assert (len(first["items"]), len(rest["items"])) == (2, 1)
    assert rest["next_cursor"] is None


def test_the_shop_takes_elsewhere_only_what_was_agreed_to() -> None:
    publish("For the wall.")
    publish("For anywhere.", form="two", uses=frozenset({StoryUse.ELSEWHERE}))

    rows = listed(use="elsewhere")["items"]

    assert [row["published"]["text"] for row in rows] == ["For anywhere."]
    assert rows[0]["disclosure"]


def test_approving_another_photo_takes_the_first_out_of_the_bucket() -> None:
    story = stored(write())
    send_photo(story, (180, 90, 40))
    assert decide(stored(story), "approve")["statusCode"] == 201
    first = set(files_left())
    send_photo(story, (20, 20, 200))
    assert first < set(files_left())  # It is shown until the other one was read.

    assert decide(stored(story), "approve")["statusCode"] == 201

    assert files_left()
    assert first.isdisjoint(files_left())


def test_its_photo_is_looked_at_before_it_is_shown() -> None:
    story = write()
    without = call_api("read_unknown_story", rawPath=f"/v1/stories/{story.story_id}/photo")
    send_photo(story, (0, 0, 0))

    answer = call_api("read_unknown_story", rawPath=f"/v1/stories/{story.story_id}/photo")

    assert without["statusCode"] == 404
    assert (answer["statusCode"], answer["headers"]["content-type"]) == (200, "image/jpeg")
    assert base64.b64decode(answer["body"]).startswith(b"\xff\xd8\xff")
