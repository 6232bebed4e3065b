"""Errors as the desk says them: money as money, and remedies that somebody at the desk can follow.

An error's own text is for whoever called a program: it names fields, commands, addresses of the
API. Its `code` is stable, so what helps at the desk stands here, by code; what is the same for both
isn't repeated. A remedy that still speaks of the API is left out.
"""

import re

from referrals.model.errors import GoodwordError
from referrals.model.words.wording import ENGLISH, wording_of

# What speaks to whoever calls the API or types commands, and to nobody at a page.
API_SPEECH = re.compile(r"`goodword |\b(?:GET|POST|PUT|PATCH|DELETE) /|next_cursor")
# No page does it: the command is the one way.
COMMAND_ALONE = frozenset(
    [
        "no_program_here",
        "no_program_yet",
        "no_outbound_secret",
        "no_connection_secret",
        "nobody_named",
    ]
)
REMEDIES = {
    "already_staff": "Change their role in the list on the page Staff.",
    "by_hand": "The page Deliveries has it.",
    "exchange_begun": "Wait for the code. If it was given up, send it again on Deliveries.",
    "key_not_found": "Open Connections again: it lists those that are there.",
    "link_not_found": "Check its spelling: the page of its advocate, under People, has their link.",
    "nobody_to_thank": "Open the order: it names both.",
    "no_shop_customer": "Create the customer in the shop, then send it again on Deliveries.",
    "no_webhook_url": "Whoever looks after the stack writes it into the program’s rules.",
    "not_by_hand": "Open Deliveries again: it lists what does.",
    "person_not_found": "The page People lists everybody; an advocate’s id begins with adv_.",
    "privacy_request_not_found": "Ask whoever looks after the stack.",
    "review_not_found": "Open Reviews again: it lists those that wait.",
    "source_not_set_up": "Keep its first secret on this page.",
    "source_set_up": "Open the page again, and change it there: no order is refused meanwhile.",
    "rotation_under_way": "End the old one first, or tick that the newest is forgotten.",
    "staff_not_found": "Open Staff again: it lists everybody.",
    "todo_not_found": "Open Deliveries again: it lists what does.",
    "todo_over": "Open Deliveries again, and look at its order.",
}
_WHOLE = {
    "bad_cursor": "This place in the list isn’t there any more, or its address was cut off. "
    "Begin again at its beginning.",
    "reference_reused": "This form was sent before, with another amount. Open the page again, and "
    "look what they were given.",
}
TOO_LARGE = "goodwill_too_large"
_NOBODY_HERE = "Ask whoever looks after the stack."


def sentence(error: GoodwordError) -> str:
    """What was wrong and what helps, as a reader at the desk expects it."""
    if error.code in _WHOLE:
        return _WHOLE[error.code]
    message, remedy = error.message, REMEDIES.get(error.code, error.remedy)
    if error.code == TOO_LARGE:
        message, remedy = _largest_gesture(error), "Give less."
    if error.code not in COMMAND_ALONE and API_SPEECH.search(remedy):
        remedy = _NOBODY_HERE
    said = f"{message} {remedy}".strip()
    return said[:1].upper() + said[1:]


def _largest_gesture(error: GoodwordError) -> str:
    from referrals.model.goodwill.goodwill import GoodwillTooLargeError

    assert isinstance(error, GoodwillTooLargeError)
    most, wanted = (_amount(each, error.asset) for each in (error.most, error.wanted))
    return f"one gesture is at most {most}, and {wanted} was asked for."


def _amount(amount: int, asset: str) -> str:
    from referrals.model.expiry.terms import POINTS

    words = wording_of({}, ENGLISH)
    return words.count("reward.points", amount) if asset == POINTS else words.money(amount, asset)
