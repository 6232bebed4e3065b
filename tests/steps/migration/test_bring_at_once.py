"""Runs of the same file at once, on DynamoDB Local, whose transactions really meet."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from referrals.desks import audit as audit_desk
from referrals.model.people.person import Role
from referrals.model.reward.ledger import Part, person_account
from referrals.steps.audit.audit_ledger import audit_full_ledger
from referrals.wiring import clients, stores
from tests.migration import CLEO, bring
from tests.oracle import oracle_account
from tests.world import NOW, hash_of, store_program


@pytest.fixture(autouse=True)
def shop(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with oracle_account(monkeypatch):
        store_program()
        yield


def test_many_runs_at_once_bring_it_once() -> None:
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda _: bring(), range(6)))
    bring()

    found = stores.people().find_by_hash(Role.ADVOCATE, hash_of(CLEO.email))
    assert found
    account = person_account(found.person_id, "friends", "EUR", Part.AVAILABLE)
    kept = [i for i in clients.table("ledger").scan() if i["account"].startswith("brought#")]
    assert stores.ledger().balance(account).balance == 1250
    assert [link.code for link in stores.links().of_advocate(found.person_id)] == ["cleo-c"]
    assert len(kept) == 1
    assert audit_full_ledger(audit_desk.audits(), now=NOW).sound
