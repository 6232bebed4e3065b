"""What "you said, we did" says beyond its wording: the suggestion, and the shop's own words."""

from referrals.desks.program_words import program_words
from referrals.model.delivery.delivery import LetterContent, Skipped
from referrals.model.delivery.outbox import OutboxItem
from referrals.model.people.person import Person
from referrals.model.suggestion.suggestion import SuggestionState
from referrals.model.words.wording import wording_of
from referrals.wiring import nudge_stores

SHOWN = 120


def decision_content(item: OutboxItem, reader: Person) -> LetterContent | Skipped:
    suggestion = nudge_stores.suggestions().find(item.program_id, str(item.data["suggestion_id"]))
    if suggestion is None or suggestion.is_open:
        return Skipped("erased")
    words = wording_of(program_words(item.program_id), reader.locale)
    done = suggestion.state is SuggestionState.DONE
    outcome = words.say(f"suggestion_decided.{'done' if done else 'declined'}")
    own = "own" if suggestion.person_id == reader.person_id else "voted"
    text = suggestion.text or words.say("suggestion_decided.without_text")
    short = text if len(text) <= SHOWN else f"{text[:SHOWN].rstrip()}…"
    said = words.say(f"suggestion_decided.{own}", text=short)
    return LetterContent(
        values={"said": said, "outcome": outcome},
        quote=suggestion.answer,
        quote_by=suggestion.answered_by,
    )
