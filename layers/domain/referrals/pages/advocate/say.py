"""My say, on the advocate's page: a question that waits, suggestions and votes.

Who speaks is always the session's person; a form names only what it is about.
"""

from dataclasses import dataclass
from http import HTTPStatus

from referrals.desks.program_words import program_words
from referrals.edge.form import form_of
from referrals.edge.http import Answer, Event, answer
from referrals.model.program.program import Program
from referrals.model.session.person_session import PersonSession
from referrals.model.suggestion.suggestion import LONGEST_TEXT, SuggestionTopic
from referrals.model.survey.survey_link import PURPOSE
from referrals.model.words.wording import Wording
from referrals.pages.advocate import refusal
from referrals.pages.note import show_note
from referrals.pages.session import require_session
from referrals.views.suggestion.my_say import MySay, my_say
from referrals.views.survey.survey_section import (
    SurveyReply,
    SurveySection,
    survey_reply,
    survey_section,
)
from referrals.wiring import clock, keys, nudge_stores, settings, stores

PLACE = "/me#say"
_REFUSALS: dict[int, str] = {
    HTTPStatus.CONFLICT: "say.refused_decided",
    HTTPStatus.BAD_REQUEST: "say.refused_many",
}


@dataclass(frozen=True, slots=True)
class SaySection:
    survey: SurveySection | None
    reply: SurveyReply | None
    """To what they answered."""
    mine: MySay | None
    """None where the program takes no suggestions."""
    longest: int = LONGEST_TEXT


def say_section(session: PersonSession, rules: Program, words: Wording) -> SaySection | None:
    """None where there is nothing to say: for `say.html`, which shows it as `say`."""
    surveys = nudge_stores.surveys().of_person(session.person_id)
    survey = survey_section(
        surveys,
        session.program_id,
        key=keys.signing_keys(PURPOSE)[0],
        public_url=settings.setting("PUBLIC_URL"),
        now=clock.now(),
    )
    mine = None
    if rules.listening.suggestions:
        suggestions = nudge_stores.suggestions()
        mine = my_say(session.person_id, session.program_id, suggestions, words)
    reply = survey_reply(surveys, session.program_id, words, now=clock.now())
    return SaySection(survey, reply, mine) if survey or reply or mine else None


def suggest(event: Event) -> Answer:
    from referrals.desks import suggestion as suggestion_desk
    from referrals.steps.suggestion.make_suggestion import SuggestionWish, make_suggestion

    session = _listening_session(event)
    if session is None:
        return back()
    form = form_of(event)
    topic = form.text("topic", 20)
    wish = SuggestionWish(
        program_id=session.program_id,
        person_id=session.person_id,
        topic=SuggestionTopic(topic) if topic in list(SuggestionTopic) else SuggestionTopic.OTHER,
        text=form.lines("text", LONGEST_TEXT),
    )
    if wish.text:
        desk, random = suggestion_desk.suggestions(), clock.random_bytes(10)
        make_suggestion(wish, desk, now=clock.now(), random=random)
    return back()


def vote(event: Event) -> Answer:
    from referrals.steps.suggestion.make_suggestion import vote_suggestion

    session = _listening_session(event)
    if session is None:
        return back()
    form, suggestions = form_of(event), nudge_stores.suggestions()
    suggestion = suggestions.get(session.program_id, form.text("suggestion", 60))
    wanted = form.text("want", 3) == "yes"
    vote_suggestion(suggestion, session.person_id, suggestions, wanted=wanted, now=clock.now())
    return back()


def back() -> Answer:
    """To where the form stood; a reload sends nothing again."""
    headers = {"location": PLACE, "cache-control": "private, no-store"}
    return answer(HTTPStatus.SEE_OTHER, headers=headers)


def show_refusal(event: Event, status: int) -> Answer:
    """Too much for a day, or decided by now; anything else as on the rest of the page."""
    text = _REFUSALS.get(status, "")
    if not text:
        return refusal.show_refusal(event, status)
    program_id = refusal.own_program(event)
    return show_note(
        event,
        title="say.refused_title",
        text=text,
        status=status,
        own=program_words(program_id),
        program_id=program_id,
    )


def _listening_session(event: Event) -> PersonSession | None:
    """None where the program takes no suggestions: a form from before it stopped."""
    session = require_session(event)
    rules = stores.programs().get(session.program_id).rules
    return session if rules.listening.suggestions else None
