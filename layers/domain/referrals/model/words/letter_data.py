"""What a letter is about: the facts that it carries, and which sentences its topic has."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from referrals.model.delivery.delivery import LetterKind, Skipped
from referrals.model.delivery.facts import Topic
from referrals.model.delivery.outbox import OutboxItem
from referrals.model.delivery.outgoing import code_end
from referrals.model.delivery.unsubscribe import StopLink
from referrals.model.moment import Moment
from referrals.model.order.payment import Act
from referrals.model.people.buyer import hash_of_buyer
from referrals.model.reward.grant import Grant
from referrals.model.risk.case import ReviewNote


class EndingPart(BaseModel):
    model_config = ConfigDict(frozen=True)
    ends_at: Moment
    amount: int


class LetterData(BaseModel):
    """What an item of a letter's topic carries in `data`: ids and facts, nobody's name."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    reward: dict[str, Any] = {}
    """Terms with their kind, as the program spells them, and the `amount` they came to."""
    reward_sentence: str = ""
    """The reward type's own sentence, for kinds that have no translated one."""
    reason: str = ""
    """Why it went back, or why there is none; snake_case."""
    hold_until: Moment | None = None
    ends_at: Moment | None = None
    """The end of what is theirs from now on."""
    ends: tuple[EndingPart, ...] = ()
    """What a warning is about."""
    code: str = ""
    code_ends_at: Moment | None = None
    """The moment from which on the code counts no more."""
    reviewed: bool = False
    """Whether somebody had to look first, and let it go ahead."""
    review: ReviewNote | None = None
    act: Act = Act.PURCHASE
    """What the friend did."""
    advocate_id: str = ""
    friend_id: str = ""

    @property
    def has_remainder(self) -> bool:
        """Whether something of it stands."""
        return bool(self.reward or self.reward_sentence) and self.reward.get("amount") != 0


type NewsPart = Literal[
    "thanks",
    "welcome",
    "ready",
    "back",
    "none",
    "again",
    "ends",
    "gesture",
    "look",
    "exchange",
    "refused",
]
# Which sentences a topic uses, and how they call the other person, if they tell of one.
REWARD_PARTS: dict[str, tuple[NewsPart, str]] = {
    Topic.ADVOCATE_THANKED: ("thanks", "friend"),
    Topic.FRIEND_WELCOMED: ("welcome", "advocate"),
    Topic.REWARD_ISSUED: ("ready", ""),
    Topic.REWARD_RELEASED: ("ready", ""),
    Topic.REWARD_REVERSED: ("back", ""),
    Topic.REWARD_WITHHELD: ("none", ""),
    Topic.REWARD_RESTORED: ("again", ""),
    Topic.VALUE_ENDING: ("ends", ""),
    Topic.VALUE_GIVEN: ("gesture", ""),
    Topic.VALUE_EXCHANGED: ("exchange", ""),
    Topic.EXCHANGE_REFUSED: ("refused", ""),
    Topic.REVIEW_OPENED: ("look", ""),
    Topic.REVIEW_DENIED: ("none", ""),
}
# Letters about anything else, whose sentences are found by their names (docs/adding-a-letter.md).
PLAIN_PARTS: dict[str, tuple[str, str]] = {
    Topic.NOTE_WRITTEN: ("note_letter", "friend"),
    Topic.STAFF_NOTE_WRITTEN: ("staff_note", ""),
    Topic.NOTE_ANSWERED: ("note_reply", "advocate"),
    Topic.GOAL_REWARDED: ("goal_rewarded", ""),
    Topic.GOAL_DONATED: ("goal_donated", ""),
    Topic.GOAL_MISSED: ("goal_missed", ""),
    Topic.MEMORY_MARKED: ("memory_letter", ""),
    Topic.STORY_APPROVED: ("story_approved", ""),
    Topic.STORY_DECLINED: ("story_declined", ""),
    Topic.ADVOCATE_NUDGED: ("nudge", ""),
    Topic.SURVEY_ASKED: ("survey", ""),
    Topic.ANSWER_REPLIED: ("answer_reply", ""),
    Topic.SUGGESTION_DECIDED: ("suggestion_decided", ""),
    Topic.SIGN_IN_REQUESTED: ("sign_in_letter", ""),
    Topic.JOIN_REQUESTED: ("join_letter", ""),
    Topic.STAFF_INVITED: ("staff_invitation", ""),
    Topic.STAFF_SIGN_IN_REQUESTED: ("staff_letter", ""),
    Topic.STAFF_PASSKEY_ADDED: ("staff_passkey_added", ""),
    Topic.STAFF_PASSKEYS_REMOVED: ("staff_passkeys_removed", ""),
    Topic.STAFF_PASSKEY_COPIED: ("staff_passkey_copied", ""),
    Topic.ADVOCATE_ENROLLED: ("enrolled_letter", ""),
    Topic.ADVOCATE_INVITED: ("invitation_letter", ""),
    Topic.NOTE_WRITTEN: ("note_letter", "friend"),
    Topic.STAFF_NOTE_WRITTEN: ("staff_note", ""),
    Topic.NOTE_ANSWERED: ("note_reply", "advocate"),
    Topic.SURVEY_ASKED: ("survey", ""),
    Topic.ANSWER_REPLIED: ("answer_reply", ""),
    Topic.SUGGESTION_DECIDED: ("suggestion_decided", ""),
}
PARTS: dict[str, tuple[str, str]] = {**REWARD_PARTS, **PLAIN_PARTS}
# Friendly letters, each with the consent that it takes: a field of `Consents`.
FRIENDLY: dict[str, str] = {
    Topic.ADVOCATE_NUDGED: "nudges",
    Topic.ADVOCATE_INVITED: "mail",
    Topic.NOTE_WRITTEN: "mail",
    Topic.STAFF_NOTE_WRITTEN: "mail",
    Topic.NOTE_ANSWERED: "mail",
    Topic.SURVEY_ASKED: "surveys",
    Topic.SUGGESTION_DECIDED: "mail",
    Topic.MEMORY_MARKED: "mail",
    Topic.GOAL_DONATED: "mail",
    Topic.GOAL_MISSED: "mail",
}
# Letters that their reader asked for a moment ago, to come in by.
STAFF_NEWS: frozenset[str] = frozenset(
    (
        Topic.STAFF_INVITED,
        Topic.STAFF_PASSKEY_ADDED,
        Topic.STAFF_PASSKEYS_REMOVED,
        Topic.STAFF_PASSKEY_COPIED,
    )
)
"""About somebody's own place at the desk."""
STAFF: frozenset[str] = frozenset((*STAFF_NEWS, Topic.STAFF_SIGN_IN_REQUESTED))
"""To the shop's own people, of whom nobody shares a link."""
SIGN_IN: frozenset[str] = frozenset((Topic.SIGN_IN_REQUESTED, Topic.JOIN_REQUESTED, *STAFF))
# Of what was: once a reader is found, the first letter tells what is, or the next decision does.
_HISTORY = {
    *(Topic.REWARD_REVERSED, Topic.REWARD_RESTORED, Topic.REWARD_WITHHELD),
    *(Topic.REVIEW_OPENED, Topic.REVIEW_DENIED, Topic.VALUE_ENDING),
}


def kind_of(topic: str) -> LetterKind:
    """A letter that no list names tells only what somebody earned or lost, or why not."""
    if topic in SIGN_IN:
        return LetterKind.SIGN_IN
    return LetterKind.FRIENDLY if topic in FRIENDLY else LetterKind.SERVICE


def stop_link_of(topic: str, reader_id: str) -> StopLink:
    """The letter's own way out. A buyer's has no kind: nothing is kept of them to take back."""
    kind = "" if hash_of_buyer(reader_id) else FRIENDLY.get(topic, "")
    return StopLink(reader_id, kind)


def other_person_id(topic: str, data: dict[str, Any]) -> str:
    """The id of the person whom the letter tells its reader of; empty for nobody."""
    role = PARTS[topic][1] if topic in PARTS else ""
    return str(data.get(f"{role}_id") or "")


def refresh_letter(item: OutboxItem, grant: Grant | None) -> OutboxItem | Skipped:
    """The letter brought up to date with `grant`, after a wait for its reader's address."""
    if item.topic in _HISTORY:
        return Skipped("told_as_it_stands")
    if grant is None:
        return item
    side = next((each for each in grant.sides if each.name == item.data.get("side")), None)
    if side is None or not side.remaining:
        return Skipped("reversed")
    data = {**item.data, "code": side.code, **code_end(side)}
    if side.is_counted:
        data["reward"] = {**data.get("reward", {}), "amount": side.remaining}
    return item.model_copy(update={"data": data})
