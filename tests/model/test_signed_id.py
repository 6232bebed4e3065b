"""Ids under a signature: read back for their purpose and their key alone."""

import pytest

from referrals.model.signed_id import read_signed_id, sign_id

KEY, OLDER = b"k" * 32, b"o" * 32


def test_an_id_comes_back_by_any_live_key() -> None:
    token = sign_id("appeal", OLDER, "rev_1")

    assert read_signed_id("appeal", (KEY, OLDER), token) == "rev_1"


@pytest.mark.parametrize(
    "token",
    [
        sign_id("unsubscribe", KEY, "rev_1"),
        sign_id("appeal", OLDER, "rev_1"),
        sign_id("appeal", KEY, "rev_1").replace("rev_1", "rev_2"),
        sign_id("appeal", KEY, "rev_1")[:-1],
        "rev_1",
        "rev_1.",
        ".",
        "",
        "\ud800.\ud800",
    ],
)
def test_nothing_else_is_an_id(token: str) -> None:
    assert read_signed_id("appeal", (KEY,), token) == ""
