"""Wordings read part by part say what the whole of them says."""

import pytest

from referrals.model.words.lazy_part import LazyParts, lazy_wording_of
from referrals.model.words.wording import languages, wording, wording_for


@pytest.mark.parametrize("tag", languages())
def test_every_part_is_read_as_it_stands(tag: str) -> None:
    lazy = LazyParts(tag)

    assert {part: lazy[part] for part in wording(tag).words} == wording(tag).words


def test_a_part_that_nobody_wrote_is_missed() -> None:
    lazy = lazy_wording_of({}, "de")

    assert not lazy.has("nothing.here")
    with pytest.raises(KeyError):
        lazy.say("nothing.here")


@pytest.mark.parametrize("wish", ["pt-PT", "de-AT", "xx", "AR"])
def test_a_wish_is_met_as_it_is_by_the_whole(wish: str) -> None:
    assert lazy_wording_of({}, wish).tag == wording_for(wish).tag


def test_a_program_that_speaks_otherwise_is_heard() -> None:
    own = {"de": {"address": "informal", "friend_page.who": "Wer steckt dahinter?"}}

    assert lazy_wording_of(own, "de").say("friend_page.who") == "Wer steckt dahinter?"
    assert "was du kaufst" in lazy_wording_of(own, "de").say("friend_page.learns")
    assert "was Sie kaufen" in lazy_wording_of({}, "de").say("friend_page.learns")
