"""GET and POST /survey: one question from 0 to 10, and why; recorded by the press of the button.

The number in a letter's address only chooses beforehand: scanners follow all of them.
"""

from http import HTTPStatus
from urllib.parse import quote

from referrals.edge.form import form_of
from referrals.edge.http import Answer, Event
from referrals.edge.language import words_of
from referrals.model.people.person import Role
from referrals.model.program.program import Program
from referrals.model.survey.survey import BEST, HIGHEST, LONGEST_TEXT, ScoreBand, Survey
from referrals.model.survey.survey_link import PURPOSE, read_survey_link
from referrals.model.words.wording import Wording, wording_of
from referrals.pages.brand import brand_of
from referrals.pages.note import show_note
from referrals.pages.shown_rules import shown_rules
from referrals.pages.template import the_pages
from referrals.pages.trouble import show_trouble
from referrals.wiring import clock, keys, nudge_stores, stores

SCORES, NUMBERS = tuple(range(HIGHEST + 1)), tuple(range(1, BEST + 1))


def ask(event: Event) -> Answer:
    """Changes nothing."""
    survey = nudge_stores.surveys().get(_survey_id(event))
    chosen = _score(str(_query(event).get("score", "")))
    said = survey.answer.said if survey.answer else ""
    if chosen is None and survey.answer:
        chosen = survey.answer.score
    return _form(event, survey, chosen=chosen, said=said)


def take(event: Event) -> Answer:
    """A second answer replaces the first. How the last order was is asked afterwards, one tap."""
    # Few answers come for many who look: what only they need is imported here.
    from referrals.desks import survey as survey_desk
    from referrals.steps.survey.answer_survey import answer_survey, note_satisfaction

    survey_id, form = _survey_id(event), form_of(event)
    if form.has("satisfaction"):
        number = _number(form.text("satisfaction", 2), NUMBERS)
        surveys = nudge_stores.surveys()
        asked = surveys.get(survey_id)
        if asked.answer is None:
            return _form(event, asked, chosen=None, said="", missing=True)
        return _thanks(event, note_satisfaction(survey_id, number or 0, surveys))
    score, said = _score(form.text("score", 2)), form.lines("said", LONGEST_TEXT)
    if score is None:
        survey = nudge_stores.surveys().get(survey_id)
        return _form(event, survey, chosen=None, said=said, missing=True)
    survey = answer_survey(survey_id, score, said, survey_desk.answers(), now=clock.now())
    return _thanks(event, survey)


def _thanks(event: Event, survey: Survey) -> Answer:
    assert survey.answer is not None
    rules = stores.programs().get(survey.program_id).rules
    is_promoter = survey.answer.band is ScoreBand.PROMOTER
    return the_pages().show(
        "survey_thanks.html",
        _words(event, survey.person_id, rules),
        brand=brand_of(rules),
        band=survey.answer.band.value,
        token=_query(event).get("token", ""),
        numbers=NUMBERS,
        satisfaction=survey.answer.satisfaction,
        doors=_doors(survey.person_id, rules) if is_promoter else (),
        review_url=rules.listening.review_url,
    )


def _doors(person_id: str, rules: Program) -> list[tuple[str, str]]:
    """Ways on for who is glad: to share, and to a story where the program takes any."""
    from referrals.desks.story_letter import change_address

    person = stores.people().find(person_id)
    if person is None:
        return []
    advocate = person.role is Role.ADVOCATE
    doors = [("share", "/me") if advocate else ("join", f"/join/{quote(rules.program)}")]
    if rules.stories.wall:
        address = "/me/story" if advocate else change_address(person, rules.program)
        doors.append(("story", address))
    return doors


def show_refusal(event: Event, status: int) -> Answer:
    """The link's fault, or ours."""
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return show_trouble(event, status)
    return show_note(event, title="survey_page.bad_title", text="survey_page.bad", status=status)


def _form(
    event: Event, survey: Survey, *, chosen: int | None, said: str, missing: bool = False
) -> Answer:
    rules = shown_rules(survey.program_id)
    return the_pages().show(
        "survey.html",
        _words(event, survey.person_id, rules),
        status=HTTPStatus.BAD_REQUEST if missing else HTTPStatus.OK,
        brand=brand_of(rules),
        shop=rules.shop_name,
        token=_query(event).get("token", ""),
        scores=SCORES,
        chosen=chosen,
        said=said,
        missing=missing,
        longest=LONGEST_TEXT,
    )


def _words(event: Event, person_id: str, rules: Program) -> Wording:
    """The person's own language; the browser's where they are gone."""
    person = stores.people().find(person_id)
    own = rules.words
    return wording_of(own, person.locale) if person else words_of(event, own)


def _score(text: str) -> int | None:
    return _number(text, SCORES)


def _number(text: str, numbers: tuple[int, ...]) -> int | None:
    return int(text) if text in map(str, numbers) else None


def _survey_id(event: Event) -> str:
    return read_survey_link(keys.signing_keys(PURPOSE), str(_query(event).get("token", "")))


def _query(event: Event) -> dict[str, str]:
    return event.get("queryStringParameters") or {}
