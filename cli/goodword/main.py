"""The `goodword` command: every sub-command lives in a file of its own and is registered here."""

import typer

app = typer.Typer(no_args_is_help=True, help="Run and try a Goodword stack.")


def main() -> None:
    app()
