"""GET /console/listening: what people answered, who waits for a word, what they would change."""

from dataclasses import dataclass

from referrals.edge.http import Answer
from referrals.model.errors import RefusedError
from referrals.model.order.claim import LONGEST_MAKER
from referrals.model.staff.right import Right
from referrals.model.suggestion.suggestion import LONGEST_ANSWER, Suggestion, SuggestionState
from referrals.model.survey.survey import LONGEST_REPLY
from referrals.pages.console.cursor import pack, unpack
from referrals.pages.console.frame import show as show_page
from referrals.pages.console.listing import (
    Cell,
    Column,
    ListFilter,
    Listing,
    ListPage,
    cursor_of,
    show_list,
)
from referrals.pages.console.visit import DeskVisit
from referrals.views.survey.listening_figures import listening_figures
from referrals.views.survey.monthly_scores import monthly_scores
from referrals.views.survey.survey_answers import AnswerRow, survey_answers
from referrals.wiring import nudge_stores, stores

WAITING, SUGGESTED = 10, 20
ANSWER_COLUMNS = tuple(map(Column, ("answered", "score", "order", "said", "person", "reply", "by")))
SUGGESTION_COLUMNS = (
    *map(Column, ("suggested", "about", "text")),
    Column("votes", figure=True),
    *map(Column, ("stands", "our answer", "by", "since version")),
)
WHICH = (("all", "all of them"), ("waiting", "waiting for a word"))
SHAPES = {"promoter": "yours", "passive": "spent", "detractor": "person"}
STATES = {
    SuggestionState.OPEN: ("open", "pending"),
    SuggestionState.DONE: ("done", "yours"),
    SuggestionState.DECLINED: ("not done", "spent"),
}
DECISIONS = (
    ("answer", "Answer for now: it stays open"),
    ("done", "Done: say since which version of the program"),
    ("decline", "Not done, and why"),
)


class NoVersionError(RefusedError):
    code = "no_version"


class NoWordError(RefusedError):
    code = "no_word"


@dataclass(frozen=True, slots=True)
class SuggestionLine:
    suggestion: Suggestion
    state: str
    shape: str


def show(visit: DeskVisit) -> Answer:
    program_id, surveys = visit.program.program_id, nudge_stores.surveys()
    waiting, more = survey_answers(program_id, surveys, waiting=True, limit=WAITING)
    place = unpack(cursor_of(visit), *nudge_stores.suggestions().page_keys)
    found, after = nudge_stores.suggestions().page(program_id, SUGGESTED, place)
    return show_page(
        visit,
        "listening",
        "Listening",
        figures=listening_figures(program_id, surveys, visit.now),
        months=monthly_scores(program_id, surveys, visit.now),
        waiting=waiting,
        more=bool(more),
        suggestions=[SuggestionLine(each, *STATES[each.state]) for each in found],
        after=pack(after),
        decisions=DECISIONS,
        version=visit.program.version,
        replies=visit.may(Right.ANSWER),
        longest_reply=LONGEST_REPLY,
        longest_answer=LONGEST_ANSWER,
        longest_name=LONGEST_MAKER,
        refused=set(visit.parts.values()),
    )


def show_answers(visit: DeskVisit) -> Answer:
    which = "waiting" if visit.query("which") == "waiting" else "all"
    surveys = nudge_stores.surveys()

    def fetch(start: str, limit: int) -> ListPage:
        place = unpack(start, *surveys.page_keys)
        waiting = which == "waiting"
        program_id = visit.program.program_id
        rows, after = survey_answers(program_id, surveys, waiting=waiting, limit=limit, start=place)
        return ListPage([_answer_cells(visit, each) for each in rows], pack(after))

    listing = Listing(
        name=f"answers-{which}",
        caption="Answers of people who were asked",
        path="/console/listening/answers",
        columns=ANSWER_COLUMNS,
        fetch=fetch,
        empty="Nobody answered yet. People are asked by letter once `listening` has `surveys`.",
        filters=(ListFilter("which", "Which", which, WHICH),),
    )
    return show_list(visit, listing, "Answers")


def show_suggestions(visit: DeskVisit) -> Answer:
    suggestions = nudge_stores.suggestions()

    def fetch(start: str, limit: int) -> ListPage:
        place = unpack(start, *suggestions.page_keys)
        found, after = suggestions.page(visit.program.program_id, limit, place)
        return ListPage([_suggestion_cells(visit, each) for each in found], pack(after))

    listing = Listing(
        name="suggestions",
        caption="What advocates would change, the newest first",
        path="/console/listening/suggestions",
        columns=SUGGESTION_COLUMNS,
        fetch=fetch,
        empty="Nobody suggested anything yet.",
    )
    return show_list(visit, listing, "Suggestions")


def reply(visit: DeskVisit) -> None:
    """Once for each answer, by name; its person gets a letter."""
    from referrals.desks import survey as survey_desk
    from referrals.steps.survey.answer_survey import ReplyWord, reply_answer

    word = ReplyWord(_word(visit, LONGEST_REPLY), _name(visit), visit.staff.staff_id)
    reply_answer(visit.parts["survey_id"], word, survey_desk.answers(), now=visit.now)


def decide(visit: DeskVisit) -> None:
    """An answer for now, or what became of it: who suggested or voted is told of that."""
    from referrals.steps.suggestion.decide_suggestion import (
        StaffWord,
        answer_suggestion,
        decide_suggestion,
    )

    suggestions, act = nudge_stores.suggestions(), visit.form.text("act", 20)
    known = suggestions.get(visit.program.program_id, visit.parts["suggestion_id"])
    word = StaffWord(_word(visit, LONGEST_ANSWER), _name(visit), visit.staff.staff_id)
    if act not in ("done", "decline"):
        answer_suggestion(known, word, suggestions, now=visit.now)
        return
    decide_suggestion(
        known,
        word,
        suggestions,
        version=_version(visit) if act == "done" else None,
        programs=stores.programs(),
        now=visit.now,
    )


def _word(visit: DeskVisit, most: int) -> str:
    text = visit.form.lines("text", most)
    if not text:
        raise NoWordError("there is nothing in it.", field="text", remedy="Write a word or two.")
    return text


def _name(visit: DeskVisit) -> str:
    by = visit.form.text("by", LONGEST_MAKER)
    if not by:
        raise NoWordError("who writes it?", field="by", remedy="They read your name: give it.")
    return by


def _version(visit: DeskVisit) -> int:
    text = visit.form.text("version", 9)
    if not (text.isascii() and text.isdecimal() and int(text)):
        raise NoVersionError(
            "since which version of the program?",
            field="version",
            remedy=f"The newest one is {visit.program.version}.",
        )
    return int(text)


def _answer_cells(visit: DeskVisit, row: AnswerRow) -> list[Cell]:
    return [
        Cell(visit.date(row.answered_at), raw=row.answered_at.isoformat()),
        Cell(str(row.score), status=SHAPES[row.band]),
        Cell(
            f"{row.satisfaction} of 5" if row.satisfaction else "–", raw=str(row.satisfaction or "")
        ),
        Cell(row.said or "–"),
        Cell(row.person_id, visit.link(f"/console/people/{row.person_id}")),
        Cell(row.reply or ("waits" if row.waits_for_reply else "–")),
        Cell(row.replied_by or "–"),
    ]


def _suggestion_cells(visit: DeskVisit, each: Suggestion) -> list[Cell]:
    state, shape = STATES[each.state]
    return [
        Cell(visit.date(each.made_at), raw=each.made_at.isoformat()),
        Cell(each.topic.value),
        Cell(each.text or "taken off with its author"),
        Cell(str(each.votes)),
        Cell(state, status=shape),
        Cell(each.answer or "–"),
        Cell(each.answered_by or "–"),
        Cell(str(each.program_version or "–")),
    ]
