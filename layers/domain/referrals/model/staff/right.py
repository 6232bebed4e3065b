"""Who of the shop may do what at the desk: one table of roles and rights, asked by every page."""

from enum import StrEnum

from referrals.model.errors import RefusedError


class StaffRole(StrEnum):
    OWNER = "owner"
    """May do everything, and says who else may come in."""
    MARKETER = "marketer"
    """Shapes the program and its words, and speaks with people."""
    SUPPORT = "support"
    """Helps people: orders, reviews, stories, answers, gestures."""
    READER = "reader"
    """Reads, and changes nothing."""


class Right(StrEnum):
    """What a page or a form asks for before it is shown or done."""

    READ = "read"
    """Numbers and lists, in which nobody's address stands."""
    ADDRESSES = "addresses"
    """People's addresses and whole names. No role has it: it is given to each on its own."""
    REVIEW = "review"
    """Approve and deny orders that somebody has to look at."""
    MODERATE = "moderate"
    """Say which stories are shown."""
    ANSWER = "answer"
    """Answer people, thank them, decide on what they suggest."""
    HELP = "help"
    """Claim and correct orders, freeze, lift and release rewards, send things again."""
    GIVE = "give"
    """Give credit or points as a gesture of the shop."""
    ERASE = "erase"
    """Export what is kept of a person, and have them erased."""
    PROGRAM = "program"
    """Change the program: its rules, its goals, its experiments."""
    WORDS = "words"
    """Change what people read, and how it looks."""
    CONNECT = "connect"
    """Shops, webhooks, keys and the mail domain."""
    STAFF = "staff"
    """Say who may come in, and as what."""
    LOG = "log"
    """Read who changed what."""


_HELPING = {Right.REVIEW, Right.MODERATE, Right.ANSWER, Right.HELP, Right.GIVE}
_SHAPING = {Right.PROGRAM, Right.WORDS, Right.MODERATE, Right.ANSWER}
RIGHTS: dict[StaffRole, frozenset[Right]] = {
    StaffRole.OWNER: frozenset(set(Right) - {Right.ADDRESSES}),
    StaffRole.MARKETER: frozenset({Right.READ, Right.LOG, *_SHAPING}),
    StaffRole.SUPPORT: frozenset({Right.READ, *_HELPING}),
    StaffRole.READER: frozenset({Right.READ}),
}


class MissingRightError(RefusedError):
    """Somebody who is signed in, but may not do this."""

    code = "missing_right"


class UnknownStaffRoleError(RefusedError):
    code = "unknown_staff_role"


def parse_role(text: str) -> StaffRole:
    """A role by its name."""
    try:
        return StaffRole(text)
    except ValueError:
        raise UnknownStaffRoleError(
            "no role is called so.",
            field="role",
            remedy=f"Choose one of {', '.join(StaffRole)}.",
        ) from None
