"""`goodword nudges`: what was decided after moments of delight, why, and whether it helps."""

from typing import Annotated

import typer

from goodword import target
from goodword.output import AsJson, Stack, console, explain_errors, show
from goodword.sheet import Sheet
from referrals.views.nudge.nudge_effect import EffectFigures, Range, effect_figures
from referrals.views.nudge.nudge_log import NudgeRow, PersonNudges, nudge_log, person_nudges
from referrals.wiring import clock, nudge_stores, stores

app = typer.Typer(no_args_is_help=True, help="Nudges: list, why, effect.")
ProgramId = Annotated[str, typer.Argument(help="The program's id.")]


@app.command("list")
def list_all(
    program: ProgramId,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="At most so many.")] = 50,
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """Every decision, sent or not, the newest first."""
    with explain_errors():
        target.enter(stack)
        stores.programs().get(program)
        rows, _ = nudge_log(program, nudge_stores.nudge_records(), limit=limit)
        data = [row.model_dump(mode="json") for row in rows]
        show(data, as_json=as_json, human=lambda: _tell_rows(rows))


@app.command("why")
def explain_nudges(
    advocate: Annotated[str, typer.Argument(help="Whose (adv_...).")],
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """Why an advocate got a nudge, or none."""
    with explain_errors():
        target.enter(stack)
        stores.people().advocate(advocate)
        found = person_nudges(
            advocate, nudge_stores.nudge_records(), nudge_stores.letter_histories()
        )
        show(found.model_dump(mode="json"), as_json=as_json, human=lambda: _tell_person(found))


@app.command()
def effect(program: ProgramId, as_json: AsJson = False, stack: Stack = "") -> None:
    """Whether they help: nudged advocates against those who got none."""
    with explain_errors():
        target.enter(stack)
        rules = stores.programs().get(program).rules
        found = effect_figures(rules, nudge_stores.experiments(), clock.now())
        show(found.model_dump(mode="json"), as_json=as_json, human=lambda: _tell_effect(found))


def _tell_rows(rows: list[NudgeRow]) -> None:
    # Lines, no table: at 80 columns a table cuts the id, which has to be copied.
    for row in rows:
        console.print(f"{row.person_id}  {_decision(row)}", highlight=False, soft_wrap=True)
    if not rows:
        console.print("Nothing has been decided yet.")


def _decision(row: NudgeRow) -> str:
    when = f"{row.decided_at:%Y-%m-%d %H:%M}"
    arm = f" (experiment {row.experiment}, arm {row.arm})" if row.arm else ""
    return f"{when}  {row.verdict:6} after {row.moment}: {row.why}{arm}"


def _tell_person(found: PersonNudges) -> None:
    for row in found.decisions:
        console.print(_decision(row), highlight=False)
    if found.undecided:
        console.print(f"{found.undecided} moments wait for the clock.", highlight=False)
    if not (found.decisions or found.undecided):
        console.print("No moment of delight is known of them.")
    console.print(f"Friendly letters within a year: {len(found.letters_sent)}.", highlight=False)


def _tell_effect(found: EffectFigures) -> None:
    state = "on" if found.enabled else "off in the program"
    console.print(f"Experiment {found.experiment}, nudges are {state}.", highlight=False)
    table = Sheet("", "entered", "30 days over", "friends", "sharers", "took consent back")
    for name, arm in (("nudged", found.nudged), ("held out", found.hold_out)):
        figures = (arm.entered, arm.ended, arm.friends, arm.sharers, arm.refusals)
        table.add_row(name, *map(str, figures))
    table.print()
    _tell_range("Friends more", found.friends_more)
    _tell_range("Consents taken back more", found.refusals_more)
    console.print(found.sentence)


def _tell_range(name: str, found: Range | None) -> None:
    if found:
        span = f"{found.estimate:+g} ({found.low:+g} to {found.high:+g})"
        console.print(f"{name}, per 1,000 advocates in 30 days: {span}", highlight=False)
