"""The shop answers a suggestion, or decides on it; who asked or voted is told by the clock."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from referrals.model.errors import ConflictError
from referrals.model.suggestion.suggestion import (
    LONGEST_ANSWER,
    Suggestion,
    SuggestionState,
    plain_text,
    require_open,
)
from referrals.store.program.program import Programs
from referrals.store.suggestion.suggestion import Suggestions
from referrals.store.table import CancelledError, transact

TOLD_ALL = "decision"


class SuggestionChangedError(ConflictError):
    """Somebody else of the shop answered or decided at the same time."""

    code = "suggestion_changed"


@dataclass(frozen=True, slots=True)
class StaffWord:
    """What somebody of the shop says to it."""

    answer: str
    made_by: str
    actor: str = ""

    def fields(self, now: datetime) -> dict[str, Any]:
        text = plain_text(self.answer, LONGEST_ANSWER)
        said = {"answer": text, "answered_by": self.made_by, "answered_at": now}
        return said | {"actor": self.actor}


def answer_suggestion(
    known: Suggestion, word: StaffWord, suggestions: Suggestions, *, now: datetime
) -> Suggestion:
    """A word of the shop below it; the newest holds. Nobody is written to."""
    require_open(known)
    return _change(known, word.fields(now), suggestions, now, tell=False)


def decide_suggestion(
    known: Suggestion,
    word: StaffWord,
    suggestions: Suggestions,
    *,
    version: int | None,
    programs: Programs,
    now: datetime,
) -> Suggestion:
    """Done, with the version of the program that did it; or declined, where `version` is None."""
    require_open(known)
    if version is not None:
        programs.get_version(known.program_id, version)
    state = SuggestionState.DECLINED if version is None else SuggestionState.DONE
    decision = {"state": state, "decided_at": now, "program_version": version}
    return _change(known, word.fields(now) | decision, suggestions, now, tell=True)


def _change(
    known: Suggestion,
    fields: dict[str, Any],
    suggestions: Suggestions,
    now: datetime,
    *,
    tell: bool,
) -> Suggestion:
    after = Suggestion.model_validate({**known.model_dump(), **fields})
    actions = [suggestions.change_action(known, after)]
    if tell:
        agenda = suggestions.agenda
        entry = agenda.entry(known.program_id, now, TOLD_ALL, known.suggestion_id)
        actions.append(agenda.add_action(entry))
    try:
        transact(suggestions.table.dynamo, actions)
    except CancelledError:
        raise SuggestionChangedError(
            "somebody else answered or decided just now.", field="suggestion_id"
        ) from None
    return after
