"""Every events/stories/*.json through the real handler: the wall, and a story on its own page."""

from datetime import timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest

from functions.stories.app import ROUTES
from referrals.model.story.story import NameForm
from referrals.wiring import stores
from tests.advocate import sign_in
from tests.portal import PortalPage
from tests.stories import ALL, WORDS, publish, shop_with_wall, write
from tests.template import resources
from tests.wall import EVENTS, answer, data_of, page
from tests.world import NOW, a_program

STATUS = {
    "friend_photo_no_form": 400,
    "friend_photo_unknown": 404,
    "own_form": 200,
    "own_form_signed_out": 401,
    "own_nothing_ticked": 400,
    "own_photo_no_form": 400,
    "own_photo_unknown": 404,
    "own_send": 303,
    "photo_unknown": 404,
    "story": 200,
    "story_unknown": 404,
    "wall": 200,
    "wall_arabic": 200,
    "wall_bad_cursor": 400,
    "wall_embedded": 200,
    "wall_hostile_query": 200,
    "wall_narrowed": 200,
    "wall_unknown_program": 404,
    "write_form": 200,
    "write_form_bad_link": 400,
    "write_see": 200,
    "write_send": 303,
}


@pytest.fixture(autouse=True)
def shop(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    shop_with_wall(monkeypatch)
    sign_in()


@pytest.fixture
def story(shop: None) -> str:
    return publish(uses=ALL).story_id


def test_every_event_has_its_expected_answer() -> None:
    assert sorted(STATUS) == sorted(path.stem for path in EVENTS.glob("*.json"))


def test_every_page_has_its_route() -> None:
    routes = resources("AWS::ApiGatewayV2::Route").values()
    ours = [r["RouteKey"] for r in routes if "StoriesIntegration" in r["Target"]["Fn::Sub"]]

    assert sorted(ours) == sorted(ROUTES)


@pytest.mark.parametrize("name", sorted(STATUS))
def test_an_event_gets_its_answer(name: str, story: str) -> None:
    assert answer(name, story)["statusCode"] == STATUS[name]


@pytest.mark.parametrize("name", sorted(STATUS))
def test_no_page_runs_a_script_or_has_a_style_of_its_own(name: str, story: str) -> None:
    told = answer(name, story)

    if told["statusCode"] == 303:
        return
    assert "default-src 'none'" in told["headers"]["content-security-policy"]
    tags = PortalPage(told["body"]).tags
    kinds = {attributes.get("type") for tag, attributes in tags if tag == "script"}
    assert kinds <= {"application/ld+json"}
    assert not [a for _, a in tags if "style" in a or any(n.startswith("on") for n in a)]


class TestWall:
    @pytest.mark.usefixtures("story")
    def test_a_story_stands_there_with_its_author_and_disclosure(self) -> None:
        text = page("wall").text

        assert WORDS in text
        assert "Ada gets a thank-you when a friend orders." in text
        assert "About Rye" in text
        assert "22 November 2026" in text

    @pytest.mark.usefixtures("story")
    def test_it_is_kept_for_a_minute_and_may_be_listed(self) -> None:
        headers = answer("wall")["headers"]

        assert headers["cache-control"] == "public, max-age=55"
        assert "x-robots-tag" not in headers
        assert headers["vary"] == "Accept-Language"
        assert "noindex" not in answer("wall")["body"]

    def test_a_story_that_waits_is_not_there(self) -> None:
        write()

        assert WORDS not in page("wall").text
        assert "Nobody has told a story yet" in page("wall").text

    def test_who_wants_no_name_has_none_anywhere(self) -> None:
        publish(name_form=NameForm.ANONYMOUS)

        told = answer("wall")

        assert "Ada" not in told["body"]
        assert "Whoever wrote this gets a thank-you" in told["body"]
        assert "author" not in data_of(told)["@graph"][0]

    @pytest.mark.usefixtures("story")
    def test_it_stands_within_the_shop_s_own_pages_alone(self) -> None:
        alone, within = answer("wall"), answer("wall_embedded")

        policy = within["headers"]["content-security-policy"]
        assert "frame-ancestors 'none'" in alone["headers"]["content-security-policy"]
        assert policy.endswith("frame-ancestors https://shop.example")
        links = [a for tag, a in PortalPage(within["body"]).tags if tag == "a"]
        outward = [a for a in links if "embed=1" not in (a["href"] or "")]
        assert outward
        assert all(a["target"] == "_blank" for a in outward)

    def test_it_is_narrowed_by_what_a_reader_chooses(self) -> None:
        publish("Auf Deutsch.", language="de", product="Sunday rolls")
        publish("In English.", form="two")
        chips = {a["href"] for _, a in page("wall").tags if a.get("class") == "button chip"}

        assert "/stories/friends?product=Sunday+rolls" in chips
        assert "/stories/friends?language=de" in chips
        assert "Auf Deutsch." in page("wall", language="de").text
        assert "In English." not in page("wall", language="de").text
        assert "Auf Deutsch." in page("wall", product="sunday ROLLS").text
        assert "There is no story of this kind yet" in page("wall", product="cake").text

    def test_pages_go_on_without_script(self) -> None:
        for number in range(20):
            publish(f"ada {number:02}", NOW + timedelta(minutes=number), form=str(number))
            at = NOW + timedelta(minutes=number, seconds=30)
            publish(f"ben {number:02}", at, form=str(number), person_id="fri_ben")
        first = page("wall")
        older = next(a["href"] or "" for _, a in first.tags if a.get("rel") == "next")

        second = page("wall", **dict(parse_qsl(urlsplit(older).query)))

        assert "ben 19" in first.text
        assert "ada 00" in second.text
        assert "ada 00" not in first.text
        assert "ben 19" not in second.text
        assert "Back to the newest" in second.text

    @pytest.mark.parametrize("cursor", ["x", "2026-11-22T09:30:00Z#sty_", "a" * 3000, "\ud83d"])
    def test_a_cursor_that_was_changed_is_told_so(self, cursor: str) -> None:
        told = answer("wall", cursor=cursor)

        assert told["statusCode"] == 400
        assert "begin at the first page" in told["body"]
        assert told["headers"]["cache-control"] == "private, no-store"

    def test_a_long_story_is_read_on_its_own_page(self) -> None:
        long = "A sentence about bread. " * 60
        made = publish(long)

        assert "Read on" in page("wall").text
        assert len(page("wall").text) < 2500
        assert page("story", made.story_id).text.count("A sentence about bread.") >= 60

    def test_a_program_without_a_wall_has_none(self) -> None:
        stores.programs().add(a_program().model_copy(update={"version": 2}))

        assert answer("wall")["statusCode"] == 404

    def test_trouble_on_our_side_says_try_again(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("STORIES_TABLE", "NoSuchTable")

        told = answer("wall")

        assert told["statusCode"] == 500
        assert "NoSuchTable" not in told["body"]
