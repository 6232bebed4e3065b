"""Enrolling: one person per mailbox, one own link per program, whatever was cut off."""

import pytest

from referrals.model.people.mailbox import email_hashes
from referrals.model.people.person import Consents
from referrals.steps.people.enroll_advocate import (
    Enrollment,
    Enrolment,
    EnrolmentDesk,
    enroll_advocate,
)
from referrals.wiring import stores
from tests.world import IDENTITY, NOW, an_advocate, rules


def enroll_grace(
    email: str = "grace@example.com", program: str = "friends", seed: int = 1
) -> Enrolment:
    enrollment = Enrollment(
        name="Grace", email=email, locale="en", time_zone="UTC", consents=Consents()
    )
    registry = EnrolmentDesk(stores.people(), stores.links(), IDENTITY)
    return enroll_advocate(
        enrollment, rules(program=program), registry, now=NOW, random=bytes([seed] * 10)
    )


def test_an_advocate_gets_a_person_and_a_link(account: None) -> None:
    result = enroll_grace()

    assert result.new
    assert stores.people().get(result.person.person_id).codes == {"friends": result.link.code}
    assert stores.links().get(result.link.code).advocate_id == result.person.person_id


def test_an_alias_of_the_mailbox_is_the_same_advocate(account: None) -> None:
    first = enroll_grace()

    again = enroll_grace("Grace+bread@Example.com", seed=2)

    assert not again.new
    assert again.person.person_id == first.person.person_id
    assert again.link == first.link


def test_a_second_program_adds_a_second_link(account: None) -> None:
    first = enroll_grace()

    second = enroll_grace(program="neighbours")

    assert second.person.person_id == first.person.person_id
    assert second.link.code != first.link.code


def test_an_enrolment_cut_off_before_the_link_is_finished(account: None) -> None:
    first = enroll_grace()
    stores.people().change(first.person.person_id, codes={})

    again = enroll_grace(seed=2)

    assert again.link == first.link
    assert stores.people().get(first.person.person_id).codes == {"friends": first.link.code}


@pytest.mark.parametrize("email", ["Grace@pm.me", "gr.ace@protonmail.com", '"grace"@proton.me.'])
def test_one_mailbox_of_several_domains_is_one_advocate(account: None, email: str) -> None:
    first = enroll_grace("grace@proton.me")

    assert enroll_grace(email, seed=2).person.person_id == first.person.person_id


def test_whoever_enrolled_under_the_former_rule_is_found(account: None) -> None:
    hashed = email_hashes(IDENTITY, "grace@me.com")[1]
    known = an_advocate("grace@me.com").model_copy(update={"email_hash": hashed})
    stores.people().add(known)

    again = enroll_grace("grace@me.com")

    assert (again.new, again.person.person_id) == (False, known.person_id)


def test_mail_goes_where_it_was_asked_to(account: None) -> None:
    person = enroll_grace("Grace+bread@BÜCHER.example.").person

    assert person.email == "Grace+bread@xn--bcher-kva.example"


def test_a_name_that_is_a_link_is_left_out(account: None) -> None:
    enrollment = Enrollment(
        name="Win at evil.example",
        email="grace@example.com",
        locale="en",
        time_zone="UTC",
        consents=Consents(),
    )
    registry = EnrolmentDesk(stores.people(), stores.links(), IDENTITY)

    made = enroll_advocate(enrollment, rules(), registry, now=NOW, random=bytes(10))

    assert made.person.name == ""
