"""The `goodword` command: every sub-command lives in a file of its own and is registered here."""

import sys

import typer

from goodword.commands import (
    claim,
    clicks,
    codes,
    connection,
    conversions,
    customers,
    experiment,
    gifts,
    goal,
    goodwill,
    insights,
    key,
    ledger,
    mail,
    migration,
    nudges,
    outbox,
    privacy,
    program,
    reconcile,
    redeem,
    reviews,
    source,
    staff,
    stories,
    thanks,
    todo,
    webhook,
    words,
)
from goodword.commands import listening as listening_commands
from goodword.commands.assistant import mcp
from goodword.commands.correct import correct
from goodword.commands.donations import donations
from goodword.commands.explain import explain
from goodword.commands.export import export
from goodword.commands.hold import freeze, lift, release
from goodword.commands.log import log
from goodword.commands.statement import statement
from goodword.commands.trigger import trigger
from goodword.local import command as local
from goodword.output import tell_error

app = typer.Typer(
    no_args_is_help=True, pretty_exceptions_enable=False, help="Run and try a Goodword stack."
)
app.add_typer(local.app, name="local")
app.add_typer(program.app, name="program")
app.add_typer(clicks.app, name="clicks")
app.add_typer(claim.app, name="claim")
app.add_typer(codes.app, name="codes")
app.add_typer(key.app, name="key")
app.add_typer(connection.app, name="connection")
app.add_typer(conversions.app, name="conversions")
app.add_typer(customers.app, name="customers")
app.add_typer(gifts.app, name="gifts")
app.add_typer(goal.app, name="goal")
app.add_typer(goodwill.app, name="goodwill")
app.add_typer(experiment.app, name="experiment")
app.add_typer(insights.app, name="insights")
app.add_typer(migration.app, name="import")
app.add_typer(source.app, name="source")
app.add_typer(reconcile.app, name="reconcile")
app.add_typer(redeem.app, name="redeem")
app.add_typer(reviews.app, name="reviews")
app.add_typer(staff.app, name="staff")
app.add_typer(stories.app, name="stories")
app.add_typer(outbox.app, name="outbox")
app.add_typer(ledger.app, name="ledger")
app.add_typer(privacy.app, name="privacy")
app.add_typer(mail.app, name="mail")
app.add_typer(nudges.app, name="nudges")
app.add_typer(thanks.app, name="thanks")
app.add_typer(listening_commands.answers, name="answers")
app.add_typer(listening_commands.suggestions, name="suggestions")
app.add_typer(todo.app, name="todo")
app.command()(listening_commands.listening)
app.add_typer(webhook.app, name="webhook")
app.add_typer(words.app, name="words")
app.command()(trigger)
app.command()(explain)
app.command()(export)
app.command()(correct)
app.command()(freeze)
app.command()(lift)
app.command()(release)
app.command()(log)
app.command()(statement)
app.command()(mcp)
app.command()(donations)


def main() -> None:
    """No command ever ends in a traceback."""
    try:
        app()
    except Exception as error:
        sys.exit(tell_error(error))
