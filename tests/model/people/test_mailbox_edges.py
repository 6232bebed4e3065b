"""Mailboxes: how long an address may be, how it is refused, and which two are one."""

import pytest

from referrals.model.people.mailbox import BadEmailError, canonical_email, is_same_mailbox

ADA = "ada@example.com"
# 64 characters, an @ and 189 of a domain; 63 in each of its longest labels.
NAME, LABEL, DOMAIN = "a" * 64, "b" * 63, ".".join(["b" * 63] * 2 + ["b" * 53, "example"])


@pytest.mark.parametrize(
    ("fits", "too_long"),
    [
        (f"{NAME}@example.com", f"{NAME}a@example.com"),
        (f"{'é' * 32}@example.com", f"{'é' * 32}a@example.com"),
        (f"ada@{LABEL}.com", f"ada@{LABEL}b.com"),
        (f"{NAME}@{DOMAIN}", f"{NAME}@{DOMAIN}e"),
        (ADA.rjust(508), ADA.rjust(509)),
    ],
    ids=["a name", "a name in bytes", "a label", "an address", "what is read at all"],
)
def test_as_long_as_mail_allows_and_no_longer(fits: str, too_long: str) -> None:
    assert canonical_email(fits) == fits.strip()

    with pytest.raises(BadEmailError):
        canonical_email(too_long)


def test_what_is_refused_says_where_it_stood_by_a_stable_name() -> None:
    with pytest.raises(BadEmailError) as refused:
        canonical_email("ada")

    assert (refused.value.code, refused.value.field) == ("bad_email", "email")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("A.da+x@googlemail.com", "ada@gmail.com", True),
        ("ada@example.com", "ben@example.com", False),
        ("ada", "ada", False),
        ("", "", False),
    ],
)
def test_two_spellings_are_one_mailbox_and_no_address_is_nobody_s(
    one: str, other: str, same: bool
) -> None:
    assert is_same_mailbox(one, other) is same
