"""Wordings read part by part say what the whole of them says."""

import pytest

from referrals.model.words.lazy_part import LazyParts, lazy_wording_for
from referrals.model.words.wording import languages, wording, wording_for


@pytest.mark.parametrize("tag", languages())
def test_every_part_is_read_as_it_stands(tag: str) -> None:
    lazy = LazyParts(tag)

    assert {part: lazy[part] for part in wording(tag).words} == wording(tag).words


def test_a_part_that_nobody_wrote_is_missed() -> None:
    lazy = lazy_wording_for("de")

    assert not lazy.has("nothing.here")
    with pytest.raises(KeyError):
        lazy.say("nothing.here")


@pytest.mark.parametrize("wish", ["pt-PT", "de-AT", "xx", "AR"])
def test_a_wish_is_met_as_it_is_by_the_whole(wish: str) -> None:
    assert lazy_wording_for(wish).tag == wording_for(wish).tag
