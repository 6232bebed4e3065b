"""The line in the log around an act at the desk: it stands before anything is done, and its end
after it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from referrals.model.change.change_record import DONE, UNEXPECTED, ChangeRecord, ids_in
from referrals.model.errors import GoodwordError
from referrals.wiring import session_stores


@contextmanager
def act_in_log(record: ChangeRecord, subject: Mapping[str, str]) -> Iterator[None]:
    """`subject` has what it was about, by the names of the log's ids."""
    book = session_stores.change_log()
    book.add(record)
    outcome = UNEXPECTED
    try:
        yield
        outcome = DONE
    except GoodwordError as error:
        outcome = error.code
        raise
    finally:
        book.finish(record, outcome, ids_in(subject))
