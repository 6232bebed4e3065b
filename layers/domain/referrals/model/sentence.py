"""What each person is told about a reward decision, in plain and kind sentences.

The advocate never learns what the friend bought or paid; nobody is told less than the reason.
"""

from datetime import datetime

from referrals.model.attribution import DISPROVED, NOBODY
from referrals.model.grant import ADVOCATE, FRIEND, Grant, Side

# By reason: for the advocate, for the friend.
_WITHHELD = {
    "program_paused": (
        "A friend came through you. The program is taking a break, so there is no reward this "
        "time.",
        "Welcome! The program that your friend told you about is taking a break, so there is no "
        "reward this time.",
    ),
    "test_order": (
        "This was a test order of the shop, so there is no reward.",
        "This was a test order of the shop, so there is no reward.",
    ),
    "nothing_paid": (
        "A friend came through you. Nothing was left to pay on the order, so there is no reward.",
        "Nothing was left to pay on your order, so there is no reward for it.",
    ),
    "cancelled": (
        "A friend came through you, but the order was cancelled, so there is no reward.",
        "Your order was cancelled, so there is no reward for it.",
    ),
    "disputed": (
        "A friend came through you, but the payment is being looked into by the bank. Should the "
        "shop keep it, the reward follows.",
        "The payment of your order is being looked into by the bank. Should it stand, your "
        "reward follows.",
    ),
    "refunded": (
        "A friend came through you, but the whole order was refunded, so there is no reward.",
        "Your whole order was refunded, so there is no reward for it.",
    ),
    "friend_unknown": (
        "A friend came through you, but the order names nobody we could reward, so there is no "
        "reward for either of you.",
        "Your order names no e-mail address, so we could not reward you or your friend.",
    ),
    "not_the_first_purchase": (
        "A friend came through you, but had ordered here before. The reward is for first orders.",
        "It is good to have you back. The reward is for a first order, and you had ordered before.",
    ),
    "not_a_new_customer": (
        "A friend came through you, but was a customer here before. The reward is for new ones.",
        "It is good to have you back. The reward is for new customers, and you were one of ours.",
    ),
    "other_currency": (
        "A friend came through you, but the order was in a currency that the program doesn't "
        "cover.",
        "Your order was in a currency that the program doesn't cover, so there is no reward.",
    ),
    "below_minimum": (
        "A friend came through you, but the order was smaller than the program asks for.",
        "Your order was smaller than the program asks for, so there is no reward for it.",
    ),
    "advocate_limit": (
        "A friend came through you, thank you! You have reached the limit of rewards for now.",
        "Welcome! Your friend has reached the limit of rewards for now, and the program rewards "
        "both of you or neither.",
    ),
    "friend_limit": (
        "A friend came through you, but has had the reward already.",
        "You have had this reward already. It is given only as often as the program says.",
    ),
    "budget_spent": (
        "A friend came through you, thank you! The program's budget is used up, so there is no "
        "reward this time.",
        "Welcome! The program's budget is used up, so there is no reward this time.",
    ),
    NOBODY: (
        "The shop looked at this order again and found that it came without a recommendation, so "
        "there is no reward for it.",
        "The shop looked at your order again and found that it came without a friend's "
        "recommendation, so there is no reward for it.",
    ),
    DISPROVED: (
        "It became known later who had placed this order, and the recommendation does not fit "
        "it, so there is no reward for it.",
        "It became known later that the recommendation does not fit your order, so there is no "
        "reward for it.",
    ),
}

_MOVED = "The shop looked again at who had brought this friend, and it was somebody else. "
_NEVER_CAME = "The shop looked again at this order, and it had come without a recommendation. "
_NEVER_FITTED = (
    "It became known who had placed this order, and the recommendation does not fit it. "
)

REMEDIES = {
    "program_paused": "Orders count again once the shop resumes the program.",
    "test_order": "Place a real order, or let the program run in test mode.",
    "nothing_paid": "An order with something to pay would count.",
    "cancelled": "A new order that is kept would count.",
    "disputed": "Counts as soon as the dispute is won.",
    "refunded": "A new order that is kept would count.",
    "friend_unknown": "Ask for an e-mail address at the checkout.",
    "not_the_first_purchase": "Only a customer's first order counts in this program.",
    "not_a_new_customer": "Only new customers count in this program.",
    "other_currency": "An order in the program's own currency would count.",
    "below_minimum": "A larger order would count.",
    "advocate_limit": "Counts again when the next period begins.",
    "friend_limit": "A friend who has not had the reward would count.",
    "budget_spent": "Counts again once the shop raises the budget.",
}

_BACK = {
    "cancelled": "The order was cancelled",
    "disputed": "The payment is being looked into by the bank",
    "refunded": "The whole order was refunded",
    "refunded_in_part": "Part of the order was refunded",
    "restored": "The payment stands after all",
}


def told(reason: str) -> tuple[str, str]:
    """For the advocate and for the friend: why there is nothing."""
    return _WITHHELD[reason]


def earned(sides: tuple[Side, ...], hold_end: datetime | None) -> tuple[str, str]:
    """For the advocate and for the friend: what they get, and from when."""
    words = {side.role: side.worth.words for side in sides}
    extra = [side.worth.words for side in sides if side.role not in (ADVOCATE, FRIEND)]
    mine = _listed([words[ADVOCATE], *extra])
    return (
        f"Thank you! A friend came through you: {mine} for you, yours {_from(hold_end)}.",
        welcomed(sides, hold_end),
    )


def welcomed(sides: tuple[Side, ...], hold_end: datetime | None) -> str:
    """For the friend; empty where they have no side."""
    theirs = next((side.worth.words for side in sides if side.role == FRIEND), "")
    return theirs and f"Welcome! {theirs[0].upper()}{theirs[1:]} for you, yours {_from(hold_end)}."


def taken_back(grant: Grant, reason: str) -> tuple[str, str]:
    """For the advocate and for the friend: what is left of it, and why."""
    return _left(grant, grant.advocate_id, reason), _left(grant, grant.friend_id, reason)


def moved_on(taken: tuple[Side, ...], nobody: str = "") -> str:
    """For the advocate from whom it was taken, for another or for `nobody`'s reason; empty when
    they had nothing."""
    if not taken:
        return ""
    spent = any(side.uncollected for side in taken)
    keep = " What you have spent of it stays yours." if spent else ""
    why = {NOBODY: _NEVER_CAME, DISPROVED: _NEVER_FITTED}.get(nobody, _MOVED)
    return f"{why}The reward for it went back.{keep}"


def _left(grant: Grant, person_id: str, reason: str) -> str:
    mine = [side for side in grant.sides if side.person_id == person_id]
    if not mine:
        return f"{_BACK[reason]}."
    kept = [_kept(side) for side in mine if side.standing]
    if not kept:
        return f"{_BACK[reason]}, so the reward for it went back, too."
    return f"{_BACK[reason]}. You keep {_listed(kept)}."


def _kept(side: Side) -> str:
    return side.words_for(side.standing) if side.reversed else side.worth.words


def _listed(parts: list[str]) -> str:
    *most, last = parts
    return f"{', '.join(most)} and {last}" if most else last


def _from(hold_end: datetime | None) -> str:
    return f"from {_day(hold_end)} on" if hold_end else "now"


def _day(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y}"
