"""A token and a number that are kept nowhere, and how often an address may ask."""

from datetime import timedelta

import pytest

from referrals.model.people.applicant import KEPT, Applicant, AskingKind
from referrals.model.people.person import Consents, Role
from referrals.model.session.sign_in import (
    AskingHistory,
    TooManySignInsError,
    is_number_of,
    spell_number,
    spell_token,
)
from referrals.model.words.consent import consent_sentences
from referrals.model.words.wording import languages, wording
from tests.world import AT, NOW

KEY, OTHER = b"key", b"another key"


def test_a_token_takes_seed_and_key() -> None:
    token = spell_token(KEY, "seed")

    assert len(token) == 43
    assert token == spell_token(KEY, "seed")
    assert token not in (spell_token(KEY, "another"), spell_token(OTHER, "seed"))


def test_the_number_is_six_digits_of_the_token() -> None:
    numbers = [spell_number(KEY, f"token {n}") for n in range(50)]

    assert all(len(number) == 6 and number.isdecimal() for number in numbers)
    assert len(set(numbers)) > 45


def test_a_number_may_be_typed_with_spaces_and_after_a_rotation() -> None:
    number = spell_number(KEY, "token")

    assert is_number_of([OTHER, KEY], "token", f" {number[:3]} {number[3:]} ")
    assert not is_number_of([KEY], "token", "")
    assert not is_number_of([OTHER], "token", number)


def test_what_is_older_than_a_day_counts_no_more() -> None:
    old, new = AT - 86_401, AT - 60
    history = AskingHistory(moments=(old, new), applicant_ids=("a", "b"), newest="hash", version=2)

    recent = history.within_day(NOW)

    assert (recent.moments, recent.applicant_ids) == ((new,), ("b",))
    assert (recent.newest, recent.version) == ("hash", 2)


def test_the_fourth_in_a_quarter_of_an_hour_waits() -> None:
    three = AskingHistory(moments=(AT - 20, AT - 10, AT))

    with pytest.raises(TooManySignInsError):
        three.require_room(NOW)
    three.require_room(NOW + timedelta(minutes=15))


def test_an_applicant_is_written_to_as_nobody_yet() -> None:
    applicant = Applicant(
        applicant_id="apl_1",
        kind=AskingKind.JOIN,
        email="cleo@example.com",
        email_hashes=("hash",),
        name="Cleo",
        agreements={"circle": "Show me."},
        asked_at=NOW,
        gone_at=NOW + KEPT,
    )

    assert applicant.consents == Consents(circle=True)
    assert (applicant.reader.role, applicant.reader.first_name) == (Role.ADVOCATE, "Cleo")
    assert applicant.reader.consents == Consents()


@pytest.mark.parametrize("tag", languages())
def test_every_consent_has_its_sentence(tag: str) -> None:
    sentences = consent_sentences(wording(tag), "the bakery")

    assert sentences.keys() == Consents.model_fields.keys()
    assert len({*sentences.values()}) == len(sentences)
