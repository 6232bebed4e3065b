"""`goodword local clock`: what time it is on the stack, and forward to a later one."""

from typing import Annotated, Any

import typer

from goodword.fault import stack_down
from goodword.local import clock, schedule, stack, stack_file
from goodword.local.place import StackPlace, stack_place
from goodword.output import AsJson, console, explain_errors, life, show

app = typer.Typer(invoke_without_command=True, help="The stack's clock: look, or go forward.")
UNTOLD = {"job", "errorType", "errorMessage", "stackTrace", "requestId"}


@app.callback()
def tell(context: typer.Context, as_json: AsJson = False) -> None:
    """What time it is on the stack, and how far ahead that is."""
    if context.invoked_subcommand:
        return
    with explain_errors():
        place = stack_place()
        data = {"now": clock.now(place), "seconds_ahead": clock.seconds_ahead(place)}
        show(data, as_json=as_json, human=lambda: _tell_time(place))


@app.command()
def forward(
    span: Annotated[str, typer.Argument(help="Such as 15d, 2h or 30m.")], as_json: AsJson = False
) -> None:
    """Moves the stack's clock, then runs every job that fell due. It never goes back."""
    with explain_errors():
        place = stack_place()
        if not stack.running(place):
            raise stack_down(place.emulator_url)
        with life("moving the clock, once nothing moves"):
            leap = clock.forward(place, clock.span_of(span))
        stack_file.note_clock(place)
        jobs = []
        for job in leap.jobs:
            with life(f"running {job.name}"):
                jobs.append({"job": job.name, **schedule.run_job(place, job)})
        data = {"now": leap.until, "jobs": jobs}
        show(data, as_json=as_json, human=lambda: _tell_leap(place, jobs))


def _tell_time(place: StackPlace) -> None:
    ahead = clock.seconds_ahead(place)
    days, rest = divmod(ahead, 86_400)
    text = f", {days} days and {rest // 3600} hours ahead of this machine" if ahead else ""
    console.print(f"{clock.now(place):%A, %-d %B %Y, %H:%M} UTC{text}", highlight=False)


def _tell_leap(place: StackPlace, jobs: list[dict[str, Any]]) -> None:
    _tell_time(place)
    for job in jobs:
        if "errorType" in job:
            text = f"[red]failed: {job['errorType']}[/red]"
        else:
            said = {k: v for k, v in job.items() if k not in UNTOLD and v not in (0, "", None)}
            text = "  ".join(f"{name}={value}" for name, value in said.items()) or "nothing to do"
        console.print(f"  {job['job']:<20}{text}", highlight=False, soft_wrap=True)
