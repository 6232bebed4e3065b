"""`goodword reviews`: orders that somebody has to look at, and what is said of them."""

from dataclasses import asdict
from datetime import timedelta
from typing import Annotated

import typer
from rich.markup import escape

from goodword import target
from goodword.change_log import actor_of_change
from goodword.output import AsJson, Stack, console, explain_errors, show
from referrals.desks import review as review_desk
from referrals.model.moment import stamp
from referrals.model.order.claim import LONGEST_MAKER, LONGEST_REASON, ReviewAct
from referrals.model.risk.case import CaseState
from referrals.model.words.wording import wording
from referrals.steps.risk.review_order import MadeReview, ReviewWish, review_order
from referrals.views.risk.review_harm import ReviewHarm, review_harm
from referrals.views.risk.review_queue import ReviewDetail, ReviewRow, review_detail, review_queue
from referrals.wiring import clock, stores

app = typer.Typer(no_args_is_help=True, help="Orders that somebody has to look at.")
ReviewId = Annotated[str, typer.Argument(help="As `goodword reviews list` prints it.")]
By = Annotated[str, typer.Option("--by", help="Who says this.")]
Note = Annotated[str, typer.Option("--note", help="What was learnt; the next who looks reads it.")]
FOLLOWS = {
    ReviewAct.APPROVE: "Approved: the reward goes ahead",
    ReviewAct.DENY: "Denied: there is no reward, and both are told what was found",
    ReviewAct.NOTE: "Noted: nothing changes by it",
}


@app.command("list")
def list_all(
    state: Annotated[CaseState, typer.Option(help="Which of them.")] = CaseState.OPEN,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="At most so many.")] = 100,
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """Those that wait, the first promised first; or denied and closed ones."""
    with explain_errors():
        target.enter(stack)
        rows, _ = review_queue(state, stores.reviews(), now=clock.now(), limit=limit)
        data = [row.model_dump(mode="json") for row in rows]
        show(data, as_json=as_json, human=lambda: _tell_rows(rows))


@app.command("show")
def show_review(review: ReviewId, as_json: AsJson = False, stack: Stack = "") -> None:
    """What was found of one, and what was said of it."""
    with explain_errors():
        target.enter(stack)
        file = review_desk.review_file()
        detail = review_detail(review, file, wording("en"), now=clock.now())
        show(detail.model_dump(mode="json"), as_json=as_json, human=lambda: _tell_detail(detail))


@app.command()
def approve(
    review: ReviewId, *, by: By, note: Note = "", as_json: AsJson = False, stack: Stack = ""
) -> None:
    """Lets the reward go ahead, as if it had been granted when the order came."""
    _say(_wish(review, ReviewAct.APPROVE, note, by), stack, as_json)


@app.command()
def deny(
    review: ReviewId, *, by: By, note: Note = "", as_json: AsJson = False, stack: Stack = ""
) -> None:
    """Lets there be none; who is denied may appeal, once."""
    _say(_wish(review, ReviewAct.DENY, note, by), stack, as_json)


@app.command()
def note(
    review: ReviewId,
    text: Annotated[str, typer.Argument(help="What was learnt.")],
    *,
    by: By,
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """Notes what was learnt, for the next who looks; it changes nothing."""
    if not text:
        raise typer.BadParameter("say what was learnt")
    _say(_wish(review, ReviewAct.NOTE, text, by), stack, as_json)


@app.command()
def harm(
    program: Annotated[str, typer.Argument(help="The program's id.")],
    days: Annotated[int, typer.Option(min=1, max=366, help="Reviews of so many days.")] = 90,
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """What the checks did to people: denials, those taken back by check, and the wait."""
    with explain_errors():
        target.enter(stack)
        stores.programs().get(program)
        now = clock.now()
        first = now - timedelta(days=days)
        found = review_harm(program, stores.reviews(), first, now, now=now)
        show(found.model_dump(mode="json"), as_json=as_json, human=lambda: _tell_harm(found))


def _tell_harm(found: ReviewHarm) -> None:
    hours = f"{found.median_hours} hours" if found.median_hours is not None else "unknown"
    _print(f"{found.reviews} reviews, {found.open} of them open, {found.late} late")
    _print(f"median until a person answered: {hours}")
    _print(f"{found.denials} denials, {found.reversed} taken back")
    for row in found.by_rule:
        share = row.reversed_share.value or f"too few to say ({row.denials})"
        name = row.rule.removeprefix("risk_")
        _print(f"  {name}: {row.reversed} of {row.denials} taken back; share: {share}")
    if not found.complete:
        _print("There were more reviews than are read; name fewer days.")


def _wish(review: str, act: ReviewAct, text: str, by: str) -> ReviewWish:
    fits = len(text) <= LONGEST_REASON and 0 < len(by) <= LONGEST_MAKER
    if not (fits and (text + by).isprintable()):
        raise typer.BadParameter(
            f"a note takes one line of {LONGEST_REASON} characters, --by {LONGEST_MAKER}"
        )
    return ReviewWish(case_id=review, act=act, note=text, made_by=by, actor=actor_of_change())


def _say(wish: ReviewWish, stack: str, as_json: bool) -> None:
    with explain_errors():
        target.enter(stack)
        made = review_order(wish, review_desk.reviews(), now=clock.now())
        data = {"order": str(made.key), "new": made.new, **asdict(made.word)}
        show(data, as_json=as_json, human=lambda: _tell_word(made))


def _tell_word(made: MadeReview) -> None:
    again = "" if made.new else " It was said before."
    console.print(f"{FOLLOWS[ReviewAct(made.word.act)]}, says {escape(made.word.made_by)}.{again}")
    console.print("`goodword explain` tells what follows.")


def _tell_rows(rows: list[ReviewRow]) -> None:
    if not rows:
        console.print("Nobody waits here.")
        return
    # Lines and no table: an id that is broken in two can't be copied.
    for row in rows:
        signs = "".join([" late"] * row.late + [" appealed"] * row.appealed)
        order = escape(f"{row.program} {row.source} {row.order_id}")
        found = ", ".join(rule.removeprefix("risk_") for rule in row.rules)
        _print(f"[bold]{row.review_id}[/bold]  {order}{signs}")
        _print(f"  answer by {stamp(row.answer_by)}, score {row.score}: {found or 'nothing found'}")


def _print(text: str) -> None:
    console.print(text, highlight=False, soft_wrap=True)


def _tell_detail(detail: ReviewDetail) -> None:
    order = escape(f"{detail.program} {detail.source} {detail.order_id}")
    _print(f"[bold]{order}[/bold]  {detail.state}, score {detail.score}")
    late = " (late)" if detail.late else ""
    _print(f"opened {stamp(detail.opened_at)}, answer by {stamp(detail.answer_by)}{late}")
    for each in detail.findings:
        _print(f"  +{each.weight}  {each.sentence}  {escape(each.found)}")
    _print(f"  nothing found by: {', '.join(detail.clear) or 'none'}")
    for word in detail.words:
        said = escape(f"{word.act} by {word.made_by}: {word.note}")
        _print(f"{stamp(word.made_at)}  {said}")
