"""Windows follow each other without a gap, and a tally stays small."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from referrals.model.reconciliation.reconciliation import (
    EXAMPLES,
    FIRST_SECONDS,
    LONGEST_SECONDS,
    OVERLAP_SECONDS,
    SETTLE_SECONDS,
    Cursor,
    Kind,
    RowTally,
    Window,
)
from tests.world import AT, NOW


def ago(seconds: int) -> datetime:
    return NOW - timedelta(seconds=seconds)


def window(cursor: Cursor) -> Window:
    assert cursor.window
    return cursor.window


def test_a_store_never_asked_begins_two_days_back() -> None:
    opened = window(Cursor().open_window(NOW))

    assert opened.since == ago(FIRST_SECONDS)
    assert opened.until == ago(FIRST_SECONDS - OVERLAP_SECONDS - LONGEST_SECONDS)


def test_the_last_minutes_are_left_for_webhooks_on_their_way() -> None:
    opened = window(Cursor(reached=ago(3600)).open_window(NOW))

    assert (opened.since, opened.until) == (ago(3600 + OVERLAP_SECONDS), ago(SETTLE_SECONDS))


def test_nothing_is_opened_when_all_was_compared() -> None:
    assert Cursor(reached=ago(SETTLE_SECONDS)).open_window(NOW).window is None
    assert Cursor(reached=NOW).open_window(NOW).window is None


def test_a_window_in_progress_is_kept() -> None:
    begun = Cursor(reached=ago(3600)).open_window(NOW)

    assert begun.open_window(ago(-3600)) is begun


@given(st.lists(st.integers(0, 400_000), min_size=1, max_size=20))
def test_windows_leave_no_moment_out(pauses: list[int]) -> None:
    cursor, now = Cursor(reached=NOW), NOW
    for pause in pauses:
        now += timedelta(seconds=pause)
        while True:
            opened = cursor.open_window(now)
            if opened.window is None:
                break
            assert cursor.reached
            assert opened.window.since <= cursor.reached < opened.window.until
            cursor = opened.close_window()

    assert cursor.reached
    assert cursor.reached >= now - timedelta(seconds=SETTLE_SECONDS) or cursor.reached == NOW


def test_a_failure_is_told_since_when_it_began() -> None:
    twice = Cursor(reached=ago(900)).note_failure("a", ago(20)).note_failure("b", ago(10), NOW)

    assert (twice.failing, twice.failing_since, twice.not_before) == ("b", ago(20), NOW)
    assert twice.well() == Cursor(reached=ago(900))


def test_a_tally_names_the_first_few_of_those_worth_a_look() -> None:
    tally = RowTally()
    for number in range(EXAMPLES + 5):
        tally = tally.with_order(Kind.MISSING, "x" * number).with_order(Kind.SAME, "y")

    assert tally.counts == {Kind.MISSING: EXAMPLES + 5, Kind.SAME: EXAMPLES + 5}
    assert {kind: len(ids) for kind, ids in tally.examples.items()} == {Kind.MISSING: EXAMPLES}


def test_a_cursor_comes_back_as_it_was_kept() -> None:
    tally = RowTally().with_order(Kind.HELD, "7")
    begun = Cursor(reached=ago(172_800)).open_window(NOW)
    cursor = begun.turn_page("page 2", ("7@5",), tally).note_failure("x", NOW)

    assert Cursor.model_validate(cursor.model_dump(mode="json")) == cursor


def test_a_cursor_is_kept_in_the_numbers_it_always_was() -> None:
    begun = Cursor(reached=ago(3600)).open_window(NOW, nth=1)

    kept = begun.model_dump(mode="json")

    assert (kept["reached"], kept["not_before"], kept["failing_since"]) == (AT - 3600, 0, 0)
    assert (kept["window"]["until"], kept["window"]["opened_at"]) == (AT - SETTLE_SECONDS, AT + 1)
    assert Cursor.model_validate({"reached": 0}) == Cursor()
    assert Cursor.model_validate({"reached": 10**17}).reached


def test_looking_back_starts_at_the_moment_named() -> None:
    assert window(Cursor(reached=NOW).rewind(ago(86_400)).open_window(NOW)).since == ago(86_400)


def test_looking_back_keeps_the_pause_that_was_asked_for() -> None:
    assert Cursor(reached=NOW, not_before=ago(-60)).rewind(ago(60)).not_before == ago(-60)


def test_behind_is_told_from_what_was_reached_or_first_tried() -> None:
    tried = Cursor().open_window(NOW)

    assert Cursor(reached=ago(900)).behind(NOW) == 900
    assert (Cursor().behind(NOW), tried.behind(NOW), tried.behind(ago(-60))) == (0, 0, 60)
    assert Cursor().note_failure("store_refused", NOW).behind(ago(-5)) == 5
