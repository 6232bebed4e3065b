"""What the shop's own people read of a story: all that its author agreed to, and what was said."""

import pytest

from referrals.model.story.story import NameForm, StoryNotFoundError, StoryState, StoryUse
from referrals.model.words.wording import wording
from referrals.views.story.story_queue import StoryListing
from referrals.wiring import stores, story_stores
from tests.stories import ALL, publish, shop_with_wall, write


@pytest.fixture(autouse=True)
def shop(account: None, monkeypatch: pytest.MonkeyPatch) -> None:
    shop_with_wall(monkeypatch)


@pytest.fixture
def listing(shop: None) -> StoryListing:
    return StoryListing(story_stores.stories(), stores.programs(), wording("en"))


def test_an_edit_is_read_beside_what_is_shown_meanwhile(listing: StoryListing) -> None:
    story = publish()
    write("New words.", story_id=story.story_id)

    ((row,), _) = listing.in_state("friends", StoryState.WAITING, 10)

    assert row.draft.text == "New words."
    assert row.published
    assert row.published.version == 1


def test_the_disclosure_names_nobody_who_wants_no_name(listing: StoryListing) -> None:
    story = publish()
    write(story_id=story.story_id, name_form=NameForm.ANONYMOUS)

    assert "Ada" not in listing.detail(story.story_id).disclosure


def test_an_order_is_told_only_where_its_author_agreed(listing: StoryListing) -> None:
    key = "friends#shopify#1001"
    agreed = write(person_id="fri_ben", conversion_key=key, uses=ALL)
    silent = write(person_id="fri_ben", conversion_key=key, form="two")

    assert listing.detail(agreed.story_id).order == key
    assert listing.detail(silent.story_id).order == ""


def test_all_versions_are_there_with_their_ticks(listing: StoryListing) -> None:
    story = write(uses=frozenset({StoryUse.WALL}))
    write("Again.", story_id=story.story_id, uses=frozenset({StoryUse.ELSEWHERE}))

    versions = listing.detail(story.story_id).versions

    assert [each.uses for each in versions] == [["wall"], ["elsewhere"]]


def test_an_unknown_story_has_no_detail(listing: StoryListing) -> None:
    with pytest.raises(StoryNotFoundError):
        listing.detail("sty_" + "0" * 26)
