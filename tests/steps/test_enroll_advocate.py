"""Enrolling: one person per mailbox, one own link per program, whatever was cut off."""

from referrals import wiring
from referrals.model.person import Consents
from referrals.steps.enroll_advocate import Enrolled, Enrollment, Registry, enroll_advocate
from tests.world import IDENTITY, NOW, rules


def enrolled(email: str = "grace@example.com", program: str = "friends", seed: int = 1) -> Enrolled:
    enrollment = Enrollment(
        name="Grace", email=email, locale="en", time_zone="UTC", consents=Consents()
    )
    registry = Registry(wiring.people(), wiring.links(), IDENTITY)
    return enroll_advocate(
        enrollment, rules(program=program), registry, now=NOW, random=bytes([seed] * 10)
    )


def test_an_advocate_gets_a_person_and_a_link(account: None) -> None:
    result = enrolled()

    assert result.new
    assert wiring.people().get(result.person.person_id).codes == {"friends": result.link.code}
    assert wiring.links().get(result.link.code).advocate_id == result.person.person_id


def test_an_alias_of_the_mailbox_is_the_same_advocate(account: None) -> None:
    first = enrolled()

    again = enrolled("Grace+bread@Example.com", seed=2)

    assert not again.new
    assert again.person.person_id == first.person.person_id
    assert again.link == first.link


def test_a_second_program_adds_a_second_link(account: None) -> None:
    first = enrolled()

    second = enrolled(program="neighbours")

    assert second.person.person_id == first.person.person_id
    assert second.link.code != first.link.code


def test_an_enrolment_cut_off_before_the_link_is_finished(account: None) -> None:
    first = enrolled()
    wiring.people().change(first.person.person_id, codes={})

    again = enrolled(seed=2)

    assert again.link == first.link
    assert wiring.people().get(first.person.person_id).codes == {"friends": first.link.code}
