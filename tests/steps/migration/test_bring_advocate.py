"""One person, brought by a call that may break off anywhere and is made again."""

import pytest
from botocore.client import BaseClient

from referrals.model.people.person import Role
from referrals.model.reward.ledger import Part, person_account
from referrals.wiring import clients, stores
from tests.migration import CLEO, bring
from tests.world import hash_of, store_program

WRITES = ("PutItem", "UpdateItem", "TransactWriteItems")


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    store_program()


def state() -> tuple[int, list[str]]:
    found = stores.people().find_by_hash(Role.ADVOCATE, hash_of(CLEO.email))
    assert found
    account = person_account(found.person_id, "friends", "EUR", Part.AVAILABLE)
    codes = sorted(link.code for link in stores.links().of_advocate(found.person_id))
    return stores.ledger().balance(account).balance, codes


class BrokenOffError(BaseException):
    """The process ended here."""


@pytest.mark.parametrize("after", [True, False])
@pytest.mark.parametrize("struck", range(5))
def test_a_run_cut_off_anywhere_is_simply_made_again(
    struck: int, after: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, seen = BaseClient._make_api_call, list[str]()

    def call(client: BaseClient, operation: str, request: object) -> object:
        if operation not in WRITES:
            return real(client, operation, request)
        seen.append(operation)
        if len(seen) == struck + 1 and not after:
            raise BrokenOffError
        answer = real(client, operation, request)
        if len(seen) == struck + 1:
            raise BrokenOffError
        return answer

    with monkeypatch.context() as patch:
        patch.setattr(BaseClient, "_make_api_call", call)
        with pytest.raises(BrokenOffError):
            bring()

    bring()

    assert state() == (1250, ["cleo-c"])
    kept = [i for i in clients.table("ledger").scan() if i["account"].startswith("brought#")]
    assert len(kept) == 1
