"""What the wall answers: few requests, what to choose from, and data that nothing escapes from."""

import json

import pytest

from referrals.model.program.program import Program
from referrals.model.story.public_story import PublicStory, public_story
from referrals.model.words.wording import wording
from referrals.store.story.story import Stories
from referrals.store.table import Table
from referrals.views.story.story_page import story_page
from referrals.views.story.structured_data import reviews_json
from referrals.views.story.wall import Wall, WallQuestion, wall
from referrals.wiring import stores, story_stores
from tests.meter import Meter
from tests.stories import publish, shop_with_wall
from tests.world import NOW

EN = wording("en")


@pytest.fixture(autouse=True)
def shop(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    shop_with_wall(monkeypatch)


def kept_rules() -> Program:
    return stores.programs().get("friends").rules


def ask(**question: str) -> Wall:
    asked = WallQuestion("friends", **question)  # type: ignore[arg-type]
    return wall(asked, kept_rules(), story_stores.stories(), words=EN)


def shown(**changes: object) -> PublicStory:
    found = public_story(publish())
    assert found
    return found.model_copy(update=changes)


def test_a_wall_of_any_size_takes_two_requests() -> None:
    for number in range(20):
        publish(f"story {number}", form=str(number))
    meter = Meter(story_stores.stories().table.dynamo)
    stories = Stories(Table(meter, story_stores.stories().table.name))

    found = wall(WallQuestion("friends"), kept_rules(), stories, words=EN)

    assert len(found.cards) == 20
    assert meter.operations == {"Query": 2}


def test_a_chosen_filter_is_taken_back_by_pressing_it_again() -> None:
    publish()

    by_product = {each.label: each for each in ask(product="RYE").filters}

    assert by_product["Rye"].chosen
    assert by_product["Rye"].address == "/stories/friends"
    assert not by_product["All"].chosen


def test_one_language_is_no_choice() -> None:
    publish(product="")

    assert ask().filters == ()


def test_choices_within_a_frame_stay_in_it() -> None:
    publish()
    asked = WallQuestion("friends", embedded=True)

    found = wall(asked, kept_rules(), story_stores.stories(), words=EN)

    assert all("embed=1" in each.address for each in found.filters)


@pytest.mark.parametrize("text", ["</script>", "<!--<script>", "\u2028", "]]>", "&lt;"])
def test_no_text_leaves_the_data(text: str) -> None:
    told = reviews_json((shown(text=text, product=text, author=text),), kept_rules(), "https://x")

    assert not set(told) & set("<>&'\u2028")
    (review,) = json.loads(told)["@graph"]
    assert (review["reviewBody"], review["author"]["name"]) == (text, text)
    assert review["itemReviewed"]["name"] == text


def test_a_story_about_no_product_is_about_the_shop() -> None:
    (review,) = json.loads(reviews_json((shown(product=""),), kept_rules(), "https://x"))["@graph"]

    assert review["itemReviewed"]["@type"] == "Organization"


def test_a_story_s_page_says_its_first_sentences_in_a_preview() -> None:
    made = publish("One. " * 200)

    page = story_page(
        kept_rules(),
        made.story_id,
        story_stores.stories(),
        stores.links(),
        words=EN,
        now=NOW,
    )

    assert len(page.preview) <= 200
    assert page.offer_address == "/r/ada-bakes"
