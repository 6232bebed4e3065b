"""Whoever joins has a link, and a record of what they agreed to; saying more later adds to it."""

import pytest

from referrals.desks import sign_in as sign_in_desk
from referrals.model.people.consent_word import ConsentPlace
from referrals.model.people.person import Consents, Person
from referrals.steps.people.change_consents import ConsentWish
from referrals.steps.people.enroll_advocate import Enrollment
from referrals.steps.people.join_advocate import join_advocate
from referrals.wiring import session_stores, stores
from tests.world import NOW, store_program


def join(chance: int = 0, **agreed: str) -> Person:
    consents = dict.fromkeys(agreed, True)
    enrollment = Enrollment(
        name="Mia",
        email="mia@example.com",
        locale="en",
        time_zone="UTC",
        consents=Consents.model_validate(consents),
    )
    wish = ConsentWish(consents=consents, place=ConsentPlace.JOIN, language="en", sentences=agreed)
    program = stores.programs().get("friends")
    desk = sign_in_desk.joining()
    return join_advocate(enrollment, wish, program, desk, now=NOW, random=bytes([chance] * 10))


def sentences(person: Person) -> list[tuple[str, str]]:
    records = session_stores.consent_records().of_person(person)
    return [(record.consent, record.sentence) for record in records]


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    store_program()


def test_what_was_agreed_to_is_kept_as_it_was_read() -> None:
    mia = join(mail="Write to me.")

    assert stores.links().get(mia.codes["friends"]).advocate_id == mia.person_id
    assert sentences(mia) == [("mail", "Write to me.")]


def test_joining_again_adds_what_is_ticked_and_takes_nothing_back() -> None:
    join(mail="Write to me.")

    mia = join(1, surveys="Ask me.")

    assert mia.consents == Consents(mail=True, surveys=True)
    assert sentences(mia) == [("mail", "Write to me."), ("surveys", "Ask me.")]
