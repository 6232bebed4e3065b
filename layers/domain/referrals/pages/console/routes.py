"""Which page of the desk answers which address, and who may: one line for each.

`PAGES` are shown, `ACTS` are what their forms do; both name a function of a file beside this one.
Words in braces are parts of the address, and nothing that names a person may be one. `MENU` is what
the sidebar leads to.
"""

from typing import NamedTuple

from referrals.model.staff.right import Right
from referrals.pages.console.address_part import text_of


class ConsolePage(NamedTuple):
    view: str
    """`file.function`: of a visit, answers the page."""
    right: Right


class ConsoleAct(NamedTuple):
    act: str
    """`file.function`: of a visit, does it and answers where to go on, empty for `page`; or
    answers what is handed over, such as a file."""
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
    "/console/orders": ConsolePage("orders.show", Right.READ),
    "/console/orders/{source}/{order_id}": ConsolePage("order.show", Right.READ),
    "/console/people": ConsolePage("people.show", Right.READ),
    "/console/people/{person_id}": ConsolePage("person.show", Right.READ),
    "/console/thanks": ConsolePage("thanks.show", Right.READ),
    "/console/listening": ConsolePage("listening.show", Right.READ),
    "/console/listening/answers": ConsolePage("listening.show_answers", Right.READ),
    "/console/listening/suggestions": ConsolePage("listening.show_suggestions", Right.READ),
    "/console/goals": ConsolePage("goals.show", Right.READ),
    "/console/staff": ConsolePage("staff.show", Right.STAFF),
    "/console/sessions": ConsolePage("sessions.show", Right.READ),
    "/console/log": ConsolePage("log.show", Right.LOG),
}
ACTS: dict[str, ConsoleAct] = {
    "/console/thanks/{source}/{order_id}": ConsoleAct(
        "thanks.write",
        Right.ANSWER,
        "note_write",
        "/console/thanks",
        "Written. It stands on their page, and goes by mail to who agreed to that.",
    ),
    "/console/listening/answers/{survey_id}/reply": ConsoleAct(
        "listening.reply",
        Right.ANSWER,
        "listening_reply",
        "/console/listening",
        "Your reply is on its way to them.",
    ),
    "/console/listening/suggestions/{suggestion_id}": ConsoleAct(
        "listening.decide",
        Right.ANSWER,
        "listening_say_to_suggestion",
        "/console/listening",
        "Said. Who suggested it or voted hears of a decision.",
    ),
    "/console/goals/start": ConsoleAct(
        "goals.start", Right.PROGRAM, "goal_start", "/console/goals", "It counts from now on."
    ),
    "/console/goals/{goal}/end": ConsoleAct(
        "goals.end", Right.PROGRAM, "goal_end", "/console/goals", "Ended."
    ),
    "/console/people/find": ConsoleAct(
        "people.find", Right.ADDRESSES, "person_find", "/console/people", ""
    ),
    "/console/people/{person_id}/goodwill": ConsoleAct(
        "person_acts.give",
        Right.GIVE,
        "goodwill_give",
        "/console/people/{person_id}",
        "Given. It is theirs now, and they are written to.",
    ),
    "/console/people/{person_id}/stop": ConsoleAct(
        "person_acts.stop",
        Right.HELP,
        "letters_stop",
        "/console/people/{person_id}",
        "No letter goes to them any more.",
    ),
    "/console/people/{person_id}/erase": ConsoleAct(
        "person_acts.erase",
        Right.ERASE,
        "privacy_ask",
        "/console/people/{person_id}",
        "They will be forgotten everywhere within an hour or two.",
    ),
    "/console/people/{person_id}/export": ConsoleAct(
        "person_acts.export", Right.ERASE, "privacy_ask", "/console/people/{person_id}", ""
    ),
    "/console/orders/find": ConsoleAct(
        "orders.find", Right.ADDRESSES, "person_find", "/console/orders", ""
    ),
    "/console/orders/{source}/{order_id}/claim": ConsoleAct(
        "order.claim",
        Right.HELP,
        "claim_make",
        "/console/orders/{source}/{order_id}",
        "Claimed. It is judged like any other hint, within seconds.",
    ),
    "/console/orders/{source}/{order_id}/correct": ConsoleAct(
        "order.correct",
        Right.HELP,
        "correction_make",
        "/console/orders/{source}/{order_id}",
        "Corrected. Attribution and rewards follow within seconds.",
    ),
    "/console/orders/{source}/{order_id}/hold": ConsoleAct(
        "order.hold",
        Right.HELP,
        "hold_make",
        "/console/orders/{source}/{order_id}",
        "Said. The reward follows within seconds.",
    ),
    "/console/orders/{source}/{order_id}/send": ConsoleAct(
        "order.resend_item",
        Right.HELP,
        "outbox_send_again",
        "/console/orders/{source}/{order_id}",
        "It goes out again, with all its tries before it.",
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
    MenuEntry("People", "/console/people"),
    MenuEntry("Orders", "/console/orders"),
    MenuEntry("Thanks", "/console/thanks"),
    MenuEntry("Listening", "/console/listening"),
    MenuEntry("Goals", "/console/goals"),
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
