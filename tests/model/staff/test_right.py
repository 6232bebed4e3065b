"""Roles and rights: one table, in which nobody reads addresses by their role alone."""

import pytest

from referrals.model.staff.right import (
    RIGHTS,
    MissingRightError,
    Right,
    StaffRole,
    UnknownStaffRoleError,
    parse_role,
)
from referrals.model.staff.staff import StaffMember
from tests.world import NOW

# Who may do what, spelled out: a change of the rule changes this table, too.
TABLE = {
    Right.READ: "owner marketer support reader",
    Right.ADDRESSES: "",
    Right.REVIEW: "owner support",
    Right.MODERATE: "owner marketer support",
    Right.ANSWER: "owner marketer support",
    Right.HELP: "owner support",
    Right.GIVE: "owner support",
    Right.ERASE: "owner",
    Right.PROGRAM: "owner marketer",
    Right.WORDS: "owner marketer",
    Right.CONNECT: "owner",
    Right.STAFF: "owner",
    Right.LOG: "owner marketer",
}


def member(role: StaffRole, *, sees_addresses: bool = False) -> StaffMember:
    return StaffMember(
        staff_id="stf_jana",
        email="jana@lindner.example",
        email_hashes=("h",),
        role=role,
        sees_addresses=sees_addresses,
        invited_by="cli",
        invited_at=NOW,
    )


@pytest.mark.parametrize("right", Right)
def test_a_right_belongs_to_the_roles_of_the_table(right: Right) -> None:
    having = {role for role in StaffRole if right in RIGHTS[role]}

    assert having == {StaffRole(name) for name in TABLE[right].split()}


@pytest.mark.parametrize("role", StaffRole)
def test_addresses_are_a_right_of_each_person(role: StaffRole) -> None:
    assert not member(role).may(Right.ADDRESSES)
    assert member(role, sees_addresses=True).may(Right.ADDRESSES)


def test_who_lacks_a_right_is_refused_with_a_remedy() -> None:
    member(StaffRole.OWNER).require(Right.STAFF)

    with pytest.raises(MissingRightError, match="Ask an owner"):
        member(StaffRole.READER).require(Right.STAFF)


def test_a_role_that_isn_t_there_is_refused() -> None:
    assert parse_role("support") is StaffRole.SUPPORT
    with pytest.raises(UnknownStaffRoleError, match="owner, marketer, support, reader"):
        parse_role("king")
