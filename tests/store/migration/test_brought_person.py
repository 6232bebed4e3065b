"""What was brought, kept once a person and origin, and found by its person."""

import pytest

from referrals.model.migration.opening import BroughtPerson
from referrals.store.migration.brought_person import BroughtPeople
from referrals.wiring import clients
from tests.world import NOW

CLEO = BroughtPerson(
    program_id="friends", origin="dub", person_id="adv_cleo", new=True, brought_at=NOW
)


@pytest.fixture
def kept(account: None) -> BroughtPeople:
    return BroughtPeople(clients.table("ledger"))


def test_the_first_word_stays(kept: BroughtPeople) -> None:
    kept.add(CLEO)

    assert kept.add(CLEO.model_copy(update={"new": False})).new


def test_codes_come_one_by_one(kept: BroughtPeople) -> None:
    with_code = kept.add_code(kept.add(CLEO), "cleo")

    assert kept.add_code(with_code, "cleo") == with_code
    assert kept.find("friends", "dub", "adv_cleo") == with_code


def test_they_are_listed_by_origin_and_found_by_person(kept: BroughtPeople) -> None:
    kept.add(CLEO)
    kept.add(CLEO.model_copy(update={"person_id": "adv_dan"}))
    kept.add(CLEO.model_copy(update={"origin": "growsurf"}))

    page, after = kept.page("friends", "dub", 1)
    rest, _ = kept.page("friends", "dub", 5, after)
    assert [each.person_id for each in (*page, *rest)] == ["adv_cleo", "adv_dan"]
    assert {each.origin for each in kept.of_person("adv_cleo")} == {"dub", "growsurf"}
