"""People of the former rule for addresses are found by today's, and nobody is merged."""

import pytest

from referrals.model.people.mailbox import email_hashes
from referrals.model.people.person import Person, Role
from referrals.model.people.suppression import Suppression
from referrals.steps.people.rehash_people import RehashResult, rehash_people
from referrals.wiring import stores
from tests.world import IDENTITY, NOW, a_friend, an_advocate, hash_of


def person_of_former_rule(person: Person) -> Person:
    former = email_hashes(IDENTITY, person.email)[-1]
    return person.model_copy(update={"email_hash": former})


@pytest.fixture(autouse=True)
def people(account: None) -> None:
    stores.people().add(person_of_former_rule(an_advocate("ada@pm.me")))
    stores.people().add(a_friend())


def test_who_had_the_former_hash_has_the_new_one() -> None:
    done = rehash_people(stores.people(), stores.suppressions(), IDENTITY)

    found = stores.people().find_by_hash(Role.ADVOCATE, hash_of("ada@proton.me"))
    former = email_hashes(IDENTITY, "ada@pm.me")[1]
    assert done == RehashResult(1, ())
    assert found is not None
    assert (found.person_id, found.email_hash) == ("adv_ada", hash_of("ada@proton.me"))
    assert stores.people().find_by_hash(Role.ADVOCATE, former) is None


def test_a_second_time_changes_nothing() -> None:
    rehash_people(stores.people(), stores.suppressions(), IDENTITY)

    assert rehash_people(stores.people(), stores.suppressions(), IDENTITY) == RehashResult(0, ())


def test_two_people_of_one_mailbox_both_stay() -> None:
    stores.people().add(an_advocate("ada@proton.me", "adv_other"))

    done = rehash_people(stores.people(), stores.suppressions(), IDENTITY)

    assert done == RehashResult(0, ("adv_ada",))
    assert stores.people().get("adv_ada").email == "ada@pm.me"
    assert stores.people().get("adv_other").email == "ada@proton.me"


def test_who_has_no_address_is_left_alone() -> None:
    nobody = a_friend().model_copy(update={"person_id": "fri_x", "email": "", "email_hash": "x"})
    stores.people().add(nobody)

    assert rehash_people(stores.people(), stores.suppressions(), IDENTITY).changed == 1


def test_a_mailbox_that_takes_no_mail_takes_none_by_its_new_hash() -> None:
    today, former = email_hashes(IDENTITY, "ada@pm.me")
    told = Suppression(email_hash=former, reason="complained", since=NOW, feedback_id="f1")
    stores.suppressions().add(told)

    rehash_people(stores.people(), stores.suppressions(), IDENTITY)

    assert stores.suppressions().find(today) == told.model_copy(update={"email_hash": today})


def test_what_a_person_lifted_since_stays_lifted() -> None:
    today, former = email_hashes(IDENTITY, "ada@pm.me")
    for hashed in (today, former):
        told = Suppression(email_hash=hashed, reason="bounced", since=NOW, feedback_id="f1")
        stores.suppressions().add(told)
    stores.suppressions().lift(today, "Mia", NOW)

    rehash_people(stores.people(), stores.suppressions(), IDENTITY)

    found = stores.suppressions().find(today)
    assert found is not None
    assert not found.stands
