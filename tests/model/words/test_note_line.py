"""The line below a note names a colleague always, a friend where they agreed."""

from referrals.model.community.sentence import answer_line, writer_line
from referrals.model.note.note import Note, NoteWriter
from referrals.model.words.wording import wording
from tests.notes import NOTE
from tests.world import NOW

EN = wording("en")


def by(note: Note, name: str = "") -> str:
    return writer_line(note, EN, name=name, time_zone="Asia/Tokyo")


def test_a_line_names_whom_it_may() -> None:
    staff = NOTE.model_copy(update={"writer": NoteWriter.STAFF, "writer_name": "Mira"})

    assert by(NOTE) == "A friend who came through you, on 22 November 2026"
    assert by(NOTE, "Ben") == "Ben, on 22 November 2026"
    assert by(staff, "ignored") == "Mira, on 22 November 2026"


def test_there_is_no_line_below_no_answer() -> None:
    answered = NOTE.model_copy(update={"replied_at": NOW})

    assert answer_line(NOTE, EN, name="Ada", time_zone="UTC") == ""
    assert answer_line(answered, EN, name="Ada", time_zone="UTC") == "Ada, on 22 November 2026"
