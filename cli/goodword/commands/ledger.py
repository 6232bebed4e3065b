"""`goodword ledger`: verify every chain and sum; show what one person or one order earned."""

from typing import Annotated, Any

import typer

from goodword import target
from goodword.output import AsJson, Language, Stack, console, explain_errors, life, show
from goodword.sheet import Sheet, amount_text
from referrals.desks import audit as audit_desk
from referrals.model.audit.audit import Audit
from referrals.model.code.bearer_code import shown_code
from referrals.model.reward.grant import Grant
from referrals.model.reward.ledger import Entry
from referrals.model.words.wording import ENGLISH, Wording, wording
from referrals.steps.audit.audit_ledger import audit_full_ledger
from referrals.views.order.decision_text import side_text
from referrals.views.reward.ledger_statement import Statement, ledger_statement
from referrals.wiring import clock, stores

app = typer.Typer(no_args_is_help=True, help="The ledger: verify, show.")


@app.command()
def verify(as_json: AsJson = False, stack: Stack = "") -> None:
    """Reads every line: hash chains, balances, and that each asset adds up to zero.

    Exit code 1 when anything is wrong.
    """
    with explain_errors():
        target.enter(stack)
        with life("reading every line of the ledger"):
            audit = audit_full_ledger(audit_desk.audits(), now=clock.now())
        data = audit.model_dump(mode="json", exclude={"cursor"}) | {"sound": audit.sound}
        show(data, as_json=as_json, human=lambda: _tell_audit(audit))
        if not audit.sound:
            raise typer.Exit(1)


@app.command(name="show")
def show_statement(
    name: Annotated[
        str, typer.Argument(help="A person's id, or an order as PROGRAM#SOURCE#ORDER.")
    ],
    limit: Annotated[int, typer.Option(min=1, max=1000, help="At most so many lines.")] = 50,
    language: Language = ENGLISH,
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """A person's own statement, or the grant of an order."""
    with explain_errors():
        target.enter(stack)
        words = wording(language)
        if "#" in name:
            grant = stores.grants().get(name)
            data: Any = grant.model_dump(mode="json")
            show(data, as_json=as_json, human=lambda: _tell_grant(grant, words))
        else:
            statement = ledger_statement(name, stores.ledger(), words=words, limit=limit)
            data = statement.model_dump(mode="json")
            show(data, as_json=as_json, human=lambda: _tell_statement(statement))


def _tell_audit(audit: Audit) -> None:
    console.print(f"{audit.accounts} accounts, {audit.entries} entries")
    for book, total in audit.sums.items():
        said = amount_text(total, book.rpartition(":")[2])
        console.print(f"{book}: all accounts add up to {said}", highlight=False)
    for flaw in audit.flaws:
        console.print(flaw, style="red", highlight=False, markup=False)
    if audit.sound:
        console.print("Every chain, balance and sum holds.", style="green")


def _tell_statement(statement: Statement) -> None:
    for account in statement.accounts:
        where = f"{account.program}, {account.asset}, {account.part}"
        balance = amount_text(account.balance, account.asset)
        console.print(f"{where}: {balance}", highlight=False, soft_wrap=True)
    table = Sheet("posted on", "part", "amount", "what", "order")
    for line in statement.lines:
        entry, what = line.entry, line.words if line.true else "NOT WHAT ITS HASH SAYS"
        on, part = f"{entry.posted_at:%Y-%m-%d}", entry.account.rpartition(":")[2]
        table.add_row(on, part, _signed_text(entry), what, entry.cause)
    table.print()
    if statement.next_account:
        console.print("There is more: use a larger --limit.")


def _signed_text(entry: Entry) -> str:
    """With its sign, as a line of books has it."""
    amount = amount_text(entry.amount, entry.account.split(":")[-2])
    return amount if entry.amount < 0 else f"+{amount}"


def _tell_grant(grant: Grant, words: Wording) -> None:
    console.print(f"{grant.key}: {grant.status}, granted {grant.granted_at.isoformat()}")
    table = Sheet("side", "person", "reward", "given", "taken back", "uncollected", "code")
    for side in grant.all_sides:
        reward = side_text(side, grant.currency, words)
        worth = (side.worth.amount, side.reversed, side.uncollected)
        amounts = (amount_text(each, side.worth.asset) for each in worth)
        code = shown_code(side.kind, side.code)
        table.add_row(side.name, side.person_id, reward, *amounts, code)
    table.print()
