"""Inviting people to the desk, changing their rights, and taking their place away."""

from dataclasses import replace

import pytest

from referrals.desks import staff as staff_desk
from referrals.model.delivery.facts import Topic
from referrals.model.people.mailbox import BadEmailError
from referrals.model.session.person_session import RANDOM_NEEDED as SESSION_RANDOM
from referrals.model.staff.right import StaffRole
from referrals.model.staff.staff import AlreadyStaffError, StaffRegister
from referrals.steps.session.begin_session import begin_session
from referrals.steps.staff.change_staff import (
    StaffBusyError,
    change_register,
    change_role,
    remove_staff,
)
from referrals.steps.staff.invite_staff import (
    RANDOM_NEEDED,
    NoProgramYetError,
    StaffWish,
    invite_staff,
)
from referrals.store.staff.staff import Staff
from referrals.wiring import clients, session_stores
from tests.letters import post_letters, waiting_letters
from tests.world import NOW, a_program, store_program

WISH = StaffWish(
    email="Jana@Lindner.example", role=StaffRole.OWNER, program_id="friends", invited_by="ada"
)


@pytest.fixture(autouse=True)
def shop(account: None) -> None:
    store_program(a_program())


def invite(number: int = 1, **changes: object) -> str:
    wish = replace(WISH, **changes)  # type: ignore[arg-type]
    random = bytes([number]) * RANDOM_NEEDED
    return invite_staff(wish, staff_desk.invitations(), now=NOW, random=random).staff_id


def register() -> StaffRegister:
    return session_stores.staff().register()


def test_an_invitation_keeps_a_place_and_writes_a_letter_without_a_key() -> None:
    staff_id = invite()

    member = register().get(staff_id)
    assert (member.role, member.email) == (StaffRole.OWNER, "Jana@lindner.example")
    (item,) = waiting_letters()
    assert (item.topic, item.person_id, item.data) == (Topic.STAFF_INVITED, staff_id, {})
    letter = post_letters().last
    assert letter.button_url == "https://go.shop.example/console"


def test_the_same_invitation_again_is_one_place_and_one_letter_a_minute() -> None:
    assert invite(1) == invite(2, email="jana+desk@lindner.example")
    assert len(register().members) == 1
    assert len(waiting_letters()) == 1


def test_another_role_for_the_same_mailbox_is_refused_with_the_command() -> None:
    staff_id = invite()

    with pytest.raises(AlreadyStaffError, match=f"goodword staff role {staff_id} support"):
        invite(2, role=StaffRole.SUPPORT)


def test_without_a_program_there_is_no_name_to_write_in() -> None:
    with pytest.raises(NoProgramYetError):
        invite(program_id="")
    with pytest.raises(BadEmailError):
        invite(email="nobody")
    assert register().members == ()


def test_an_invitation_of_who_was_removed_is_not_sent() -> None:
    invite(1)
    gone = invite(2, email="tom@lindner.example", role=StaffRole.SUPPORT)
    remove_staff(gone, staff_desk.staff())

    assert post_letters().readers == ["Jana@lindner.example"]


def test_a_role_changes_and_the_same_again_changes_nothing() -> None:
    invite(1)
    tom = invite(2, email="tom@lindner.example", role=StaffRole.SUPPORT)

    change_role(tom, StaffRole.MARKETER, True, session_stores.staff())
    version = register().version
    change_role(tom, StaffRole.MARKETER, True, session_stores.staff())

    assert register().get(tom).role is StaffRole.MARKETER
    assert register().get(tom).sees_addresses
    assert register().version == version


def test_removing_ends_every_session_and_may_be_repeated() -> None:
    invite(1)
    tom = invite(2, email="tom@lindner.example", role=StaffRole.SUPPORT)
    sessions = session_stores.person_sessions()
    begin_session(tom, "", sessions, former="", now=NOW, random=bytes(SESSION_RANDOM))

    remove_staff(tom, staff_desk.staff())
    remove_staff(tom, staff_desk.staff())

    assert register().find(tom) is None
    assert list(sessions.of_person(tom, NOW)) == []


def test_two_changes_at_once_both_stand() -> None:
    invite(1)
    tries: list[int] = []

    def interrupt(before: StaffRegister) -> tuple[StaffRegister, list[dict[str, object]]]:
        tries.append(before.version)
        if len(tries) == 1:
            invite(2, email="tom@lindner.example", role=StaffRole.SUPPORT)
        return before.with_member(before.members[0]), []

    change_register(interrupt, session_stores.staff())

    assert tries == [1, 2]
    assert len(register().members) == 2


def test_whoever_is_always_too_late_is_told_so() -> None:
    invite(1)

    def change(before: StaffRegister) -> tuple[StaffRegister, list[dict[str, object]]]:
        other = Staff(clients.table("people"))
        other.replace(before, before.with_member(before.members[0]))
        return before.with_member(before.members[0]), []

    with pytest.raises(StaffBusyError):
        change_register(change, session_stores.staff())
