"""The register of the shop's own people, as the table keeps it."""

import pytest

from referrals.model.staff.right import StaffRole
from referrals.model.staff.staff import StaffMember, StaffRegister
from referrals.wiring import session_stores, stores
from tests.world import NOW

JANA = StaffMember(
    staff_id="stf_jana",
    email="jana@lindner.example",
    email_hashes=("h1", "h2"),
    role=StaffRole.OWNER,
    invited_by="cli",
    invited_at=NOW,
)


@pytest.fixture(autouse=True)
def tables(account: None) -> None: ...


def test_nobody_is_registered_at_first() -> None:
    assert session_stores.staff().register() == StaffRegister()


def test_it_is_replaced_by_whoever_read_it_last() -> None:
    staff = session_stores.staff()
    empty = staff.register()
    first = empty.with_member(JANA)

    assert staff.replace(empty, first)
    assert not staff.replace(empty, first)
    assert staff.replace(first, first.with_member(JANA.model_copy(update={"name": "Jana"})))
    assert staff.register().get("stf_jana").name == "Jana"


def test_it_is_nobody_among_the_people() -> None:
    staff = session_stores.staff()
    staff.replace(staff.register(), staff.register().with_member(JANA))

    from referrals.model.people.person import Role

    found = [stores.people().page(role, 10)[0] for role in Role]

    assert found == [[], []]
