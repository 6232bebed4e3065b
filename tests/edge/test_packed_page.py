"""A large page goes packed to a browser that takes it, and is the same page; nothing else does."""

import gzip
from base64 import b64decode

import pytest

from referrals.edge.packed_page import LARGE, packed_page
from referrals.edge.page_answer import page_answer

TAKES = {"headers": {"Accept-Encoding": "gzip, deflate, br"}}
PAGE = "<p>\u00fc</p>" * LARGE


def test_a_large_page_is_the_same_once_unpacked() -> None:
    told = packed_page(TAKES, page_answer(200, PAGE))

    assert told["headers"]["content-encoding"] == "gzip"
    assert gzip.decompress(b64decode(told["body"])).decode() == PAGE
    assert len(told["body"]) < LARGE


@pytest.mark.parametrize("taken", [{}, {"accept-encoding": "br"}, {"accept-encoding": ""}])
def test_a_browser_that_takes_none_gets_it_as_it_is(taken: dict[str, str]) -> None:
    told = packed_page({"headers": taken}, page_answer(200, PAGE))

    assert told["body"] == PAGE
    assert told["headers"]["vary"] == "accept-encoding"
    assert "content-encoding" not in told["headers"]


def test_a_small_page_and_a_photo_are_left_alone() -> None:
    small = page_answer(200, "<p>Hello</p>")
    photo = {**page_answer(200, "A" * LARGE), "isBase64Encoded": True}

    assert packed_page(TAKES, small) is small
    assert packed_page(TAKES, photo) is photo
