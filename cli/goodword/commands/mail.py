"""`goodword mail`: compiles the layout of letters, and lets letters go to a mailbox again."""

from pathlib import Path
from typing import Annotated

import typer

from goodword import target
from goodword.output import AsJson, Stack, console, explain_errors, show
from referrals.desks.feedback import feedback
from referrals.steps.people.suppress_mailbox import lift_suppression
from referrals.wiring import clock, stores

LETTER = Path("layers/domain/referrals/providers/channels/letter")

app = typer.Typer(no_args_is_help=True, help="The layout of letters, and who gets none.")


@app.command()
def build() -> None:
    """Writes letter.html from letter.mjml; commit both."""
    (LETTER / "letter.html").write_text(compile_layout((LETTER / "letter.mjml").read_text()))


@app.command()
def lift(
    person_id: Annotated[str, typer.Argument(help="Such as adv_...: whose mailbox it is.")],
    by: Annotated[str, typer.Option(help="The name of whoever decides it.")],
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """Lets letters go again to a mailbox that bounced, or whose reader complained."""
    with explain_errors():
        target.enter(stack)
        desk = feedback()
        lifted = lift_suppression(
            person_id, by=by, people=stores.people(), desk=desk, now=clock.now()
        )
        news = "Letters go there again." if lifted else "Nothing stood in the way of letters."
        show({"lifted": lifted}, as_json=as_json, human=lambda: console.print(news))


def compile_layout(mjml: str) -> str:
    # Only whoever changes the layout needs the compiler.
    from mjml import mjml2html

    return mjml2html(mjml).strip() + "\n"
