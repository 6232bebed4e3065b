"""`goodword listening`, `answers` and `suggestions`: what people say, and what the shop answers."""

from typing import Annotated

import typer

from goodword import target
from goodword.change_log import actor_of_change
from goodword.output import AsJson, Stack, console, explain_errors, show
from goodword.sheet import Sheet
from referrals.desks import survey as survey_desk
from referrals.model.suggestion.suggestion import LONGEST_ANSWER, Suggestion
from referrals.model.survey.survey import LONGEST_REPLY
from referrals.steps.suggestion.decide_suggestion import (
    StaffWord,
    answer_suggestion,
    decide_suggestion,
)
from referrals.steps.survey.answer_survey import ReplyWord, reply_answer
from referrals.views.survey.listening_figures import ListeningFigures, listening_figures
from referrals.views.survey.survey_answers import AnswerRow, answer_row, survey_answers
from referrals.wiring import clock, nudge_stores, stores

LONGEST_NAME = 80
answers = typer.Typer(no_args_is_help=True, help="Answers to the question: list, reply.")
suggestions = typer.Typer(no_args_is_help=True, help="Suggestions: list, answer, decide.")
ProgramId = Annotated[str, typer.Argument(help="The program's id.")]
Limit = Annotated[int, typer.Option(min=1, max=1000, help="At most so many.")]
By = Annotated[str, typer.Option("--by", help="Who of the shop says this; people read the name.")]


def listening(program: ProgramId, as_json: AsJson = False, stack: Stack = "") -> None:
    """How likely people recommend the shop, and how sure that is."""
    with explain_errors():
        target.enter(stack)
        stores.programs().get(program)
        found = listening_figures(program, nudge_stores.surveys(), clock.now())
        show(found.model_dump(mode="json"), as_json=as_json, human=lambda: _tell_figures(found))


@answers.command("list")
def list_answers(
    program: ProgramId,
    everything: Annotated[bool, typer.Option("--all", help="Not only those that wait.")] = False,
    limit: Limit = 50,
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """Answers that wait for a reply, the oldest first; or all, the newest first."""
    with explain_errors():
        target.enter(stack)
        stores.programs().get(program)
        surveys = nudge_stores.surveys()
        rows, _ = survey_answers(program, surveys, waiting=not everything, limit=limit)
        data = [row.model_dump(mode="json") for row in rows]
        show(data, as_json=as_json, human=lambda: _tell_answers(rows))


@answers.command()
def reply(
    survey: Annotated[str, typer.Argument(help="As `goodword answers list` prints it.")],
    text: Annotated[str, typer.Argument(help="What is written back.")],
    *,
    by: By,
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """Writes back to who answered, once, signed by a name."""
    _require_text(text, LONGEST_REPLY, "the reply")
    _require_text(by, LONGEST_NAME, "--by")
    with explain_errors():
        target.enter(stack)
        word = ReplyWord(text, by, actor_of_change())
        row = answer_row(reply_answer(survey, word, survey_desk.answers(), now=clock.now()))
        data = row.model_dump(mode="json")
        show(data, as_json=as_json, human=lambda: console.print("It goes out as a letter."))


@suggestions.command("list")
def list_suggestions(
    program: ProgramId, limit: Limit = 50, as_json: AsJson = False, stack: Stack = ""
) -> None:
    """What advocates suggested, the newest first."""
    with explain_errors():
        target.enter(stack)
        stores.programs().get(program)
        found, _ = nudge_stores.suggestions().page(program, limit)
        data = [each.model_dump(mode="json") for each in found]
        show(data, as_json=as_json, human=lambda: _tell_suggestions(found))


@suggestions.command()
def answer(
    program: ProgramId,
    suggestion: Annotated[str, typer.Argument(help="Its id (sgs_...).")],
    text: Annotated[str, typer.Argument(help="What everybody reads below it.")],
    *,
    by: By,
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """A word of the shop below a suggestion; nobody is written to."""
    _require_word(text, by)
    with explain_errors():
        target.enter(stack)
        word = StaffWord(text, by, actor_of_change())
        store = nudge_stores.suggestions()
        made = answer_suggestion(store.get(program, suggestion), word, store, now=clock.now())
        _show(made, as_json, "It stands below the suggestion.")


@suggestions.command()
def decide(
    program: ProgramId,
    suggestion: Annotated[str, typer.Argument(help="Its id (sgs_...).")],
    text: Annotated[str, typer.Argument(help="What you did, or why you don't.")],
    *,
    by: By,
    version: Annotated[
        int | None, typer.Option(min=1, help="The program's version that did it.")
    ] = None,
    decline: Annotated[bool, typer.Option("--decline", help="It is not going to happen.")] = False,
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """You said, we did: told to who suggested it and who voted for it, within the hour."""
    if decline == (version is not None):
        raise typer.BadParameter("name the --version that did it, or --decline")
    _require_word(text, by)
    with explain_errors():
        target.enter(stack)
        word = StaffWord(text, by, actor_of_change())
        store = nudge_stores.suggestions()
        known = store.get(program, suggestion)
        programs, now = stores.programs(), clock.now()
        made = decide_suggestion(known, word, store, version=version, programs=programs, now=now)
        _show(made, as_json, "Decided; everybody who had a say in it is told.")


def _require_word(text: str, by: str) -> None:
    _require_text(text, LONGEST_ANSWER, "the answer")
    _require_text(by, LONGEST_NAME, "--by")


def _require_text(text: str, longest: int, name: str) -> None:
    if not (len(text.strip()) > 0 and len(text) <= longest and text.isprintable()):
        raise typer.BadParameter(f"{name} takes 1 to {longest} printable characters")


def _show(made: Suggestion, as_json: bool, sentence: str) -> None:
    show(made.model_dump(mode="json"), as_json=as_json, human=lambda: console.print(sentence))


def _tell_figures(found: ListeningFigures) -> None:
    console.print(found.sentence, highlight=False)
    parts = f"{found.promoters} of 9-10, {found.passives} of 7-8, {found.detractors} of 0-6"
    console.print(f"Answers: {found.answers} ({parts}); asked: {found.asked}.", highlight=False)
    if found.response_rate is not None:
        rate = f"{100 * found.response_rate:.0f} %"
        console.print(f"Of {found.mailed} letters {rate} were answered.", highlight=False)


def _tell_answers(rows: list[AnswerRow]) -> None:
    table = Sheet("survey", "answered", "score", "said", "reply")
    for row in rows:
        replied = f"{row.replied_by}: {row.reply}" if row.replied_by else ""
        state = "waits" if row.waits_for_reply else replied
        said = row.said
        when = f"{row.answered_at:%Y-%m-%d}"
        table.add_row(row.survey_id, when, str(row.score), said, state)
    table.print()


def _tell_suggestions(found: list[Suggestion]) -> None:
    table = Sheet("suggestion", "about", "votes", "state", "text", "answer")
    for each in found:
        text = each.text or "(erased)"
        answered = f"{each.answered_by}: {each.answer}" if each.answer else ""
        name, topic, state = each.suggestion_id, each.topic.value, each.state.value
        table.add_row(name, topic, str(each.votes), state, text, answered)
    table.print()
