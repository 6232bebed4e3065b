"""`goodword experiment`: what is compared, how it stands, what can be said, and its end."""

from collections.abc import Iterator, Sequence
from typing import Annotated

import typer

from goodword import target
from goodword.output import AsJson, Stack, console, explain_errors, show
from goodword.sheet import Sheet
from referrals.desks import program as program_desk
from referrals.model.experiment.declaration import ExperimentArm, TrialSubject
from referrals.model.experiment.sentence import switch_sentences
from referrals.model.program.offer import Terms
from referrals.model.program.program import Program
from referrals.providers.rewards.registry import promise
from referrals.steps.experiment.end_experiment import end_experiment, known_experiment
from referrals.views.experiment.experiment_figures import (
    ExperimentFigures,
    experiment_figures,
    program_experiments,
)
from referrals.wiring import clock, experiment_stores, stores

app = typer.Typer(no_args_is_help=True, help="Experiments: list, show, end.")
ProgramId = Annotated[str, typer.Argument(help="The program's id.")]
ExperimentName = Annotated[str, typer.Argument(help="The experiment's name.")]


@app.command("list")
def list_all(program: ProgramId, as_json: AsJson = False, stack: Stack = "") -> None:
    """Every experiment of a program, those that run first."""
    with explain_errors():
        target.enter(stack)
        rules = stores.programs().get(program).rules
        found = program_experiments(rules, experiment_stores.trial_tallies(), now=clock.now())
        data = [each.model_dump(mode="json") for each in found]
        show(data, as_json=as_json, human=lambda: _tell_all(found))


@app.command("show")
def show_experiment(
    program: ProgramId, name: ExperimentName, as_json: AsJson = False, stack: Stack = ""
) -> None:
    """One experiment: its arms, their differences, and what can be said."""
    with explain_errors():
        target.enter(stack)
        found = _figures(program, name)
        changes = _changes(program, name)
        show(found.model_dump(mode="json"), as_json=as_json, human=lambda: _tell(found, changes))


@app.command()
def end(
    program: ProgramId, name: ExperimentName, as_json: AsJson = False, stack: Stack = ""
) -> None:
    """Ends it: all links are as the program is from now on. Friends who came before keep what they
    were promised."""
    with explain_errors():
        target.enter(stack)
        end_experiment(program, name, program_desk.program(), now=clock.now())
        found = _figures(program, name)
        show(found.model_dump(mode="json"), as_json=as_json, human=lambda: _tell(found))


def _figures(program_id: str, name: str) -> ExperimentFigures:
    program = stores.programs().get(program_id)
    declared = known_experiment(program, name)
    tallies = experiment_stores.trial_tallies()
    return experiment_figures(declared, program.rules, tallies, now=clock.now())


def _tell_all(found: list[ExperimentFigures]) -> None:
    for each in found:
        state = "ended" if each.ended_at else f"until {each.until}"
        console.print(f"[bold]{each.name}[/bold], {state}: {each.hypothesis}", soft_wrap=True)
        for contrast in each.contrasts:
            console.print(f"  {contrast.sentence}", highlight=False, soft_wrap=True)
    if not found:
        console.print("There is none. One is declared in program.yaml, or at the desk.")


def _changes(program_id: str, name: str) -> list[str]:
    """What each arm changes, in words."""
    program = stores.programs().get(program_id)
    arms = known_experiment(program, name).arms
    return [f"{arm.name}: {each}" for arm in arms for each in _sentences(arm, program.rules)]


def _sentences(arm: ExperimentArm, rules: Program) -> Iterator[str]:
    yield from switch_sentences(arm)
    for begin, own in (("The friend gets", arm.friend), ("The advocate gets", arm.advocate)):
        if own:
            yield f"{begin} {promise(Terms(**own.model_dump()), rules.currency)}."
    for language, texts in arm.words.items():
        yield from (f"{name} ({language}): {text}" for name, text in texts.items())


def _tell(found: ExperimentFigures, changes: Sequence[str] = ()) -> None:
    console.print(found.hypothesis, highlight=False, soft_wrap=True, markup=False)
    for each in changes:
        console.print(each, highlight=False, soft_wrap=True, markup=False)
    nudges = found.subject is TrialSubject.NUDGES
    titles = ("take part", "counted", "advocates") if nudges else ("links", "clicks", "clicks")
    sheet = Sheet("arm", *titles[:2], "orders", f"per 1,000 {titles[2]}")
    for arm in found.arms:
        counts = (arm.entered, arm.links) if nudges else (arm.links, arm.clicks)
        figures = (*counts, arm.orders)
        sheet.add_row(arm.name, *map(str, figures), arm.rate or "-")
    sheet.print()
    for contrast in found.contrasts:
        console.print(contrast.sentence, highlight=False, soft_wrap=True)
    console.print(found.sentence, highlight=False, soft_wrap=True)
