"""What changed between two states of what a person agreed to."""

from referrals.model.people.consent import ConsentChange, changes_between
from referrals.model.people.consent_word import ConsentPlace, ConsentWord
from referrals.model.people.person import Consents
from tests.world import NOW


def test_only_what_differs_is_a_change() -> None:
    before, after = Consents(mail=True, circle=True), Consents(mail=True, surveys=True)

    assert changes_between(before, after) == {"circle": False, "surveys": True}
    assert changes_between(after, after) == {}


def test_a_change_carries_its_word() -> None:
    change = ConsentChange(
        number=1, consent="mail", given=False, place=ConsentPlace.ORDER, at=NOW, source="f#s#1"
    )

    assert change.word == ConsentWord(at=NOW, place=ConsentPlace.ORDER, source="f#s#1")
