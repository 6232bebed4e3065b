"""Addresses of the desk that are about people and their orders: lines of `routes.py`."""

from referrals.model.staff.right import Right
from referrals.pages.console.route import ConsoleAct, ConsolePage

PEOPLE_PAGES: dict[str, ConsolePage] = {
    "/console/orders": ConsolePage("orders.show", Right.READ),
    "/console/orders/{source}/{order_id}": ConsolePage("order.show", Right.READ),
    "/console/people": ConsolePage("people.show", Right.READ),
    "/console/people/{person_id}": ConsolePage("person.show", Right.READ),
    "/console/thanks": ConsolePage("thanks.show", Right.READ),
    "/console/listening": ConsolePage("listening.show", Right.READ),
    "/console/listening/answers": ConsolePage("listening.show_answers", Right.READ),
    "/console/listening/suggestions": ConsolePage("listening.show_suggestions", Right.READ),
    "/console/goals": ConsolePage("goals.show", Right.READ),
}
PEOPLE_ACTS: dict[str, ConsoleAct] = {
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
}
