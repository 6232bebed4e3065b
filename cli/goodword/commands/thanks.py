"""`goodword thanks`: a named person of the shop thanks somebody, and reads what came back."""

from typing import Annotated

import typer
from rich.markup import escape

from goodword import target
from goodword.change_log import actor_of_change
from goodword.output import AsJson, Stack, console, explain_errors, show
from goodword.sheet import Sheet
from referrals.desks import note as note_desk
from referrals.model.note.note import LONGEST_NOTE, LONGEST_WRITER, Note
from referrals.model.order_key import ConversionKey
from referrals.steps.note.write_note import StaffNote, WrittenNote, thank_by_hand
from referrals.wiring import clock, community_stores

MOST_REPORTS = 100
app = typer.Typer(no_args_is_help=True, help="Notes of thanks: write, show, reports.")


@app.command()
def write(
    program: Annotated[str, typer.Argument(help="The program's id.")],
    source: Annotated[str, typer.Argument(help="The source that reported the order.")],
    *,
    about: Annotated[str, typer.Option(help="The shop's own id of the order.")],
    to: Annotated[str, typer.Option(help="The order's advocate or friend (adv_..., fri_...).")],
    by: Annotated[str, typer.Option(help="Who writes it: the name below it.")],
    text: Annotated[str, typer.Option(help="Your own words, 600 characters at most.")],
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """Writes it once an order and receiver: by letter, or on their page where they wanted none."""
    if not (0 < len(by) <= LONGEST_WRITER and by.isprintable()):
        raise typer.BadParameter(f"--by takes 1 to {LONGEST_WRITER} printable characters")
    if len(text) > LONGEST_NOTE:
        raise typer.BadParameter(f"--text takes {LONGEST_NOTE} characters at most")
    key = ConversionKey(program, source, about)
    with explain_errors():
        target.enter(stack)
        wish = StaffNote(key=key, receiver_id=to, made_by=by, text=text, actor=actor_of_change())
        made = thank_by_hand(wish, note_desk.notes(), now=clock.now())
        data = made.note.model_dump(mode="json") | {"new": made.new, "by_letter": made.by_letter}
        show(data, as_json=as_json, human=lambda: _tell(made))


@app.command(name="show")
def show_note(
    note_id: Annotated[str, typer.Argument(help="The note's id (nte_...).")],
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """A note, and the reply to it."""
    with explain_errors():
        target.enter(stack)
        note = community_stores.notes().get(note_id)
        show(note.model_dump(mode="json"), as_json=as_json, human=lambda: _tell_note(note))


@app.command()
def reports(
    program: Annotated[str, typer.Argument(help="The program's id.")],
    as_json: AsJson = False,
    stack: Stack = "",
) -> None:
    """Notes that their readers reported: nobody but you sees those any more."""
    with explain_errors():
        target.enter(stack)
        found = community_stores.notes().reports(program, MOST_REPORTS)
        data = [note.model_dump(mode="json") for note in found]
        show(data, as_json=as_json, human=lambda: _tell_reports(found))


def _tell(made: WrittenNote) -> None:
    how = (
        "It goes by letter."
        if made.by_letter
        else "They agreed to no friendly letters: it waits on their page."
    )
    again = "" if made.new else " It was written before, and isn't sent again."
    console.print(f"{made.note.note_id}: {how}{again}", highlight=False)


def _tell_note(note: Note) -> None:
    console.print(escape(note.text), highlight=False)
    reply = f"answered {note.replied_at:%Y-%m-%d}: {note.reply}" if note.replied_at else "no reply"
    console.print(escape(reply), highlight=False)


def _tell_reports(found: list[Note]) -> None:
    table = Sheet("reported on", "note", "to", "writer", "text")
    for note in found:
        day = f"{note.reported_at:%Y-%m-%d}" if note.reported_at else ""
        writer = note.writer_name or note.writer_id
        table.add_row(day, note.note_id, note.receiver_id, writer, note.text)
    table.print()
