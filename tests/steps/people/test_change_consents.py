"""Consents change one by one, and each change is kept with the words that were read."""

import pytest

from referrals.model.people.consent_word import ConsentPlace
from referrals.model.people.person import Consents
from referrals.steps.people.change_consents import ConsentDesk, ConsentWish, change_consents
from referrals.wiring import session_stores, stores
from tests.world import NOW, an_advocate


@pytest.fixture(autouse=True)
def ada(account: None) -> None:
    stores.people().add(an_advocate())


def desk() -> ConsentDesk:
    return ConsentDesk(stores.people(), session_stores.consent_records())


def change(**consents: bool) -> Consents:
    sentences = {name: f"You may: {name}." for name in consents}
    wish = ConsentWish(
        consents=consents, place=ConsentPlace.SETTINGS, language="en", sentences=sentences
    )
    return change_consents("adv_ada", wish, desk(), now=NOW).consents


def records() -> list[tuple[int, str, bool]]:
    found = session_stores.consent_records().of_person(stores.people().get("adv_ada"))
    return [(each.number, each.consent, each.given) for each in found]


def test_only_what_was_asked_for_changes() -> None:
    change(mail=True)

    assert change(nudges=True) == Consents(mail=True, nudges=True)
    assert stores.people().get("adv_ada").consents == Consents(mail=True, nudges=True)


def test_each_change_is_kept_with_its_sentence() -> None:
    change(mail=True, circle=True)
    change(mail=False)

    assert records() == [(1, "mail", True), (2, "circle", True), (3, "mail", False)]
    (first, *_) = session_stores.consent_records().of_person(stores.people().get("adv_ada"))
    assert (first.wording, first.language, first.sentence, first.at) == (
        "consents.mail",
        "en",
        "You may: mail.",
        NOW,
    )


def test_the_same_wish_again_records_nothing() -> None:
    change(surveys=True)
    change(surveys=True)

    assert records() == [(1, "surveys", True)]


def test_a_change_that_others_overtook_is_made_on_theirs() -> None:
    stale = stores.people().get("adv_ada")
    change(circle=True)
    records_store = session_stores.consent_records()

    assert not records_store.change(stale, Consents(mail=True), [], {})
    assert change(mail=True) == Consents(mail=True, circle=True)


def test_the_records_go_with_their_person() -> None:
    change(mail=True)
    person = stores.people().get("adv_ada")

    session_stores.consent_records().remove(person)
    session_stores.consent_records().remove(person)

    assert records() == []
