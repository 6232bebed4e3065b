"""`goodword local mail`: a letter bounces, is called spam, or arrives."""

from typing import Annotated

import typer

from goodword.fault import stack_down
from goodword.local import clock, stack
from goodword.local.mail_feedback import FeedbackKind, ses_event, tell
from goodword.local.place import stack_place
from goodword.output import AsJson, console, explain_errors, show
from referrals.wiring import clock as wiring_clock

app = typer.Typer(no_args_is_help=True, help="What becomes of letters: bounce, complain, deliver.")
Address = Annotated[str, typer.Argument(help="Whose mailbox, such as ada@example.com.")]
NEWS = {
    FeedbackKind.BOUNCE: "It bounced: no letter goes there any more.",
    FeedbackKind.COMPLAIN: "It was called spam: no letter goes there any more.",
    FeedbackKind.DELIVER: "It arrived: nothing follows.",
}


@app.command()
def bounce(address: Address, as_json: AsJson = False) -> None:
    """A letter to this mailbox bounces for good."""
    _tell(FeedbackKind.BOUNCE, address, as_json=as_json)


@app.command()
def complain(address: Address, as_json: AsJson = False) -> None:
    """Whoever reads this mailbox calls a letter spam."""
    _tell(FeedbackKind.COMPLAIN, address, as_json=as_json)


@app.command()
def deliver(address: Address, as_json: AsJson = False) -> None:
    """A letter to this mailbox arrives."""
    _tell(FeedbackKind.DELIVER, address, as_json=as_json)


def _tell(kind: FeedbackKind, address: str, *, as_json: bool) -> None:
    with explain_errors():
        place = stack_place()
        if not stack.running(place):
            raise stack_down(place.emulator_url)
        now = clock.now(place)
        told = ses_event(kind, address, wiring_clock.random_bytes(10).hex(), now)
        tell(place, told)
        data = {"told": kind.value, "address": address}
        show(data, as_json=as_json, human=lambda: console.print(NEWS[kind], highlight=False))
