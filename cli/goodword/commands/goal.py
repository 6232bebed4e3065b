"""`goodword goal`: so many friends together until a day, and what everybody has of it."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from rich.markup import escape

from goodword import target
from goodword.amount import HELP, parse_amount
from goodword.output import AsJson, Stack, console, explain_errors, show
from goodword.sheet import Sheet, amount_text
from referrals.model.community.sentence import promise_sentence
from referrals.model.goal.goal import Goal, GoalPromise
from referrals.model.words.wording import ENGLISH, wording
from referrals.steps.goal.start_goal import end_goal, start_goal
from referrals.wiring import clock, community_stores, stores

app = typer.Typer(no_args_is_help=True, help="Goals reached together: start, show, end.")
Day = Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="The last day that counts.")]


@app.command()
def start(
    program: Annotated[str, typer.Argument(help="The program's id.")],
    name: Annotated[str, typer.Argument(help="Your own name for it, such as winter-table.")],
    *,
    title: Annotated[str, typer.Option(help="What people read, in your own words.")],
    friends: Annotated[int, typer.Option(min=1, help="How many friends it takes.")],
    until: Day,
    by: Annotated[str, typer.Option(help="Who starts it.")],
    each: Annotated[str, typer.Option(help=f"For everyone: {HELP}")] = "",
    asset: Annotated[str, typer.Option(help="Of `each`: the program's currency, or points.")] = "",
    donate: Annotated[str, typer.Option(help="To a cause instead: 500 or 5.00.")] = "",
    cause: Annotated[str, typer.Option(help="By which the donation is counted.")] = "",
    cause_name: Annotated[str, typer.Option(help="What people call the cause.")] = "",
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """Starts it now. What it promises never changes afterwards."""
    if bool(each) == bool(donate) or bool(donate) != bool(cause):
        raise typer.BadParameter("promise --each for everyone, or --donate to a --cause")
    with explain_errors():
        target.enter(stack)
        rules = stores.programs().get(program).rules
        unit = asset or rules.currency
        promise = (
            _donation(donate, rules.currency, cause, cause_name or cause)
            if donate
            else GoalPromise(asset=unit, amount=parse_amount(each, unit, "each"))
        )
        goal = Goal(
            program_id=program,
            name=name,
            title=title,
            target=friends,
            starts_at=clock.now(),
            ends_at=_end_of(until.date(), rules.time_zone),
            promise=promise,
            started_by=by,
        )
        started = start_goal(goal, community_stores.goals(), stores.programs(), now=clock.now())
        show(started.model_dump(mode="json"), as_json=as_json, human=lambda: _tell(started))


@app.command(name="show")
def show_goals(
    program: Annotated[str, typer.Argument(help="The program's id.")],
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """All goals of a program, and how far they are."""
    with explain_errors():
        target.enter(stack)
        stores.programs().get(program)
        found = community_stores.goals().of_program(program)
        data = [goal.model_dump(mode="json") for goal in found]
        show(data, as_json=as_json, human=lambda: _tell_all(found))


@app.command()
def end(
    program: Annotated[str, typer.Argument(help="The program's id.")],
    name: Annotated[str, typer.Argument(help="The goal's name.")],
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """Ends it before its day: those who took part are told kindly, and nothing is given."""
    with explain_errors():
        target.enter(stack)
        ended = end_goal(program, name, community_stores.goals(), now=clock.now())
        show(ended.model_dump(mode="json"), as_json=as_json, human=lambda: _tell(ended))


def _donation(donate: str, currency: str, cause: str, cause_name: str) -> GoalPromise:
    amount = parse_amount(donate, currency, "donate")
    return GoalPromise(asset="", amount=amount, cause=cause, cause_name=cause_name)


def _end_of(day: date, time_zone: str) -> datetime:
    """The first moment after the day, where the shop is."""
    return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(time_zone)).astimezone(UTC)


def _tell(goal: Goal) -> None:
    rules = stores.programs().get(goal.program_id).rules
    console.print(escape(promise_sentence(wording(ENGLISH), goal, rules)), highlight=False)
    unit = rules.currency if goal.promise.is_donation else goal.promise.asset
    most = f"at most {amount_text(goal.most_cost, unit)}"
    console.print(f"{goal.name}: {goal.state}, {goal.counted} of {goal.target}; {most}")


def _tell_all(found: list[Goal]) -> None:
    table = Sheet("goal", "state", "friends", "until", "title")
    for goal in found:
        until = f"{goal.ends_at:%Y-%m-%d %H:%M} UTC"
        row = (goal.state.value, f"{goal.counted} of {goal.target}", until, goal.title)
        table.add_row(goal.name, *row)
    table.print()
