"""People of the shop who may come to the desk, all of them in one register.

One register, not an entry for each: that somebody is left who may invite others is a rule about
all of them, and one version guards it.
"""

from collections.abc import Iterable, Iterator

from pydantic import BaseModel, ConfigDict

from referrals.model.errors import ConflictError, NotFoundError, RefusedError
from referrals.model.moment import Moment
from referrals.model.people.person import Person, Role
from referrals.model.staff.right import RIGHTS, MissingRightError, Right, StaffRole

MOST_STAFF = 100
LONGEST_NAME = 100
PREFIX = "stf_"


class StaffNotFoundError(NotFoundError):
    code = "staff_not_found"


class AlreadyStaffError(ConflictError):
    """The mailbox has a place at the desk, with other rights than those that were asked for."""

    code = "already_staff"


class LastOwnerError(ConflictError):
    """Without an owner nobody could invite anybody."""

    code = "last_owner"


class TooManyStaffError(RefusedError):
    code = "too_many_staff"


class StaffMember(BaseModel):
    model_config = ConfigDict(frozen=True)
    staff_id: str
    name: str = ""
    email: str
    email_hashes: tuple[str, ...]
    """Of the mailbox, by the present rule and those before it."""
    role: StaffRole
    sees_addresses: bool = False
    locale: str = "en"
    """Of the letters to them."""
    invited_by: str
    """A staff id, or who stood at the command line."""
    invited_at: Moment

    def may(self, right: Right) -> bool:
        if right is Right.ADDRESSES:
            return self.sees_addresses
        return right in RIGHTS[self.role]

    def require(self, right: Right) -> None:
        if not self.may(right):
            raise MissingRightError(
                f"your role here ({self.role}) may not do this.",
                remedy="Ask an owner: they can change your role on the page Staff.",
            )

    @property
    def shown_name(self) -> str:
        """What colleagues call them."""
        return self.name or self.email

    @property
    def signature(self) -> str:
        """Beside what they said of an order or a story: no address, whoever reads it."""
        return self.name or self.staff_id

    @property
    def reader(self) -> Person:
        """As the reader of a letter: nobody who shares a link."""
        return Person(
            person_id=self.staff_id,
            role=Role.ADVOCATE,
            name=self.name,
            email=self.email,
            email_hash=self.email_hashes[0],
            locale=self.locale,
            enrolled_at=self.invited_at,
        )


class StaffRegister(BaseModel):
    model_config = ConfigDict(frozen=True)
    members: tuple[StaffMember, ...] = ()
    passkeys_required: bool = False
    """Whether the mailed link alone lets nobody in."""
    version: int = 0

    def find(self, staff_id: str) -> StaffMember | None:
        return next((each for each in self.members if each.staff_id == staff_id), None)

    def get(self, staff_id: str) -> StaffMember:
        found = self.find(staff_id)
        if found is None:
            raise StaffNotFoundError(
                f"nobody at the desk has the id {staff_id}.",
                field="staff_id",
                remedy="`goodword staff list` has the ids.",
            )
        return found

    def of_mailbox(self, hashes: Iterable[str]) -> StaffMember | None:
        """Whoever has one of the hashes, by whichever rule either was made."""
        wanted = set(hashes)
        return next((each for each in self.members if wanted & {*each.email_hashes}), None)

    def with_member(self, member: StaffMember) -> "StaffRegister":
        """One more, or one changed; somebody stays who may invite."""
        kept = [each for each in self.members if each.staff_id != member.staff_id]
        if len(kept) >= MOST_STAFF:
            raise TooManyStaffError(
                f"{MOST_STAFF} people may come to the desk, and that many do.",
                field="email",
                remedy="Remove somebody first.",
            )
        return self._after((*kept, member))

    def without(self, staff_id: str) -> "StaffRegister":
        return self._after(each for each in self.members if each.staff_id != staff_id)

    def with_passkeys(self, required: bool) -> "StaffRegister":
        """From the next sign-in of each on."""
        changes = {"passkeys_required": required, "version": self.version + 1}
        return self.model_copy(update=changes)

    def _after(self, members: Iterable[StaffMember]) -> "StaffRegister":
        left = tuple(sorted(members, key=lambda each: each.staff_id))
        if any(_owners(self.members)) and not any(_owners(left)):
            raise LastOwnerError(
                "nobody would be left who may invite others.",
                field="role",
                remedy="Make somebody else an owner first.",
            )
        return self.model_copy(update={"members": left, "version": self.version + 1})


def _owners(members: Iterable[StaffMember]) -> Iterator[bool]:
    return (each.role is StaffRole.OWNER for each in members)
