"""`goodword mail build`: compiles the letter's MJML into the HTML that is sent, at build time."""

from pathlib import Path

import typer

LETTER = Path("layers/domain/referrals/providers/channels/letter")

app = typer.Typer(no_args_is_help=True, help="The layout of mails.")


@app.callback()
def _mail() -> None:
    """Keeps `build` a sub-command though it is the only one."""


@app.command()
def build() -> None:
    """Writes letter.html from letter.mjml; commit both."""
    (LETTER / "letter.html").write_text(compile_layout((LETTER / "letter.mjml").read_text()))


def compile_layout(mjml: str) -> str:
    # Only whoever changes the layout needs the compiler.
    from mjml import mjml2html

    return mjml2html(mjml).strip() + "\n"
