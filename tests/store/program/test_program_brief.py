"""What a webhook needs to know of a program."""

import pytest

from referrals.store.program.brief import ProgramBrief, ProgramBriefs
from referrals.wiring import clients, stores
from tests.world import a_program

pytestmark = pytest.mark.usefixtures("account")


def test_the_newest_versions_currency_is_known() -> None:
    stores.programs().add(a_program(currency="JPY"))

    found = ProgramBriefs(clients.table("programs")).find("friends")

    assert found == ProgramBrief("friends", "JPY")


def test_an_unknown_program_has_no_brief() -> None:
    assert ProgramBriefs(clients.table("programs")).find("nobody") is None
