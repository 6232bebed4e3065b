"""Windows follow each other without a gap, and a tally stays small."""

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
    Tally,
    Window,
)
from tests.world import AT


def window(cursor: Cursor) -> Window:
    assert cursor.window
    return cursor.window


def test_a_store_never_asked_begins_two_days_back() -> None:
    opened = window(Cursor().opened(AT))

    assert opened.since == AT - FIRST_SECONDS
    assert opened.until == AT - FIRST_SECONDS + OVERLAP_SECONDS + LONGEST_SECONDS


def test_the_last_minutes_are_left_for_webhooks_on_their_way() -> None:
    opened = window(Cursor(reached=AT - 3600).opened(AT))

    assert (opened.since, opened.until) == (AT - 3600 - OVERLAP_SECONDS, AT - SETTLE_SECONDS)


def test_nothing_is_opened_when_all_was_compared() -> None:
    assert Cursor(reached=AT - SETTLE_SECONDS).opened(AT).window is None
    assert Cursor(reached=AT).opened(AT).window is None


def test_a_window_in_progress_is_kept() -> None:
    begun = Cursor(reached=AT - 3600).opened(AT)

    assert begun.opened(AT + 3600) is begun


@given(st.lists(st.integers(0, 400_000), min_size=1, max_size=20))
def test_windows_leave_no_moment_out(pauses: list[int]) -> None:
    cursor, now = Cursor(reached=AT), AT
    for pause in pauses:
        now += pause
        while True:
            opened = cursor.opened(now)
            if opened.window is None:
                break
            assert opened.window.since <= cursor.reached < opened.window.until
            cursor = opened.closed()

    assert cursor.reached >= now - SETTLE_SECONDS or cursor.reached == AT


def test_a_failure_is_told_since_when_it_began() -> None:
    twice = Cursor(reached=1).failed("a", 10).failed("b", 20, 99)

    assert (twice.failing, twice.failing_since, twice.not_before) == ("b", 10, 99)
    assert twice.well() == Cursor(reached=1)


def test_a_tally_names_the_first_few_of_those_worth_a_look() -> None:
    tally = Tally()
    for number in range(EXAMPLES + 5):
        tally = tally.with_order(Kind.MISSING, "x" * number).with_order(Kind.SAME, "y")

    assert tally.counts == {Kind.MISSING: EXAMPLES + 5, Kind.SAME: EXAMPLES + 5}
    assert {kind: len(ids) for kind, ids in tally.examples.items()} == {Kind.MISSING: EXAMPLES}


def test_a_cursor_comes_back_as_it_was_kept() -> None:
    tally = Tally().with_order(Kind.HELD, "7")
    cursor = Cursor(reached=5).opened(AT).turned("page 2", ("7@5",), tally).failed("x", 3)

    assert Cursor.model_validate(cursor.model_dump(mode="json")) == cursor


def test_looking_back_starts_at_the_moment_named() -> None:
    assert window(Cursor(reached=AT).from_then(AT - 86_400).opened(AT)).since == AT - 86_400


def test_looking_back_keeps_the_pause_that_was_asked_for() -> None:
    assert Cursor(reached=AT, not_before=AT + 60).from_then(AT - 60).not_before == AT + 60


def test_behind_is_told_from_what_was_reached_or_first_tried() -> None:
    tried = Cursor().opened(AT)

    assert Cursor(reached=AT - 900).behind(AT) == 900
    assert (Cursor().behind(AT), tried.behind(AT), tried.behind(AT + 60)) == (0, 0, 60)
    assert Cursor().failed("store_refused", AT).behind(AT + 5) == 5
