"""Stories at the desk: read by a person before anybody else, shown or declined with a reason."""

from base64 import b64decode
from io import BytesIO

import pytest
from PIL import Image

from referrals.desks import story as story_desk
from referrals.model.staff.right import StaffRole
from referrals.model.story.story import StoryState, StoryUse
from referrals.model.words.wording import wording
from referrals.steps.story.keep_photo import keep_photo
from referrals.wiring import clock, session_stores, stores
from tests.desk import come_in, get, page, post
from tests.letters import post_letters
from tests.portal import PortalPage
from tests.stories import WORDS, shop_with_wall, stored, write
from tests.world import NOW


@pytest.fixture(autouse=True)
def shop(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    shop_with_wall(monkeypatch)
    come_in()


def told(address: str = "/console/stories") -> str:
    return " ".join(page(address).text.split())


def test_a_story_is_shown_with_what_its_author_agreed_to() -> None:
    write()

    shown = told()

    assert " ".join(WORDS.split()) in shown
    assert "May stand: wall" in shown
    assert "Below it will stand: Ada gets a thank-you when a friend orders." in shown


def test_it_is_approved_by_one_press_and_its_author_hears_of_it() -> None:
    story = write()

    answer = post(f"/console/stories/{story.story_id}/approve", version="1")

    assert answer["statusCode"] == 303
    assert stored(story).state is StoryState.APPROVED
    word = stored(story).word
    assert word
    assert (word.made_by, word.actor) == ("Jana", "stf_jana")
    assert post_letters().sent[-1].item.topic == "story.approved"
    (line,) = session_stores.change_log().changes(f"{clock.now():%Y-%m}")
    assert (line.kind, line.subject["story_id"]) == ("story_approve", story.story_id)
    assert "No story is here." in told()


def test_it_is_declined_for_a_reason_that_its_author_reads() -> None:
    story = write()

    post(f"/console/stories/{story.story_id}/decline", version="1", reason="unkind", why="see")

    word = stored(story).word
    assert word
    assert (stored(story).state, word.reason, word.note) == (StoryState.DECLINED, "unkind", "see")
    assert " ".join(WORDS.split()) in told("/console/stories?state=declined")


@pytest.mark.parametrize("reason", ["", "because"])
def test_without_a_reason_nothing_is_declined(reason: str) -> None:
    story = write()

    answer = post(f"/console/stories/{story.story_id}/decline", version="1", reason=reason)

    assert answer["statusCode"] == 400
    assert stored(story).state is StoryState.WAITING


@pytest.mark.parametrize("version", ["", "2", "-1", "x", "²"])
def test_a_version_that_wasn_t_read_is_not_decided_on(version: str) -> None:
    story = write()

    answer = post(f"/console/stories/{story.story_id}/approve", version=version)

    assert answer["statusCode"] == 409
    assert stored(story).state is StoryState.WAITING
    assert PortalPage(answer["body"]).first("p")


def test_a_reader_reads_and_decides_nothing() -> None:
    story = write()
    come_in(StaffRole.READER)

    made = page("/console/stories")

    assert [a for _, a in made.tags if "approve" in (a.get("action") or "")] == []
    address = f"/console/stories/{story.story_id}/approve"
    assert post(address, version="1")["statusCode"] == 403


def test_a_story_without_a_photo_has_none_to_show() -> None:
    story = write()

    assert get(f"/console/stories/{story.story_id}/photo")["statusCode"] == 404


def test_words_of_a_story_are_no_formula_in_a_file() -> None:
    write("=1+1, said the baker")

    assert "'=1+1, said the baker" in get("/console/stories?format=csv")["body"]


def test_a_story_that_is_shown_travels_with_its_author_s_link() -> None:
    story = write(uses=frozenset({StoryUse.WALL, StoryUse.LINK}))

    post(f"/console/stories/{story.story_id}/approve", version="1")

    assert stores.links().get("ada-bakes").words == WORDS


def test_a_photo_is_looked_at_before_anybody_else_sees_it() -> None:
    story = write()
    out = BytesIO()
    Image.new("RGB", (400, 300), (0, 0, 0)).save(out, "JPEG")
    keep_photo(story, out.getvalue(), story_desk.stories(), words=wording("en"), now=NOW)
    address = f"/console/stories/{story.story_id}/photo"

    shown = get(address)

    assert (shown["statusCode"], shown["headers"]["content-type"]) == (200, "image/jpeg")
    assert b64decode(shown["body"])[:2] == b"\xff\xd8"
    assert any(a.get("src") == address for _, a in page("/console/stories").tags)
