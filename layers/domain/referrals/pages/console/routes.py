"""Which page of the desk answers which address, and who may: one line for each.

`PAGES` are shown, `ACTS` are what their forms do; both name a function of a file beside this one.
Words in braces are parts of the address, and nothing that names a person may be one. `MENU` is what
the sidebar leads to.
"""

from referrals.model.staff.right import Right
from referrals.pages.console.address_part import text_of
from referrals.pages.console.connection_routes import CONNECTION_ACTS, CONNECTION_PAGES
from referrals.pages.console.people_routes import PEOPLE_ACTS, PEOPLE_PAGES
from referrals.pages.console.program_routes import PROGRAM_ACTS, PROGRAM_PAGES
from referrals.pages.console.route import ConsoleAct as ConsoleAct
from referrals.pages.console.route import ConsolePage as ConsolePage
from referrals.pages.console.route import MenuEntry as MenuEntry

PAGES: dict[str, ConsolePage] = {
    **PEOPLE_PAGES,
    **PROGRAM_PAGES,
    **CONNECTION_PAGES,
    "/console": ConsolePage("today.show", Right.READ),
    "/console/days": ConsolePage("days.show", Right.READ),
    "/console/rows": ConsolePage("number_rows.show", Right.READ),
    "/console/measures": ConsolePage("measures.show", Right.READ),
    "/console/deliveries": ConsolePage("deliveries.show", Right.READ),
    "/console/reviews": ConsolePage("reviews.show", Right.READ),
    "/console/stories": ConsolePage("stories.show", Right.READ),
    "/console/stories/{story_id}/photo": ConsolePage("stories.show_photo", Right.READ),
    "/console/staff": ConsolePage("staff.show", Right.STAFF),
    "/console/sessions": ConsolePage("sessions.show", Right.READ),
    "/console/passkeys/new": ConsolePage("passkeys.show_new", Right.READ),
    "/console/passkeys/confirm": ConsolePage("passkeys.show_confirmation", Right.READ),
    "/console/log": ConsolePage("log.show", Right.LOG),
}
ACTS: dict[str, ConsoleAct] = {
    **PEOPLE_ACTS,
    **PROGRAM_ACTS,
    **CONNECTION_ACTS,
    "/console/deliveries/send": ConsoleAct(
        "deliveries.resend_delivery",
        Right.HELP,
        "outbox_send_again",
        "/console/deliveries",
        "It goes out again.",
    ),
    "/console/deliveries/done": ConsoleAct(
        "deliveries.finish",
        Right.HELP,
        "todo_finish",
        "/console/deliveries",
        "Done. Who gets it is written to, where they agreed to that.",
    ),
    "/console/reviews/{review_id}/approve": ConsoleAct(
        "reviews.approve",
        Right.REVIEW,
        "review_say",
        "/console/reviews",
        "Approved. The reward follows within seconds, and its people hear of it.",
        "approve",
    ),
    "/console/reviews/{review_id}/deny": ConsoleAct(
        "reviews.deny",
        Right.REVIEW,
        "review_say",
        "/console/reviews",
        "Denied. Its people hear why, and may ask for another look once.",
        "deny",
    ),
    "/console/reviews/{review_id}/note": ConsoleAct(
        "reviews.note", Right.REVIEW, "review_say", "/console/reviews", "Noted.", "note"
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
    "/console/staff/{staff_id}/passkeys": ConsoleAct(
        "staff.remove_passkeys",
        Right.STAFF,
        "staff_passkeys_remove",
        "/console/staff",
        "Removed. They are signed out everywhere, and told by letter.",
    ),
    "/console/staff/passkeys": ConsoleAct(
        "staff.require_passkeys",
        Right.STAFF,
        "staff_passkeys_require",
        "/console/staff",
        "Said. It holds from everybody’s next sign-in on.",
    ),
    "/console/passkeys/add": ConsoleAct(
        "passkeys.add",
        Right.READ,
        "passkey_add",
        "/console/passkeys/new",
        "Added. The desk asks for it from your next sign-in on.",
    ),
    "/console/passkeys/confirm": ConsoleAct(
        "passkeys.confirm",
        Right.READ,
        "passkey_confirm",
        "/console/passkeys/confirm",
        "Shown. For a quarter of an hour you can change your passkeys.",
    ),
    "/console/passkeys/{passkey_id}/remove": ConsoleAct(
        "passkeys.remove", Right.READ, "passkey_remove", "/console/sessions", "Removed."
    ),
    "/console/sessions/{session_id}/end": ConsoleAct(
        "sessions.end", Right.READ, "session_end", "/console/sessions", "Signed out there."
    ),
}
MENU: tuple[MenuEntry, ...] = (
    MenuEntry("Today", "/console"),
    MenuEntry("Reviews", "/console/reviews"),
    MenuEntry("People", "/console/people"),
    MenuEntry("Orders", "/console/orders"),
    MenuEntry("Stories", "/console/stories"),
    MenuEntry("Thanks", "/console/thanks"),
    MenuEntry("Listening", "/console/listening"),
    MenuEntry("Goals", "/console/goals"),
    MenuEntry("Measures", "/console/measures"),
    MenuEntry("Program", "/console/program"),
    MenuEntry("Experiments", "/console/experiments"),
    MenuEntry("Words", "/console/words"),
    MenuEntry("Brand", "/console/brand"),
    MenuEntry("Connections", "/console/connections"),
    MenuEntry("Deliveries", "/console/deliveries"),
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
                filled = [(want, given) for want, given in pairs if want[:1] == "{"]
                return address, {want[1:-1]: text_of(given) for want, given in filled}
    return None
