"""Who writes by a signed address, which files a photo has, and what an old program says."""

import pytest
from pydantic import ValidationError

from referrals.model.setting.stories import StoriesPolicy
from referrals.model.story.author_link import (
    BadStoryLinkError,
    StoryAuthor,
    read_author,
    sign_author,
    write_address,
)
from referrals.model.story.photo import PhotoSize, StoryPhoto, file_names
from tests.world import rules

PHOTO = StoryPhoto(name="ab" * 16, sizes=(PhotoSize(width=320, height=200),))


def test_a_friend_s_address_names_friend_and_program() -> None:
    author = StoryAuthor("fri_ben", "friends", "friends#shopify#10.01/é")
    token = sign_author(b"key", author)

    assert read_author([b"other", b"key"], token) == author
    address = write_address("https://go.shop.example/", token, "friends")
    assert address == f"https://go.shop.example/stories/friends/write?token={token}"


@pytest.mark.parametrize("token", ["", "fri_ben~friends", "fri_ben~friends.AAAA", "x.y", "\ud83d."])
def test_a_made_up_address_is_nobody_s(token: str) -> None:
    with pytest.raises(BadStoryLinkError):
        read_author([b"key"], token)


def test_a_photo_has_a_file_for_each_size() -> None:
    assert file_names(PHOTO) == (f"{PHOTO.name}-320.jpg",)
    assert PHOTO.largest.width == 320


def test_an_old_program_has_no_wall() -> None:
    assert rules().stories == StoriesPolicy(wall=False, photos=False)
    assert rules(stories={"wall": True}).stories.wall
    with pytest.raises(ValidationError):
        StoriesPolicy(photos=True)
