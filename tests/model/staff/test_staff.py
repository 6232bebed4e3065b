"""The register: found by mailbox, bounded, and never without somebody who may invite."""

import pytest

from referrals.model.staff.browser import browser_name
from referrals.model.staff.right import StaffRole
from referrals.model.staff.staff import (
    MOST_STAFF,
    LastOwnerError,
    StaffMember,
    StaffNotFoundError,
    StaffRegister,
    TooManyStaffError,
)
from tests.world import NOW


def member(number: int, role: StaffRole = StaffRole.SUPPORT) -> StaffMember:
    return StaffMember(
        staff_id=f"stf_{number:03}",
        email=f"{number}@lindner.example",
        email_hashes=(f"new-{number}", f"old-{number}"),
        role=role,
        invited_by="cli",
        invited_at=NOW,
    )


def of(*members: StaffMember) -> StaffRegister:
    return StaffRegister(members=members)


def test_somebody_is_found_by_any_hash_of_their_mailbox() -> None:
    register = of(member(1), member(2))

    assert register.of_mailbox(("x", "old-2")) == member(2)
    assert register.of_mailbox(("x",)) is None


def test_the_last_owner_neither_goes_nor_becomes_less() -> None:
    register = of(member(1, StaffRole.OWNER), member(2))

    with pytest.raises(LastOwnerError):
        register.without("stf_001")
    with pytest.raises(LastOwnerError):
        register.with_member(member(1, StaffRole.READER))
    assert register.with_member(member(2, StaffRole.OWNER)).without("stf_001").version == 2


def test_before_the_first_owner_anybody_may_be_added() -> None:
    assert of().with_member(member(1)).without("stf_001").members == ()


def test_so_many_and_no_more_come_to_the_desk() -> None:
    full = of(*map(member, range(MOST_STAFF)))

    with pytest.raises(TooManyStaffError):
        full.with_member(member(MOST_STAFF))
    assert full.with_member(member(1, StaffRole.OWNER)).get("stf_001").role is StaffRole.OWNER


def test_an_unknown_id_is_nobody_s() -> None:
    with pytest.raises(StaffNotFoundError, match="goodword staff list"):
        of(member(1)).get("stf_none")


def test_a_letter_s_reader_shares_no_link() -> None:
    reader = member(1).reader

    assert (reader.person_id, reader.email, reader.codes) == ("stf_001", "1@lindner.example", {})


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
            "Firefox, Linux",
        ),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
        ("", "a browser that doesn’t say its name"),
        ("x" * 9000, "a browser that doesn’t say its name"),
    ],
)
def test_a_browser_is_called_by_its_name_and_system(user_agent: str, name: str) -> None:
    assert browser_name(user_agent) == name
