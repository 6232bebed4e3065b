"""A photo from its author's form to the wall: theirs alone until it was read; gone in a press."""

import base64
from io import BytesIO
from typing import Any

import boto3
import pytest
from PIL import Image

from functions.stories.app import handler
from referrals.desks import story as story_desk
from referrals.model.story.story import Story, StoryState, StoryUse
from referrals.steps.story.keep_photo import keep_photo, take_photo_off
from referrals.steps.story.withdraw_story import withdraw_story
from referrals.wiring import stores
from tests.account import forget_clients
from tests.advocate import answer as answer_of_me
from tests.advocate import sign_in
from tests.portal import PortalPage
from tests.stories import BUCKET, publish, say, shop_with_wall, stored, write
from tests.wall import answer, event
from tests.world import NOW, a_program

BOUNDARY = "----WebKitFormBoundaryabc"


@pytest.fixture(autouse=True)
def shop(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    shop_with_wall(monkeypatch)
    sign_in()


def jpeg(colour: tuple[int, int, int] = (180, 90, 40), side: int = 900) -> bytes:
    out = BytesIO()
    Image.new("RGB", (side, 600), colour).save(out, "JPEG")
    return out.getvalue()


def parts(story: str, photo: bytes | None, **more: str) -> bytes:
    head = f"--{BOUNDARY}\r\nContent-Disposition: form-data; name="
    body = b"".join(
        f'{head}"{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in {"story": story, **more}.items()
    )
    if photo is not None:
        body += f'{head}"photo"; filename="../../etc/passwd.svg"\r\n'.encode()
        body += b"Content-Type: image/svg+xml\r\n\r\n" + photo + b"\r\n"
    return body + f"--{BOUNDARY}--\r\n".encode()


def send(story: Story, photo: bytes | None = None, name: str = "own_send", **more: str) -> Any:
    sent = event(name)
    path = "/me/story/photo" if name == "own_send" else "/stories/friends/photo"
    key = "POST /me/story/photo" if name == "own_send" else "POST /stories/{program}/photo"
    sent |= {"routeKey": key, "rawPath": path}
    sent["headers"]["content-type"] = f"multipart/form-data; boundary={BOUNDARY}"
    given = {"photo_mine": "yes", **more}
    sent["body"] = base64.b64encode(parts(story.story_id, photo, **given)).decode()
    return handler(sent, None)


def files() -> list[str]:
    found = boto3.client("s3").list_objects_v2(Bucket=BUCKET).get("Contents", [])
    return [each["Key"].rpartition("/")[2] for each in found]


def look(story: Story, file: str) -> Any:
    asked = event("story")
    asked["routeKey"] = "GET /stories/{program}/{story}/{file}"
    asked["pathParameters"] = {"program": "friends", "story": story.story_id, "file": file}
    return handler(asked, None)


def look_as(story: Story, file: str, **changes: Any) -> Any:
    asked = {**event("own_form"), "routeKey": "GET /me/story/photo", "rawPath": "/me/story/photo"}
    asked["queryStringParameters"] = {"story": story.story_id, "file": file}
    return handler({**asked, **changes}, None)


def test_nobody_else_sees_it_before_it_was_read() -> None:
    story = publish()

    told = send(story, jpeg())

    file = next(each for each in files() if each.endswith("-800.jpg"))
    assert told["statusCode"] == 303
    assert stored(story).state is StoryState.WAITING
    assert look(story, file)["statusCode"] == 404
    own = look_as(story, file)
    assert (own["statusCode"], own["headers"]["cache-control"]) == (200, "private, no-store")
    assert b"JFIF" in base64.b64decode(own["body"])
    assert file not in answer("wall")["body"]
    (mine,) = [a for tag, a in PortalPage(answer_of_me("me")["body"]).tags if tag == "img"]
    assert mine["src"] == f"/me/story/photo?story={story.story_id}&file={file}"
    assert (mine["width"], mine["height"]) == ("800", "533")


def test_once_it_was_read_it_stands_on_the_wall() -> None:
    story = write()
    send(story, jpeg())
    say(stored(story))
    forget_clients()  # The wall remembers for seconds.

    told = [a for tag, a in PortalPage(answer("wall")["body"]).tags if tag == "img"]

    assert told[0]["alt"] == "Photo by Ada"
    file = (told[0]["src"] or "").rpartition("/")[2]
    shown = look(story, file)
    assert shown["headers"]["content-type"] == "image/jpeg"
    assert shown["headers"]["cache-control"] == "public, max-age=55"
    assert file in (told[0]["srcset"] or "")


def test_its_tick_is_kept_word_for_word() -> None:
    story = write()
    send(story, jpeg())

    tick = next(c for c in stored(story).draft.consents if c.use is StoryUse.PHOTO)
    assert tick.sentence.startswith("The photo is mine to show")


@pytest.mark.parametrize(
    ("photo", "ticked", "said"),
    [
        (b"no photo", "yes", "We could not read this photo."),
        (None, "yes", "We could not read this photo."),
        (jpeg(), "no", "Please tick that the photo is yours to show."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(
    photo: bytes | None, ticked: str, said: str
) -> None:
    story = write()

    told = send(story, photo, photo_mine=ticked)

    assert told["statusCode"] == 400
    assert said in PortalPage(told["body"]).text
    assert (files(), stored(story).draft.photo) == ([], None)


def test_a_withdrawal_takes_the_photo_out_of_the_bucket() -> None:
    story = write()
    send(story, jpeg())
    say(stored(story))
    file = files()[0]

    withdraw_story(story.story_id, story_desk.stories(), now=NOW)

    assert files() == []
    assert look(story, file)["statusCode"] == 404


def test_taken_off_it_is_gone_at_once_and_the_words_stay() -> None:
    story = write()
    send(story, jpeg())
    say(stored(story))

    send(story, None, act="photo_off")

    assert files() != []  # The version that is shown has it, unseen, until the new one was read.
    assert "<img" not in answer("wall")["body"]
    say(stored(story))
    assert files() == []
    assert take_photo_off(stored(story), story_desk.stories(), now=NOW).draft.photo is None


def test_another_photo_takes_the_first_one_s_place() -> None:
    story = write()
    send(story, jpeg())
    first = set(files())

    send(story, jpeg((20, 20, 200)))

    assert first.isdisjoint(files())
    assert len(files()) == len(first)


def test_sent_twice_it_is_one_version() -> None:
    story = write()

    send(story, jpeg())
    send(story, jpeg())

    assert stored(story).draft.number == 2


def test_a_photo_for_another_s_story_is_refused() -> None:
    bens = write(person_id="fri_ben")

    assert send(bens, jpeg())["statusCode"] == 404
    assert files() == []


def test_a_friend_sends_theirs_by_the_signed_link() -> None:
    bens = write(person_id="fri_ben")

    assert send(bens, jpeg(), "write_send")["statusCode"] == 303
    assert stored(bens).draft.photo


def test_a_program_without_photos_takes_none() -> None:
    story = write()
    changed = a_program(stories={"wall": True}).model_copy(update={"version": 2})
    stores.programs().add(changed)

    assert send(story, jpeg())["statusCode"] == 400
    assert stored(story).draft.photo is None


@pytest.mark.parametrize(
    "kind", ["", "multipart/form-data", "text/plain", "multipart/form-data; boundary="]
)
def test_a_form_that_is_none_is_refused(kind: str) -> None:
    sent = {**event("own_send"), "routeKey": "POST /me/story/photo", "rawPath": "/me/story/photo"}
    sent["headers"]["content-type"] = kind

    assert handler(sent, None)["statusCode"] == 400


@pytest.mark.parametrize("file", ["x.jpg", "../words", "a" * 500])
def test_a_file_that_is_not_the_story_s_is_not_found(file: str) -> None:
    story = write()
    send(story, jpeg())
    say(stored(story))

    assert look(story, file)["statusCode"] == 404
    assert look_as(story, file)["statusCode"] == 404


def test_the_step_alone_keeps_a_photo() -> None:
    from referrals.model.words.wording import wording

    desk, story = story_desk.stories(), write()

    kept = keep_photo(story, jpeg(), desk, words=wording("en"), now=NOW)

    assert kept.draft.photo
    assert len(files()) == len(kept.draft.photo.sizes)
