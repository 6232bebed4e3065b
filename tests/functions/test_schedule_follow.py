"""The clock has the links of a program follow its newest version, page after page."""

import pytest

from functions.schedule.app import handler
from referrals.wiring import stores
from tests.functions.job import event
from tests.world import a_link, a_program


@pytest.fixture(autouse=True)
def links(account: None) -> None:
    stores.programs().add(a_program())
    for number in range(3):
        stores.links().create(a_link(f"link-{number}"))
    renamed = a_program(name="Bakery Club")
    stores.programs().add(renamed.model_copy(update={"version": 2}))


def test_links_have_the_new_name_after_one_turn() -> None:
    assert handler(event("follow_programs"), None)["refreshed"] == 3
    assert {link.program_name for link in stores.links().of_program("friends")} == {"Bakery Club"}

    assert handler(event("follow_programs"), None)["refreshed"] == 0
