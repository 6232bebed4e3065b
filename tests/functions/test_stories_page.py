"""A story on a page of its own, and what a search engine reads of it."""

import pytest

from functions.stories.app import handler
from referrals.desks import story as story_desk
from referrals.model.link.link import LinkStatus
from referrals.model.story.story import StoryUse
from referrals.steps.story.withdraw_story import withdraw_story
from referrals.wiring import stores, story_stores
from tests.account import forget_clients
from tests.stories import ALL, WORDS, publish, say, shop_with_wall, write
from tests.wall import answer, data_of, event, page
from tests.world import NOW, a_program


@pytest.fixture(autouse=True)
def shop(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    shop_with_wall(monkeypatch)


@pytest.fixture
def story(shop: None) -> str:
    return publish(uses=ALL).story_id


class TestReviews:
    @pytest.mark.usefixtures("story")
    def test_a_search_engine_reads_what_is_true_and_no_stars(self) -> None:
        (review,) = data_of(answer("wall"))["@graph"]

        assert review["reviewBody"] == WORDS
        assert review["author"] == {"@type": "Person", "name": "Ada"}
        assert review["itemReviewed"] == {"@type": "Product", "name": "Rye"}
        assert (review["datePublished"], review["inLanguage"]) == ("2026-11-22", "en")
        assert not any("ating" in name for name in review)

    def test_no_words_end_the_data(self) -> None:
        hostile = "</script><script>alert(1)</script> <!-- & \u2028 'x'"
        publish(hostile, product="</script>")

        told = answer("wall")

        assert told["body"].count("<script") == 1
        (review,) = data_of(told)["@graph"]
        assert review["itemReviewed"]["name"] == "</script>"
        assert review["reviewBody"].startswith("</script><script>alert(1)</script>")


class TestStory:
    def test_a_story_stands_alone_with_its_author_s_link(self, story: str) -> None:
        made = page("story", story)

        assert WORDS in made.text
        assert made.button() == "/r/ada-bakes"
        assert "Ada gets a thank-you when a friend orders." in made.text
        preview = {a.get("property"): a.get("content") for _, a in made.tags}
        assert preview["og:title"] == "Ada about Friends of the Bakery"
        assert preview["og:description"] == WORDS

    def test_a_link_that_leads_nowhere_is_not_offered(self, story: str) -> None:
        stores.links().change("ada-bakes", status=LinkStatus.PAUSED)

        assert "/r/" not in answer("story", story)["body"]

    def test_taken_back_it_is_gone_at_once(self, story: str) -> None:
        withdraw_story(story, story_desk.stories(), now=NOW)

        assert answer("story", story)["statusCode"] == 404
        assert WORDS not in page("wall").text
        assert WORDS not in str(stores.links().get("ada-bakes"))

    def test_a_story_for_other_places_has_no_page(self) -> None:
        made = publish(uses=frozenset({StoryUse.ELSEWHERE, StoryUse.LINK}))

        assert answer("story", made.story_id)["statusCode"] == 404

    def test_a_story_that_waits_has_no_page(self) -> None:
        assert answer("story", write().story_id)["statusCode"] == 404

    def test_another_program_s_story_is_not_here(self, story: str) -> None:
        asked = event("story")
        asked["pathParameters"] = {"program": "another", "story": story}
        stores.programs().add(a_program(program="another", stories={"wall": True}))

        assert handler(asked, None)["statusCode"] == 404

    def test_a_friend_s_story_says_how_they_came(self) -> None:
        made = publish(person_id="fri_ben")

        text = page("story", made.story_id).text

        assert "Ben came through a friend, and the shop thanks both for it." in text
        assert "/r/" not in answer("story", made.story_id)["body"]

    def test_a_gift_to_a_cause_is_told_as_one(self) -> None:
        offer = {
            "name": "give",
            "advocate": {"kind": "donation", "amount_minor": 500, "to": "Oxfam"},
            "friend": {"kind": "discount_code", "percent": 10},
        }
        changed = a_program(stories={"wall": True}, offers=[offer])
        stores.programs().add(changed.model_copy(update={"version": 2}))

        text = page("story", publish().story_id).text

        assert "the shop gives to a good cause in the name of Ada" in text

    def test_an_edit_shows_once_it_was_read(self, story: str) -> None:
        edited = write("New words.", story_id=story, uses=ALL)
        before = page("story", story).text
        say(edited)
        forget_clients()  # The page remembers for seconds.

        assert WORDS in before
        assert "New words." in page("story", story).text
        assert story_stores.stories().get(story).draft.number == 2
