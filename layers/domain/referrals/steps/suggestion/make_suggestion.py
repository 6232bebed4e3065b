"""Takes an advocate's suggestion, and votes for others': one vote a person, changeable.

The merchant's webhook hears of each suggestion by its id: its text is read where it is answered.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from awswire.codec import Item
from referrals.model.delivery.facts import Topic
from referrals.model.delivery.outbox import Channel
from referrals.model.delivery.outgoing import an_item
from referrals.model.errors import UnavailableError
from referrals.model.identity import new_id
from referrals.model.suggestion.suggestion import (
    LONGEST_TEXT,
    Suggestion,
    SuggestionTopic,
    plain_text,
    require_open,
    too_many,
)
from referrals.store.delivery.outbox import Outbox
from referrals.store.program.program import Programs
from referrals.store.suggestion.suggestion import Suggestions
from referrals.store.table import CancelledError, transact

TRIES = 3


@dataclass(frozen=True, slots=True)
class SuggestionDesk:
    suggestions: Suggestions
    programs: Programs
    outbox: Outbox


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestionWish:
    program_id: str
    person_id: str
    topic: SuggestionTopic
    text: str


def make_suggestion(
    wish: SuggestionWish, desk: SuggestionDesk, *, now: datetime, random: bytes
) -> Suggestion:
    """`random` is 10 bytes. What was just suggested in the same words is not made twice."""
    text = plain_text(wish.text, LONGEST_TEXT)
    for known in desk.suggestions.of_person(wish.person_id):
        if known.is_open and (known.program_id, known.text) == (wish.program_id, text):
            return known
    made = Suggestion(
        suggestion_id=new_id("sgs", now, random),
        program_id=wish.program_id,
        person_id=wish.person_id,
        topic=wish.topic,
        text=text,
        made_at=now,
    )
    actions = [*desk.suggestions.add_actions(made), *_call(made, desk)]
    try:
        transact(desk.suggestions.table.dynamo, actions)
    except CancelledError:
        raise too_many("text") from None
    return made


def _call(made: Suggestion, desk: SuggestionDesk) -> Iterator[Item]:
    program = desk.programs.find(made.program_id)
    if program is None or not program.rules.webhook_url:
        return
    call = an_item(
        f"suggestion-made#{made.suggestion_id}",
        Channel.WEBHOOK,
        Topic.SUGGESTION_MADE,
        program_id=made.program_id,
        at=made.made_at,
        data={
            "program": made.program_id,
            "suggestion_id": made.suggestion_id,
            "topic": made.topic.value,
        },
    )
    yield desk.outbox.add_action(call)


def vote_suggestion(
    suggestion: Suggestion,
    person_id: str,
    suggestions: Suggestions,
    *,
    wanted: bool,
    now: datetime,
) -> None:
    """Safe to repeat: a vote that stands so already stays."""
    require_open(suggestion)
    for _ in range(TRIES):
        if suggestions.has_vote(suggestion, person_id) is wanted:
            return
        actions = suggestions.vote_actions(suggestion, person_id, now, wanted=wanted)
        try:
            transact(suggestions.table.dynamo, actions)
        except CancelledError as cancelled:
            if 0 in cancelled.failed:
                raise too_many("suggestion_id") from None
            require_open(suggestions.get(suggestion.program_id, suggestion.suggestion_id))
            continue
        return
    raise UnavailableError("others are voting just now.", remedy="Try again.")
