"""`goodword stories`: what people tell, read by somebody of the shop before anybody else."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from goodword import target
from goodword.change_log import actor_of_change
from goodword.output import AsJson, Stack, console, explain_errors, show
from referrals.desks import story as story_desk
from referrals.model.moment import stamp
from referrals.model.story.moderation import (
    LONGEST_MAKER,
    LONGEST_NOTE,
    DeclineReason,
    StoryVerdict,
)
from referrals.model.story.story import StoryState, StoryUse
from referrals.model.words.wording import wording
from referrals.steps.story.moderate_story import ModerationResult, ModerationWish, moderate_story
from referrals.views.story.story_queue import StoryDetail, StoryListing, StoryRow, StoryText
from referrals.wiring import clock, stores, story_stores

app = typer.Typer(no_args_is_help=True, help="Stories: list, show, approve, decline.")
StoryId = Annotated[str, typer.Argument(help="As `goodword stories list` prints it.")]
By = Annotated[str, typer.Option("--by", help="Who says this.")]
Note = Annotated[str, typer.Option("--note", help="For the next who looks.")]
Version = Annotated[int, typer.Option(min=1, help="The version that you read.")]


@app.command("list")
def list_all(
    program: Annotated[str, typer.Argument(help="The program's id.")],
    state: Annotated[StoryState, typer.Option(help="Which of them.")] = StoryState.WAITING,
    use: Annotated[StoryUse | None, typer.Option(help="Those that may stand there.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="At most so many.")] = 50,
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """Those that wait, the oldest first; or others."""
    with explain_errors():
        target.enter(stack)
        listing = _listing()
        if use is None:
            rows, _ = listing.in_state(program, state, limit)
        else:
            rows, _ = listing.for_use(program, use, limit)
        data = [row.model_dump(mode="json") for row in rows]
        show(data, as_json=as_json, human=lambda: _tell_rows(rows))


@app.command("show")
def show_story(
    story: StoryId,
    photo: Annotated[Path | None, typer.Option(help="Write its photo to this file.")] = None,
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """One story: its words, what its author agreed to, and what was said of it."""
    with explain_errors():
        target.enter(stack)
        detail = _listing().detail(story)
        if photo:
            photo.write_bytes(_listing().photo(story, story_stores.photos()))
        show(detail.model_dump(mode="json"), as_json=as_json, human=lambda: _tell_detail(detail))


@app.command()
def approve(
    story: StoryId,
    *,
    by: By,
    version: Version = 1,
    note: Note = "",
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """Lets it be shown where its author agreed; they are written to."""
    wish = _wish(story, StoryVerdict.APPROVE, version, note=note, by=by)
    _say(wish, stack, as_json)


@app.command()
def decline(
    story: StoryId,
    *,
    reason: Annotated[DeclineReason, typer.Option(help="Its author reads why.")],
    by: By,
    version: Version = 1,
    note: Note = "",
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """Keeps it from being shown, or takes it down; its author reads why, and what would help."""
    wish = _wish(story, StoryVerdict.DECLINE, version, note=note, by=by, reason=reason)
    _say(wish, stack, as_json)


def _listing() -> StoryListing:
    return StoryListing(story_stores.stories(), stores.programs(), wording("en"))


def _wish(
    story: str,
    verdict: StoryVerdict,
    version: int,
    *,
    note: str,
    by: str,
    reason: DeclineReason | None = None,
) -> ModerationWish:
    fits = len(note) <= LONGEST_NOTE and 0 < len(by) <= LONGEST_MAKER
    if not (fits and (note + by).isprintable()):
        raise typer.BadParameter(
            f"--note takes one line of {LONGEST_NOTE} characters, --by {LONGEST_MAKER}"
        )
    return ModerationWish(
        story_id=story, version=version, verdict=verdict, reason=reason, note=note, made_by=by
    )


def _say(wish: ModerationWish, stack: str, as_json: bool) -> None:
    with explain_errors():
        target.enter(stack)
        said = replace(wish, actor=actor_of_change())
        made = moderate_story(said, story_desk.stories(), now=clock.now())
        data = {"story_id": made.story.story_id, "state": made.story.state, "new": made.new}
        show(data, as_json=as_json, human=lambda: _tell_word(made))


def _tell_word(made: ModerationResult) -> None:
    again = " Its author hears of it." if made.new else " It was said before."
    _print(f"{made.story.story_id}: {made.story.state}.{again}")


def _tell_rows(rows: list[StoryRow]) -> None:
    if not rows:
        _print("There is none.")
        return
    # Lines and no table: an id that is broken in two can't be copied.
    for row in rows:
        edit = "  (a former version is shown)" if row.published and row.state == "waiting" else ""
        _print(f"[bold]{row.story_id}[/bold]  version {row.draft.version}{edit}")
        _tell_text(row.draft)


def _tell_text(text: StoryText) -> None:
    author = escape(text.author) or "no name"
    about = f", about {escape(text.product)}" if text.product else ""
    _print(f"  {author}, {text.language}{about}, {stamp(text.written_at)}")
    _print(f"  for: {', '.join(text.uses)}{'; with a photo' if text.photo else ''}")
    for line in text.text.split("\n"):
        _print(f"  | {escape(line)}")


def _tell_detail(detail: StoryDetail) -> None:
    _print(f"[bold]{detail.story_id}[/bold]  {detail.state}, by {detail.person_id}")
    _tell_text(detail.draft)
    if detail.published and detail.published.version != detail.draft.version:
        _print(f"  shown meanwhile: version {detail.published.version}")
    _print(f"  below it: {escape(detail.disclosure) or 'nothing, for there is no reward'}")
    for each in detail.consents:
        _print(f"  agreed {stamp(each.given_at)} ({each.language}): {escape(each.sentence)}")
    for word in detail.log:
        why = f", {word.reason}" if word.reason else ""
        who = f"{word.made_by} ({word.actor})" if word.actor else word.made_by
        said = escape(f"{word.verdict} of version {word.version}{why} by {who}")
        _print(f"{stamp(word.made_at)}  {said} {escape(word.note)}")
    _print(f"`goodword stories approve {detail.story_id} --version {detail.draft.version} --by …`")


def _print(text: str) -> None:
    console.print(text, highlight=False, soft_wrap=True)
