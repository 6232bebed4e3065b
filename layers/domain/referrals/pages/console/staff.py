"""GET /console/staff and its forms: who may come to the desk, and as what. For owners."""

from referrals.edge.http import Answer
from referrals.model.errors import RefusedError
from referrals.model.people.mailbox import MOST_CHARACTERS, mailable
from referrals.model.staff.right import RIGHTS, Right, StaffRole, parse_role
from referrals.model.staff.staff import LONGEST_NAME
from referrals.model.words.wording import languages, tag_for
from referrals.pages.console.frame import show as show_page
from referrals.pages.console.passkeys import require_fresh
from referrals.pages.console.visit import DeskVisit
from referrals.wiring import clock, session_stores

ROLES = tuple((role.value, role.value) for role in StaffRole)
# What each right lets somebody do, as colleagues say it.
DEEDS = {
    Right.READ: "read numbers and lists",
    Right.ADDRESSES: "read people’s addresses",
    Right.REVIEW: "approve and deny orders in review",
    Right.MODERATE: "say which stories are shown",
    Right.ANSWER: "answer and thank people",
    Right.HELP: "claim, correct, freeze and release",
    Right.GIVE: "give credit as a gesture",
    Right.ERASE: "export and erase a person",
    Right.PROGRAM: "change the program and its goals",
    Right.WORDS: "change words and brand",
    Right.CONNECT: "connect shops, keys and mail",
    Right.STAFF: "invite people to the desk",
    Right.LOG: "read the log",
}


class NoMailboxError(RefusedError):
    code = "no_mailbox"


def show(visit: DeskVisit) -> Answer:
    staff = session_stores.staff()
    register = staff.register()
    return show_page(
        visit,
        "staff",
        "Staff",
        members=register.members,
        rings=staff.all_passkeys([each.staff_id for each in register.members]),
        required=register.passkeys_required,
        roles=ROLES,
        languages=[(tag, tag) for tag in languages()],
        rights=rights_table(),
    )


def invite(visit: DeskVisit) -> None:
    from referrals.desks import staff as staff_desk
    from referrals.steps.staff.invite_staff import RANDOM_NEEDED, StaffWish, invite_staff

    email = visit.form.text("email", 2 * MOST_CHARACTERS)
    if not mailable(email):
        raise NoMailboxError(
            "this is no e-mail address.", field="email", remedy="Look at it once more."
        )
    wish = StaffWish(
        email=email,
        role=parse_role(visit.form.text("role", 20)),
        sees_addresses=visit.form.has("sees_addresses"),
        name=visit.form.text("name", LONGEST_NAME),
        locale=tag_for(visit.form.text("locale", 20)),
        program_id=visit.program.program_id,
        invited_by=visit.staff.staff_id,
    )
    random = clock.random_bytes(RANDOM_NEEDED)
    invite_staff(wish, staff_desk.invitations(), now=visit.now, random=random)


def change(visit: DeskVisit) -> None:
    from referrals.steps.staff.change_staff import change_role

    visit.reason()
    role = parse_role(visit.form.text("role", 20))
    sees = visit.form.has("sees_addresses")
    change_role(visit.parts["staff_id"], role, sees, session_stores.staff())


def remove(visit: DeskVisit) -> None:
    from referrals.desks import staff as staff_desk
    from referrals.steps.staff.change_staff import remove_staff

    visit.reason()
    remove_staff(visit.parts["staff_id"], staff_desk.staff())


def remove_passkeys(visit: DeskVisit) -> None:
    from referrals.desks import staff as staff_desk
    from referrals.steps.staff.change_passkeys import remove_all_passkeys

    visit.reason()
    require_fresh(visit)
    remove_all_passkeys(visit.parts["staff_id"], staff_desk.passkeys(), now=visit.now)


def require_passkeys(visit: DeskVisit) -> None:
    from referrals.steps.staff import change_passkeys

    visit.reason()
    require_fresh(visit)
    required = visit.form.has("passkeys_required")
    change_passkeys.require_passkeys(required, session_stores.staff())


def rights_table() -> list[tuple[str, list[str]]]:
    """What each role may do. Addresses are in none: they are given to each person."""
    return [
        (role.value, [deed for right, deed in DEEDS.items() if right in RIGHTS[role]])
        for role in StaffRole
    ]
