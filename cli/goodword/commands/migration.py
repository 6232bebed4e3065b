"""`goodword import`: people, codes and balances of another program: plan, apply, undo."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from goodword import target
from goodword.commands.rival_file import BadRivalFileError, RivalFile
from goodword.output import AsJson, Stack, console, explain_errors, life, show
from goodword.sheet import amount_text
from referrals.desks import migration as migration_desk
from referrals.model.migration.rival_format import RivalFormat, formats, require_format
from referrals.model.migration.rival_row import language_tag
from referrals.steps.migration.bring_advocate import Migration
from referrals.steps.migration.bring_people import BringReport, ImportClock, bring_people
from referrals.steps.migration.take_back import TakeBackReport, take_back
from referrals.wiring import clock, stores

app = typer.Typer(
    no_args_is_help=True,
    help="People, codes and balances of another program: plan, apply, undo.",
)
Program = Annotated[str, typer.Argument(help="The program they come to.")]
File = Annotated[Path, typer.Argument(help="CSV or JSON that the other program gave you.")]
From = Annotated[str, typer.Option("--from", help="Its format, where the columns don't tell.")]
Column = Annotated[
    list[str] | None,
    typer.Option(help="A column that is called otherwise, such as `email=E-Mail-Adresse`."),
]
Locale = Annotated[str, typer.Option(help="Of whom the file tells no language.")]
_WHY = {
    "taken": "is another one's here",
    "reserved": "is a word that shops use themselves",
    "unusable": "has no letters that a code can be made of",
    "number": "is a number alone",
}
_LEFT_OUT = {
    "test": "rows of tests",
    "turned_away": "people whom the other program had turned away",
    "self_referral": "friends who had brought themselves",
    "nobody": "rows without an address",
}
_STAYS = {
    "ordered": "their friends have ordered since",
    "spent": "they spent of it",
    "visited": "they were at their page",
}


@app.command()
def plan(
    program: Program,
    file: File,
    origin: From = "",
    column: Column = None,
    locale: Locale = "en",
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """Says what bringing the file would do; writes nothing."""
    _bring(program, file, (origin, column, locale), stack, as_json=as_json, dry=True)


@app.command()
def apply(
    program: Program,
    file: File,
    origin: From = "",
    column: Column = None,
    locale: Locale = "en",
    yes: Annotated[bool, typer.Option("--yes", help="Bring them without asking.")] = False,
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """Brings the people of the file. Writes to nobody; the same file again changes nothing."""
    if not (yes or typer.confirm(f"Bring the people of {file} into {program}?")):
        raise typer.Exit(1)
    _bring(program, file, (origin, column, locale), stack, as_json=as_json, dry=False)


@app.command()
def undo(
    program: Program,
    origin: Annotated[str, typer.Option("--from", help="The format they came in.")],
    yes: Annotated[bool, typer.Option("--yes", help="Take it back without asking.")] = False,
    dry: Annotated[bool, typer.Option("--dry-run", help="Only say what would go.")] = False,
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """Takes back what was brought, of everybody who hasn't used any of it yet."""
    with explain_errors():
        target.enter(stack)
        stores.programs().get(program)
        kept = migration_desk.taking_back().migration.brought
        known = [name for name in formats() if kept.has_people(program, name)]
        require_format(origin, known)
        if not (
            yes or dry or typer.confirm(f"Take back what {program} was brought from {origin}?")
        ):
            raise typer.Exit(1)
        with life("taking it back"):
            desk = migration_desk.taking_back()
            report = take_back(program, origin, desk, now=clock.now(), dry=dry)
        show(asdict(report), as_json=as_json, human=lambda: _tell_back(report, known, dry=dry))


def _bring(
    program: str,
    file: Path,
    wishes: tuple[str, list[str] | None, str],
    stack: str,
    *,
    as_json: bool,
    dry: bool,
) -> None:
    origin, column, locale = wishes
    with explain_errors():
        target.enter(stack)
        rules = stores.programs().get(program).rules
        reading = RivalFile(file, origin, dict(map(_read_renaming, column or ())))
        rival = reading.format()
        rows = reading.rows(rival, rules.currency)
        at = ImportClock(clock.now(), lambda: clock.random_bytes(10))
        with life(f"reading {file}"):
            migration = Migration(rival.name, rules, _read_language(locale))
            report = bring_people(rows, migration, migration_desk.bringing(), at, dry=dry)
        data = {"format": rival.name, "written": not dry, **asdict(report)}
        show(data, as_json=as_json, human=lambda: _tell(report, rival, file, dry=dry))


def _read_language(text: str) -> str:
    if tag := language_tag(text):
        return tag
    raise BadRivalFileError(f"{text!r} is no language.", field="locale", remedy="Write de, pt-BR.")


def _read_renaming(text: str) -> tuple[str, str]:
    meant, sign, called = text.partition("=")
    if not (meant and sign and called):
        raise BadRivalFileError(
            f"{text} names no column.", field="column", remedy="Write --column email=E-Mail."
        )
    return called, meant


def _tell(report: BringReport, rival: RivalFormat, file: Path, *, dry: bool) -> None:
    head = "Would bring" if dry else "Brought"
    lines = [f"{file} is of {rival.title}. {head}:"]
    lines += [f"  {report.new} people who are new here, {report.known} who were here before"]
    lines += [f"  {report.codes} codes that lead here from now on"] if report.codes else []
    for asset, amount in report.amounts.items():
        lines.append(f"  {amount_text(amount, asset)} of balances, theirs to use at once")
    if report.friends or report.friends_known:
        known = f" ({report.friends_known} were known)" if report.friends_known else ""
        lines.append(f"  {report.friends} friends who count as customers already{known}")
    lines += _exceptions(report)
    for line, written, why in report.lost_codes:
        lines.append(f"{file}:{line}: the code {written} {_WHY[why]}; they have another one.")
    for problem in report.problems:
        lines.append(f"{file}:{problem.line}: {problem.message}")
    if dry:
        lines.append("Nothing was written; `goodword import apply` does it. Nobody is written to.")
    for line_text in lines:
        console.print(line_text, markup=False, highlight=False, soft_wrap=True)


def _exceptions(report: BringReport) -> list[str]:
    told = [
        (report.unchanged, "people of whom nothing is new"),
        (report.unsubscribed, "people who had unsubscribed: no letter goes to them"),
        (
            report.pending,
            "people of whom something waits there still: run it again once it is theirs",
        ),
        (report.less, "people of whom less was brought than before: nothing was taken back"),
        *((report.left_out.get(why, 0), words) for why, words in _LEFT_OUT.items()),
        (report.refused, "rows that can't be brought"),
    ]
    told += [(n, f"balances in {c}, which stay behind") for c, n in report.foreign.items()]
    return [f"  {number} {words}" for number, words in told if number]


def _tell_back(report: TakeBackReport, known: list[str], *, dry: bool) -> None:
    head = "Would take back" if dry else "Taken back"
    lines = [f"{head}: {report.people} people, {report.codes} codes."]
    if report.kept_people:
        lines.append(f"{report.kept_people} people were here before, and stay.")
    for asset, amount in report.amounts.items():
        lines.append(f"{amount_text(amount, asset)} of balances.")
    if report.friends:
        lines.append(f"{report.friends} friends who count as customers no more by that file.")
    if report.friends_stay:
        lines.append(f"{report.friends_stay} friends have ordered since, and stay customers.")
    if report == TakeBackReport():
        lines.append(f"People are here from: {', '.join(known) or 'nowhere else'}.")
    for why, number in report.stays.items():
        lines.append(f"{number} people stay with all of it: {_STAYS[why]}.")
    for line in lines:
        console.print(line, markup=False, highlight=False, soft_wrap=True)
