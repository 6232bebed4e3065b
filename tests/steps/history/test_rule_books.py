"""What began before keeps its version; all else asks the proposal."""

from dataclasses import replace

import pytest

from referrals.model.errors import NotFoundError
from referrals.steps.history.rule_books import KnownVersions, ProposalBook
from referrals.store.program.program import Programs
from referrals.wiring import clients, stores
from tests.world import a_program, store_program

pytestmark = pytest.mark.usefixtures("account")


def test_versions_of_before_are_found_beside_the_proposal() -> None:
    store_program()
    proposal = a_program(hold_days=1).model_copy(update={"version": 2})
    book = ProposalBook(proposal, KnownVersions(stores.programs()))

    assert book.get("friends").rules.hold_days == 1
    assert book.get_version("friends", 2).rules.hold_days == 1
    assert book.get_version("friends", 1).rules.hold_days == 14
    with pytest.raises(NotFoundError):
        book.get_version("friends", 3)


def test_a_version_is_read_once() -> None:
    store_program()
    known = KnownVersions(stores.programs())
    known.get_version("friends", 1)

    elsewhere = replace(known, programs=Programs(clients.table("people")))
    assert elsewhere.get_version("friends", 1).version == 1
