"""What a webhook needs to know of a program."""

import pytest

from referrals import wiring
from referrals.store.program_brief import ProgramBrief, ProgramBriefs
from tests.world import a_program

pytestmark = pytest.mark.usefixtures("account")


def test_the_newest_versions_currency_is_known() -> None:
    wiring.programs().add(a_program(currency="JPY"))

    found = ProgramBriefs(wiring.table("programs")).find("friends")

    assert found == ProgramBrief("friends", "JPY")


def test_an_unknown_program_has_no_brief() -> None:
    assert ProgramBriefs(wiring.table("programs")).find("nobody") is None
