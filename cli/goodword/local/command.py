"""`goodword local`: the stack on this machine, up, down, reset, its log and its state."""

import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Annotated

import typer

from goodword.fault import stack_down
from goodword.local import build, clock_command, mail_command, stack
from goodword.local.past_year import DemoPast
from goodword.local.place import ROOT, StackPlace, stack_place
from goodword.local.story import LogStory
from goodword.output import AsJson, console, errors, explain_errors, show

app = typer.Typer(no_args_is_help=True, help="The local stack: up, down, reset, logs, clock, mail.")
app.add_typer(clock_command.app, name="clock")
app.add_typer(mail_command.app, name="mail")

ENDS = "Ctrl-C ends it; everything stays as it is for the next time."
ALREADY = (
    "It was running already: this only shows its log, and Ctrl-C leaves it running. "
    "`goodword local down` ends it."
)
Detach = Annotated[bool, typer.Option("--detach", help="Leave it running and return.")]


Past = Annotated[
    DemoPast, typer.Option("--past", help="What a new stack begins with: a year, or a few days.")
]


@app.command()
def up(detach: Detach = False, past: Past = DemoPast.YEAR, as_json: AsJson = False) -> None:
    """Builds, deploys and seeds what has changed, then shows the log until Ctrl-C."""
    # Ctrl-C ends it also where a script began it in the background, which ignores it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with explain_errors():
        place = stack_place()
        running = stack.running(place)
        ready = stack.up(place, _progress, past)
    stays = running or detach or as_json
    try:
        show(ready.known, as_json=as_json, human=lambda: _tell_ready(ready))
        if detach or as_json:
            return
        console.print(f"\n{ALREADY if running else ENDS}\n", style="dim", soft_wrap=True)
        _follow(place, LogStory(place, int(time.time() * 1000)))
    finally:
        if not stays:
            with _progress("saving everything and ending"):
                stack.down(place)


@app.command()
def down(as_json: AsJson = False) -> None:
    """Ends the stack and keeps its state."""
    with explain_errors():
        stopped = stack.down(stack_place())
    text = "The stack has ended; its state is kept." if stopped else "No stack was running."
    show({"stopped": stopped}, as_json=as_json, human=lambda: console.print(text))


@app.command()
def reset(as_json: AsJson = False) -> None:
    """Ends the stack and forgets its state; the next `up` starts with the demo's past."""
    with explain_errors():
        stack.reset(stack_place())
    show({"reset": True}, as_json=as_json, human=lambda: console.print("Everything is forgotten."))


@app.command()
def logs(
    minutes: Annotated[int, typer.Option(help="How far to look back.")] = 10,
    follow: Annotated[bool, typer.Option("--follow", help="Stay and show what comes.")] = False,
) -> None:
    """What the functions said, in lines for people."""
    with explain_errors():
        place = stack_place()
        if not stack.running(place):
            raise stack_down(place.emulator_url)
        story = LogStory(place, int((time.time() - 60 * minutes) * 1000))
        for line in story.news():
            console.print(line, soft_wrap=True)
        if follow:
            _follow(place, story)


@app.command()
def status(as_json: AsJson = False) -> None:
    """Whether it runs, and where; exit code 1 when it does not."""
    with explain_errors():
        place = stack_place()
        running, known = stack.running(place), place.read_stack_file()
    data = {"running": running, **{k: v for k, v in known.items() if k != "environment"}}
    show(data, as_json=as_json, human=lambda: _tell_status(running, known))
    if not running:
        raise typer.Exit(1)


@app.command(name="build", hidden=True)
def build_for(
    config: Annotated[str, typer.Option(help="The section of samconfig.toml.")] = "prod",
    architecture: Annotated[str, typer.Option(help="arm64 or x86_64.")] = "arm64",
) -> None:
    """What `make deploy` ships: built by SAM, with bytecode."""
    with explain_errors(), _progress(f"building for {config} on {architecture}"):
        folder = ROOT / ".aws-sam" / "aws"
        build.build(folder, config=config, on=architecture)


@contextmanager
def _progress(text: str) -> Iterator[None]:
    """On a terminal a spinner; everywhere one line with the seconds it took, on stderr."""
    began = time.monotonic()
    with errors.status(f"{text} ..."):
        yield
    errors.print(f"  {text:<44}{time.monotonic() - began:5.1f} s", highlight=False)


def _follow(place: StackPlace, story: LogStory) -> None:
    """Until Ctrl-C, or until somebody else ends the stack."""
    try:
        for line in story.follow(partial(stack.running, place)):
            console.print(line, soft_wrap=True)
        console.print("The stack has ended.")
    except KeyboardInterrupt:
        sys.stdout.write("\n")


def _tell_ready(ready: stack.Stack) -> None:
    known, demo = ready.known, ready.known["demo"]
    console.print(f"\n[bold]Ready[/bold] after {ready.seconds:.0f} seconds.\n", highlight=False)
    for name, value in (
        ("Be the friend", demo["link"]),
        ("Be the owner", f"{known['url']}/shop/owner"),
        ("All at a glance", f"{known['url']}/demo"),
        ("The inbox", f"{known['url']}/inbox"),
        ("The shop's webhooks", f"{known['url']}/hooks"),
        ("The API", f"{known['url']}/v1/openapi.json"),
        ("A key for it", known["api_key"]),
    ):
        console.print(f"  {name:<20}{value}", highlight=False, soft_wrap=True)
    console.print("\nTry next, in another terminal:")
    code = demo["code"]
    for command in (
        f"goodword trigger shopify/orders-paid --code {code} --amount 50.00",
        f"goodword explain {known['program']} signed demo-101",
        "goodword local clock forward 15d",
        "goodword ledger verify",
    ):
        console.print(f"  .venv/bin/{command}", highlight=False, soft_wrap=True)


def _tell_status(running: bool, known: dict[str, object]) -> None:
    state = "[green]running[/green]" if running else "not running"
    console.print(f"{known.get('stack', 'goodword')}: {state} {known.get('url', '')}")
