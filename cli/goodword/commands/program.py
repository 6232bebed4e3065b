"""`goodword program`: a program's rules are a file; plan shows what would change, apply does it."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
import yaml
from rich.markup import escape

from goodword import target
from goodword.commands.plan_warning import plan_warnings
from goodword.commands.rules_file import RulesFile, note_version
from goodword.commands.simulate import simulate
from goodword.outbound import rules_for_stack
from goodword.output import AsJson, Stack, console, explain_errors, life, show
from referrals.desks import program as program_desk
from referrals.desks import share as share_desk
from referrals.model.brand.brand_report import brand_report
from referrals.model.nudge.sentence import policy_sentences
from referrals.model.people.buyer import KEPT_DAYS
from referrals.model.program.change import Difference, differences, require_same_currency
from referrals.model.program.program import AppliedProgram, Program, rules_json
from referrals.model.survey.sentence import listening_sentences
from referrals.model.words.promise import program_sentences
from referrals.model.words.word_change import mail_sentences, word_changes
from referrals.model.words.wording import ENGLISH, wording
from referrals.steps.code.share_gift import share_gifts
from referrals.steps.draft.require_no_loss import file_version, require_no_loss
from referrals.steps.people.invite_buyer import invitation_days
from referrals.steps.program.apply_program import ApplyResult, apply_program
from referrals.steps.program.round_shares import round_shares
from referrals.views.experiment.arm_changes import experiment_sentences
from referrals.views.reward.budget_reach import budget_reach
from referrals.wiring import clock, stores

app = typer.Typer(no_args_is_help=True, help="Rules as code: plan, simulate, apply, export.")

RulesPath = Annotated[Path, typer.Argument(help="The rules, such as program.yaml.")]
app.command()(simulate)
SIGNS = {(True, False): ("+", "green"), (False, True): ("-", "red")}


@app.command()
def plan(rules_file: RulesPath, as_json: AsJson = False, stack: Stack = "") -> None:
    """Checks the rules and shows what applying them would change; changes nothing."""
    with explain_errors():
        written = rules_for_stack(rules_file, stack)
        current = stores.programs().find(written.program)
        require_same_currency(current.rules if current else None, written)
        show(_plan(written, current), as_json=as_json, human=lambda: _tell_plan(written, current))


@app.command()
def apply(
    rules_file: RulesPath,
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask, as --json doesn't.")] = False,
    on_version: Annotated[int, typer.Option(help="The version that you saw.")] = 0,
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """Shows what would change, asks, and applies it: a new version, and links that follow."""
    with explain_errors():
        written = rules_for_stack(rules_file, stack)
        current = stores.programs().find(written.program)
        if not as_json:
            _tell_plan(written, current)
        if current:
            stated = on_version or RulesFile.open(rules_file).version
            rules = round_shares(written, current, now=clock.now())
            require_no_loss(rules, current, stores.programs(), stated)
        if not yes and not as_json and not typer.confirm("Apply?"):
            raise typer.Exit(1)
        with life("applying it"):
            applied = _apply(written, current, local=not stack)
        now_held = stores.programs().get(written.program)
        note_version(rules_file, now_held)
        joint = share_gifts(now_held, share_desk.shares(), now=clock.now())
        news = f"version {applied.version}" + ("" if applied.new else ", as before")
        show(
            {
                **_plan(written, current),
                "version": applied.version,
                "new": applied.new,
                "links_refreshed": applied.links_refreshed,
                "links_follow": applied.links_follow,
                "shared_codes": joint,
            },
            as_json=as_json,
            human=lambda: console.print(
                f"{applied.program_id}: {news}; {applied.links_refreshed} links refreshed."
                + (" The others follow within minutes." if applied.links_follow else "")
            ),
        )


@app.command()
def export(
    program: Annotated[str, typer.Argument(help="The program's id.")],
    version: Annotated[int, typer.Option(help="An earlier version; 0 is the newest.")] = 0,
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """Prints the rules as they hold, in the form that plan and apply read."""
    with explain_errors():
        target.enter(stack)
        programs = stores.programs()
        found = programs.get_version(program, version) if version else programs.get(program)
        stored = rules_json(found.rules)
        rules = yaml.safe_dump(stored, sort_keys=False, allow_unicode=True, width=100)
        text = f"{file_version(found).line}\n{rules}"
        show(stored, as_json=as_json, human=lambda: print(text, end=""))


def _apply(written: Program, current: AppliedProgram | None, *, local: bool) -> ApplyResult:
    """Upon the version whose difference was shown."""
    desk, now, on = program_desk.program(), clock.now(), current.version if current else 0
    return apply_program(written, desk, now=now, local=local, on_version=on, by_file=True)


def checked_rules(path: Path, *, local: bool) -> Program:
    return RulesFile.open(path).rules(local=local)


def _plan(written: Program, current: AppliedProgram | None) -> dict[str, Any]:
    rules = round_shares(written, current, now=clock.now())
    changes = differences(current.rules if current else None, rules)
    return {
        "program": rules.program,
        "current_version": current.version if current else 0,
        "changes": [{"field": c.field, "before": c.before, "after": c.after} for c in changes],
        "sentences": list(sentences(rules, current)),
        "looks": brand_report(rules.brand, rules.shop_name),
        "listens": listens(rules),
        "tries": list(experiment_sentences(rules)),
        "words": [asdict(change) for change in word_changes(rules.words)],
        "warnings": plan_warnings(written, rules),
    }


def sentences(rules: Program, current: AppliedProgram | None) -> tuple[str, ...]:
    """What the rules promise; how long a budget lasts is known once there is a program."""
    outlook = None
    if current:
        outlook = budget_reach(rules, stores.tallies(), stores.insights(), clock.now())
    return (*program_sentences(wording(ENGLISH), rules, outlook), *_story_sentences(rules))


def _story_sentences(rules: Program) -> tuple[str, ...]:
    """For the merchant: it is no promise to anybody who shares."""
    if not rules.stories.wall:
        return ()
    photo = ", with a photo if they like" * rules.stories.photos
    place = f"/stories/{rules.program}"
    return (f"People may tell of the shop{photo}; what a person here has read stands at {place}.",)


def listens(rules: Program) -> list[str]:
    """Its nudges, questions and suggestions."""
    told = [*policy_sentences(rules.nudges), *listening_sentences(rules.listening)]
    return [*_invitation_sentences(rules), *told]


def _invitation_sentences(rules: Program) -> list[str]:
    """Whom the letter reaches that asks buyers to share, too."""
    if rules.join.invitation is None:
        return []
    days = invitation_days(rules)
    if days is None:
        return [
            f"Only friends are invited to share: a buyer's own address is kept for {KEPT_DAYS} "
            "days, and hold_days and after_days come to more."
        ]
    told = (
        f"Buyers who agreed to mail are invited to share: once ever, {days} days after an order "
        "that stayed."
    )
    hold_out = rules.join.invitation.hold_out
    if hold_out is None:
        return [told]
    percent, since = hold_out.percent, hold_out.since
    return [told, f"Of 100 of them {percent} are never asked, to compare: those since {since}."]


def _tell_plan(written: Program, current: AppliedProgram | None) -> None:
    rules = round_shares(written, current, now=clock.now())
    changes = differences(current.rules if current else None, rules)
    now = f"version {current.version}" if current else "nothing is applied yet"
    console.print(f"[bold]{rules.program}[/bold]: {now}, {len(changes)} fields would change.")
    for change in changes:
        console.print(_line(change), highlight=False)
    console.print("What it promises:")
    for sentence in sentences(rules, current):
        console.print(f"  {escape(sentence)}", highlight=False, soft_wrap=True)
    if looks := brand_report(rules.brand, rules.shop_name):
        console.print("How it looks:")
        for line in looks:
            console.print(f"  {escape(line)}", highlight=False, soft_wrap=True)
    if lines := listens(rules):
        console.print("How it writes and listens:")
        for line in lines:
            console.print(f"  {escape(line)}", highlight=False, soft_wrap=True)
    for line in experiment_sentences(rules):
        console.print(f"  {escape(line)}", highlight=False, soft_wrap=True)
    for word in word_changes(rules.words):
        own = f"  {word.language} {word.sentence}: {word.shipped!r} -> {word.own!r}"
        console.print(escape(own), highlight=False, soft_wrap=True)
    for sentence in mail_sentences(rules.mail):
        console.print(f"  {escape(sentence)}", highlight=False, soft_wrap=True)
    for warning in plan_warnings(written, rules):
        console.print(f"[yellow]! {escape(warning)}[/yellow]", highlight=False, soft_wrap=True)


def _value(found: Any) -> str:
    """As text; what is empty in words, for an arrow to nowhere reads as a mistake."""
    return "nothing" if found in ("", [], {}) else escape(str(found))


def _line(change: Difference) -> str:
    sign, colour = SIGNS.get((change.before is None, change.after is None), ("~", "yellow"))
    values = [_value(v) for v in (change.before, change.after) if v is not None]
    return f"[{colour}]{sign} {escape(change.field)}: {' -> '.join(values)}[/{colour}]"
