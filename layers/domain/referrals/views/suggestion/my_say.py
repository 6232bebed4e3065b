"""What does this advocate have a say in: a question that waits, and suggestions to vote on?"""

from dataclasses import dataclass

from referrals.model.suggestion.suggestion import Suggestion, SuggestionState, SuggestionTopic
from referrals.model.words.wording import Wording
from referrals.store.suggestion.suggestion import Suggestions

SHOWN = 20


@dataclass(frozen=True, slots=True)
class SaidSuggestion:
    """Finished sentences, and what its form sends."""

    suggestion_id: str
    text: str
    votes: str
    status: str
    is_open: bool
    has_vote: bool
    answer: str
    answered: str
    """Who says the answer, as a sentence; empty without one."""


@dataclass(frozen=True, slots=True)
class MySay:
    topics: tuple[tuple[str, str], ...]
    """Value and label."""
    suggestions: tuple[SaidSuggestion, ...]


def my_say(person_id: str, program_id: str, suggestions: Suggestions, words: Wording) -> MySay:
    """The newest ones; those whose author was erased without ever being answered are left out."""
    found, _ = suggestions.page(program_id, SHOWN)
    shown = [each for each in found if each.text]
    votes = {name for _, name in suggestions.votes_of(person_id)} if shown else set()
    return MySay(
        topics=tuple((topic.value, words.say(f"say.topic_{topic}")) for topic in SuggestionTopic),
        suggestions=tuple(_sentences(each, words, votes) for each in shown),
    )


def _sentences(suggestion: Suggestion, words: Wording, votes: set[str]) -> SaidSuggestion:
    by = suggestion.answered_by
    return SaidSuggestion(
        suggestion_id=suggestion.suggestion_id,
        text=suggestion.text,
        votes=words.count("say.votes", suggestion.votes),
        status=words.say(f"say.{suggestion.state}"),
        is_open=suggestion.state is SuggestionState.OPEN,
        has_vote=suggestion.suggestion_id in votes,
        answer=suggestion.answer,
        answered=words.say("say.answered", name=by) if by else "",
    )
