"""A person's erasure costs what the person has, not what the account has."""

from collections import Counter
from datetime import timedelta

import pytest

from referrals.desks import people as people_desk
from referrals.model.privacy.request import stand_in
from referrals.steps.privacy.erase_person import erase_person
from referrals.wiring import clients, community_stores, stores
from tests.goals import a_goal
from tests.meter import Meter
from tests.world import NOW, a_friend, a_key, a_program, an_advocate, an_item, an_order, hash_of

BEN = "ben@example.com"


def furnish(programs: int, letters: int) -> None:
    """A friend who is an advocate, too, with one order; all else is other people's."""
    for number in range(programs):
        name = "friends" if number == 0 else f"program-{number}"
        stores.programs().add(a_program(program=name))
        community_stores.goals().add(a_goal(program_id=name))
    stores.people().add(a_friend())
    stores.people().add(an_advocate(BEN, "adv_ben"))
    order = an_order(customer_hash=hash_of(BEN))
    stores.conversions().record(a_key("1001"), order, body="", at=NOW)
    stores.former_customers().add("friends", hash_of(BEN), NOW.date() - timedelta(days=90))
    stores.outbox().add(an_item(item_id="bens", person_id="adv_ben"))
    for number in range(letters):
        stores.outbox().add(an_item(item_id=f"other-{number}", person_id=f"adv_{number}"))


def erase(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    meter = Meter(clients.dynamo())
    monkeypatch.setattr(clients, "dynamo", lambda: meter)
    files, hashed = people_desk.files(), hash_of(BEN)
    keys = files.theirs(hashed, ())
    done = erase_person(hashed, keys, files, lambda h: stand_in("seed", h), now=NOW)
    assert (done.orders, done.people, done.letters, done.former_customers) == (1, 2, 1, 1)
    return meter.operations


@pytest.mark.parametrize(("programs", "letters"), [(1, 0), (25, 0), (1, 60), (25, 60)])
def test_an_erasure_costs_the_same_in_any_account(
    account: None, monkeypatch: pytest.MonkeyPatch, programs: int, letters: int
) -> None:
    furnish(programs, letters)

    operations = erase(monkeypatch)

    assert operations["Scan"] == 0
    assert operations.total() == 76
