"""Secrets as people store them, and the keys that they stand for."""

import base64

import pytest

from referrals.providers.shops.signature import (
    base64_keys,
    has_valid_signature,
    hmac_base64,
    hmac_hex,
    text_keys,
)

# RFC 4231, test case 2.
KEY, MESSAGE = b"Jefe", b"what do ya want for nothing?"
HEX = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"


def test_a_published_signature_is_made_again() -> None:
    assert hmac_hex(KEY, MESSAGE) == HEX
    assert base64.b64decode(hmac_base64(KEY, MESSAGE)).hex() == HEX


@pytest.mark.parametrize("padding", ["", "=", "==", "===", " "])
@pytest.mark.parametrize("secret", [b"1", b"12", b"123", b"1234", b"a key", b"\0\0\x17"])
def test_a_key_is_read_with_and_without_its_padding(secret: bytes, padding: str) -> None:
    text = base64.b64encode(secret).decode().rstrip("=") + padding

    assert base64_keys((f"whsec_{text}", text)) == [secret, secret]
    assert base64_keys((f"pre_{text}",), prefix="pre_") == [secret]


@pytest.mark.parametrize(
    "odd", ["whsec_a", "whsec_a b", "whsec_\u00e9", "whsec_a*Vr", "whsec_bmV3*", "whsec_", ""]
)
def test_an_unreadable_secret_leaves_the_others(odd: str) -> None:
    assert base64_keys((odd, "whsec_bmV3")) == [b"new"]


def test_a_text_is_a_key_as_it_is_written() -> None:
    assert text_keys((" s3cret ", "", " ", "\u00e9", "\ud800")) == [
        b" s3cret ",
        "\u00e9".encode(),
        b"?",
    ]


def test_any_pair_that_fits_is_enough_and_none_is_not() -> None:
    assert has_valid_signature(["x", HEX], [b"other", KEY], MESSAGE, hmac_hex)
    assert not has_valid_signature([HEX], [b"other", b""], MESSAGE, hmac_hex)
    assert not has_valid_signature([hmac_hex(b"", MESSAGE)], [b""], MESSAGE, hmac_hex)
    assert not has_valid_signature(["\ud800", "\u00e9"], [KEY], MESSAGE, hmac_hex)
    assert not has_valid_signature([], [KEY], MESSAGE, hmac_hex)
