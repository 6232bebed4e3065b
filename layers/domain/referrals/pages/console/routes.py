"""Which page of the desk answers which address, and who may: one line for each.

`PAGES` are shown, `ACTS` are what their forms do; both name a function of a file beside this one.
Words in braces are parts of the address, and nothing that names a person may be one. `MENU` is what
the sidebar leads to.
"""

from typing import NamedTuple

from referrals.model.staff.right import Right


class ConsolePage(NamedTuple):
    view: str
    """`file.function`: of a visit, answers the page."""
    right: Right


class ConsoleAct(NamedTuple):
    act: str
    """`file.function`: of a visit, does it and answers where to go on; empty: to `page`."""
    right: Right
    operation: str
    """As the log calls it; the API's name where it has the same one."""
    page: str
    """The page that is shown afterwards, and once more with what was wrong."""
    done: str
    """What is said there afterwards."""


class MenuEntry(NamedTuple):
    label: str
    address: str


PAGES: dict[str, ConsolePage] = {
    "/console": ConsolePage("today.show", Right.READ),
    "/console/days": ConsolePage("days.show", Right.READ),
    "/console/reviews": ConsolePage("reviews.show", Right.READ),
    "/console/stories": ConsolePage("stories.show", Right.READ),
    "/console/stories/{story_id}/photo": ConsolePage("stories.show_photo", Right.READ),
    "/console/program": ConsolePage("program.show", Right.READ),
    "/console/program/versions": ConsolePage("versions.show", Right.READ),
    "/console/program/versions/{version}": ConsolePage("versions.show_version", Right.READ),
    "/console/preview/friend": ConsolePage("preview.show_friend", Right.READ),
    "/console/preview/letters/{topic}": ConsolePage("preview.show_letter", Right.READ),
    "/console/staff": ConsolePage("staff.show", Right.STAFF),
    "/console/sessions": ConsolePage("sessions.show", Right.READ),
    "/console/log": ConsolePage("log.show", Right.LOG),
}
ACTS: dict[str, ConsoleAct] = {
    "/console/reviews/{review_id}/approve": ConsoleAct(
        "reviews.approve",
        Right.REVIEW,
        "review_say",
        "/console/reviews",
        "Approved. The reward follows within seconds, and its people hear of it.",
    ),
    "/console/reviews/{review_id}/deny": ConsoleAct(
        "reviews.deny",
        Right.REVIEW,
        "review_say",
        "/console/reviews",
        "Denied. Its people hear why, and may ask for another look once.",
    ),
    "/console/reviews/{review_id}/note": ConsoleAct(
        "reviews.note", Right.REVIEW, "review_say", "/console/reviews", "Noted."
    ),
    "/console/stories/{story_id}/approve": ConsoleAct(
        "stories.approve",
        Right.MODERATE,
        "story_approve",
        "/console/stories",
        "It is shown where its author agreed. They hear of it.",
    ),
    "/console/stories/{story_id}/decline": ConsoleAct(
        "stories.decline",
        Right.MODERATE,
        "story_decline",
        "/console/stories",
        "Declined. Its author reads why, and what would change it.",
    ),
    "/console/program/apply": ConsoleAct(
        "program.apply",
        Right.PROGRAM,
        "program_apply",
        "/console/program",
        "Applied. Orders from now on follow it, and links within minutes.",
    ),
    "/console/staff/invite": ConsoleAct(
        "staff.invite",
        Right.STAFF,
        "staff_invite",
        "/console/staff",
        "The invitation is on its way.",
    ),
    "/console/staff/{staff_id}/role": ConsoleAct(
        "staff.change", Right.STAFF, "staff_role", "/console/staff", "Changed."
    ),
    "/console/staff/{staff_id}/remove": ConsoleAct(
        "staff.remove",
        Right.STAFF,
        "staff_remove",
        "/console/staff",
        "Removed. They are signed out everywhere.",
    ),
    "/console/sessions/{session_id}/end": ConsoleAct(
        "sessions.end", Right.READ, "session_end", "/console/sessions", "Signed out there."
    ),
}
MENU: tuple[MenuEntry, ...] = (
    MenuEntry("Today", "/console"),
    MenuEntry("Reviews", "/console/reviews"),
    MenuEntry("Stories", "/console/stories"),
    MenuEntry("Program", "/console/program"),
    MenuEntry("Log", "/console/log"),
    MenuEntry("Staff", "/console/staff"),
)


def match[T](path: str, table: dict[str, T]) -> tuple[str, dict[str, str]] | None:
    """The address of `table` that takes the path, with what stands in its braces; one without
    braces comes before one with."""
    parts = path.rstrip("/").split("/")
    for address in sorted(table, key=lambda each: each.count("{")):
        wanted = address.split("/")
        if len(wanted) == len(parts):
            pairs = list(zip(wanted, parts, strict=True))
            if all(given and (want == given or want[0] == "{") for want, given in pairs if want):
                return address, {want[1:-1]: given for want, given in pairs if want[:1] == "{"}
    return None
